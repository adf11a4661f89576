//! Coming in with an identity, and making an account with one.

use serde_json::json;

use super::{count, go, link, provider::TestProvider};
use crate::testing::{PASSWORD, World};

const DOOR: &str = "/connexion/avec/essai?retour=%2Fannonces%3Ftype%3Dcession";
const INTRODUCTION: [(&str, &str); 5] = [
    ("nom", "Yann Le Guen"),
    ("compte", "practitioner"),
    ("profession", "nurse"),
    ("certifie", "1"),
    ("conditions", "1"),
];

#[tokio::test]
async fn the_buttons_stand_only_where_a_provider_is_configured() {
    let provider = TestProvider::start().await;
    let with = provider.house().await;
    let without = World::new().await;
    for page in ["/connexion?retour=%2Fespace%2Fprofil", "/inscription"] {
        let shown = with.get(page).await;
        assert_eq!(shown.texts(".ways a"), ["Continuer avec Essai"], "{page}");
        assert!(without.get(page).await.texts(".ways").is_empty(), "{page}");
    }
    let link = with.get("/connexion?retour=%2Fespace%2Fprofil").await.attributes(".ways a", "href");
    assert_eq!(link, ["/connexion/avec/essai?retour=%2Fespace%2Fprofil"]);
}

#[tokio::test]
async fn a_linked_identity_opens_the_account_and_leads_on() {
    let provider = TestProvider::start().await;
    let world = provider.house().await;
    link(&world, &provider, &world.sign_up("claire").await, &json!({})).await;
    let browser = world.browser();

    let answer = go(&world, &provider, &browser, DOOR, &json!({})).await;

    assert_eq!(answer.header("location"), "/annonces?type=cession", "{}", answer.text());
    assert!(browser.get("/espace/securite").await.main().contains("claire@example.org"));
    assert_eq!(browser.get("/espace/securite/adresse").await.status, 200, "a sign-in is a recent proof");
}

#[tokio::test]
async fn an_account_with_a_second_factor_still_asks_for_it_unless_the_provider_proved_two() {
    let provider = TestProvider::start().await;
    let world = provider.house_with(|it| it.two_factor_acr = Some("eidas1".to_owned())).await;
    link(&world, &provider, &world.sign_up("claire").await, &json!({})).await;
    sqlx::query(
        "insert into totp_secrets (user_id, secret, confirmed_at, created_at) values ('claire', 'v1.AAAA', now(), now())",
    )
    .execute(world.db())
    .await
    .unwrap();
    let proved = async |claims| {
        let browser = world.browser();
        let place = go(&world, &provider, &browser, DOOR, &claims).await.header("location").to_owned();
        (place, browser.get("/espace/securite").await.status.as_u16())
    };

    let step = ("/connexion/verification".to_owned(), 303);
    let inside = ("/annonces?type=cession".to_owned(), 200);
    assert_eq!(proved(json!({})).await, step);
    assert_eq!(proved(json!({ "amr": ["pwd"], "acr": "faible" })).await, step);
    assert_eq!(proved(json!({ "amr": ["pwd", "mfa"] })).await, inside);
    assert_eq!(proved(json!({ "acr": "eidas1" })).await, inside);
}

#[tokio::test]
async fn an_address_of_ours_is_never_linked_by_itself() {
    let provider = TestProvider::start().await;
    let world = provider.house_with(|it| it.trust_email = true).await;
    world.sign_up("claire").await;
    let browser = world.browser();

    let claims = json!({ "email": "Claire@example.org", "email_verified": true });
    let answer = go(&world, &provider, &browser, DOOR, &claims).await;

    assert_eq!(answer.header("location"), "/inscription/autre-compte");
    assert_eq!(browser.get("/espace/securite").await.status, 303, "nobody is in");
    assert_eq!(count(&world, "select count(*) from accounts where provider_id = 'essai'").await, 0);
    let page = browser.get("/inscription/autre-compte").await;
    assert!(page.main().contains("Vous avez déjà un compte Doctonext"), "{}", page.main());
    let sign_in = page.attributes(".sheet a.button", "href").remove(0);
    assert_eq!(sign_in, "/connexion?retour=%2Fespace%2Fsecurite%2Fcomptes");

    let fields =
        [("email", "claire@example.org"), ("mot_de_passe", PASSWORD), ("retour", "/espace/securite/comptes")];
    assert_eq!(browser.post("/connexion", &fields).await.header("location"), "/espace/securite/comptes");
    assert!(browser.get("/espace/securite/comptes").await.main().contains("claire@example.org"));
    browser.post("/espace/securite/comptes", &[]).await;
    let again = go(&world, &provider, &world.browser(), DOOR, &claims).await;
    assert_eq!(again.header("location"), "/annonces?type=cession");
}

#[tokio::test]
async fn a_stranger_cannot_learn_from_a_provider_which_addresses_have_accounts() {
    let provider = TestProvider::start().await;
    for trusted in [false, true] {
        let world = provider.house_with(|it| it.trust_email = trusted).await;
        world.sign_up("claire").await;
        let mut seen = Vec::new();
        for (name, verified) in [("claire", !trusted), ("autre1", !trusted)] {
            let browser = world.browser();
            let email = format!("{name}@example.org");
            let claims = json!({ "sub": name, "email": email, "email_verified": verified });
            let arrival = go(&world, &provider, &browser, DOOR, &claims).await.header("location").to_owned();
            let page = browser.get("/inscription/autre-compte").await.main();
            let asked = browser.post("/inscription/autre-compte", &[("email", &email)]).await;
            seen.push((arrival, page, asked.status, asked.main().replace(name, "…")));
        }
        assert_eq!(seen[0], seen[1]);
        let letters = world.letters().await;
        assert_eq!(letters[0].subject, "Vous avez déjà un compte");
        assert!(letters[1].path().starts_with("/inscription/autre-compte/"));
    }
}

#[tokio::test]
async fn a_believed_address_that_is_new_leads_straight_to_the_introduction() {
    let provider = TestProvider::start().await;
    let world = provider.house_with(|it| it.trust_email = true).await;
    let browser = world.browser();
    provider.set_user_info(json!({
        "sub": "yann-1", "email": "yann@example.bzh", "email_verified": "true",
        "given_name": "Yann", "family_name": "Le Guen",
    }));

    let answer = go(&world, &provider, &browser, DOOR, &json!({ "sub": "yann-1" })).await;
    let path = answer.header("location").to_owned();
    let page = browser.get(&path).await;
    assert_eq!(page.attributes("#nom", "value"), ["Yann Le Guen"]);
    assert!(page.main().contains("yann@example.bzh") && page.attributes("#mot_de_passe", "id").is_empty());
    let wrong = browser.post(&path, &[("nom", "Y"), ("compte", "practitioner")]).await;
    assert_eq!((wrong.status.as_u16(), wrong.texts(".field__error").len()), (422, 4));
    let done = browser.post(&path, &INTRODUCTION).await;

    assert_eq!(done.header("location"), "/annonces?type=cession", "{}", done.text());
    assert_eq!(browser.cookie("__Host-doctonext_identity"), None);
    assert!(world.letters().await[0].subject.starts_with("Bienvenue"));
    assert_eq!(count(&world, "select count(*) from accounts where provider_id = 'credential'").await, 0);
    let again = world.browser();
    go(&world, &provider, &again, DOOR, &json!({ "sub": "yann-1" })).await;
    assert!(again.get("/espace/securite").await.main().contains("yann@example.bzh"));
}

#[tokio::test]
async fn an_address_that_is_not_believed_answers_a_letter_first() {
    let provider = TestProvider::start().await;
    let world = provider.house().await;
    let browser = world.browser();
    let claims = json!({ "email": "yann@example.bzh", "email_verified": true, "name": "Yann Le Guen" });

    go(&world, &provider, &browser, DOOR, &claims).await;
    let page = browser.get("/inscription/autre-compte").await;
    assert_eq!(page.attributes("#email", "value"), ["yann@example.bzh"]);
    let wrong = browser.post("/inscription/autre-compte", &[("email", "yann")]).await;
    assert_eq!((wrong.status.as_u16(), wrong.attributes("#email", "value")), (422, vec!["yann".to_owned()]));
    browser.post("/inscription/autre-compte", &[("email", "yann@example.bzh")]).await;
    let path = world.letters().await.remove(0).path();

    // The letter, opened in a browser that brought no identity, asks for a password and links nothing.
    let elsewhere = world.browser().get(&path).await;
    assert_eq!(elsewhere.header("location"), path.replace("autre-compte/", ""));
    let done = browser.post(&path, &INTRODUCTION).await;
    assert_eq!(done.header("location"), "/annonces?type=cession", "{}", done.text());
    assert_eq!(count(&world, "select count(*) from accounts where provider_id = 'essai'").await, 1);
}

#[tokio::test]
async fn facts_about_somebody_else_are_not_taken() {
    let provider = TestProvider::start().await;
    let world = provider.house_with(|it| it.trust_email = true).await;
    let browser = world.browser();
    provider.set_user_info(json!({ "sub": "autre", "email": "yann@example.bzh", "email_verified": true }));

    let answer = go(&world, &provider, &browser, DOOR, &json!({ "sub": "yann-1" })).await;

    assert_eq!(answer.header("location"), "/inscription/autre-compte");
    assert_eq!(browser.get("/inscription/autre-compte").await.attributes("#email", "value"), [""]);
}

#[tokio::test]
async fn what_is_held_and_what_is_under_way_cannot_be_read_in_the_database() {
    let provider = TestProvider::start().await;
    let world = provider.house().await;
    let claims = json!({ "email": "yann@example.bzh", "name": "Yann Le Guen" });

    let browser = world.browser();
    let asked = super::leave(&browser, DOOR).await;
    let state = asked.split("state=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let nonce = asked.split("nonce=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    go(&world, &provider, &browser, DOOR, &claims).await;

    let rows: Vec<String> = sqlx::query_scalar("select identifier || value from verifications")
        .fetch_all(world.db())
        .await
        .unwrap();
    assert_eq!(rows.len(), 2);
    let cookie = browser.cookie("__Host-doctonext_identity").unwrap();
    for secret in ["yann@", "Le Guen", "claire-1", "jeton", &state, &nonce, &cookie] {
        assert!(!rows.concat().contains(secret), "{secret}");
    }
}
