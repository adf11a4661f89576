//! What providers gave: sealed, and readable where it should be; rows of the first Doctonext.

use serde_json::json;

use super::{go, link, provider::TestProvider};
use crate::{
    accounts::seal_clear_columns,
    config::Secret,
    sealing::{Place, Scope, Sealed},
    testing::World,
};

const DOOR: &str = "/connexion/avec/essai";

/// As better-auth 1.2 writes them.
async fn row_of_the_first_doctonext(world: &World) {
    world.sign_up("claire").await;
    sqlx::query(
        "insert into accounts (id, account_id, provider_id, user_id, access_token, refresh_token, id_token, scope,
                               created_at, updated_at)
         values ('9zujLoHVPzt1D2jNwwwBwBziYqofbHOL', 'claire-1', 'essai', 'claire', 'ya29.acces', '1//renouvellement',
                 'eyJ.a.b', 'openid,email', now(), now())",
    )
    .execute(world.db())
    .await
    .unwrap();
}

async fn stored(world: &World) -> (String, String, String) {
    sqlx::query_as("select access_token, refresh_token, id_token from accounts where provider_id = 'essai'")
        .fetch_one(world.db())
        .await
        .unwrap()
}

async fn opened(world: &World, column: &'static str) -> String {
    let (id, sealed): (String, Sealed) = sqlx::query_as(match column {
        "access_token" => "select id, access_token from accounts where provider_id = 'essai'",
        _ => "select id, refresh_token from accounts where provider_id = 'essai'",
    })
    .fetch_one(world.db())
    .await
    .unwrap();
    let mut db = world.db().acquire().await.unwrap();
    let place = Place { table: "accounts", column, row: &id };
    world.app.vault.open_text(&mut db, place, &sealed).await.unwrap()
}

#[tokio::test]
async fn tokens_lie_sealed_under_the_key_of_their_person() {
    let provider = TestProvider::start().await;
    let world = provider.house().await;
    link(&world, &provider, &world.sign_up("claire").await, &json!({})).await;
    go(&world, &provider, &world.browser(), DOOR, &json!({})).await;

    let (access, refresh, id) = stored(&world).await;
    for token in [&access, &refresh, &id] {
        assert!(token.starts_with("v1.") && !token.contains("jeton"), "{token}");
    }
    assert_eq!(opened(&world, "access_token").await, "jeton-acces");
    assert_eq!(opened(&world, "refresh_token").await, "jeton-renouvellement");

    let mut db = world.db().acquire().await.unwrap();
    world.app.vault.destroy(&mut db, Scope::Person("claire")).await.unwrap();
    let sealed: Sealed = sqlx::query_scalar("select access_token from accounts where provider_id = 'essai'")
        .fetch_one(world.db())
        .await
        .unwrap();
    let place = Place { table: "accounts", column: "access_token", row: "claire" };
    assert!(world.app.vault.open(&mut db, place, &sealed).await.is_err());
}

#[tokio::test]
async fn an_identity_of_the_first_doctonext_signs_in_and_its_tokens_are_sealed() {
    let provider = TestProvider::start().await;
    let world = provider.house().await;
    row_of_the_first_doctonext(&world).await;
    let browser = world.browser();

    let answer = go(&world, &provider, &browser, DOOR, &json!({})).await;

    assert_eq!(answer.header("location"), "/espace", "{}", answer.text());
    assert!(browser.get("/espace/securite").await.main().contains("claire@example.org"));
    assert!(stored(&world).await.0.starts_with("v1."));
}

#[tokio::test]
async fn clear_tokens_of_the_first_doctonext_are_sealed_by_and_by_and_stay_readable() {
    let world = World::new().await;
    row_of_the_first_doctonext(&world).await;

    assert_eq!(seal_clear_columns(&world.app).await.unwrap(), 3);
    assert_eq!(seal_clear_columns(&world.app).await.unwrap(), 0, "once");

    assert_eq!(opened(&world, "access_token").await, "ya29.acces");
    assert_eq!(opened(&world, "refresh_token").await, "1//renouvellement");
}

#[tokio::test]
async fn while_the_first_doctonext_runs_its_rows_stay_as_it_wrote_them() {
    let provider = TestProvider::start().await;
    let mut world = provider.house().await;
    row_of_the_first_doctonext(&world).await;
    let mut settings = (*world.app.settings).clone();
    settings.shared_sessions_secret = Some(Secret::new("un secret que les deux connaissent"));
    world.app.settings = std::sync::Arc::new(settings);

    assert_eq!(seal_clear_columns(&world.app).await.unwrap(), 0);

    assert_eq!(stored(&world).await.0, "ya29.acces");
}

#[test]
fn nothing_that_holds_a_token_can_be_printed() {
    use std::fmt::{Debug, Display};

    use static_assertions::assert_not_impl_any;

    use crate::accounts::federation::{
        held::Held,
        identity::{Identity, Profile, Proof, Tokens},
    };

    assert_not_impl_any!(Held: Debug, Display);
    assert_not_impl_any!(Identity: Debug, Display);
    assert_not_impl_any!(Profile: Debug, Display);
    assert_not_impl_any!(Proof: Debug, Display);
    assert_not_impl_any!(Tokens: Debug, Display);
}
