//! Leaving, coming back, and who may not go.

use chrono::TimeDelta;

use super::person::claire_everywhere;
use crate::{
    accounts::Origin,
    privacy::{erasing, retention::RULES, retention::run},
    testing::{Browser, PASSWORD, Someone, World},
};

async fn leave(browser: &Browser<'_>) {
    let answer = browser.post("/espace/donnees/suppression", &[("mot_de_passe", PASSWORD)]).await;
    assert_eq!(answer.header("location"), "/espace/donnees?note=suppression", "{}", answer.text());
}

async fn erase(world: &World) -> u64 {
    let rule = RULES.iter().find(|it| it.code == "closures_due").unwrap();
    run(&world.app, rule).await.unwrap().removed
}

#[tokio::test]
async fn who_asks_to_leave_is_hidden_at_once_and_comes_back_whole() {
    let world = World::new().await;
    let browser = claire_everywhere(&world).await;
    // What moderation did to her once is over.
    sqlx::query("update users set barred_at = null, barred_until = null, profile_hidden_at = null where id = 'claire'")
        .execute(world.db())
        .await
        .unwrap();
    let elsewhere = world.sign_up("claire").await;
    let listing = browser.get("/annonces").await.attributes(".card__link", "href").remove(0);
    let page = "/praticiens/claire-claire";
    assert_eq!(world.get(page).await.status, 200);

    leave(&browser).await;

    assert_eq!(elsewhere.get("/espace").await.status, 303, "signed out elsewhere");
    assert_eq!(
        (world.get(&listing).await.status, world.get(page).await.status),
        (404.try_into().unwrap(), 404.try_into().unwrap())
    );
    assert!(world.get("/annonces").await.attributes(".card__link", "href").is_empty());
    // Whoever signs in during the fifteen days is offered the way back, on every page.
    let later = world.sign_up("claire").await;
    assert!(later.get("/annonces").await.text().contains("supprimé après le <strong>17\u{a0}mars 2026"));
    let letter =
        world.letters().await.into_iter().rev().find(|it| it.subject.contains("Suppression")).unwrap();
    assert!(letter.text.contains("17\u{a0}mars 2026 inclus"), "{}", letter.text);
    leave(&later).await;

    let back = later.post("/espace/donnees/suppression/annulation", &[]).await;

    assert_eq!(back.header("location"), "/espace/donnees?note=annulation");
    assert_eq!(
        (world.get(&listing).await.status.as_u16(), world.get(page).await.status.as_u16()),
        (200, 200)
    );
    assert_eq!(world.get("/annonces").await.attributes(".card__link", "href"), [listing]);
    assert!(world.letters().await.pop().unwrap().subject.ends_with("annulée"));
    world.clock.advance(TimeDelta::days(20));
    assert_eq!(erase(&world).await, 0);
    let again = world.sign_up("claire").await;
    let nothing = again.post("/espace/donnees/suppression/annulation", &[]).await;
    assert_eq!(nothing.header("location"), "/espace/donnees?note=trop-tard");
}

#[tokio::test]
async fn the_fifteen_days_are_whole_days_of_paris_when_clocks_change_too() {
    let world = World::new().await;
    world.clock.set("2026-03-20T22:30:00Z".parse().unwrap());
    let browser = world.sign_up("claire").await;
    assert!(browser.get("/espace/donnees/suppression").await.main().contains("4 avril 2026 inclus"));
    leave(&browser).await;

    world.clock.set("2026-04-04T21:59:59Z".parse().unwrap());
    assert_eq!(erase(&world).await, 0);
    world.clock.set("2026-04-04T22:00:00Z".parse().unwrap());
    assert_eq!(erase(&world).await, 1);
    assert_eq!(erase(&world).await, 0, "once");
}

#[tokio::test]
async fn the_last_letter_reaches_who_left_and_the_address_may_sign_up_again() {
    let world = World::new().await;
    let browser = claire_everywhere(&world).await;
    let listing = browser.get("/annonces").await.attributes(".card__link", "href").remove(0);
    leave(&browser).await;
    world.clock.advance(TimeDelta::days(16));
    let late = world.sign_up("claire").await;
    assert_eq!(erase(&world).await, 1);

    assert_eq!(late.get("/espace").await.status, 303, "no session is left");
    let letters = world.letters().await;
    assert_eq!(letters.len(), 1, "what waited for her went with her");
    assert_eq!(
        (letters[0].to.as_str(), letters[0].subject.as_str()),
        ("claire@example.org", "Votre compte est supprimé")
    );
    let gone = world.get(&listing).await;
    assert_eq!(gone.status, 410);
    assert!(!gone.text().contains("Guéret"), "{}", gone.main());

    let stranger = world.browser();
    stranger.post("/inscription", &[("email", "claire@example.org")]).await;
    let invitation = world.letters().await.pop().unwrap();
    let joined = stranger
        .post(
            &invitation.path(),
            &[
                ("nom", "Claire Moreau"),
                ("compte", "practitioner"),
                ("profession", "doctor"),
                ("mot_de_passe", "le chat dort sur le toit"),
                ("certifie", "1"),
                ("conditions", "1"),
            ],
        )
        .await;
    assert_eq!(joined.status, 303, "{}", joined.text());
    assert_eq!(stranger.get("/espace").await.status, 200);
}

#[tokio::test]
async fn leaving_asks_for_the_password_and_says_when_it_is_wrong() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;

    let empty = browser.post("/espace/donnees/suppression", &[]).await;
    let wrong = browser.post("/espace/donnees/suppression", &[("mot_de_passe", "une girafe bleue")]).await;

    assert_eq!((empty.status.as_u16(), wrong.status.as_u16()), (422, 422));
    assert_eq!(empty.texts(".field__error"), ["Saisissez votre mot de passe."]);
    assert_eq!(wrong.texts(".field__error"), ["Ce mot de passe n’est pas le bon."]);
    world.clock.advance(TimeDelta::minutes(16));
    assert!(
        browser
            .get("/espace/donnees/suppression")
            .await
            .header("location")
            .starts_with("/connexion/confirmation")
    );
}

#[tokio::test]
async fn a_fresh_second_factor_stands_in_for_the_password() {
    let world = World::new().await;
    let browser = world.sign_up_as("claire", Someone { second_factor: true, ..Someone::default() }).await;
    assert!(!browser.get("/espace/donnees/suppression").await.text().contains("mot_de_passe"));
    let answer = browser.post("/espace/donnees/suppression", &[]).await;
    assert_eq!(answer.header("location"), "/espace/donnees?note=suppression");
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let world = World::new().await;
    let ada = world.admin().await;
    let alone = ada.post("/espace/donnees/suppression", &[]).await;
    assert_eq!(alone.status, 422);
    assert!(alone.main().contains("dernier administrateur"));

    let bob =
        world.sign_up_as("bob", Someone { role: "admin", second_factor: true, ..Someone::default() }).await;
    leave(&ada).await;
    assert_eq!(bob.post("/espace/donnees/suppression", &[]).await.status, 422, "the other one is leaving");
    let demoted = crate::accounts::give_role(&world.app, Some("ada"), "bob", "user", "réorganisation").await;
    assert!(demoted.is_err(), "nor may she leave the house without one");
    sqlx::query("update users set role = 'user' where id = 'bob'").execute(world.db()).await.unwrap();
    world.clock.advance(TimeDelta::days(16));

    let did = erasing::erase_due(&world.app, 10).await.unwrap();

    assert_eq!((did.removed, did.left), (0, 1), "still there, and seen");
}

#[tokio::test]
async fn two_workers_erase_an_account_once() {
    let world = World::new().await;
    let browser = claire_everywhere(&world).await;
    leave(&browser).await;
    world.clock.advance(TimeDelta::days(16));

    let (one, two) = tokio::join!(erasing::erase_due(&world.app, 10), erasing::erase_due(&world.app, 10));

    assert_eq!(one.unwrap().removed + two.unwrap().removed, 1);
    let letters = world.letters().await;
    assert_eq!(letters.iter().filter(|it| it.subject == "Votre compte est supprimé").count(), 1);
}

#[tokio::test]
async fn whoever_comes_in_while_an_account_is_erased_finds_nobody() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;
    leave(&browser).await;
    world.clock.advance(TimeDelta::days(16));
    erase(&world).await;
    // A sign-in that began before and ended after: its session belongs to nobody.
    let visitor = world.browser();
    visitor.form_token().await;
    let origin = Origin {
        address: "203.0.113.7".parse().unwrap(),
        user_agent: String::new(),
        device: visitor.cookie("__Host-doctonext_device").unwrap(),
    };
    let how = crate::accounts::How { remembered: false, second_factor: false };
    let mut tx = world.db().begin().await.unwrap();
    let cookies = crate::accounts::open_session(&world.app, &mut tx, &origin, "claire", how).await.unwrap();
    tx.commit().await.unwrap();
    let cookie = cookies[0].to_str().unwrap().split([';', '=']).nth(1).unwrap().to_owned();
    visitor.set_cookie("__Host-doctonext_session", &cookie);

    assert_eq!(visitor.get("/espace").await.status, 303);
}

#[tokio::test]
async fn what_the_law_keeps_of_who_left_is_dated_and_found_by_their_address() {
    let world = World::new().await;
    let browser = claire_everywhere(&world).await;
    leave(&browser).await;
    world.clock.advance(TimeDelta::days(16));
    erase(&world).await;

    let mut db = world.db().acquire().await.unwrap();
    let lines = crate::legal_log::read(&mut db, &world.app.vault, "Claire@example.org ").await.unwrap();

    assert_eq!(lines.len(), 1);
    assert_eq!(
        (lines[0].fact.as_str(), lines[0].content["phone"].as_str()),
        ("closed", Some("+33612345678"))
    );
    assert_eq!(lines[0].kept_until.unwrap().to_rfc3339(), "2031-03-18T09:00:00+00:00");
}

#[tokio::test]
async fn who_was_erased_and_comes_back_with_an_older_copy_is_erased_again() {
    let world = World::new().await;
    let browser = claire_everywhere(&world).await;
    leave(&browser).await;
    let copy = "create table copy_of_users as select id, name, email, phone, closing_at from users";
    sqlx::query(copy).execute(world.db()).await.unwrap();
    world.clock.advance(TimeDelta::days(16));
    assert_eq!(erase(&world).await, 1);
    let restore = "update users u set name = c.name, email = c.email, phone = c.phone, erased_at = null from copy_of_users c where c.id = u.id";
    sqlx::query(restore).execute(world.db()).await.unwrap();

    assert_eq!(erase(&world).await, 1);

    let left: (String, bool) = sqlx::query_as("select name, phone is null from users where id = 'claire'")
        .fetch_one(world.db())
        .await
        .unwrap();
    assert_eq!(left, ("Compte supprimé".to_owned(), true));
}
