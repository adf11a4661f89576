//! What is tried by somebody who holds one key of another's account for a while, or none.

use chrono::TimeDelta;

use crate::{
    accounts::hashing::tests::{OLD, works_for},
    testing::{Browser, PASSWORD, Someone, World},
};

const SESSION: &str = "__Host-doctonext_session";
const NEW: [(&str, &str); 1] = [("mot_de_passe", "le chat dort sur le toit")];

async fn count(world: &World, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(world.db()).await.unwrap()
}

/// The path in the last letter to this address.
async fn path_sent_to(world: &World, address: &str) -> String {
    world.letters().await.into_iter().rfind(|it| it.to == address).expect("a letter").path()
}

async fn ask_reset(world: &World) -> String {
    world.browser().post("/mot-de-passe-oublie", &[("email", "claire@example.org")]).await;
    path_sent_to(world, "claire@example.org").await
}

async fn ask_address(world: &World, browser: &Browser<'_>, address: &str) -> String {
    browser.post("/espace/securite/adresse", &[("email", address)]).await;
    path_sent_to(world, address).await
}

/// A browser with the same session.
fn twin<'a>(world: &'a World, browser: &Browser<'_>) -> Browser<'a> {
    let twin = world.browser();
    twin.set_cookie(SESSION, &browser.cookie(SESSION).unwrap());
    twin
}

#[tokio::test]
async fn a_password_that_is_reset_takes_back_an_address_that_a_thief_asked_for() {
    let world = World::new().await;
    let thief = world.sign_up("claire").await;
    let change = ask_address(&world, &thief, "voleur@example.org").await;

    let reset = ask_reset(&world).await;
    world.browser().post(&reset, &NEW).await;

    assert_eq!(world.browser().post(&change, &[]).await.status, 410);
    assert_eq!(count(&world, "select count(*) from users where email = 'claire@example.org'").await, 1);
}

#[tokio::test]
async fn a_confirmed_address_takes_back_what_the_old_mailbox_could_open() {
    let world = World::new().await;
    let claire = world.sign_up("claire").await;
    let reset = ask_reset(&world).await;
    ask_address(&world, &claire, "autre@example.org").await;
    let change = ask_address(&world, &claire, "moreau@example.org").await;

    claire.post(&change, &[]).await;

    assert_eq!(world.browser().get(&reset).await.status, 410);
    assert_eq!(count(&world, "select count(*) from verifications").await, 0);
}

#[tokio::test]
async fn a_new_password_and_a_new_address_give_the_session_another_token() {
    let world = World::new().await;
    let claire = world.sign_up("claire").await;

    let stolen = twin(&world, &claire);
    claire.post("/espace/securite/mot-de-passe", &NEW).await;
    assert_eq!(claire.get("/espace/securite").await.status, 200);
    assert_eq!(stolen.get("/espace/securite").await.status, 303);

    let stolen = twin(&world, &claire);
    let change = ask_address(&world, &claire, "moreau@example.org").await;
    claire.post(&change, &[]).await;
    assert_eq!(claire.get("/espace/securite").await.status, 200);
    assert_eq!(stolen.get("/espace/securite").await.status, 303);
}

#[tokio::test]
async fn while_hashes_of_the_first_doctonext_remain_every_sign_in_costs_the_same_work() {
    let world = World::new().await;
    world.sign_up("claire").await;
    world.sign_up("paul").await;
    let cost = async |email: &str, password: &str| {
        let fields = [("email", email), ("mot_de_passe", password)];
        assert_eq!(world.browser().post("/connexion", &fields).await.status, 422);
        works_for(password)
    };
    assert_eq!(cost("personne@example.org", "travaux, un").await, ["argon2id"]);
    assert_eq!(cost("paul@example.org", "travaux, deux").await, ["argon2id"]);

    sqlx::query("update accounts set password = $1 where user_id = 'claire'")
        .bind(OLD[0].1)
        .execute(world.db())
        .await
        .unwrap();
    world.clock.advance(TimeDelta::hours(2));

    for (email, password) in [
        ("claire@example.org", "travaux, trois"),
        ("paul@example.org", "travaux, quatre"),
        ("personne@example.org", "travaux, cinq"),
    ] {
        assert_eq!(cost(email, password).await, ["argon2id", "scrypt"], "{email}");
    }
}

#[tokio::test]
async fn a_member_cannot_fill_the_mailboxes_of_others() {
    let world = World::new().await;
    let claire = world.sign_up("claire").await;
    for n in 0..3 {
        let sent =
            claire.post("/espace/securite/adresse", &[("email", &format!("boite{n}@example.org"))]).await;
        assert_eq!(sent.status, 200, "{n}");
    }

    let refused = claire.post("/espace/securite/adresse", &[("email", "Boite9@example.org")]).await;

    assert_eq!(refused.status, 429);
    assert!(refused.main().contains("réessayer à partir de 10 h 15"), "{}", refused.main());
    assert_eq!(refused.attributes("#email", "value"), ["Boite9@example.org"]);
    assert_eq!(world.letters().await.len(), 6, "three there, three to Claire");
    world.clock.advance(TimeDelta::minutes(16));
    let later = world.sign_up("claire").await;
    assert_eq!(later.post("/espace/securite/adresse", &[("email", "b@example.org")]).await.status, 200);
}

#[tokio::test]
async fn the_letter_that_confirms_an_address_is_counted_too() {
    let world = World::new().await;
    let ursule = world.sign_up_as("ursule", Someone { email_verified: false, ..Someone::default() }).await;
    for _ in 0..3 {
        assert_eq!(ursule.post("/confirmer-adresse", &[]).await.status, 200);
    }

    let refused = ursule.post("/confirmer-adresse", &[]).await;

    assert_eq!(refused.status, 429);
    assert!(refused.main().contains("réessayer à partir de 10 h 15"), "{}", refused.main());
    assert_eq!(world.letters().await.len(), 3);
}

#[tokio::test]
async fn sign_ups_in_the_name_of_somebody_leave_them_the_letters_of_a_forgotten_password() {
    let world = World::new().await;
    world.sign_up("claire").await;
    for path in ["/inscription", "/inscription", "/inscription", "/mot-de-passe-oublie"] {
        let challenge = super::super::proof_of_work::challenge(&world.app.vault, world.app.clock.now());
        let work = super::super::proof_of_work::solve(&challenge);
        let fields = [("email", "claire@example.org"), ("travail", work.as_str())];
        assert_eq!(world.browser().post(path, &fields).await.status, 200, "{path}");
    }

    let last = world.letters().await.pop().unwrap();
    assert!(last.subject.starts_with("Réinitialisez"), "{}", last.subject);
}

/// Ends when a session of this database waits for another's lock.
async fn somebody_waits(world: &World) {
    let waiting = "select count(*) from pg_stat_activity
                   where datname = current_database() and wait_event_type = 'Lock'";
    while count(world, waiting).await == 0 {
        tokio::task::yield_now().await;
    }
}

/// Tries to sign in as Claire while another transaction has done that to the database and has not ended yet.
async fn sign_in_during(world: &World, change: &'static str) -> u16 {
    let mut other = world.db().begin().await.unwrap();
    sqlx::query(change).execute(&mut *other).await.unwrap();
    let browser = world.browser();
    browser.form_token().await;
    let attempt = browser.post("/connexion", &[("email", "claire@example.org"), ("mot_de_passe", PASSWORD)]);
    tokio::pin!(attempt);
    tokio::select! {
        early = &mut attempt => early.status.as_u16(),
        () = somebody_waits(world) => {
            other.commit().await.unwrap();
            attempt.await.status.as_u16()
        }
    }
}

#[tokio::test]
async fn a_sign_in_under_way_does_not_outlive_the_password_it_came_with() {
    let world = World::new().await;
    world.sign_up("claire").await;

    let status =
        sign_in_during(&world, "update accounts set password = '$argon2id$new' where user_id = 'claire'")
            .await;

    assert_eq!(status, 422);
    assert_eq!(count(&world, "select count(*) from sessions").await, 1, "the one of before");
}

#[tokio::test]
async fn a_sign_in_under_way_does_not_outlive_the_account() {
    let world = World::new().await;
    world.sign_up("claire").await;

    let status = sign_in_during(&world, "update users set erased_at = now() where id = 'claire'").await;

    assert_eq!(status, 422);
    assert_eq!(count(&world, "select count(*) from sessions").await, 1, "the one of before");
}

#[tokio::test]
async fn whoever_disconnects_devices_leaves_a_line_in_the_log() {
    let world = World::new().await;
    let here = world.sign_up("claire").await;
    world.sign_up("claire").await;
    world.sign_up("claire").await;
    let other: String =
        sqlx::query_scalar("select id from sessions order by created_at desc, id desc limit 1")
            .fetch_one(world.db())
            .await
            .unwrap();

    here.post(&format!("/espace/securite/sessions/{other}/fin"), &[]).await;
    here.post("/espace/securite/sessions/inconnue/fin", &[]).await;
    here.post("/espace/securite/sessions/fin", &[]).await;

    let acts: Vec<String> =
        sqlx::query_scalar("select action from audit_log where action like '%session%' order by id")
            .fetch_all(world.db())
            .await
            .unwrap();
    assert_eq!(acts, ["account.own_session_ended", "account.own_sessions_ended"]);
}
