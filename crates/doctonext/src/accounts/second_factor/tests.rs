//! The second factor through its routes.

use chrono::TimeDelta;
use platform::clock::Clock;

use super::totp;
use crate::testing::{Answer, Browser, PASSWORD, Someone, World};

const SETTINGS: &str = "/espace/securite/double-authentification";
const STEP: &str = "/connexion/verification";

/// What the application of a telephone shows now: it knows the key that the page printed.
fn code(world: &World, key: &str) -> String {
    let secret = totp_rs::Secret::try_from_base32(key.replace(' ', "")).unwrap();
    let generator = totp::generator(secret.as_bytes(), "x").unwrap();
    generator.generate(u64::try_from(world.clock.now().timestamp()).unwrap()).to_string()
}

/// Sets up the application; gives its key and the recovery codes.
async fn set_up(world: &World, browser: &Browser<'_>) -> (String, Vec<String>) {
    let key = browser.get(SETTINGS).await.texts("code.key").remove(0);
    let answer = browser.post(SETTINGS, &[("code", &code(world, &key))]).await;
    assert_eq!(answer.status, 200, "{}", answer.main());
    (key, answer.texts(".recovery-codes code"))
}

/// Gives the right password in a new browser, which then stands at the second step.
async fn at_the_step<'a>(world: &'a World, email: &str) -> Browser<'a> {
    let browser = world.browser();
    let form = [("email", email), ("mot_de_passe", PASSWORD), ("retour", "/espace/securite?x=1")];
    let answer = browser.post("/connexion", &form).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, STEP), "{}", answer.text());
    browser
}

fn is_in(answer: &Answer) -> bool {
    answer.status == 303 && answer.header("location") == "/espace/securite?x=1"
}

async fn count(world: &World, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(world.db()).await.unwrap()
}

#[tokio::test]
async fn the_page_shows_a_code_to_scan_and_the_same_key_to_type() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;

    let (one, two) = (browser.get(SETTINGS).await, browser.get(SETTINGS).await);

    assert_eq!(one.texts("code.key"), two.texts("code.key"));
    assert_eq!(one.attributes("svg.qr", "role"), ["img"]);
    assert!(
        one.attributes(".steps details a", "href")[0].starts_with("otpauth://totp/Doctonext"),
        "{}",
        one.text()
    );
    world.clock.advance(TimeDelta::minutes(10));
    let wrong = browser.post(SETTINGS, &[("code", "000000")]).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.texts(".field__error").len(), 1);
    assert_eq!(wrong.texts("code.key"), two.texts("code.key"));
}

#[tokio::test]
async fn the_secret_lies_sealed_and_the_codes_as_marks() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;
    let (key, codes) = set_up(&world, &browser).await;

    assert_eq!(codes.len(), 10);
    let secret: String =
        sqlx::query_scalar("select secret from totp_secrets").fetch_one(world.db()).await.unwrap();
    assert!(secret.starts_with("v1.") && !secret.contains(&key.replace(' ', "")), "{secret}");
    let dump: String = sqlx::query_scalar("select string_agg(r::text, ' ') from recovery_codes r")
        .fetch_one(world.db())
        .await
        .unwrap();
    assert!(codes.iter().all(|code| !dump.contains(code.as_str())));
    // Shown once: the page says how many are left, and no more.
    assert!(!browser.get(SETTINGS).await.text().contains(codes[0].as_str()));
}

#[tokio::test]
async fn after_the_password_a_code_of_the_application_opens_the_session() {
    let world = World::new().await;
    let (key, _) = set_up(&world, &world.sign_up("claire").await).await;
    world.clock.advance(TimeDelta::minutes(1));

    let browser = at_the_step(&world, "claire@example.org").await;
    assert_eq!(browser.get("/espace/securite").await.status, 303, "the password alone opens nothing");
    assert_eq!(browser.get(STEP).await.status, 200);
    let answer = browser.post(STEP, &[("code", &code(&world, &key))]).await;

    assert!(is_in(&answer), "{}", answer.text());
    assert_eq!(browser.get("/espace/securite").await.status, 200);
    assert_eq!(browser.cookie("__Host-doctonext_step"), None);
    assert_eq!(browser.get(STEP).await.status, 410, "the step is used up");
}

#[tokio::test]
async fn a_code_serves_once() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;
    let (key, _) = set_up(&world, &browser).await;

    // The one that proved the application is used up as well.
    let seen_at_set_up = at_the_step(&world, "claire@example.org").await;
    let replayed = seen_at_set_up.post(STEP, &[("code", &code(&world, &key))]).await;
    assert_eq!(replayed.status, 422);
    assert!(replayed.main().contains("déjà servi"), "{}", replayed.main());

    world.clock.advance(TimeDelta::minutes(1));
    let shown = code(&world, &key);
    let (first, second) =
        (at_the_step(&world, "claire@example.org").await, at_the_step(&world, "claire@example.org").await);
    let form = [("code", shown.as_str())];
    let (one, two) = tokio::join!(first.post(STEP, &form), second.post(STEP, &form));
    assert_eq!([&one, &two].into_iter().filter(|it| is_in(it)).count(), 1);
    // The step before it is too old now, though it never served.
    world.clock.advance(TimeDelta::seconds(-30));
    let third = at_the_step(&world, "claire@example.org").await;
    assert_eq!(third.post(STEP, &[("code", &code(&world, &key))]).await.status, 422);
}

#[tokio::test]
async fn a_recovery_code_replaces_the_telephone_once() {
    let world = World::new().await;
    let (_, codes) = set_up(&world, &world.sign_up("claire").await).await;
    let typed = codes[3].to_uppercase().replace('-', " ");

    let browser = at_the_step(&world, "claire@example.org").await;
    assert!(browser.get("/connexion/verification?moyen=secours").await.main().contains("récupération"));
    let first = browser.post(STEP, &[("moyen", "secours"), ("code", &typed)]).await;
    let browser = at_the_step(&world, "claire@example.org").await;
    let again = browser.post(STEP, &[("moyen", "secours"), ("code", &typed)]).await;
    let as_code = browser.post(STEP, &[("code", &codes[4])]).await;

    assert!(is_in(&first), "{}", first.text());
    assert_eq!((again.status.as_u16(), as_code.status.as_u16()), (422, 422));
    assert_eq!(count(&world, "select count(*) from recovery_codes where used_at is null").await, 9);
    assert_eq!(
        count(&world, "select count(*) from audit_log where action = 'account.recovery_code_used'").await,
        1
    );
}

#[tokio::test]
async fn the_sixth_wrong_code_must_wait_and_is_told_until_when() {
    let world = World::new().await;
    let (key, codes) = set_up(&world, &world.sign_up("claire").await).await;
    world.clock.advance(TimeDelta::minutes(1));
    let browser = at_the_step(&world, "claire@example.org").await;
    let mut statuses = Vec::new();
    for _ in 0..6 {
        statuses.push(browser.post(STEP, &[("code", "000000")]).await.status.as_u16());
    }
    assert_eq!(statuses, [422, 422, 422, 422, 422, 429]);

    // Another browser and another means are the same person; even the right code waits.
    let elsewhere = at_the_step(&world, "claire@example.org").await;
    let waiting = elsewhere.post(STEP, &[("code", &code(&world, &key))]).await;
    assert_eq!(waiting.status, 429);
    assert!(waiting.main().contains("10 h 16"), "{}", waiting.main());
    assert_eq!(elsewhere.post(STEP, &[("moyen", "secours"), ("code", &codes[0])]).await.status, 429);

    world.clock.advance(TimeDelta::minutes(16));
    let later = at_the_step(&world, "claire@example.org").await;
    assert!(is_in(&later.post(STEP, &[("code", &code(&world, &key))]).await));
}

#[tokio::test]
async fn codes_tried_at_once_are_no_more_than_one_by_one() {
    let world = World::new().await;
    set_up(&world, &world.sign_up("claire").await).await;
    let browser = at_the_step(&world, "claire@example.org").await;

    let answers = futures::future::join_all((0..30).map(|_| browser.post(STEP, &[("code", "000000")]))).await;

    assert_eq!(answers.iter().filter(|it| it.status == 422).count(), 5);
}

#[tokio::test]
async fn the_step_of_one_person_does_not_take_the_code_of_another() {
    let world = World::new().await;
    let (claires, codes) = set_up(&world, &world.sign_up("claire").await).await;
    let (pauls, _) = set_up(&world, &world.sign_up("paul").await).await;
    world.clock.advance(TimeDelta::minutes(1));

    let browser = at_the_step(&world, "paul@example.org").await;
    assert_eq!(browser.post(STEP, &[("code", &code(&world, &claires))]).await.status, 422);
    assert_eq!(browser.post(STEP, &[("moyen", "secours"), ("code", &codes[0])]).await.status, 422);
    assert!(is_in(&browser.post(STEP, &[("code", &code(&world, &pauls))]).await));
    let who: String = sqlx::query_scalar(
        "select user_id from sessions order by created_at desc, second_factor_at desc limit 1",
    )
    .fetch_one(world.db())
    .await
    .unwrap();
    assert_eq!(who, "paul");
}

#[tokio::test]
async fn a_step_without_its_cookie_or_after_ten_minutes_is_over() {
    let world = World::new().await;
    let (key, _) = set_up(&world, &world.sign_up("claire").await).await;
    world.clock.advance(TimeDelta::minutes(1));
    let stranger = world.browser();
    stranger.set_cookie("__Host-doctonext_step", "invented");
    for browser in [&world.browser(), &stranger] {
        assert_eq!(browser.get(STEP).await.status, 410);
        assert_eq!(browser.post(STEP, &[("code", &code(&world, &key))]).await.status, 410);
    }

    let browser = at_the_step(&world, "claire@example.org").await;
    world.clock.advance(TimeDelta::minutes(11));
    assert_eq!(browser.post(STEP, &[("code", &code(&world, &key))]).await.status, 410);
    assert_eq!(browser.get("/espace/securite").await.status, 303);
}

#[tokio::test]
async fn the_team_reaches_its_pages_as_soon_as_the_factor_is_proved() {
    let world = World::new().await;
    let browser = world.sign_up_as("ada", Someone { role: "admin", ..Someone::default() }).await;
    let elsewhere = world.sign_up_as("ada", Someone { role: "admin", ..Someone::default() }).await;
    let before = browser.cookie("__Host-doctonext_session");

    set_up(&world, &browser).await;

    assert_eq!(count(&world, "select count(*) from sessions where second_factor_at is not null").await, 1);
    assert_ne!(browser.cookie("__Host-doctonext_session"), before, "new rights, new token");
    assert_eq!(browser.get("/espace/securite").await.status, 200);
    assert_eq!(elsewhere.get("/espace/securite").await.status, 303, "sessions without a factor end");

    browser.post(&format!("{SETTINGS}/fin"), &[]).await;
    assert_eq!(count(&world, "select count(*) from sessions where second_factor_at is not null").await, 0);
}

#[tokio::test]
async fn taking_the_application_away_takes_the_codes_too() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;
    set_up(&world, &browser).await;
    assert!(browser.get("/espace/securite").await.main().contains("Active"));

    let answer = browser.post(&format!("{SETTINGS}/fin"), &[]).await;

    assert_eq!(answer.header("location"), format!("{SETTINGS}?note=retiree"));
    assert_eq!(count(&world, "select count(*) from recovery_codes").await, 0);
    let signed_in = world
        .browser()
        .post("/connexion", &[("email", "claire@example.org"), ("mot_de_passe", PASSWORD)])
        .await;
    assert_eq!(signed_in.header("location"), "/espace");
    assert_eq!(count(&world, "select count(*) from audit_log where action like 'account.totp_%'").await, 2);
}

#[tokio::test]
async fn new_recovery_codes_void_the_old_ones() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;
    assert_eq!(browser.post(&format!("{SETTINGS}/codes"), &[]).await.header("location"), SETTINGS);
    let (_, old) = set_up(&world, &browser).await;

    let new = browser.post(&format!("{SETTINGS}/codes"), &[]).await.texts(".recovery-codes code");

    assert_eq!(new.len(), 10);
    let step = at_the_step(&world, "claire@example.org").await;
    assert_eq!(step.post(STEP, &[("moyen", "secours"), ("code", &old[0])]).await.status, 422);
    assert!(is_in(&step.post(STEP, &[("moyen", "secours"), ("code", &new[0])]).await));
}

#[tokio::test]
async fn the_operator_resets_a_lost_factor() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;
    set_up(&world, &browser).await;

    super::reset_second_factor(&world.app, " Claire@example.org ").await.unwrap();

    assert_eq!(browser.get("/espace/securite").await.status, 303, "open sessions end");
    let signed_in = world
        .browser()
        .post("/connexion", &[("email", "claire@example.org"), ("mot_de_passe", PASSWORD)])
        .await;
    assert_eq!(signed_in.header("location"), "/espace");
    assert_eq!(
        count(
            &world,
            "select count(*) from audit_log where action = 'account.second_factor_reset' and actor_id is null"
        )
        .await,
        1
    );
    for email in ["claire@example.org", "personne@example.org"] {
        assert!(super::reset_second_factor(&world.app, email).await.is_err(), "{email}");
    }
}

#[tokio::test]
async fn wrong_codes_are_logged_and_told_to_the_person_once_a_day() {
    let world = World::new().await;
    set_up(&world, &world.sign_up("claire").await).await;
    let browser = at_the_step(&world, "claire@example.org").await;
    let warnings = async || {
        let letters = world.letters().await;
        letters
            .iter()
            .filter(|it| it.text.contains("Quelqu’un connaît sans doute votre mot de passe"))
            .count()
    };

    for _ in 0..4 {
        browser.post(STEP, &[("code", "000000")]).await;
    }
    assert_eq!(warnings().await, 0, "fingers slip");
    browser.post(STEP, &[("moyen", "secours"), ("code", "xxxx-xxxx")]).await;
    assert_eq!(warnings().await, 1);
    // Slowly is no better than quickly.
    for _ in 0..4 {
        world.clock.advance(TimeDelta::minutes(16));
        at_the_step(&world, "claire@example.org").await.post(STEP, &[("code", "000000")]).await;
    }

    assert_eq!(warnings().await, 1);
    let logged = "select count(*) from audit_log
                  where action = 'account.second_factor_refused' and subject_id = 'claire' and actor_id is null";
    assert_eq!(count(&world, logged).await, 9);
}

#[tokio::test]
async fn a_new_password_ends_the_step_that_the_old_one_opened() {
    let world = World::new().await;
    let claire = world.sign_up("claire").await;
    let (_, codes) = set_up(&world, &claire).await;
    let waiting = at_the_step(&world, "claire@example.org").await;

    claire.post("/espace/securite/mot-de-passe", &[("mot_de_passe", "le chat dort sur le toit")]).await;

    assert_eq!(waiting.post(STEP, &[("moyen", "secours"), ("code", &codes[0])]).await.status, 410);
}
