//! Signing in, staying in, signing out.

use chrono::TimeDelta;

use crate::testing::{Browser, PASSWORD, Someone, World};

async fn sign_in(browser: &Browser<'_>, email: &str, password: &str) -> u16 {
    browser.post("/connexion", &[("email", email), ("mot_de_passe", password)]).await.status.as_u16()
}

async fn count(world: &World, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(world.db()).await.unwrap()
}

#[tokio::test]
async fn a_right_password_opens_a_session_bound_to_this_host() {
    let world = World::new().await;
    world.sign_up("claire").await;
    let browser = world.browser();

    let answer = browser
        .post(
            "/connexion",
            &[
                ("email", " Claire@Example.org "),
                ("mot_de_passe", PASSWORD),
                ("retour", "/annonces?type=cession"),
            ],
        )
        .await;

    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(answer.header("location"), "/annonces?type=cession");
    let cookie = answer
        .headers
        .get_all("set-cookie")
        .iter()
        .find(|it| it.to_str().unwrap().contains("_session="))
        .unwrap();
    for part in ["__Host-doctonext_session=", "HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(cookie.to_str().unwrap().contains(part), "{part}");
    }
    assert_eq!(browser.get("/espace/securite").await.status, 200);
    let token = browser.cookie("__Host-doctonext_session").unwrap();
    let in_clear: i64 = sqlx::query_scalar("select count(*) from sessions where token = $1")
        .bind(&token)
        .fetch_one(world.db())
        .await
        .unwrap();
    assert_eq!(in_clear, 0);
}

#[tokio::test]
async fn signing_in_again_gives_another_token() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;
    let first = browser.cookie("__Host-doctonext_session").unwrap();

    sign_in(&browser, "claire@example.org", PASSWORD).await;

    assert_ne!(browser.cookie("__Host-doctonext_session").unwrap(), first);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_look_the_same() {
    let world = World::new().await;
    world.sign_up("claire").await;

    let of = async |email: &str| {
        let answer = world
            .browser()
            .post("/connexion", &[("email", email), ("mot_de_passe", "une autre phrase")])
            .await;
        (answer.status, answer.main().replace(email, "…"))
    };
    assert_eq!(of("claire@example.org").await, of("personne@example.org").await);
}

#[tokio::test]
async fn the_sixth_wrong_password_must_wait_and_is_told_until_when() {
    let world = World::new().await;
    world.sign_up("claire").await;
    for email in ["claire@example.org", "personne@example.org"] {
        let browser = world.browser();
        let mut statuses = Vec::new();
        let mut last = String::new();
        for _ in 0..9 {
            let page = browser.get("/connexion").await;
            drop(page);
            let challenge = super::super::proof_of_work::challenge(&world.app.vault, world.app.clock.now());
            let work = super::super::proof_of_work::solve(&challenge);
            let answer = browser
                .post(
                    "/connexion",
                    &[("email", email), ("mot_de_passe", "une autre phrase"), ("travail", &work)],
                )
                .await;
            statuses.push(answer.status.as_u16());
            last = answer.main();
        }
        assert_eq!(statuses, [422, 422, 422, 422, 422, 429, 429, 429, 429], "{email}");
        assert!(last.contains("réessayer à partir de 10 h 15"), "{last}");
        // Even the right password waits, or the wait would tell that it is the right one.
        assert_eq!(sign_in(&browser, email, PASSWORD).await, 429);
    }
    world.clock.advance(TimeDelta::minutes(16));
    assert_eq!(sign_in(&world.browser(), "claire@example.org", PASSWORD).await, 303);
}

#[tokio::test]
async fn after_three_failures_the_browser_works_before_the_password_is_looked_at() {
    let world = World::new().await;
    world.sign_up("claire").await;
    let browser = world.browser();
    for _ in 0..3 {
        assert_eq!(sign_in(&browser, "claire@example.org", "une autre phrase").await, 422);
    }

    let without =
        browser.post("/connexion", &[("email", "claire@example.org"), ("mot_de_passe", PASSWORD)]).await;
    assert_eq!(without.status, 422);
    assert_eq!(without.attributes("input[data-proof-of-work]", "data-challenge").len(), 1);
    let asked = super::super::proof_of_work::Challenge {
        wanted: without.attributes("input[data-proof-of-work]", "data-challenge").remove(0),
        salt: without.attributes("input[data-proof-of-work]", "data-salt").remove(0),
        signature: without.attributes("input[data-proof-of-work]", "data-signature").remove(0),
    };
    let work = super::super::proof_of_work::solve(&asked);
    let with = |work: String| {
        let browser = &browser;
        async move {
            browser
                .post(
                    "/connexion",
                    &[("email", "claire@example.org"), ("mot_de_passe", "fausse encore"), ("travail", &work)],
                )
                .await
                .main()
        }
    };
    assert!(with(work.clone()).await.contains("incorrect"));
    assert!(with(work).await.contains("court contrôle"), "the same work does not count twice");
}

#[tokio::test]
async fn tries_at_once_are_no_more_than_tries_one_by_one() {
    let world = World::new().await;
    world.sign_up("claire").await;
    let browser = world.browser();
    browser.form_token().await;

    let tries = (0..40).map(|_| {
        browser.post("/connexion", &[("email", "claire@example.org"), ("mot_de_passe", "une autre phrase")])
    });
    let answers = futures::future::join_all(tries).await;

    let looked_at = answers.iter().filter(|it| it.main().contains("incorrect")).count();
    assert!(looked_at <= 5, "{looked_at} passwords were looked at");
}

#[tokio::test]
async fn a_hash_of_the_first_doctonext_signs_in_and_is_renewed() {
    let world = World::new().await;
    world.sign_up("claire").await;
    sqlx::query("update accounts set password = 'dfe5adeec14bfc8ce696d811882c94f7:93cbe3299a0cc814b041267aaadd857a885d41601bbbc4b7359e9413251bfad39bd95969d9ce9575cf266d9cd890c9dc42d23aac1f7d9b949e0651f472216638'")
        .execute(world.db())
        .await
        .unwrap();

    assert_eq!(sign_in(&world.browser(), "claire@example.org", "Motdepasse-é1!").await, 303);

    let hash: String =
        sqlx::query_scalar("select password from accounts").fetch_one(world.db()).await.unwrap();
    assert!(hash.starts_with("$argon2id$"), "{hash}");
    assert_eq!(sign_in(&world.browser(), "claire@example.org", "Motdepasse-é1!").await, 303);
}

#[tokio::test]
async fn a_form_that_no_page_of_ours_printed_is_refused() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;

    let without = browser.post_without_token("/deconnexion", &[]).await;
    let wrong = browser.post_without_token("/deconnexion", &[("jeton", "AAAA")]).await;

    assert_eq!((without.status.as_u16(), wrong.status.as_u16()), (403, 403));
    assert!(without.main().contains("Rechargez-la"));
    assert_eq!(browser.get("/espace/securite").await.status, 200);
}

#[tokio::test]
async fn what_another_site_sends_is_refused() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://ailleurs.example")] {
        let token = browser.form_token().await;
        let request = axum::http::Request::post("/deconnexion")
            .header("host", "doctonext.example")
            .header("content-type", "application/x-www-form-urlencoded")
            .header(name, value)
            .body(axum::body::Body::from(format!("jeton={token}")))
            .unwrap();
        assert_eq!(browser.send(request).await.status, 403, "{name}");
    }
}

#[tokio::test]
async fn signing_out_ends_the_session_in_the_database() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;

    let answer = browser.post("/deconnexion", &[]).await;

    assert_eq!(answer.header("location"), "/connexion?note=deconnecte");
    assert_eq!(count(&world, "select count(*) from sessions").await, 0);
    assert_eq!(
        browser.get("/espace/securite").await.header("location"),
        "/connexion?retour=%2Fespace%2Fsecurite"
    );
}

#[tokio::test]
async fn a_session_lives_on_while_it_is_used_and_ends_when_it_is_not() {
    let world = World::new().await;
    world.sign_up("claire").await;
    let browser = world.browser();
    browser
        .post("/connexion", &[("email", "claire@example.org"), ("mot_de_passe", PASSWORD), ("rester", "1")])
        .await;

    for _ in 0..4 {
        world.clock.advance(TimeDelta::days(6));
        assert_eq!(browser.get("/espace/securite").await.status, 200);
    }
    world.clock.advance(TimeDelta::days(8));
    assert_eq!(browser.get("/espace/securite").await.status, 303);
}

#[tokio::test]
async fn one_device_or_all_others_can_be_disconnected() {
    let world = World::new().await;
    let here = world.sign_up("claire").await;
    let there = world.sign_up("claire").await;
    let elsewhere = world.sign_up("claire").await;
    let stranger = world.sign_up("paul").await;

    let page = here.get("/espace/securite").await;
    assert_eq!(page.texts(".row__text strong").len(), 3);
    assert!(page.main().contains("203.0.113.0") && !page.main().contains("203.0.113.7"));
    let actions = page.attributes(".row form", "action");
    for action in &actions {
        stranger.post(action, &[]).await;
    }
    assert_eq!(count(&world, "select count(*) from sessions where user_id = 'claire'").await, 3);

    here.post("/espace/securite/sessions/fin", &[]).await;
    assert_eq!(here.get("/espace/securite").await.status, 200);
    for gone in [there, elsewhere] {
        assert_eq!(gone.get("/espace/securite").await.status, 303);
    }
}

#[tokio::test]
async fn an_address_that_never_answered_leads_to_its_confirmation() {
    let world = World::new().await;
    let browser = world.sign_up_as("claire", Someone { email_verified: false, ..Someone::default() }).await;

    assert_eq!(browser.get("/espace/securite/adresse").await.header("location"), "/confirmer-adresse");
    assert_eq!(browser.get("/espace/securite").await.status, 200);
}

#[tokio::test]
async fn sensitive_pages_ask_for_the_password_again_after_a_quarter_of_an_hour() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;
    assert_eq!(browser.get("/espace/securite/mot-de-passe").await.status, 200);
    world.clock.advance(TimeDelta::minutes(16));

    let asked = browser.get("/espace/securite/mot-de-passe").await;
    assert_eq!(
        asked.header("location"),
        "/connexion/confirmation?retour=%2Fespace%2Fsecurite%2Fmot%2Dde%2Dpasse"
    );
    let wrong = browser.post(asked.header("location"), &[("mot_de_passe", "une autre phrase")]).await;
    assert_eq!(wrong.status, 422);
    let right = browser.post(asked.header("location"), &[("mot_de_passe", PASSWORD)]).await;
    assert_eq!(right.header("location"), "/espace/securite/mot-de-passe");
    assert_eq!(browser.get("/espace/securite/mot-de-passe").await.status, 200);
}

#[tokio::test]
async fn a_new_password_disconnects_the_other_devices() {
    let world = World::new().await;
    let here = world.sign_up("claire").await;
    let there = world.sign_up("claire").await;

    let weak = here.post("/espace/securite/mot-de-passe", &[("mot_de_passe", "motdepasse123")]).await;
    assert_eq!(weak.status, 422);
    assert!(weak.texts(".field__error")[0].contains("listes volées"), "{:?}", weak.texts(".field__error"));
    here.post("/espace/securite/mot-de-passe", &[("mot_de_passe", "le chat dort sur le toit")]).await;

    assert_eq!(here.get("/espace/securite").await.status, 200);
    assert_eq!(there.get("/espace/securite").await.status, 303);
    assert_eq!(sign_in(&world.browser(), "claire@example.org", PASSWORD).await, 422);
    assert_eq!(sign_in(&world.browser(), "claire@example.org", "le chat dort sur le toit").await, 303);
    assert_eq!(
        count(&world, "select count(*) from audit_log where action = 'account.password_changed'").await,
        1
    );
}
