//! Living beside the first Doctonext, on its tables: passwords and sessions. Identities of other providers are in
//! `federation`.

use crate::{
    config::Secret,
    testing::{PASSWORD, World},
};

const SECRET: &str = "test-secret-0123456789abcdef0123456789abcdef";
const COOKIE: &str = "__Secure-better-auth.session_token";
/// Made by better-auth 1.2.12: a password, a session token, its cookie.
const HASH: &str = "dfe5adeec14bfc8ce696d811882c94f7:93cbe3299a0cc814b041267aaadd857a885d41601bbbc4b7359e9413251bfad39bd95969d9ce9575cf266d9cd890c9dc42d23aac1f7d9b949e0651f472216638";
const TOKEN: &str = "9zujLoHVPzt1D2jNwwwBwBziYqofbHOL";
const VALUE: &str = "9zujLoHVPzt1D2jNwwwBwBziYqofbHOL.g0xt9e%2B26aCNAnErLrK%2BkYPcKkHmwgdmASw1VRS6Tdw%3D";

async fn beside_the_first() -> World {
    World::with(|settings| settings.shared_sessions_secret = Some(Secret::new(SECRET))).await
}

/// As better-auth writes it: the columns that it knows, the token in clear.
async fn session_of_the_first(world: &World) {
    let now = world.app.clock.now();
    sqlx::query(
        "insert into sessions (id, token, user_id, expires_at, created_at, updated_at)
         values ('kP3vXl0aQm8RtY2uWb6ZcN4sDf7GhJ1e', $1, 'claire', $2, $3, $3)",
    )
    .bind(TOKEN)
    .bind(now + chrono::TimeDelta::days(7))
    .bind(now)
    .execute(world.db())
    .await
    .unwrap();
}

#[tokio::test]
async fn a_session_of_the_first_doctonext_is_open_here_too() {
    let world = beside_the_first().await;
    world.sign_up("claire").await;
    session_of_the_first(&world).await;
    let browser = world.browser();
    browser.set_cookie(COOKIE, VALUE);

    assert!(browser.get("/espace/securite").await.main().contains("claire@example.org"));
    // It never said how recent its proof is: sensitive pages ask for one.
    let asked = browser.get("/espace/securite/adresse").await;
    assert!(asked.header("location").starts_with("/connexion/confirmation?"));

    browser.set_cookie(COOKIE, &VALUE.replace("g0xt", "g0xu"));
    assert_eq!(browser.get("/espace/securite").await.status, 303, "an altered signature");
}

#[tokio::test]
async fn a_session_opened_here_is_one_that_the_first_doctonext_finds() {
    let world = beside_the_first().await;
    world.sign_up("claire").await;
    let browser = world.browser();

    browser.post("/connexion", &[("email", "claire@example.org"), ("mot_de_passe", PASSWORD)]).await;

    let cookie = browser.cookie(COOKIE).unwrap();
    let (token, signature) = cookie.split_once('.').unwrap();
    assert!(signature.ends_with("%3D"), "{signature}");
    let found: i64 =
        sqlx::query_scalar("select count(*) from sessions where token = $1 and user_id = 'claire'")
            .bind(token)
            .fetch_one(world.db())
            .await
            .unwrap();
    assert_eq!(found, 1, "it looks for the token in clear");
    assert_eq!(browser.get("/espace/securite").await.status, 200);
    browser.post("/deconnexion", &[]).await;
    assert_eq!(browser.cookie(COOKIE), None);
}

#[tokio::test]
async fn without_sharing_its_cookies_open_nothing() {
    let world = World::new().await;
    world.sign_up("claire").await;
    session_of_the_first(&world).await;
    let browser = world.browser();
    browser.set_cookie(COOKIE, VALUE);
    browser.set_cookie("__Host-doctonext_session", TOKEN);

    assert_eq!(browser.get("/espace/securite").await.status, 303);
}

#[tokio::test]
async fn while_both_run_a_hash_of_the_first_signs_in_and_stays_readable_for_it() {
    let world = beside_the_first().await;
    world.sign_up("claire").await;
    sqlx::query("update accounts set password = $1").bind(HASH).execute(world.db()).await.unwrap();

    let fields = [("email", "claire@example.org"), ("mot_de_passe", "Motdepasse-é1!")];
    assert_eq!(world.browser().post("/connexion", &fields).await.status, 303);

    let kept: String =
        sqlx::query_scalar("select password from accounts").fetch_one(world.db()).await.unwrap();
    assert_eq!(kept, HASH);
}
