//! Passkeys through their routes, with a device that signs as real ones do.

use chrono::TimeDelta;
use serde_json::Value;

use crate::testing::{Answer, Authenticator, Browser, PASSWORD, World};

const SETTINGS: &str = "/espace/securite/double-authentification";
const KEYS: &str = "/espace/securite/double-authentification/cles";
const ENTRANCE: &str = "/connexion/cle";
const STEP: &str = "/connexion/verification/cle";

/// Begins a ceremony: its number, and what the device is asked.
async fn asked(browser: &Browser<'_>, path: &str) -> (String, Value) {
    let answer = browser.post(&format!("{path}/demande"), &[]).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let mut asked: Value = serde_json::from_slice(&answer.body).unwrap();
    (asked["demande"].as_str().unwrap().to_owned(), asked["publicKey"].take())
}

async fn answered(browser: &Browser<'_>, path: &str, number: &str, answer: &str) -> Answer {
    let fields = [("demande", number), ("reponse", answer), ("nom", "Téléphone"), ("retour", "/espace?x=1")];
    browser.post(path, &fields).await
}

/// Adds the key of a device to the account of this browser.
async fn add(browser: &Browser<'_>, device: &mut Authenticator) -> Answer {
    let (number, question) = asked(browser, KEYS).await;
    answered(browser, KEYS, &number, &device.create(&question)).await
}

/// Shows the key of a device.
async fn show(browser: &Browser<'_>, path: &str, device: &mut Authenticator) -> Answer {
    let (number, question) = asked(browser, path).await;
    answered(browser, path, &number, &device.get(&question)).await
}

/// Claire with a passkey; her browser is signed in.
async fn claire(world: &World) -> (Browser<'_>, Authenticator) {
    let (browser, mut device) = (world.sign_up("claire").await, Authenticator::new(7));
    let answer = add(&browser, &mut device).await;
    assert_eq!(answer.status, 200, "{}", answer.main());
    (browser, device)
}

async fn at_the_step<'a>(world: &'a World, email: &str) -> Browser<'a> {
    let browser = world.browser();
    let form = [("email", email), ("mot_de_passe", PASSWORD), ("retour", "/espace?x=1")];
    let answer = browser.post("/connexion", &form).await;
    assert_eq!(answer.header("location"), "/connexion/verification", "{}", answer.text());
    browser
}

fn is_in(answer: &Answer) -> bool {
    answer.status == 303 && answer.header("location") == "/espace?x=1"
}

async fn count(world: &World, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(world.db()).await.unwrap()
}

async fn audited(world: &World, action: &str) -> i64 {
    sqlx::query_scalar("select count(*) from audit_log where action = $1")
        .bind(action)
        .fetch_one(world.db())
        .await
        .unwrap()
}

#[tokio::test]
async fn a_first_passkey_gives_recovery_codes_and_ends_other_sessions() {
    let world = World::new().await;
    let elsewhere = world.sign_up("claire").await;
    let browser = world.sign_up("claire").await;
    let before = browser.cookie("__Host-doctonext_session");

    let answer = add(&browser, &mut Authenticator::new(7)).await;

    assert_eq!(answer.texts(".recovery-codes code").len(), 10, "{}", answer.main());
    assert_ne!(browser.cookie("__Host-doctonext_session"), before, "new rights, new token");
    assert_eq!(browser.get("/espace/securite").await.status, 200);
    assert_eq!(elsewhere.get("/espace/securite").await.status, 303);
    assert_eq!(audited(&world, "account.passkey_added").await, 1);
    let page = browser.get(SETTINGS).await;
    assert_eq!(page.texts(".rows strong"), ["Téléphone"]);
    assert!(page.main().contains("pas encore utilisée"), "{}", page.main());

    // The second one needs no codes.
    let second = add(&browser, &mut Authenticator::new(8)).await;
    assert_eq!(second.header("location"), format!("{SETTINGS}?note=cle"));
}

#[tokio::test]
async fn a_device_is_asked_to_verify_its_user_and_told_nothing_about_them_but_their_names() {
    let world = World::new().await;
    let (browser, _) = claire(&world).await;

    let (_, question) = asked(&browser, KEYS).await;

    assert_eq!(question["rp"]["id"], "doctonext.example");
    assert_eq!(question["authenticatorSelection"]["userVerification"], "required");
    assert_eq!(question["authenticatorSelection"]["residentKey"], "preferred");
    assert_eq!(question["attestation"], "none");
    assert_eq!(question["excludeCredentials"].as_array().map(Vec::len), Some(1));
    assert!(!question["user"]["id"].to_string().contains("claire"));
}

#[tokio::test]
async fn a_passkey_alone_opens_the_session_as_two_factors() {
    let world = World::new().await;
    let (_, mut device) = claire(&world).await;
    world.clock.advance(TimeDelta::minutes(1));
    let browser = world.browser();

    let (number, question) = asked(&browser, ENTRANCE).await;
    assert_eq!(question["allowCredentials"], serde_json::json!([]), "the device knows, we need not");
    assert_eq!(question["userVerification"], "required");
    let answer = answered(&browser, ENTRANCE, &number, &device.get(&question)).await;

    assert!(is_in(&answer), "{}", answer.text());
    assert_eq!(browser.get("/espace/securite").await.status, 200);
    assert_eq!(browser.get(SETTINGS).await.status, 200, "it counts as a recent proof");
    let proved = "select count(*) from sessions s, passkeys p
                  where s.created_at > p.created_at and s.second_factor_at = s.created_at";
    assert_eq!(count(&world, proved).await, 1);
    assert_eq!(count(&world, "select count(*) from passkeys where last_used_at > created_at").await, 1);
}

#[tokio::test]
async fn after_the_password_a_passkey_opens_the_session() {
    let world = World::new().await;
    let (_, mut device) = claire(&world).await;
    let browser = at_the_step(&world, "claire@example.org").await;

    let page = browser.get("/connexion/verification").await;
    assert_eq!(page.attributes("form[data-passkey]", "action"), [STEP]);
    let (number, question) = asked(&browser, STEP).await;
    assert_eq!(question["allowCredentials"].as_array().map(Vec::len), Some(1));
    let answer = answered(&browser, STEP, &number, &device.get(&question)).await;

    assert!(is_in(&answer), "{}", answer.text());
    assert_eq!(browser.get("/connexion/verification").await.status, 410, "the step is used up");
}

#[tokio::test]
async fn an_answer_serves_once_and_a_refused_one_has_served_too() {
    let world = World::new().await;
    let (_, mut device) = claire(&world).await;
    let browser = world.browser();
    let (number, question) = asked(&browser, ENTRANCE).await;

    let nonsense = answered(&browser, ENTRANCE, &number, "{}").await;
    assert_eq!(nonsense.status, 422);
    let late = answered(&browser, ENTRANCE, &number, &device.get(&question)).await;
    assert_eq!(late.status, 422);
    assert!(late.main().contains("a expiré"), "{}", late.main());

    let (number, question) = asked(&browser, ENTRANCE).await;
    let answer = device.get(&question);
    let (one, two) = tokio::join!(
        answered(&browser, ENTRANCE, &number, &answer),
        answered(&browser, ENTRANCE, &number, &answer)
    );
    assert_eq!([&one, &two].into_iter().filter(|it| is_in(it)).count(), 1);
}

#[tokio::test]
async fn a_ceremony_belongs_to_its_browser_its_end_and_its_hour() {
    let world = World::new().await;
    let (hers, mut device) = claire(&world).await;
    let (browser, thief) = (world.browser(), world.browser());

    let (number, question) = asked(&browser, ENTRANCE).await;
    assert_eq!(answered(&thief, ENTRANCE, &number, &device.get(&question)).await.status, 422);
    let step = at_the_step(&world, "claire@example.org").await;
    let (number, question) = asked(&step, ENTRANCE).await;
    assert_eq!(answered(&step, STEP, &number, &device.get(&question)).await.status, 422);
    let (number, question) = asked(&browser, ENTRANCE).await;
    world.clock.advance(TimeDelta::minutes(21));
    assert_eq!(answered(&browser, ENTRANCE, &number, &device.get(&question)).await.status, 422);

    world.clock.advance(TimeDelta::minutes(-21));
    let pauls = world.sign_up("paul").await;
    let (number, question) = asked(&pauls, KEYS).await;
    let answer = Authenticator::new(9).create(&question);
    assert_eq!(answered(&hers, KEYS, &number, &answer).await.status, 422);
    assert_eq!(count(&world, "select count(*) from passkeys").await, 1);
}

#[tokio::test]
async fn what_another_site_or_nobody_in_particular_signed_is_refused() {
    let world = World::new().await;
    let (_, mut device) = claire(&world).await;
    let browser = world.browser();

    device.origin = "https://doctonext.example.attaquant.example";
    let phished = show(&browser, ENTRANCE, &mut device).await;
    device.origin = "https://doctonext.example";
    device.verifies = false;
    let unverified = show(&browser, ENTRANCE, &mut device).await;
    let unknown = show(&browser, ENTRANCE, &mut Authenticator::new(9)).await;

    for answer in [&phished, &unverified, &unknown] {
        assert_eq!(answer.status, 422);
    }
    // One text for all: nothing tells a known key from another.
    assert_eq!(phished.main(), unknown.main());
    assert_eq!(unverified.main(), unknown.main());
    device.verifies = true;
    assert!(is_in(&show(&browser, ENTRANCE, &mut device).await));

    let adding = world.sign_up("paul").await;
    let mut careless = Authenticator::new(9);
    careless.verifies = false;
    assert_eq!(add(&adding, &mut careless).await.status, 422);
}

#[tokio::test]
async fn the_step_of_one_person_does_not_take_the_passkey_of_another() {
    let world = World::new().await;
    let (_, mut claires) = claire(&world).await;
    let mut pauls = Authenticator::new(8);
    add(&world.sign_up("paul").await, &mut pauls).await;

    let browser = at_the_step(&world, "paul@example.org").await;
    let wrong = show(&browser, STEP, &mut claires).await;
    let right = show(&browser, STEP, &mut pauls).await;

    assert_eq!(wrong.status, 422);
    assert!(is_in(&right), "{}", right.text());
}

#[tokio::test]
async fn a_key_that_two_people_would_share_is_refused() {
    let world = World::new().await;
    let (browser, mut device) = claire(&world).await;

    let again = add(&browser, &mut device).await;
    let others = add(&world.sign_up("paul").await, &mut device).await;

    for answer in [again, others] {
        assert_eq!(answer.status, 422, "{}", answer.main());
        assert_eq!(answer.texts("[data-passkey-error]").len(), 1);
    }
    assert_eq!(count(&world, "select count(*) from passkeys").await, 1);
}

#[tokio::test]
async fn a_copied_key_is_refused_and_its_owner_is_told() {
    let world = World::new().await;
    let (_, mut device) = claire(&world).await;
    let mut copy = device.copied();
    for _ in 0..2 {
        assert!(is_in(&show(&world.browser(), ENTRANCE, &mut device).await));
    }

    let refused = show(&world.browser(), ENTRANCE, &mut copy).await;
    let at_step = show(&at_the_step(&world, "claire@example.org").await, STEP, &mut copy.copied()).await;

    assert_eq!((refused.status.as_u16(), at_step.status.as_u16()), (422, 422));
    assert!(refused.main().contains("copiée"), "{}", refused.main());
    assert!(at_step.main().contains("copiée"), "{}", at_step.main());
    let unnamed =
        "select count(*) from audit_log where action = 'account.passkey_refused' and actor_id is null";
    assert_eq!(count(&world, unnamed).await, 2);
    let told = world.letters().await.into_iter().filter(|it| it.text.contains("compteur")).count();
    assert_eq!(told, 1, "one letter a day");
    assert!(is_in(&show(&world.browser(), ENTRANCE, &mut device).await), "the true one goes on");
}

#[tokio::test]
async fn the_sixth_wrong_passkey_waits_as_the_sixth_wrong_code_does() {
    let world = World::new().await;
    let (_, mut device) = claire(&world).await;
    let browser = at_the_step(&world, "claire@example.org").await;
    let mut statuses = Vec::new();
    for _ in 0..6 {
        statuses.push(answered(&browser, STEP, "inconnu", "{}").await.status.as_u16());
    }
    assert_eq!(statuses, [422, 422, 422, 422, 422, 429]);
    assert_eq!(show(&browser, STEP, &mut device).await.status, 429, "even the right one");
}

#[tokio::test]
async fn ceremonies_begun_without_end_must_wait() {
    let world = World::new().await;
    let browser = world.browser();
    for _ in 0..300 {
        assert_eq!(browser.post("/connexion/cle/demande", &[]).await.status, 200);
    }
    assert_eq!(browser.post("/connexion/cle/demande", &[]).await.status, 429);
}

#[tokio::test]
async fn a_passkey_takes_another_name_and_goes_with_the_codes_when_it_was_the_last() {
    let world = World::new().await;
    let (browser, mut device) = claire(&world).await;
    let id: String = sqlx::query_scalar("select id from passkeys").fetch_one(world.db()).await.unwrap();
    let stranger = world.sign_up("paul").await;

    assert_eq!(
        stranger.post(&format!("{KEYS}/{id}/nom"), &[("nom", "volée")]).await.header("location"),
        SETTINGS
    );
    assert_eq!(stranger.post(&format!("{KEYS}/{id}/fin"), &[]).await.header("location"), SETTINGS);
    browser.post(&format!("{KEYS}/{id}/nom"), &[("nom", "  Clé du  bureau ")]).await;
    assert_eq!(browser.get(SETTINGS).await.texts(".rows strong"), ["Clé du bureau"]);

    let answer = browser.post(&format!("{KEYS}/{id}/fin"), &[]).await;

    assert_eq!(answer.header("location"), format!("{SETTINGS}?note=cle-retiree"));
    assert_eq!(count(&world, "select count(*) from recovery_codes").await, 0);
    assert_eq!(count(&world, "select count(*) from sessions where second_factor_at is not null").await, 0);
    assert_eq!(audited(&world, "account.passkey_removed").await, 1);
    assert_eq!(show(&world.browser(), ENTRANCE, &mut device).await.status, 422);
}

#[tokio::test]
async fn at_an_address_without_a_name_passkeys_are_neither_offered_nor_asked_for() {
    let world = World::with(|it| it.public_url = "https://192.0.2.1".to_owned()).await;
    let browser = world.sign_up("claire").await;
    let key = "insert into passkeys (id, user_id, name, credential_id, credential, created_at)
               values ('k', 'claire', 'Ancienne', 'x', '{}', now())";

    for (page, address) in
        [(world.get("/connexion").await, "/connexion"), (browser.get(SETTINGS).await, SETTINGS)]
    {
        assert_eq!(page.status, 200);
        assert!(!page.text().contains("clé d’accès"), "{address}");
    }
    assert_eq!(world.browser().post("/connexion/cle/demande", &[]).await.status, 404);
    // One of a former address counts still, and can be taken away; recovery codes stand in for it.
    sqlx::query(key).execute(world.db()).await.unwrap();
    assert!(browser.get(SETTINGS).await.main().contains("Ancienne"));
    let step = at_the_step(&world, "claire@example.org").await.get("/connexion/verification").await;
    assert!(step.main().contains("codes de récupération"), "{}", step.main());
    assert!(step.attributes("form[data-passkey]", "action").is_empty());
}

#[tokio::test]
async fn the_last_way_in_cannot_be_taken_away() {
    let world = World::new().await;
    let (browser, _) = claire(&world).await;
    sqlx::query("delete from accounts").execute(world.db()).await.unwrap();
    let remove = async || {
        let action =
            browser.get(SETTINGS).await.attributes("form[action$='/fin'][action*='/cles/']", "action");
        browser.post(&action[0], &[]).await
    };

    let refused = remove().await;
    assert_eq!(refused.status, 409);
    assert!(refused.main().contains("votre seule façon de vous connecter"), "{}", refused.main());
    assert_eq!(count(&world, "select count(*) from passkeys").await, 1);

    add(&browser, &mut Authenticator::new(8)).await;
    assert_eq!(remove().await.header("location"), format!("{SETTINGS}?note=cle-retiree"));
    assert_eq!(remove().await.status, 409);
}
