//! Later: another proof, a sign-in, and the way out.

use super::*;

#[tokio::test]
async fn who_is_linked_may_prove_again_after_a_change_of_name() {
    let provider = TestProvider::start().await;
    let world = provider.national_house().await;
    let browser = member(&world, "claire", "Claire Le Guen").await;
    prove(&world, &provider, &browser).await;
    sqlx::query("update users set verification_status = 'mismatch', is_verified_professional = false, trust_level = 1")
        .execute(world.db())
        .await
        .unwrap();

    let back = go(&world, &provider, &browser, FROM_VERIFICATION, &strong()).await;
    assert_eq!(back.header("location"), "/espace/verification?note=psc");
    run_jobs(&world).await;

    assert_eq!(standing(&world, "claire").await, is("proved", 3, true, true));
}

#[tokio::test]
async fn a_later_sign_in_counts_as_two_factors_and_offers_to_sign_out_there_too() {
    let provider = TestProvider::start().await;
    let world = provider.national_house().await;
    prove(&world, &provider, &member(&world, "claire", "Claire Le Guen").await).await;
    sqlx::query(
        "insert into totp_secrets (user_id, secret, confirmed_at, created_at) values ('claire', 'v1.AAAA', now(), now())",
    )
    .execute(world.db())
    .await
    .unwrap();
    let browser = world.browser();

    assert_eq!(go(&world, &provider, &browser, DOOR, &strong()).await.header("location"), "/espace/profil");
    assert_eq!(browser.get("/espace/securite").await.status, 200);
    let out = browser.post("/deconnexion", &[]).await;

    assert_eq!((out.status.as_u16(), out.texts("h1")), (200, vec!["Vous êtes déconnecté".to_owned()]));
    assert_eq!(out.texts(".sheet a"), ["Se déconnecter aussi de Pro Santé Connect"]);
    let link = out.attributes(".sheet a", "href").remove(0);
    assert!(link.starts_with(&format!("{}/logout?id_token_hint=eyJ", provider.issuer)), "{link}");
    assert!(link.contains("post_logout_redirect_uri=https%3A%2F%2Fdoctonext.example%2F"), "{link}");
    assert!(!out.text().contains("Se déconnecter</button>"), "the menu of somebody who is in");
    assert_eq!(browser.get("/espace/securite").await.status, 303, "nobody is in");
    assert_eq!(browser.cookie("__Host-doctonext_came_with"), None);
}

#[tokio::test]
async fn who_came_in_by_password_signs_out_here_alone() {
    let provider = TestProvider::start().await;
    let world = provider.national_house().await;
    prove(&world, &provider, &member(&world, "claire", "Claire Le Guen").await).await;
    let browser = world.browser();

    browser.post("/connexion", &[("email", "claire@example.org"), ("mot_de_passe", PASSWORD)]).await;
    let out = browser.post("/deconnexion", &[]).await;

    assert_eq!(out.header("location"), "/connexion?note=deconnecte");
}

#[tokio::test]
async fn a_later_sign_in_by_password_forgets_what_the_browser_came_in_with() {
    let provider = TestProvider::start().await;
    let world = provider.national_house().await;
    prove(&world, &provider, &member(&world, "claire", "Claire Le Guen").await).await;
    let browser = world.browser();
    go(&world, &provider, &browser, DOOR, &strong()).await;
    assert!(browser.cookie("__Host-doctonext_came_with").is_some());
    sqlx::query("delete from sessions").execute(world.db()).await.unwrap();

    browser.post("/connexion", &[("email", "claire@example.org"), ("mot_de_passe", PASSWORD)]).await;

    assert_eq!(browser.cookie("__Host-doctonext_came_with"), None);
    assert_eq!(browser.post("/deconnexion", &[]).await.header("location"), "/connexion?note=deconnecte");
}
