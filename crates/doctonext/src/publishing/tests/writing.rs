//! Drafts, pages, publication and changes.

use super::*;

#[tokio::test]
async fn a_replacement_goes_online_page_by_page() {
    let world = World::new().await;
    let browser = verified(&world, "claire").await;
    let id = begin(&browser, "replacement").await;

    let next = fill(&browser, &id, "lieu", &PLACE).await;
    assert_eq!(next.header("location"), format!("/espace/annonces/{id}/modifier/details"), "{}", next.main());
    let next = fill(&browser, &id, "details", &DATES).await;
    assert_eq!(next.header("location"), format!("/espace/annonces/{id}/modifier/texte"), "{}", next.main());
    let page = browser.get(next.header("location")).await;
    assert_eq!(
        page.attributes("#titre", "value"),
        ["Remplacement · Médecine générale · Guéret (23) · du 3 au 14\u{a0}août 2026"]
    );
    let next = fill(&browser, &id, "texte", &TEXT).await;
    assert_eq!(next.header("location"), format!("/espace/annonces/{id}/photos"));
    let page = browser.get(&format!("/espace/annonces/{id}/modifier/publier")).await;
    assert!(page.texts("#titre-manque").is_empty(), "{}", page.main());
    let done = publish(&browser, &id).await;

    assert!(done.header("location").starts_with("/espace/annonces?note=publiee"), "{}", done.main());
    let found = world.get("/annonces?type=remplacement&lieu=Gueret").await;
    assert!(found.main().contains("Remplacement d’été à Guéret"), "{}", found.main());
    let sheet = world.get(&found.attributes(".card__link", "href").remove(0)).await;
    assert!(sheet.main().contains("3 au 14 août 2026") && sheet.main().contains("75"), "{}", sheet.main());
    assert_eq!(count(&world, "select count(*) from listing_drafts").await, 0);
    assert_eq!(count(&world, "select count(*) from listing_revisions where number = 1").await, 1);
    assert_eq!(count(&world, "select count(*) from legal_log where fact = 'published'").await, 1);
}

#[tokio::test]
async fn what_was_typed_stays_right_or_wrong_and_errors_stand_at_their_field() {
    let world = World::new().await;
    let browser = verified(&world, "claire").await;
    let id = begin(&browser, "replacement").await;

    let wrong = [
        ("du", "2026-08-14"),
        ("au", "2026-08-03"),
        ("retrocession", "cent"),
        ("logiciel", "Le Guen-O'Brien <b>"),
    ];
    let answer = fill(&browser, &id, "details", &wrong).await;

    assert_eq!(answer.status, 422);
    assert!(answer.texts("#periodes-erreur")[0].contains("finit avant de commencer"));
    assert!(answer.texts("#retrocession-erreur")[0].contains("nombre"));
    assert!(!answer.texts("#jours-erreur").is_empty(), "all boxes were unticked");
    let later = browser.get(&format!("/espace/annonces/{id}/modifier/details")).await;
    assert_eq!(later.attributes("#retrocession", "value"), ["cent"]);
    assert_eq!(later.attributes("#logiciel", "value"), ["Le Guen-O'Brien <b>"]);
}

#[tokio::test]
async fn two_tabs_never_overwrite_each_other_silently() {
    let world = World::new().await;
    let browser = verified(&world, "claire").await;
    let id = begin(&browser, "replacement").await;
    let page = format!("/espace/annonces/{id}/modifier/texte");
    let seen = version(&browser, &page).await;
    let save = |title: &'static str| {
        let fields = [("version", seen.as_str()), ("action", "quitter"), ("titre", title), ("texte", "")];
        let browser = &browser;
        let page = page.clone();
        async move { browser.post(&page, &fields.map(|it| it)).await }
    };

    assert_eq!(save("Le titre du premier onglet").await.status, 303);
    let second = save("Le titre du second onglet").await;

    assert_eq!(second.status, 409);
    assert_eq!(second.attributes("#titre", "value"), ["Le titre du second onglet"], "what was typed stays");
    let kept = browser.get(&page).await;
    assert_eq!(kept.attributes("#titre", "value"), ["Le titre du premier onglet"]);
    let again = second.attributes("input[name=version]", "value").remove(0);
    let forced = [("version", again.as_str()), ("action", "quitter"), ("titre", "Le titre du second onglet")];
    assert_eq!(browser.post(&page, &forced).await.status, 303, "saving again is a decision");
}

#[tokio::test]
async fn a_double_click_begins_one_draft_and_publishes_once() {
    let world = World::new().await;
    let browser = verified(&world, "claire").await;

    let (first, second) = (begin(&browser, "replacement").await, begin(&browser, "replacement").await);
    assert_eq!(first, second);

    let id = written(&browser).await;
    let page = format!("/espace/annonces/{id}/modifier/publier");
    let version = version(&browser, &page).await;
    let sent = [("version", version.as_str()), ("quand", "maintenant"), ("action", "publier")];
    let (one, two) = futures::join!(browser.post(&page, &sent), browser.post(&page, &sent));
    for answer in [&one, &two] {
        assert!(matches!(answer.status.as_u16(), 303 | 409), "{}", answer.main());
    }
    assert_eq!(count(&world, "select count(*) from listing_revisions").await, 1);
    assert_eq!(count(&world, "select count(*) from listing_search").await, 1);
}

#[tokio::test]
async fn an_unfinished_listing_says_what_is_missing_and_where() {
    let world = World::new().await;
    let browser = verified(&world, "claire").await;
    let id = begin(&browser, "transfer").await;

    let refused = publish(&browser, &id).await;

    assert_eq!(refused.status, 422);
    let links = refused.attributes(".todo a", "href");
    assert!(links.contains(&format!("/espace/annonces/{id}/modifier/details#chiffre_affaires")), "{links:?}");
    assert!(links.contains(&format!("/espace/annonces/{id}/modifier/texte#texte")));
    assert_eq!(count(&world, "select count(*) from listings where status <> 'draft'").await, 0);
}

#[tokio::test]
async fn nobody_else_finds_a_listing_that_is_being_written() {
    let world = World::new().await;
    let claire = verified(&world, "claire").await;
    let id = written(&claire).await;
    let strangers = [verified(&world, "paul").await, world.moderator().await];
    for stranger in &strangers {
        for page in ["modifier", "modifier/lieu", "modifier/publier", "apercu", "historique"] {
            let answer = stranger.get(&format!("/espace/annonces/{id}/{page}")).await;
            assert_eq!(answer.status, 404, "{page}");
        }
        for act in ["modifier/lieu", "modifier/publier", "relecture", "dupliquer", "abandonner"] {
            let answer = stranger.post(&format!("/espace/annonces/{id}/{act}"), &[("version", "1")]).await;
            assert_eq!(answer.status, 404, "{act}");
        }
    }
    let visitor = world.browser();
    for page in ["modifier/lieu", "modifier/publier", "apercu", "historique"] {
        let answer = visitor.get(&format!("/espace/annonces/{id}/{page}")).await;
        assert!(answer.header("location").starts_with("/connexion"), "{page}");
    }
    let forged =
        claire.post_without_token(&format!("/espace/annonces/{id}/modifier/lieu"), &[("version", "1")]).await;
    assert_eq!(forged.status, 403);
    assert_eq!(world.get(&format!("/annonces/{id}")).await.status, 404);
    assert_eq!(world.get(&format!("/api/v1/listings/{id}")).await.status, 404);
}

/// Whether a page tells this share of the fees.
fn told(page: &str, share: u8) -> bool {
    page.split(|it: char| it.is_whitespace())
        .collect::<Vec<_>>()
        .windows(3)
        .any(|it| it == [&share.to_string(), "%", "reversés"])
}

#[tokio::test]
async fn what_is_online_stays_until_its_changes_are_published() {
    let world = World::new().await;
    let browser = verified(&world, "claire").await;
    let id = written(&browser).await;
    publish(&browser, &id).await;

    fill(
        &browser,
        &id,
        "details",
        &[("du", "2026-08-03"), ("au", "2026-08-14"), ("jours", "monday"), ("retrocession", "80")],
    )
    .await;
    let sheet = world.get("/annonces").await.attributes(".card__link", "href").remove(0);
    let before = world.get(&sheet).await.main();
    assert!(told(&before, 75), "{before}");
    let page = browser.get(&format!("/espace/annonces/{id}/modifier/publier")).await;
    assert!(page.main().contains("Part des honoraires reversée"), "{}", page.main());
    let done = fill(&browser, &id, "publier", &[("action", "publier")]).await;

    assert!(done.header("location").contains("note=modifiee"), "{}", done.main());
    let after = world.get(&sheet).await.main();
    assert!(told(&after, 80), "{after}");
    let history = browser.get(&format!("/espace/annonces/{id}/historique")).await.main();
    assert!(history.contains("Version 2") && history.contains("Part des honoraires"), "{history}");
}

#[tokio::test]
async fn changes_can_be_given_up() {
    let world = World::new().await;
    let browser = verified(&world, "claire").await;
    let id = written(&browser).await;
    publish(&browser, &id).await;
    fill(&browser, &id, "texte", &[("titre", "Un tout autre titre"), TEXT[1]]).await;

    let gone = browser.post(&format!("/espace/annonces/{id}/abandonner"), &[]).await;

    assert_eq!(gone.header("location"), "/espace/annonces?note=abandon");
    let page = browser.get(&format!("/espace/annonces/{id}/modifier/texte")).await;
    assert_eq!(page.attributes("#titre", "value"), [TEXT[0].1]);
}

#[tokio::test]
async fn words_that_must_not_be_read_stop_a_listing_and_are_shown() {
    let world = World::new().await;
    let browser = verified(&world, "claire").await;
    let id = written(&browser).await;
    let text = "Reprise du dossier de M. Petit, 1 85 05 78 006 084 91, suivi depuis longtemps.";
    fill(&browser, &id, "texte", &[TEXT[0], ("texte", text)]).await;

    let live = browser.post(&format!("/espace/annonces/{id}/relecture"), &[("texte", text)]).await;
    let refused = publish(&browser, &id).await;

    assert_eq!(live.json()[0]["words"], "1 85 05 78 006 084 91");
    assert_eq!(live.json()[0]["refused"], true);
    assert_eq!(refused.status, 422);
    assert!(refused.texts(".findings")[0].contains("1 85 05 78 006 084 91"));
}

#[tokio::test]
async fn a_confidential_listing_does_not_tell_its_commune() {
    let world = World::new().await;
    let browser = verified(&world, "claire").await;
    let id = written(&browser).await;
    fill(&browser, &id, "lieu", &[PLACE[0], PLACE[1], PLACE[2], ("visibilite", "area")]).await;

    let refused = publish(&browser, &id).await;

    assert_eq!(refused.status, 422);
    assert!(refused.texts(".findings")[0].contains("Guéret"), "{}", refused.main());
}

#[tokio::test]
async fn a_copy_starts_from_the_same_answers_without_days_that_are_past() {
    let world = World::new().await;
    let browser = verified(&world, "claire").await;
    let id = written(&browser).await;
    publish(&browser, &id).await;
    world.clock.advance(chrono::TimeDelta::days(200));
    let browser = {
        let fresh = world.browser();
        fresh
            .post(
                "/connexion",
                &[("email", "claire@example.org"), ("mot_de_passe", crate::testing::PASSWORD)],
            )
            .await;
        fresh
    };

    let copied = browser.post(&format!("/espace/annonces/{id}/dupliquer"), &[]).await;

    let copy = copied.header("location").split('/').nth(3).unwrap().to_owned();
    assert_ne!(copy, id);
    let page = browser.get(&format!("/espace/annonces/{copy}/modifier/details")).await;
    assert_eq!(page.attributes("#retrocession", "value"), ["75"]);
    assert_eq!(page.attributes("input[name=du]", "value"), [""]);
}

#[tokio::test]
async fn the_preview_shows_the_page_that_visitors_will_read() {
    let world = World::new().await;
    let browser = verified(&world, "claire").await;
    let id = written(&browser).await;

    let page = browser.get(&format!("/espace/annonces/{id}/apercu")).await;

    assert_eq!(page.texts("h1"), ["Remplacement d’été à Guéret"]);
    assert!(page.main().contains("Voici ce que liront les visiteurs"));
    assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"]);
}

#[tokio::test]
async fn saving_while_typing_answers_with_the_version_alone() {
    let world = World::new().await;
    let browser = verified(&world, "claire").await;
    let id = begin(&browser, "replacement").await;
    let page = format!("/espace/annonces/{id}/modifier/texte");
    let silent = async |version: &str, title: &str| {
        let token = browser.form_token().await;
        let body = serde_html_form::to_string([
            ("jeton", token.as_str()),
            ("version", version),
            ("titre", title),
            ("texte", ""),
        ])
        .unwrap();
        let request = axum::http::Request::post(&page)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("x-requested-with", "fetch")
            .body(axum::body::Body::from(body))
            .unwrap();
        browser.send(request).await
    };

    let first = silent("1", "Rempla").await;
    let late = silent("1", "Remplacement").await;

    assert_eq!((first.status.as_u16(), first.text().as_str()), (200, "2"));
    assert_eq!(late.status, 409);
    assert_eq!(browser.get(&page).await.attributes("#titre", "value"), ["Rempla"]);
}

#[tokio::test]
async fn a_page_left_open_while_its_listing_was_changed_and_published_overwrites_nothing() {
    let world = World::new().await;
    let browser = verified(&world, "claire").await;
    let id = written(&browser).await;
    publish(&browser, &id).await;
    let page = format!("/espace/annonces/{id}/modifier/texte");
    let stale = version(&browser, &page).await;
    fill(&browser, &id, "texte", &[("titre", "Un titre plus récent à Guéret"), TEXT[1]]).await;
    let middle = version(&browser, &page).await;
    fill(&browser, &id, "publier", &[("action", "publier")]).await;

    for old in [stale.as_str(), middle.as_str()] {
        let fields = [("version", old), ("action", "continuer"), ("titre", "Le titre d’autrefois"), TEXT[1]];
        let answer = browser.post(&page, &fields).await;
        assert_eq!(answer.status, 409, "{old}");
        assert_eq!(answer.attributes("#titre", "value"), ["Le titre d’autrefois"], "what was typed stays");
    }
    assert_eq!(count(&world, "select count(*) from listing_drafts").await, 0, "nothing was begun");
    let fresh = browser.get(&page).await;
    assert_eq!(fresh.attributes("#titre", "value"), ["Un titre plus récent à Guéret"]);
}

#[tokio::test]
async fn another_day_without_a_day_publishes_nothing() {
    let world = World::new().await;
    let browser = verified(&world, "claire").await;
    let id = written(&browser).await;
    for (day, why) in
        [("", "Indiquez le jour"), ("2026-02-30", "Indiquez le jour"), ("2026-08-20", "après la fin")]
    {
        let choice = [("quand", "date"), ("publier_le", day), ("action", "publier")];
        let answer = fill(&browser, &id, "publier", &choice).await;
        assert_eq!(answer.status, 422, "{day}");
        assert!(answer.texts("#publier_le-erreur")[0].contains(why), "{day}: {}", answer.main());
    }
    assert_eq!(count(&world, "select count(*) from listings where status <> 'draft'").await, 0);
}

#[tokio::test]
async fn a_family_name_and_a_number_in_a_small_field_are_found_too() {
    let world = World::new().await;
    let browser = verified(&world, "claire").await;
    sqlx::query("update users set name = 'Claire Martin'").execute(world.db()).await.unwrap();
    let id = written(&browser).await;
    fill(&browser, &id, "lieu", &[PLACE[0], PLACE[1], PLACE[2], ("visibilite", "area")]).await;
    let text = "Cabinet du Dr Martin, équipe soudée, patientèle fidèle et variée depuis trente ans.";
    fill(&browser, &id, "texte", &[("titre", "Remplacement dans la Creuse"), ("texte", text)]).await;
    let mut facts = DATES.to_vec();
    facts.push(("logiciel", "voir avec le 06 12 34 56 78"));
    fill(&browser, &id, "details", &facts).await;

    let page = browser.get(&format!("/espace/annonces/{id}/modifier/publier")).await;

    let found = page.texts(".findings").join(" ");
    assert!(found.contains("Martin") && found.contains("06 12 34 56 78"), "{found}");
    assert_eq!(publish(&browser, &id).await.status, 422);
}
