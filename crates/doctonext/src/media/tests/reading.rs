//! Who sees photographs, who opens documents.

use chrono::TimeDelta;

use super::*;
use crate::{documents::paper, privacy, testing::Someone};

async fn with_one_photograph(world: &World) -> (Browser<'_>, String) {
    let (claire, _) = claire(world).await;
    send(&claire, &[("a.jpg", &jpeg(40, 30))]).await;
    work(world).await;
    let file: String = one(world, "select file_url from listing_media").await;
    (claire, file)
}

#[tokio::test]
async fn photographs_are_public_while_their_listing_is_online() {
    let world = World::new().await;
    let (claire, file) = with_one_photograph(&world).await;
    assert_eq!(world.get(&file).await.status, 200);

    for change in [
        "update listings set status = 'inactive'",
        "update listings set status = 'draft', published_at = null",
        "update listings set status = 'sold', published_at = created_at",
    ] {
        sqlx::query(change).execute(world.db()).await.unwrap();
        assert_eq!(world.get(&file).await.status, 404, "{change}");
        assert_eq!(world.sign_up("paul").await.get(&file).await.status, 404, "{change}");
        let own = claire.get(&file).await;
        assert_eq!(
            (own.status.as_u16(), own.header("cache-control")),
            (200, "private, no-store"),
            "{change}"
        );
        assert_eq!(world.moderator().await.get(&file).await.status, 200, "{change}");
    }
    for nobodys in
        ["/medias/00112233445566778899aabbccddeeff-320.jpg", "/medias/..%2Fstaged%2Fa", "/medias/a.svg"]
    {
        assert_eq!(world.get(nobodys).await.status, 404, "{nobodys}");
    }
}

#[tokio::test]
async fn a_document_opens_for_its_owner_for_five_minutes() {
    let world = World::new().await;
    let (claire, address) = claire(&world).await;
    send(&claire, &[("bail été.pdf", &paper(""))]).await;
    work(&world).await;
    let link = claire.get(PAGE).await.attributes(".media-item__acts a", "href").remove(0);

    let signed = claire.get(&link).await.header("location").to_owned();
    let opened = claire.get(&signed).await;

    assert_eq!(opened.body, paper(""));
    assert_eq!(opened.header("content-type"), "application/pdf");
    assert_eq!(opened.header("cache-control"), "private, no-store");
    assert!(opened.header("content-disposition").ends_with("filename*=UTF-8''bail%20%C3%A9t%C3%A9%2Epdf"));
    let altered = signed.replacen("/documents/0", "/documents/1", 1);
    assert_eq!(claire.get(&altered).await.status, 404);
    let later = signed.replace(
        &format!(".{}.", (world.app.clock.now() + TimeDelta::minutes(5)).timestamp()),
        ".9999999999.",
    );
    assert_ne!(later, signed);
    assert_eq!(claire.get(&later).await.status, 404, "the hour is part of the signature");
    assert_eq!(world.get(&signed).await.status, 303, "who is not signed in is led to the door");
    assert!(!world.get(&address).await.text().contains("bail"), "a document is on no public page");
    world.clock.advance(TimeDelta::seconds(299));
    assert_eq!(claire.get(&signed).await.status, 200);
    world.clock.advance(TimeDelta::seconds(1));
    assert_eq!(claire.get(&signed).await.status, 404);
}

#[tokio::test]
async fn a_signed_address_serves_nobody_else_and_is_checked_again_at_each_use() {
    let world = World::new().await;
    let (claire, _) = claire(&world).await;
    send(&claire, &[("bail.pdf", &paper(""))]).await;
    work(&world).await;
    let link = claire.get(PAGE).await.attributes(".media-item__acts a", "href").remove(0);
    let signed = claire.get(&link).await.header("location").to_owned();
    let paul = world.sign_up_as("paul", Someone { trust_level: 3, ..Someone::default() }).await;

    assert_eq!(paul.get(&link).await.status, 404);
    assert_eq!(paul.get(&signed).await.status, 404);
    assert_eq!(world.moderator().await.get(&signed).await.status, 404);
    world.admin().await;
    sqlx::query(
        "update sessions set acting_staff_id = 'ada', acting_reason = 'aide' where user_id = 'claire'",
    )
    .execute(world.db())
    .await
    .unwrap();
    assert_eq!(claire.get(&signed).await.status, 404, "the team that looks reads no documents");
    sqlx::query("update sessions set acting_staff_id = null, acting_reason = null")
        .execute(world.db())
        .await
        .unwrap();
    assert_eq!(claire.get(&signed).await.status, 200);
    sqlx::query("update listings set user_id = 'paul'").execute(world.db()).await.unwrap();
    assert_eq!(claire.get(&signed).await.status, 404, "it is no longer hers");
}

#[tokio::test]
async fn documents_lie_sealed_from_the_first_moment() {
    let world = World::new().await;
    let (claire, _) = claire(&world).await;
    send(&claire, &[("bail.pdf", &paper("/Lang (secret)"))]).await;

    for moment in ["before the job", "after it"] {
        let keys = keys(&world).await;
        assert_eq!(keys.len(), 1, "{moment}");
        let kept = world.app.files.get(&keys[0]).await.unwrap().unwrap();
        assert!(
            !kept.windows(4).any(|it| it == b"%PDF") && !kept.windows(6).any(|it| it == b"secret"),
            "{moment}"
        );
        work(&world).await;
    }
}

#[tokio::test]
async fn what_a_person_takes_along_and_leaves_holds_their_files() {
    let world = World::new().await;
    let (claire, _) = claire(&world).await;
    send(&claire, &[("a.jpg", &jpeg(40, 30)), ("bail.pdf", &paper(""))]).await;
    work(&world).await;
    let mut db = world.db().acquire().await.unwrap();

    let files = media::personal_data::files_of(&mut db, "claire").await.unwrap();
    let told = media::personal_data::export(&mut db, "claire").await.unwrap();

    assert_eq!(
        files.iter().map(media::personal_data::KeptFile::name).collect::<Vec<_>>(),
        ["a.jpg", "bail.pdf"]
    );
    assert_eq!(files[1].read(&world.app).await.unwrap().unwrap(), paper(""));
    assert!(image::load_from_memory(&files[0].read(&world.app).await.unwrap().unwrap()).is_ok());
    assert_eq!(told["fichiers"][1]["nom"], "bail.pdf");
    drop(db);

    sqlx::query("insert into account_closures (id, user_id, cause, asked_at, due_at) values ('c', 'claire', 'asked', $1 - interval '1 day', $1)")
        .bind(world.app.clock.now())
        .execute(world.db())
        .await
        .unwrap();
    privacy::apply_retention(&world.app).await.unwrap();
    remove_doomed(&world).await;
    assert_eq!(keys(&world).await, Vec::<String>::new());
    assert_eq!(one::<i64>(&world, "select count(*) from listing_media").await, 0);
}
