//! What happens to something while a member of the team acts on it: each waits for the other's locks.

use std::time::Duration;

use tokio::{join, time::timeout};

use super::*;
use crate::moderation::follow_clock;

/// Until some statement waits for a lock.
async fn somebody_waits(world: &World) {
    let waiting = async {
        let asked = "select exists (select from pg_stat_activity
                                    where datname = current_database() and wait_event_type = 'Lock')";
        while !sqlx::query_scalar::<_, bool>(asked).fetch_one(world.db()).await.unwrap() {
            tokio::task::yield_now().await;
        }
    };
    timeout(Duration::from_secs(20), waiting).await.expect("nobody waits for what is held");
}

#[tokio::test]
async fn a_notice_that_is_answered_while_somebody_opens_it_stays_answered() {
    let world = World::new().await;
    let (claire, mina) = (verified(&world, "claire").await, world.moderator().await);
    let id = online(&claire).await;
    report(&world.browser(), &id).await;
    let notice = notice(&world).await;
    let mut tx = world.db().begin().await.unwrap();
    sqlx::query("update moderation_notices set status = 'accepted' where id = $1")
        .bind(&notice)
        .execute(&mut *tx)
        .await
        .unwrap();
    let page = format!("/equipe/moderation/signalement/{notice}");
    let answer = async {
        somebody_waits(&world).await;
        tx.commit().await.unwrap();
    };

    let (opened, ()) = join!(mina.get(&page), answer);

    assert_eq!(opened.status, 200);
    assert_eq!(one(&world, "select status from moderation_notices").await, "accepted");
}

#[tokio::test]
async fn a_listing_that_comes_online_while_its_owner_is_suspended_goes_offline_too() {
    let world = World::new().await;
    let (claire, mina) = (verified(&world, "claire").await, world.moderator().await);
    let id = online(&claire).await;
    sqlx::query("update listings set status = 'inactive' where id = $1")
        .bind(&id)
        .execute(world.db())
        .await
        .unwrap();
    // As whoever brings a listing online does: its owner is held, then the listing.
    let mut tx = world.db().begin().await.unwrap();
    sqlx::query("select from users where id = 'claire' for no key update").execute(&mut *tx).await.unwrap();
    sqlx::query("update listings set status = 'active' where id = $1")
        .bind(&id)
        .execute(&mut *tx)
        .await
        .unwrap();
    let comes = async {
        somebody_waits(&world).await;
        tx.commit().await.unwrap();
    };
    let suspend = [("action", "suspend"), ("fondement", "r8"), ("duree", "15")];

    let (decided, ()) = join!(decide(&mina, "/equipe/moderation/praticien/claire", &suspend), comes);

    assert_eq!(decided.status, 303, "{}", decided.main());
    assert_ne!(status(&world, &id).await, "active");
}

#[tokio::test]
async fn a_suspension_that_ends_while_another_is_pronounced_leaves_the_other() {
    let world = World::new().await;
    let mina = world.moderator().await;
    verified(&world, "claire").await;
    let person = "/equipe/moderation/praticien/claire";
    decide(&mina, person, &[("action", "suspend"), ("fondement", "r8"), ("duree", "7")]).await;
    world.clock.advance(chrono::TimeDelta::days(8));
    let mina = world.moderator().await;
    // Both want the person: whoever comes first, nobody waits in a circle.
    let mut tx = world.db().begin().await.unwrap();
    sqlx::query("select from users where id = 'claire' for update").execute(&mut *tx).await.unwrap();
    let starts = async {
        somebody_waits(&world).await;
        tx.commit().await.unwrap();
    };
    let suspend = [("action", "suspend"), ("fondement", "r8"), ("duree", "15")];

    let (ended, decided, ()) = join!(follow_clock(&world.app), decide(&mina, person, &suspend), starts);

    ended.unwrap();
    assert_eq!(decided.status, 303, "{}", decided.main());
    let barred = "select (barred_at is not null)::text from users where id = 'claire'";
    assert_eq!(one(&world, barred).await, "true");
}
