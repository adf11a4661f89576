//! Every address of a room that exists, as every kind of visitor.

use super::*;

/// What a visitor meets.
fn met(answer: &Answer) -> &'static str {
    let place = answer.header("location");
    match answer.status.as_u16() {
        303 if place.starts_with("/connexion?retour=") => "sign in",
        303 if place == "/confirmer-adresse" => "confirm",
        200..=399 | 400 | 409 | 422 | 429 => "in",
        403 => "refused",
        404 | 405 => "missing",
        _ => "broken",
    }
}

/// Somebody who is neither of the two.
async fn strangers(world: &World) -> Vec<(&'static str, Browser<'_>, &'static str, &'static str)> {
    let unconfirmed = Someone { email_verified: false, ..Someone::default() };
    let looking = world.sign_up("carole").await;
    run(
        world,
        "update sessions set acting_staff_id = 'ada', acting_reason = 'aide' where user_id = 'carole'",
    )
    .await;
    vec![
        ("anonymous", world.browser(), "sign in", "sign in"),
        ("unconfirmed", world.sign_up_as("ursule", unconfirmed).await, "confirm", "confirm"),
        ("a member", world.sign_up("ines").await, "missing", "missing"),
        ("verified", world.sign_up_as("luc", verified()).await, "missing", "missing"),
        ("a moderator", world.moderator().await, "missing", "missing"),
        ("an administrator", world.admin().await, "missing", "missing"),
        ("the team, looking", looking, "missing", "refused"),
    ]
}

#[tokio::test]
async fn a_room_exists_for_its_reader_and_its_owner_and_for_nobody_else() {
    let world = World::new().await;
    world.admin().await;
    let story = Story::begin(&world).await;
    let room = story.open_with_paper().await;
    let claires = Story::at_claires(&room);
    let of_reader =
        ["", "/engagement", "/journal", "/offres", "/documents/bilan", "/documents/bilan/pages/1"]
            .map(|it| format!("{room}{it}"));
    let of_seller = ["", "/engagement", "/journal", "/apercu/bilan", "/apercu/bilan/pages/1"]
        .map(|it| format!("{SELLER}{it}"));
    let of_request = ["", "/offres"].map(|it| format!("{claires}{it}"));
    let acts = [
        format!("{room}/retrait"),
        format!("{room}/engagement"),
        format!("{room}/engagement/code"),
        format!("{room}/offres"),
        claires.clone(),
        format!("{claires}/offres"),
        format!("{SELLER}/engagement"),
        format!("{SELLER}/engagement/code"),
        format!("{SELLER}/documents/bilan"),
    ];
    let mut wrong = Vec::new();
    for (who, browser, reads, sends) in strangers(&world).await {
        for page in of_reader.iter().chain(&of_seller).chain(&of_request) {
            let seen = met(&browser.get(page).await);
            if seen != reads {
                wrong.push(format!("GET {page} as {who}: {seen}"));
            }
        }
        for act in &acts {
            let seen = met(&browser.post(act, &[]).await);
            if seen != sends {
                wrong.push(format!("POST {act} as {who}: {seen}"));
            }
        }
    }
    for (who, browser, own, others) in [
        ("the reader", &story.paul, of_reader.to_vec(), [&of_seller[..], &of_request[..]].concat()),
        ("the owner", &story.claire, [&of_seller[..], &of_request[..]].concat(), of_reader.to_vec()),
    ] {
        for (pages, expected) in [(own, "in"), (others, "missing")] {
            for page in pages {
                let seen = met(&browser.get(&page).await);
                if seen != expected {
                    wrong.push(format!("GET {page} as {who}: {seen}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(
        one::<String>(&world, "select state from room_requests").await,
        "granted",
        "nobody changed it"
    );
}

#[tokio::test]
async fn a_request_of_one_listing_does_not_exist_under_another() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    world.publish([crate::testing::claires_practice()]).await;
    let room = story.open_with_paper().await;
    let request = room.rsplit('/').next().unwrap();
    let other = "/espace/annonces/0199c0de-0000-7000-8000-000000000001/dossier";

    for page in
        [format!("{other}/{request}"), format!("{other}/{request}/offres"), format!("{other}/apercu/bilan")]
    {
        assert_eq!(story.claire.get(&page).await.status, 404, "{page}");
    }
    assert_eq!(story.claire.post(&format!("{other}/documents/bilan"), &[]).await.status, 404);
    assert_eq!(story.claire.post(&format!("{other}/{request}"), &[("acte", "revoke")]).await.status, 404);
}

#[tokio::test]
async fn asking_is_for_members_and_nobody_asks_themselves() {
    let world = World::new().await;
    world.admin().await;
    let story = Story::begin(&world).await;
    for (who, browser, reads, sends) in strangers(&world).await {
        let reads = match reads {
            "missing" if who == "the team, looking" => "refused",
            "missing" => "in",
            other => other,
        };
        let sends = if sends == "missing" { "in" } else { sends };
        assert_eq!(met(&browser.get(ASK).await), reads, "GET as {who}");
        assert_eq!(met(&browser.post(ASK, &[]).await), sends, "POST as {who}");
        assert_eq!(
            met(&browser.post_without_token(ASK, &[]).await),
            if sends == "in" { "refused" } else { sends },
            "{who}"
        );
    }
    let own = story.claire.get(ASK).await;
    assert!(own.main().contains("C’est votre annonce"), "{}", own.main());
    assert!(story.claire.post(ASK, &[("projet", PROJECT)]).await.text().contains("C’est votre annonce"));
    assert_eq!(one::<i64>(&world, "select count(*) from room_requests").await, 0);
    assert_eq!(story.paul.get("/espace/dossiers/demande/inconnue").await.status, 404);
}

/// Claire hides her listing from Paul.
async fn hide_from_paul(story: &Story<'_>) {
    let mark = story.world.app.vault.blind_index(crate::search::EMAIL_MARK, "paul@example.org");
    sqlx::query("insert into listing_hidden (listing_id, mark, owner_id) values ($1, $2, 'claire')")
        .bind(LISTING)
        .bind(mark)
        .execute(story.world.db())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_listing_that_is_hidden_from_its_reader_closes_their_room_without_naming_it() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    let room = story.open_with_paper().await;
    let title = story.claire.get(SELLER).await.texts(".lead").remove(0);
    assert!(story.paul.get("/espace/dossiers").await.main().contains(&title));

    hide_from_paul(&story).await;

    for page in
        ["/espace/dossiers".to_owned(), room.clone(), format!("{room}/journal"), format!("{room}/offres")]
    {
        let text = story.paul.get(&page).await.text();
        assert!(!text.contains(&title) && text.contains("Annonce indisponible"), "{page}: {text}");
    }
    assert_eq!(story.paul.get(&format!("{room}/documents/bilan/pages/1")).await.status, 404);
    assert!(story.claire.get(&Story::at_claires(&room)).await.main().contains("Annonce indisponible"));
    let refused = story.decides(&room, "open_documents").await;
    assert!(
        refused.status == 409 && refused.main().contains("Vous masquez cette annonce"),
        "{}",
        refused.main()
    );
    assert_eq!(crate::rooms::tend(&world.app).await.unwrap().closed, 1);
    let letters = world.letters().await;
    let last = letters.iter().rfind(|it| it.to.contains("paul")).unwrap();
    assert!(
        last.subject == "Une annonce n’est plus disponible" && !last.text.contains(&title),
        "{}",
        last.text
    );
}

#[tokio::test]
async fn the_room_of_an_owner_who_is_suspended_barred_or_leaving_is_shut_for_a_while() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    let room = story.open_with_paper().await;
    for (away, back) in [
        ("verification_status = 'suspended'", "verification_status = 'none'"),
        ("barred_at = now()", "barred_at = null"),
        ("closing_at = now()", "closing_at = null"),
    ] {
        run(&world, &format!("update users set {away} where id = 'claire'")).await;
        let page = story.paul.get(&room).await.main();
        assert!(page.contains("momentanément indisponible") && !page.contains("Ajaccio"), "{away}: {page}");
        assert_eq!(story.paul.get(&format!("{room}/documents/bilan/pages/1")).await.status, 404, "{away}");

        run(&world, &format!("update users set {back} where id = 'claire'")).await;
        assert_eq!(story.paul.get(&format!("{room}/documents/bilan/pages/1")).await.status, 200, "{back}");
    }
}
