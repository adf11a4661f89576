//! What proves nothing is refused, and opens nothing.

use chrono::TimeDelta;
use serde_json::json;

use super::{
    count, go, leave,
    provider::{Says, Signed, TestProvider},
};
use crate::testing::World;

const DOOR: &str = "/connexion/avec/essai";

/// Nobody is in, nothing is held.
async fn nothing_happened(world: &World) {
    assert_eq!(count(world, "select count(*) from sessions").await, 0);
    assert_eq!(count(world, "select count(*) from accounts").await, 0);
    assert_eq!(
        count(world, "select count(*) from verifications where identifier like 'oidc-identity:%'").await,
        0
    );
}

#[tokio::test]
async fn a_token_with_anything_wrong_is_refused() {
    type Wrong = (&'static str, fn(&mut serde_json::Value));
    let wrongs: [Wrong; 12] = [
        ("another nonce", |it| it["nonce"] = json!("autre")),
        ("no nonce", |it| drop(it.as_object_mut().unwrap().remove("nonce"))),
        ("another issuer", |it| it["iss"] = json!("https://ailleurs.example")),
        ("another audience", |it| it["aud"] = json!("autre-client")),
        ("one more audience", |it| it["aud"] = json!(["doctonext", "autre-client"])),
        ("another party", |it| it["azp"] = json!("autre-client")),
        ("expired", |it| it["exp"] = json!(it["iat"].as_i64().unwrap() - 1)),
        ("issued tomorrow", |it| it["iat"] = json!(it["iat"].as_i64().unwrap() + 86_400)),
        ("nobody", |it| it["sub"] = json!("")),
        ("somebody without end", |it| it["sub"] = json!("x".repeat(256))),
        ("another access token", |it| it["at_hash"] = json!("AAAAAAAAAAAAAAAAAAAAAA")),
        ("no subject", |it| drop(it.as_object_mut().unwrap().remove("sub"))),
    ];
    let provider = TestProvider::start().await;
    let world = provider.house().await;
    for (what, wrong) in wrongs {
        provider.change(wrong);
        let answer = go(&world, &provider, &world.browser(), DOOR, &json!({})).await;
        assert_eq!(answer.status, 502, "{what}: {}", answer.text());
        assert_eq!(answer.texts("h1"), ["Connexion refusée par précaution"], "{what}");
    }
    nothing_happened(&world).await;
}

#[tokio::test]
async fn a_signature_must_be_the_providers_own() {
    let provider = TestProvider::start().await;
    let world = provider.house().await;
    for signed in [Signed::Forged, Signed::None, Signed::Hs256, Signed::NewKey] {
        provider.sign(signed);
        let answer = go(&world, &provider, &world.browser(), DOOR, &json!({})).await;
        assert_eq!(answer.status, 502, "{signed:?}: {}", answer.text());
    }
    nothing_happened(&world).await;

    for signed in [Signed::Rs256, Signed::Es256] {
        provider.sign(signed);
        let answer = go(&world, &provider, &world.browser(), DOOR, &json!({})).await;
        assert_eq!(answer.header("location"), "/inscription/autre-compte", "{signed:?}: {}", answer.text());
    }
}

#[tokio::test]
async fn an_unknown_key_makes_us_look_at_the_keys_once_more() {
    let provider = TestProvider::start().await;
    let world = provider.house().await;
    provider.sign(Signed::Es256);
    for _ in 0..3 {
        go(&world, &provider, &world.browser(), DOOR, &json!({})).await;
    }
    assert_eq!(provider.asked_for_keys(), 1, "the keys are remembered");

    provider.change_keys();
    provider.sign(Signed::NewKey);
    let answer = go(&world, &provider, &world.browser(), DOOR, &json!({})).await;

    assert_eq!(answer.header("location"), "/inscription/autre-compte", "{}", answer.text());
    assert_eq!(provider.asked_for_keys(), 2);
}

#[tokio::test]
async fn a_state_serves_once_here_and_within_ten_minutes() {
    let provider = TestProvider::start().await;
    let world = provider.house().await;
    let browser = world.browser();
    let now = world.app.clock.now();

    let back = provider.agree(&leave(&browser, DOOR).await, &json!({}), now);
    let elsewhere = world.browser().get(&back).await;
    assert_eq!(elsewhere.status, 410, "another browser");
    assert_eq!(browser.get(&back).await.status, 410, "and used up by it");

    let back = provider.agree(&leave(&browser, DOOR).await, &json!({}), now);
    assert_eq!(browser.get(&back).await.status, 303);
    assert_eq!(browser.get(&back).await.status, 410, "a second time");

    let back = provider.agree(&leave(&browser, DOOR).await, &json!({}), now);
    assert_eq!(browser.get(&back.replace("state=", "state=x")).await.status, 410, "another state");
    assert_eq!(browser.get("/connexion/avec/essai/retour").await.status, 410, "none");

    let back = provider.agree(&leave(&browser, DOOR).await, &json!({}), now);
    let mixed_up = browser.get(&back.replace("realms%2Fsante", "realms%2Fautre")).await;
    assert_eq!(mixed_up.status, 410, "another issuer");

    let back = provider.agree(&leave(&browser, DOOR).await, &json!({}), now);
    world.clock.advance(TimeDelta::minutes(11));
    let late = browser.get(&back).await;
    assert_eq!(late.status, 410, "too late");
    assert_eq!(late.attributes(".sheet a.button", "href"), ["/connexion/avec/essai"]);
}

#[tokio::test]
async fn a_code_that_was_used_or_belongs_to_another_departure_is_refused() {
    let provider = TestProvider::start().await;
    let world = provider.house().await;
    let (victim, thief) = (world.browser(), world.browser());
    let now = world.app.clock.now();
    let code = |path: &str| path.split("code=").nth(1).unwrap().split('&').next().unwrap().to_owned();

    let of_victim = provider.agree(&leave(&victim, DOOR).await, &json!({}), now);
    let of_thief = provider.agree(&leave(&thief, DOOR).await, &json!({ "sub": "voleur" }), now);
    let injected = of_thief.replace(&code(&of_thief), &code(&of_victim));

    assert_eq!(thief.get(&injected).await.status, 502, "PKCE binds the code to the departure");
    assert_eq!(victim.get(&of_victim).await.status, 502, "the provider gives nothing for it twice");
    nothing_happened(&world).await;
}

#[tokio::test]
async fn a_strength_that_was_asked_for_must_be_proved() {
    let provider = TestProvider::start().await;
    let world = provider.house_with(|it| it.acr_values = "eidas1".to_owned()).await;
    let browser = world.browser();
    assert!(leave(&browser, DOOR).await.contains("acr_values=eidas1"));

    for (acr, status) in [(json!(null), 502), (json!("faible"), 502), (json!("eidas1"), 303)] {
        let answer = go(&world, &provider, &browser, DOOR, &json!({ "acr": acr })).await;
        assert_eq!(answer.status, status, "{acr}");
    }
}

#[tokio::test]
async fn a_silent_provider_a_refusal_and_an_unknown_one_are_told_calmly() {
    let provider = TestProvider::start().await;
    let world = provider.house().await;
    let browser = world.browser();

    let state = leave(&browser, DOOR).await;
    let state = state.split("state=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let path = format!("/connexion/avec/essai/retour?error=access_denied&state={state}");
    let refused = browser.get(&path).await;
    assert_eq!(
        (refused.status.as_u16(), refused.texts("h1")),
        (200, vec!["Vous n’êtes pas connecté".to_owned()])
    );

    for says in [Says::Nothing, Says::TooMuch, Says::Elsewhere, Says::AnOpenAddress] {
        let world = provider.house().await;
        provider.say(says);
        let silent = world.browser().get(DOOR).await;
        assert_eq!(silent.status, 503, "{says:?}");
        assert_eq!(silent.texts("h1"), ["Essai ne répond pas"], "{says:?}");
    }
    assert_eq!(world.browser().get("/connexion/avec/autre").await.status, 404);
}

#[tokio::test]
async fn a_provider_that_calls_itself_otherwise_is_not_used() {
    let provider = TestProvider::start().await;
    let issuer = provider.issuer.clone();
    let world = provider
        .house_with(|it| {
            it.discovery_url = Some(format!("{issuer}/.well-known/openid-configuration"));
            it.issuer = format!("{issuer}/autre");
        })
        .await;
    assert_eq!(world.browser().get(DOOR).await.status, 503);
}

#[tokio::test]
async fn departures_from_one_network_are_counted() {
    let provider = TestProvider::start().await;
    let world = provider.house().await;
    let browser = world.browser();
    for _ in 0..100 {
        leave(&browser, DOOR).await;
    }
    assert_eq!(browser.get(DOOR).await.status, 429);
}
