//! Asking, and being answered.

use chrono::TimeDelta;

use super::*;
use crate::analytics;

#[tokio::test]
async fn the_page_of_a_confidential_listing_leads_to_its_room_and_an_open_one_does_not() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    let addresses = world.publish([crate::testing::claires_practice()]).await;

    let secret = world.get(&story.address).await;
    assert!(secret.attributes("a", "href").contains(&ASK.to_owned()), "{}", secret.main());
    assert!(!world.get(&addresses[0]).await.text().contains("/espace/dossiers/demande/"));

    run(&world, "insert into listing_media (id, listing_id, file_url, file_type, state) values ('bail', '0199c0de-0000-7000-8000-000000000001', '', 'document', 'ready')").await;
    assert!(
        world.get(&addresses[0]).await.text().contains("/espace/dossiers/demande/"),
        "its papers are private"
    );
}

#[tokio::test]
async fn a_verified_reader_asks_with_a_project_and_the_seller_sees_who_they_are() {
    let world = World::new().await;
    let story = Story::begin(&world).await;

    let form = story.paul.get(ASK).await;
    assert!(form.main().contains("L’auteur verra votre nom"), "{}", form.main());
    let short = story.paul.post(ASK, &[("projet", "Bonjour")]).await;
    assert_eq!(short.status, 422);
    assert!(
        short.texts(".field__error")[0].contains("30 caractères au moins"),
        "{:?}",
        short.texts(".field__error")
    );
    assert_eq!(short.texts("#projet"), ["Bonjour"], "what was typed stays");
    let room = story.ask().await;

    assert_eq!(story.paul.post(ASK, &[("projet", PROJECT)]).await.header("location"), room, "asked once");
    assert_eq!(one::<i64>(&world, "select count(*) from room_requests").await, 1);
    let letters = world.letters().await;
    let letter = letters.iter().find(|it| it.to.contains("claire")).unwrap();
    assert_eq!(letter.subject, "Paul demande l’accès au dossier de votre annonce");
    assert!(letter.text.contains("Corse-du-Sud") && !letter.text.contains("rentrée"), "{}", letter.text);
    let page = story.claire.get(&Story::at_claires(&room)).await.main();
    for told in [PROJECT, "Chirurgien-dentiste", "Corse-du-Sud", "Inscription vérifiée"] {
        assert!(page.contains(told), "{told}: {page}");
    }
    let kept: String = one(&world, "select project from room_requests").await;
    assert!(kept.starts_with("v1.") && !kept.contains("Corse"), "sealed");
    analytics::fold(&world.app).await.unwrap();
    assert_eq!(
        one::<i64>(&world, "select sum(contacts) from listing_days").await,
        1,
        "somebody turned to her"
    );
}

#[tokio::test]
async fn a_seller_reports_whoever_asked_though_they_have_no_public_page() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    assert_eq!(story.claire.get("/signaler/praticien/paul").await.status, 404, "nobody wrote to her yet");
    let room = story.ask().await;

    let page = story.claire.get(&Story::at_claires(&room)).await;
    let link = page.attributes("a[href^='/signaler/']", "href").remove(0);

    assert_eq!(link, "/signaler/praticien/paul");
    let form = story.claire.get(&link).await;
    let place = form.attributes("[name=adresse]", "value").remove(0);
    assert!(place.ends_with(&Story::at_claires(&room)), "the place is told: {place}");
    assert_eq!(world.get(&link).await.status, 404, "nobody else learns of him");
    assert_eq!(story.paul.get("/signaler/praticien/claire").await.status, 404, "nor he of her");
}

#[tokio::test]
async fn whoever_is_not_verified_learns_why_and_where_to_go() {
    let world = World::new().await;
    let _story = Story::begin(&world).await;
    let zoe = world.sign_up_as("zoe", Someone { trust_level: 1, ..Someone::default() }).await;

    let page = zoe.get(ASK).await;
    assert_eq!(page.status, 200);
    assert!(page.attributes("main a", "href").contains(&"/espace/verification".to_owned()));
    assert!(page.attributes("textarea", "name").is_empty());
    assert_eq!(zoe.post(ASK, &[("projet", PROJECT)]).await.texts("textarea"), Vec::<String>::new());
    assert_eq!(one::<i64>(&world, "select count(*) from room_requests").await, 0);
}

#[tokio::test]
async fn a_seller_refuses_without_a_reason_and_the_same_reader_waits_a_month() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    let room = story.ask().await;

    let answer = story.decides(&room, "refuse").await;
    assert!(answer.header("location").ends_with("?note=refuse"));
    assert!(story.decides(&room, "refuse").await.status == 303, "a button pressed twice");

    assert_eq!(story.subjects("paul").await, ["Accès non accordé au dossier confidentiel"]);
    assert!(story.paul.get(&room).await.main().contains("Il n’a pas à en donner la raison"));
    assert!(
        story.paul.get(ASK).await.main().contains("à partir du 1er avril 2026"),
        "{}",
        story.paul.get(ASK).await.main()
    );
    world.clock.advance(TimeDelta::days(30));
    assert_eq!(story.paul.get(ASK).await.attributes("textarea", "name"), ["projet"]);
}

#[tokio::test]
async fn a_reader_takes_their_request_back_gives_an_access_back_and_waits_a_week_each_time() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    let room = story.ask().await;

    story.paul.post(&format!("{room}/retrait"), &[]).await;
    assert!(story.paul.get(&room).await.main().contains("Vous avez retiré cette demande"));
    assert_eq!(story.subjects("paul").await, Vec::<String>::new(), "they know");
    let told = async || story.subjects("claire").await.iter().filter(|it| it.contains("a rendu")).count();
    assert_eq!(told().await, 0, "a request asks nothing any more");

    let hindered = story.paul.get(ASK).await.main();
    assert!(hindered.contains("à partir du 9 mars 2026"), "{hindered}");
    assert_eq!(story.paul.post(ASK, &[("projet", PROJECT)]).await.status, 200);
    world.clock.advance(TimeDelta::days(7));
    let again = story.ask().await;
    assert_ne!(again, room);
    story.signs(&story.claire, SELLER).await;
    story.decides(&again, "grant").await;
    story.signs(&story.paul, &again).await;

    let inside = story.paul.get(&again).await;
    assert!(inside.texts("button").contains(&"Rendre mon accès".to_owned()), "{:?}", inside.texts("button"));
    story.paul.post(&format!("{again}/retrait"), &[]).await;
    let given_back = story.paul.get(&again).await.main();
    assert!(given_back.contains("Accès rendu") && !given_back.contains("Ajaccio"), "{given_back}");
    let claires = story.claire.get(&Story::at_claires(&again)).await.main();
    assert!(claires.contains("Accès rendu par le lecteur"), "{claires}");
    assert_eq!(told().await, 1, "she had opened her room");
    story.paul.post(&format!("{again}/retrait"), &[]).await;
    assert_eq!(told().await, 1, "a button pressed twice");
    assert!(story.claire.get("/espace/notifications").await.main().contains("a rendu son accès"));
}

#[tokio::test]
async fn a_proof_of_the_vault_is_read_page_by_page_and_only_while_the_request_lives() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    let mut tx = world.db().begin().await.unwrap();
    for (id, owner) in [("preuve", "paul"), ("autre", "claire")] {
        let vault = &world.app.vault;
        let place = Place { table: "pieces", column: "file", row: id };
        let file = vault.seal(&mut tx, Scope::Person(owner), place, &drawing::tests::paper(2)).await.unwrap();
        let place = Place { table: "pieces", column: "naming", row: id };
        let naming = vault
            .seal(
                &mut tx,
                Scope::Person(owner),
                place,
                br#"{"file":"banque.pdf","label":"Accord de principe"}"#,
            )
            .await
            .unwrap();
        world.app.files.put(&format!("vault/{id}"), Bytes::from(file.to_bytes().unwrap())).await.unwrap();
        sqlx::query(
            "insert into pieces (id, user_id, kind, naming, media_type, bytes, content_mark, file, added_at, updated_at)
             values ($1, $2, 'other', $3, 'application/pdf', 900, '\\x0a', 'vault/' || $1, $4, $4)",
        )
        .bind(id)
        .bind(owner)
        .bind(naming)
        .bind(world.app.clock.now())
        .execute(&mut *tx)
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();

    let sent = [("projet", PROJECT), ("justificatif", "preuve"), ("justificatif", "autre")];
    let room =
        story.paul.post(ASK, &sent).await.header("location").trim_end_matches("?note=demande").to_owned();
    let page = Story::at_claires(&room);
    let shown = story.claire.get(&page).await;
    assert_eq!(one::<i64>(&world, "select count(*) from room_request_proofs").await, 1, "their own alone");

    assert!(shown.main().contains("Acceptez l’engagement pour lire le justificatif"), "{}", shown.main());
    let viewer = format!("{page}/justificatifs/preuve");
    assert_eq!(story.claire.get(&viewer).await.status, 404, "she is bound by nothing yet");
    story.signs(&story.claire, SELLER).await;

    let viewer = story.claire.get(&viewer).await;
    assert!(viewer.main().contains("Page 1 sur 2"), "{}", viewer.main());
    assert!(story.claire.get(&page).await.main().contains("Accord de principe"));
    let leaf = format!("{page}/justificatifs/preuve/pages/1");
    let picture = story.claire.get(&leaf).await;
    assert_eq!((picture.status.as_u16(), picture.header("content-type")), (200, "image/jpeg"));
    assert_eq!(story.paul.get(&leaf).await.status, 404);
    assert_eq!(story.claire.get(&format!("{page}/justificatifs/autre/pages/1")).await.status, 404);
    let log = story.paul.get(&format!("{room}/journal")).await.main();
    assert!(
        log.contains("Justificatif du lecteur, lu par l’auteur de l’annonce, page 1")
            || log.contains("page 1"),
        "{log}"
    );
    assert!(!log.contains("réseau"), "from where the seller read is not for the reader: {log}");

    story.decides(&room, "refuse").await;
    assert_eq!(story.claire.get(&leaf).await.status, 404, "refused, nothing is read any more");
}

#[tokio::test]
async fn a_listing_hidden_from_a_colleague_has_no_room_for_them() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    let mark = world.app.vault.blind_index(crate::search::EMAIL_MARK, "paul@example.org");
    let mut db = world.db().acquire().await.unwrap();
    crate::search::hide(&mut db, LISTING, "claire", &[mark]).await.unwrap();
    drop(db);

    assert_eq!(story.paul.get(ASK).await.status, 404);
    assert_eq!(story.paul.post(ASK, &[("projet", PROJECT)]).await.status, 404);
    let zoe = world.sign_up_as("zoe", verified()).await;
    assert_eq!(zoe.get(ASK).await.status, 200);
}

#[tokio::test]
async fn whoever_asks_twice_within_a_week_writes_one_letter() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    story.ask().await;
    // Sold by mistake, and back within the hour: the request closed with it.
    run(&world, "update room_requests set state = 'closed', ended_at = asked_at").await;
    let again = story.ask().await;

    assert_eq!(story.subjects("claire").await.len(), 1);
    assert!(story.claire.get(&Story::at_claires(&again)).await.main().contains(PROJECT), "the page tells it");
}

#[tokio::test]
async fn asking_opens_nothing_that_lies_sealed() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    run(&world, "update listing_exact set sealed = 'v1.AAAA'").await;

    assert_eq!(story.paul.get(ASK).await.attributes("textarea", "name"), ["projet"]);
}
