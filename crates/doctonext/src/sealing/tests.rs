//! Sealed columns on a real database.

use std::{sync::Arc, task::Poll};

use rand::{Rng, SeedableRng, rngs::StdRng};
use sqlx::PgConnection;

use super::*;
use crate::testing::World;

const PHONE: Place<'_> = Place { table: "users", column: "phone", row: "claire" };
const CLAIRE: Scope<'_> = Scope::Person("claire");

async fn connection(world: &World) -> sqlx::pool::PoolConnection<sqlx::Postgres> {
    world.db().acquire().await.unwrap()
}

async fn sealed(world: &World, db: &mut PgConnection) -> Sealed {
    world.app.vault.seal(db, CLAIRE, PHONE, b"+33612345678").await.unwrap()
}

/// A vault on this database whose keys lie in a file of its own.
async fn vault_with_file(world: &World, folder: &std::path::Path) -> Result<Vault, SealingError> {
    let source = KeySource::File { path: folder.join("kek"), ours: true };
    Vault::open_house(source, world.db(), Arc::new(platform::clock::SystemClock)).await
}

#[tokio::test]
async fn what_is_sealed_opens_and_lies_nowhere_in_clear() {
    let world = World::new().await;
    let mut db = connection(&world).await;

    let phone = sealed(&world, &mut db).await;

    assert_eq!(world.app.vault.open_text(&mut db, PHONE, &phone).await.unwrap(), "+33612345678");
    let elsewhere = Place { row: "paul", ..PHONE };
    assert!(matches!(world.app.vault.open(&mut db, elsewhere, &phone).await, Err(SealingError::Altered)));
    let text: String = sqlx::query_scalar("select $1::text").bind(&phone).fetch_one(&mut *db).await.unwrap();
    assert!(text.starts_with("v1.") && !text.contains("612345678"));
}

#[tokio::test]
async fn a_destroyed_key_makes_every_copy_unreadable() {
    let world = World::new().await;
    let mut db = connection(&world).await;
    let copy_in_a_backup = sealed(&world, &mut db).await;

    world.app.vault.destroy(&mut db, CLAIRE).await.unwrap();

    assert!(matches!(
        world.app.vault.open(&mut db, PHONE, &copy_in_a_backup).await,
        Err(SealingError::Destroyed)
    ));
    let left: i64 =
        sqlx::query_scalar("select count(*) from data_keys where scope = 'person' and wrapped is not null")
            .fetch_one(&mut *db)
            .await
            .unwrap();
    assert_eq!(left, 0);
    // A late request of hers begins nothing anew.
    let late = world.app.vault.seal(&mut db, CLAIRE, PHONE, b"+33612345678").await;
    assert!(matches!(late, Err(SealingError::Destroyed)));
}

#[tokio::test]
async fn a_transaction_that_is_rolled_back_loses_no_key_that_others_use() {
    let world = World::new().await;
    let mut tx = world.db().begin().await.unwrap();
    sealed(&world, &mut tx).await;
    tx.rollback().await.unwrap();

    let mut db = connection(&world).await;
    let phone = sealed(&world, &mut db).await;
    assert!(world.app.vault.open(&mut db, PHONE, &phone).await.is_ok());
}

#[tokio::test]
async fn many_who_seal_first_at_once_share_one_key() {
    let world = World::new().await;
    let all = futures::future::join_all((0..8).map(|_| async {
        let mut db = connection(&world).await;
        sealed(&world, &mut db).await
    }))
    .await;

    let keys: i64 = sqlx::query_scalar("select count(*) from data_keys where scope = 'person'")
        .fetch_one(world.db())
        .await
        .unwrap();
    assert_eq!(keys, 1);
    let mut db = connection(&world).await;
    for phone in all {
        assert!(world.app.vault.open(&mut db, PHONE, &phone).await.is_ok());
    }
}

#[tokio::test]
async fn a_wrong_key_is_refused_before_anything_is_sealed() {
    let world = World::without_keys().await;
    let (right, wrong) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    vault_with_file(&world, right.path()).await.unwrap();

    let refused = vault_with_file(&world, wrong.path()).await.err().unwrap();

    assert!(matches!(refused, SealingError::WrongKey(1)), "{refused}");
}

#[tokio::test]
async fn a_rotation_moves_every_key_while_others_seal_and_open() {
    let world = World::without_keys().await;
    let folder = tempfile::tempdir().unwrap();
    let vault = vault_with_file(&world, folder.path()).await.unwrap();
    let running = vault_with_file(&world, folder.path()).await.unwrap();
    let mut db = connection(&world).await;
    let mut values = Vec::new();
    for n in 0..30 {
        let id = format!("person-{n}");
        let place = Place { row: &id, ..PHONE };
        values.push((id.clone(), vault.seal(&mut db, Scope::Person(&id), place, b"secret").await.unwrap()));
    }

    let busy = async {
        let mut db = connection(&world).await;
        let mut made = Vec::new();
        for n in 0..60 {
            let id = format!("later-{n}");
            let place = Place { row: &id, ..PHONE };
            made.push((
                id.clone(),
                running.seal(&mut db, Scope::Person(&id), place, b"secret").await.unwrap(),
            ));
        }
        made
    };
    let (moved, made) = tokio::join!(rotate(&vault, world.db(), true, |_| {}), busy);

    assert!(moved.unwrap() >= 31);
    let counts = key_counts(world.db()).await.unwrap();
    assert_eq!(counts.iter().find(|it| it.kek_id == 1).unwrap().data_keys, 0, "{counts:?}");
    // The old key may go now: a vault that never knew it opens everything.
    let text = std::fs::read_to_string(folder.path().join("kek")).unwrap();
    let newest = text.lines().filter(|it| !it.starts_with("1:")).collect::<Vec<_>>().join("\n");
    std::fs::write(folder.path().join("kek"), newest).unwrap();
    let after = vault_with_file(&world, folder.path()).await.unwrap();
    for (id, value) in values.iter().chain(&made) {
        let place = Place { row: id, ..PHONE };
        assert_eq!(&**after.open(&mut db, place, value).await.unwrap(), b"secret", "{id}");
    }
}

/// Polls a future so many times at most and then drops it, in the middle of whatever it awaits: as a death would.
async fn cut_short<F: Future>(future: F, polls: u32) -> Option<F::Output> {
    let mut future = std::pin::pin!(future);
    let mut left = polls;
    std::future::poll_fn(|cx| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        future.as_mut().poll(cx).map(Some)
    })
    .await
}

/// Changes the key; dies at random moments, and each time begins again as a new process would. Tells how often it died.
async fn rotate_dying(world: &World, folder: &std::path::Path) -> u32 {
    let mut chance = StdRng::seed_from_u64(7);
    for deaths in 0.. {
        let vault = vault_with_file(world, folder).await.unwrap();
        let rotation = rotation::rotate_by(&vault, world.db(), deaths == 0, 4, |_| {});
        let polls = chance.random_range(5..40);
        if let Some(done) = cut_short(rotation, polls).await {
            done.unwrap();
            return deaths;
        }
    }
    0
}

#[tokio::test]
async fn a_rotation_that_dies_again_and_again_ends_while_others_seal_and_open() {
    let world = World::without_keys().await;
    let folder = tempfile::tempdir().unwrap();
    let running = vault_with_file(&world, folder.path()).await.unwrap();
    let mut db = connection(&world).await;
    let mut values = Vec::new();
    for n in 0..60 {
        let id = format!("person-{n}");
        let place = Place { row: &id, ..PHONE };
        values.push((id.clone(), running.seal(&mut db, Scope::Person(&id), place, b"secret").await.unwrap()));
    }

    let traffic = async {
        let mut db = connection(&world).await;
        for n in 60..120 {
            let id = format!("person-{n}");
            let place = Place { row: &id, ..PHONE };
            values.push((
                id.clone(),
                running.seal(&mut db, Scope::Person(&id), place, b"secret").await.unwrap(),
            ));
            let (earlier, value) = &values[n * 7 % values.len()];
            let place = Place { row: earlier, ..PHONE };
            assert_eq!(&**running.open(&mut db, place, value).await.unwrap(), b"secret", "{earlier}");
        }
    };
    let (deaths, ()) = tokio::join!(rotate_dying(&world, folder.path()), traffic);

    assert!(deaths >= 3, "{deaths}");
    // What the last traffic added under the old key, if anything, one more run takes along.
    rotate(&vault_with_file(&world, folder.path()).await.unwrap(), world.db(), false, |_| {}).await.unwrap();
    let counts = key_counts(world.db()).await.unwrap();
    assert!(counts.iter().all(|it| it.kek_id == 2 || it.data_keys == 0), "{counts:?}");
    // The old key may go: a vault that never knew it opens everything.
    let text = std::fs::read_to_string(folder.path().join("kek")).unwrap();
    let newest: String = text.lines().filter(|it| it.starts_with("2:")).collect();
    std::fs::write(folder.path().join("kek"), newest).unwrap();
    let after = vault_with_file(&world, folder.path()).await.unwrap();
    for (id, value) in &values {
        let place = Place { row: id, ..PHONE };
        assert_eq!(&**after.open(&mut db, place, value).await.unwrap(), b"secret", "{id}");
    }
}

#[tokio::test]
async fn an_interrupted_rotation_goes_on() {
    let world = World::without_keys().await;
    let folder = tempfile::tempdir().unwrap();
    let vault = vault_with_file(&world, folder.path()).await.unwrap();
    let mut db = connection(&world).await;
    vault.seal(&mut db, CLAIRE, PHONE, b"secret").await.unwrap();
    // Killed after the new key was written and before anything was moved.
    vault.source().add_key().await.unwrap();

    let again = vault_with_file(&world, folder.path()).await.unwrap();
    assert_eq!(rotate(&again, world.db(), false, |_| {}).await.unwrap(), 2);
    assert_eq!(rotate(&again, world.db(), false, |_| {}).await.unwrap(), 0);
}

// The compiler asks: with a trait too many this file does not build.
#[test]
fn what_opens_secrets_or_holds_them_cannot_be_printed() {
    use std::fmt::{Debug, Display};

    use static_assertions::assert_not_impl_any;

    assert_not_impl_any!(Vault: Debug, Display);
    assert_not_impl_any!(KeySource: Debug, Display);
    assert_not_impl_any!(Sealed: Debug, Display);
    assert_not_impl_any!(crate::config::Secret: Display);
    assert_not_impl_any!(crate::letters::Letter: Debug, Display);
    assert_not_impl_any!(crate::letters::Recipient<'static>: Debug, Display);
    assert_not_impl_any!(platform::mail::Message: Debug, Display);
    assert_eq!(format!("{:?}", crate::config::Secret::new("abcdefgh")).find("abc"), None);
}
