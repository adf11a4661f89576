mod arriving;
mod kept;
mod linking;
mod pro_sante_connect;
mod provider;
mod refusals;

use provider::TestProvider;
use serde_json::Value;

use crate::testing::{Answer, Browser, World};

/// Leaves for the provider from a page of ours; the address that the browser is sent to.
async fn leave(browser: &Browser<'_>, from: &str) -> String {
    let answer = browser.get(from).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.header("location").to_owned()
}

/// Leaves for the provider, agrees there as somebody, and comes back.
async fn go(
    world: &World,
    provider: &TestProvider,
    browser: &Browser<'_>,
    from: &str,
    claims: &Value,
) -> Answer {
    let asked = leave(browser, from).await;
    browser.get(&provider.agree(&asked, claims, world.app.clock.now())).await
}

/// Links an identity of the provider to an account that is signed in.
async fn link(world: &World, provider: &TestProvider, browser: &Browser<'_>, claims: &Value) {
    let back = go(world, provider, browser, "/espace/securite/comptes/essai", claims).await;
    assert_eq!(back.header("location"), "/espace/securite/comptes", "{}", back.text());
    let done = browser.post("/espace/securite/comptes", &[]).await;
    assert_eq!(done.header("location"), "/espace/securite?note=compte-relie", "{}", done.text());
}

async fn count(world: &World, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(world.db()).await.unwrap()
}
