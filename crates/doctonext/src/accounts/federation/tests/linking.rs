//! Identities of an account that exists: linked and taken away by its owner alone.

use chrono::TimeDelta;
use serde_json::json;

use super::{count, go, link, provider::TestProvider};
use crate::testing::World;

const DOOR: &str = "/espace/securite/comptes/essai";

async fn remove(browser: &crate::testing::Browser<'_>) -> crate::testing::Answer {
    let page = browser.get("/espace/securite").await;
    let actions = page.attributes("form[action^='/espace/securite/comptes/']", "action");
    browser.post(&actions[0], &[]).await
}

async fn without_password(world: &World) {
    sqlx::query("delete from accounts where provider_id = 'credential'").execute(world.db()).await.unwrap();
}

#[tokio::test]
async fn coming_back_links_nothing_before_its_owner_says_so() {
    let provider = TestProvider::start().await;
    let world = provider.house().await;
    let browser = world.sign_up("claire").await;
    let claims = json!({ "email": "claire@ailleurs.example" });

    let back = go(&world, &provider, &browser, DOOR, &claims).await;
    assert_eq!(back.header("location"), "/espace/securite/comptes");
    assert_eq!(count(&world, "select count(*) from accounts where provider_id = 'essai'").await, 0);
    let page = browser.get("/espace/securite/comptes").await;
    assert!(page.main().contains("claire@ailleurs.example"), "{}", page.main());
    browser.post("/espace/securite/comptes", &[]).await;

    let panel = browser.get("/espace/securite?note=compte-relie").await.main();
    assert!(
        panel.contains("Relié depuis le 2 mars 2026") && panel.contains("Le compte est relié"),
        "{panel}"
    );
    let letter = world.letters().await.pop().unwrap();
    assert_eq!(letter.subject, "Votre compte a été modifié — si ce n’est pas vous…");
    assert!(letter.text.contains("Essai vient d’être relié"), "{}", letter.text);
    assert_eq!(
        count(&world, "select count(*) from audit_log where action = 'account.identity_linked'").await,
        1
    );
    assert_eq!(browser.post("/espace/securite/comptes", &[]).await.header("location"), "/espace/securite");
}

#[tokio::test]
async fn what_one_browser_brought_another_cannot_link() {
    let provider = TestProvider::start().await;
    let world = provider.house().await;
    let (claire, thief) = (world.sign_up("claire").await, world.browser());
    go(&world, &provider, &thief, "/connexion/avec/essai", &json!({ "sub": "voleur" })).await;

    claire.set_cookie(
        "__Host-doctonext_identity",
        &thief.cookie("__Host-doctonext_identity").expect("an identity is held"),
    );

    assert_eq!(claire.get("/espace/securite/comptes").await.header("location"), "/espace/securite");
    claire.post("/espace/securite/comptes", &[]).await;
    assert_eq!(count(&world, "select count(*) from accounts where provider_id = 'essai'").await, 0);
}

#[tokio::test]
async fn an_identity_opens_one_account() {
    let provider = TestProvider::start().await;
    let world = provider.house().await;
    let claire = world.sign_up("claire").await;
    link(&world, &provider, &claire, &json!({})).await;

    let again = go(&world, &provider, &claire, DOOR, &json!({})).await;
    assert_eq!(again.header("location"), "/espace/securite?note=compte-deja-relie");
    let paul = world.sign_up("paul").await;
    go(&world, &provider, &paul, DOOR, &json!({})).await;
    let refused = paul.post("/espace/securite/comptes", &[]).await;
    assert_eq!(
        (refused.status.as_u16(), refused.texts("h1")),
        (409, vec!["Ce compte est déjà relié".to_owned()])
    );
}

#[tokio::test]
async fn linking_and_taking_away_ask_for_a_recent_proof() {
    let provider = TestProvider::start().await;
    let world = provider.house().await;
    let browser = world.sign_up("claire").await;
    link(&world, &provider, &browser, &json!({})).await;
    world.clock.advance(TimeDelta::minutes(16));

    for door in [DOOR, "/connexion/confirmation/avec/essai", "/espace/securite/comptes"] {
        let place = world.browser().get(door).await.header("location").to_owned();
        assert!(place.starts_with("/connexion?retour="), "{door} as nobody: {place}");
    }
    assert!(browser.get(DOOR).await.header("location").starts_with("/connexion/confirmation?"));
    assert!(remove(&browser).await.header("location").starts_with("/connexion/confirmation?"));
    assert_eq!(count(&world, "select count(*) from accounts where provider_id = 'essai'").await, 1);
}

#[tokio::test]
async fn a_link_is_taken_away_but_never_the_last_way_in() {
    let provider = TestProvider::start().await;
    let world = provider.house().await;
    let browser = world.sign_up("claire").await;
    link(&world, &provider, &browser, &json!({})).await;
    world.sign_up("paul").await.post("/espace/securite/comptes/inconnu/fin", &[]).await;

    assert_eq!(remove(&browser).await.header("location"), "/espace/securite?note=compte-retire");
    assert_eq!(count(&world, "select count(*) from accounts where provider_id = 'essai'").await, 0);
    assert!(world.letters().await.pop().unwrap().text.contains("n’est plus relié"));
    assert_eq!(
        count(&world, "select count(*) from audit_log where action = 'account.identity_unlinked'").await,
        1
    );

    link(&world, &provider, &browser, &json!({})).await;
    without_password(&world).await;
    let page = browser.get("/espace/securite").await;
    assert!(page.main().contains("votre seule façon de vous connecter"), "{}", page.main());
    let id: String = sqlx::query_scalar("select id from accounts where user_id = 'claire'")
        .fetch_one(world.db())
        .await
        .unwrap();
    assert_eq!(browser.post(&format!("/espace/securite/comptes/{id}/fin"), &[]).await.status, 409);
    assert_eq!(count(&world, "select count(*) from accounts where provider_id = 'essai'").await, 1);
}

#[tokio::test]
async fn nobody_takes_away_the_link_of_another() {
    let provider = TestProvider::start().await;
    let world = provider.house().await;
    link(&world, &provider, &world.sign_up("claire").await, &json!({})).await;
    let id: String = sqlx::query_scalar("select id from accounts where provider_id = 'essai'")
        .fetch_one(world.db())
        .await
        .unwrap();

    world.sign_up("paul").await.post(&format!("/espace/securite/comptes/{id}/fin"), &[]).await;

    assert_eq!(count(&world, "select count(*) from accounts where provider_id = 'essai'").await, 1);
}

#[tokio::test]
async fn who_has_no_password_confirms_with_the_provider() {
    let provider = TestProvider::start().await;
    let world = provider.house().await;
    let browser = world.sign_up("claire").await;
    link(&world, &provider, &browser, &json!({})).await;
    without_password(&world).await;
    world.clock.advance(TimeDelta::minutes(16));

    let asked = browser.get("/espace/securite/mot-de-passe").await.header("location").to_owned();
    let page = browser.get(&asked).await;
    assert_eq!(page.texts(".sheet a.button"), ["Confirmer avec Essai"]);
    let door = page.attributes(".sheet a.button", "href").remove(0);
    let other = go(&world, &provider, &browser, &door, &json!({ "sub": "autre" })).await;
    assert_eq!(other.status, 422, "another identity");
    provider.change(|it| it["auth_time"] = json!(it["iat"].as_i64().unwrap() - 3600));
    let old = go(&world, &provider, &browser, &door, &json!({})).await;
    assert_eq!(old.status, 422, "an old proof");
    provider.change(|_| {});
    let fresh = go(&world, &provider, &browser, &door, &json!({})).await;

    assert_eq!(fresh.header("location"), "/espace/securite/mot-de-passe", "{}", fresh.text());
    assert_eq!(browser.get("/espace/securite/mot-de-passe").await.status, 200);
}
