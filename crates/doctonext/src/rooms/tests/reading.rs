//! What is seen, under whose name, and what is written down of it.

use image::GenericImageView;

use super::*;

#[tokio::test]
async fn the_first_tier_shows_the_commune_and_figures_and_no_document() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    story.deposit("bilan", &drawing::tests::paper(1)).await;
    let room = story.open().await;

    let page = story.paul.get(&room).await;
    assert!(page.main().contains("Ajaccio") && page.main().contains("80 000"), "{}", page.main());
    assert!(!page.main().contains("Lilas"), "the street is not part of it");
    assert!(!page.text().contains("bilan"), "not even the names of documents");
    assert_eq!(page.header("cache-control"), "private, no-store");
    assert_eq!(page.header("x-robots-tag"), "noindex, nofollow, noarchive");
    for closed in ["documents/bilan", "documents/bilan/pages/1", "documents/bilan/fichier"] {
        assert_eq!(story.paul.get(&format!("{room}/{closed}")).await.status, 404, "{closed}");
    }
    let seen: Vec<String> =
        sqlx::query_scalar("select what from room_views").fetch_all(world.db()).await.unwrap();
    assert_eq!(seen, ["figures"]);
}

#[tokio::test]
async fn documents_are_pictures_of_pages_and_each_is_written_down() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    let room = story.open_with_paper().await;

    let viewer = story.paul.get(&format!("{room}/documents/bilan?page=2")).await;
    assert!(viewer.main().contains("Page 2 sur 3"), "{}", viewer.main());
    assert!(viewer.attributes("main img", "alt")[0].starts_with("bilan.pdf, page 2 sur 3"));
    assert_eq!(viewer.attributes("a[rel=prev]", "href"), [format!("{room}/documents/bilan?page=1")]);
    assert_eq!(viewer.attributes("a[rel=next]", "href"), [format!("{room}/documents/bilan?page=3")]);
    let address = viewer.attributes("main img", "src").remove(0);
    let page = story.paul.get(&address).await;

    assert_eq!((page.status.as_u16(), page.header("content-type")), (200, "image/jpeg"));
    assert_eq!(page.header("cache-control"), "private, no-store");
    assert_eq!(image::load_from_memory(&page.body).unwrap().dimensions(), (1130, 1600));
    let line: (String, String, i16, Vec<u8>) =
        sqlx::query_as("select viewer_id, media_id, page, document_hash from room_views where what = 'page'")
            .fetch_one(world.db())
            .await
            .unwrap();
    let hash = <sha2::Sha256 as sha2::Digest>::digest(drawing::tests::paper(3)).to_vec();
    assert_eq!(line, ("paul".to_owned(), "bilan".to_owned(), 2, hash.clone()));
    let log = story.claire.get(&format!("{SELLER}/journal")).await.main();
    assert!(
        log.contains("bilan.pdf, page") && log.contains("Paul") && log.contains(&hex::encode(&hash[..6])),
        "{log}"
    );
    let own = story.paul.get(&format!("{room}/journal")).await.main();
    assert!(own.contains("bilan.pdf, page"), "{own}");
    assert!(own.contains("réseau") && !log.contains("réseau"), "from where is for oneself alone: {log}");
    assert_eq!(story.paul.get(&format!("{room}/documents/bilan/pages/9")).await.status, 404);
}

#[tokio::test]
async fn the_mark_names_the_reader_the_end_of_their_number_and_the_hour() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    let who = crate::accounts::SignedIn {
        person: crate::accounts::person_at(&world.app, "paul@example.org").await.unwrap().unwrap(),
        session: crate::accounts::Session {
            id: String::new(),
            expires_at: world.app.clock.now(),
            second_factor_at: None,
            confirmed_at: None,
            last_seen_at: None,
            acting_staff_id: None,
        },
        unread: 0,
    };

    let mark = crate::rooms::showing::mark(&world.app, &who, LISTING, world.app.clock.now()).await.unwrap();

    assert!(mark.starts_with("RPPS •••140 — 2\u{a0}mars 2026") && mark.ends_with("— Paul"), "{mark}");
    assert!(!mark.contains("10003462140"));
    drop(story);
}

#[tokio::test]
async fn a_document_is_downloaded_only_when_its_owner_says_so() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    let room = story.open_with_paper().await;
    let file = format!("{room}/documents/bilan/fichier");
    assert_eq!(story.paul.get(&file).await.status, 404);

    let set = format!("{SELLER}/documents/bilan");
    story.claire.post(&set, &[("telechargement", "1")]).await;
    let answer = story.paul.get(&file).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "application/pdf"));
    assert_eq!(answer.body.to_vec(), drawing::tests::paper(3));
    assert_eq!(one::<i64>(&world, "select count(*) from room_views where what = 'download'").await, 1);

    story.claire.post(&set, &[]).await;
    assert_eq!(story.paul.get(&file).await.status, 404);
}

#[tokio::test]
async fn a_revoked_access_shows_nothing_at_the_very_next_request() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    let room = story.open_with_paper().await;
    let leaf = format!("{room}/documents/bilan/pages/1");
    assert_eq!(story.paul.get(&leaf).await.status, 200);

    story.decides(&room, "revoke").await;

    assert_eq!(story.paul.get(&leaf).await.status, 404);
    let page = story.paul.get(&room).await.main();
    assert!(page.contains("a retiré cet accès") && !page.contains("Ajaccio"), "{page}");
    assert_eq!(story.subjects("paul").await.last().unwrap(), "Accès retiré au dossier confidentiel");
    assert_eq!(story.decides(&room, "open_documents").await.status, 409, "what is over stays over");
}

#[tokio::test]
async fn a_reader_whose_verification_is_suspended_is_kept_out_until_it_is_back() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    let room = story.open_with_paper().await;

    run(&world, "update users set trust_level = 0 where id = 'paul'").await;
    assert!(story.paul.get(&room).await.main().contains("Votre vérification est suspendue"));
    assert_eq!(story.paul.get(&format!("{room}/documents/bilan/pages/1")).await.status, 404);

    run(&world, "update users set trust_level = 2 where id = 'paul'").await;
    assert_eq!(story.paul.get(&format!("{room}/documents/bilan/pages/1")).await.status, 200);
}

#[tokio::test]
async fn photographs_of_the_room_are_its_own_and_written_down() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    run(
        &world,
        "insert into listing_media (id, listing_id, file_url, file_type, state, name, upload_key, width, height, caption)
         values ('photo', '0199c0de-0000-7000-8000-000000000004', '/medias/x', 'image', 'ready',
                 '00112233445566778899aabbccddeeff', 'media/x.jpg', 960, 720, 'Le fauteuil')",
    )
    .await;
    world.app.files.put("media/x.jpg", Bytes::from_static(b"\xff\xd8 a photograph")).await.unwrap();
    let room = story.open().await;

    let page = story.paul.get(&room).await;
    assert_eq!(page.attributes(".room-photos img", "alt"), ["Le fauteuil"]);
    let photo = story.paul.get(&page.attributes(".room-photos img", "src")[0]).await;
    assert_eq!(photo.body.to_vec(), b"\xff\xd8 a photograph");
    assert_eq!(one::<i64>(&world, "select count(*) from room_views where what = 'photo'").await, 1);
    assert_eq!(story.paul.get(&format!("{room}/photos/ailleurs")).await.status, 404);
}

#[tokio::test]
async fn an_owner_previews_their_documents_and_learns_what_cannot_be_shown() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    story.deposit("bilan", &drawing::tests::paper(2)).await;
    story.deposit("torn", b"%PDF-1.7 torn").await;

    let good = story.claire.get(&format!("{SELLER}/apercu/bilan")).await;
    assert!(good.main().contains("Page 1 sur 2"), "{}", good.main());
    assert_eq!(story.claire.get(&format!("{SELLER}/apercu/bilan/pages/2")).await.status, 200);
    let torn = story.claire.get(&format!("{SELLER}/apercu/torn")).await;
    assert!(torn.main().contains("ne peut pas être affiché"), "{}", torn.main());
    assert!(story.claire.get(SELLER).await.main().contains("ne peut pas être affiché"));
    assert_eq!(
        one::<i64>(&world, "select count(*) from room_views").await,
        0,
        "one’s own reading is no reading"
    );
}

#[tokio::test]
async fn whoever_waits_for_several_pages_is_refused_one_more_and_nothing_is_marked_unreadable() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    let room = story.open_with_paper().await;
    let first = world.app.drawings.turn("paul").await.unwrap();
    let (mut second, mut third) =
        (Box::pin(world.app.drawings.turn("paul")), Box::pin(world.app.drawings.turn("paul")));
    assert!(futures::poll!(&mut second).is_pending() && futures::poll!(&mut third).is_pending());

    let page = story.paul.get(&format!("{room}/documents/bilan/pages/1")).await;
    let viewer = story.paul.get(&format!("{room}/documents/bilan")).await;

    assert_eq!((page.status.as_u16(), viewer.status.as_u16()), (429, 429));
    assert_eq!(one::<i64>(&world, "select count(*) from room_views where what = 'page'").await, 0);
    assert_eq!(one::<i64>(&world, "select count(*) from room_documents where pages is not null").await, 0);
    let (preview, done) = (format!("{SELLER}/apercu/bilan"), (first, second, third));
    assert!(story.claire.get(&preview).await.main().contains("Page 1 sur 3"), "others are served");
    drop(done);
    assert_eq!(story.paul.get(&format!("{room}/documents/bilan/pages/1")).await.status, 200);
}
