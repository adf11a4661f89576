//! Tokens through the routes, on a real database.

use axum::{body::Body, http::Request};
use chrono::TimeDelta;

use crate::testing::{Program, Someone, World};

const MINE: &str = "/api/v1/me/listings";
const READ: [&str; 1] = ["listings:read"];

const VERIFIED: Someone =
    Someone { role: "user", trust_level: 2, second_factor: false, email_verified: true };

async fn count(world: &World, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(world.db()).await.unwrap()
}

#[tokio::test]
async fn a_token_is_shown_once_and_kept_as_a_checksum() {
    let world = World::new().await;
    let owner = world.sign_up_as("claire", VERIFIED).await;
    let program = world.program(&owner, &READ).await;

    assert!(program.token.starts_with("dnx_") && program.token.len() == 47);
    assert_eq!(program.get(MINE).await.status, 200);
    let page = owner.get("/espace/acces").await;
    assert!(
        page.main().contains("Logiciel du cabinet") && page.main().contains("Lire mes annonces"),
        "{}",
        page.main()
    );
    assert!(!page.text().contains(&program.token));
    let rows: String = sqlx::query_scalar("select string_agg(t::text, ' ') from access_tokens t")
        .fetch_one(world.db())
        .await
        .unwrap();
    assert!(!rows.contains(&program.token[4..]), "{rows}");
    let letter = world.letters().await.pop().unwrap();
    assert!(
        letter.text.contains("Logiciel du cabinet") && !letter.text.contains(&program.token),
        "{}",
        letter.text
    );
    assert_eq!(count(&world, "select count(*) from audit_log where action = 'access.token_made'").await, 1);
}

#[tokio::test]
async fn a_form_that_lacks_something_says_what_and_keeps_the_rest() {
    let world = World::new().await;
    let owner = world.sign_up_as("claire", VERIFIED).await;

    let fields = [("nom", ""), ("duree", "365"), ("droits", "stats")];
    let page = owner.post("/espace/acces/nouveau", &fields).await;
    assert_eq!(page.status, 422);
    assert!(!page.texts("#nom-erreur").is_empty());
    assert_eq!(page.attributes("option[selected]", "value"), ["365"]);
    let page = owner.post("/espace/acces/nouveau", &[("nom", "Agenda <b>"), ("duree", "30")]).await;
    assert!(!page.texts("#droits-erreur").is_empty());
    assert_eq!(page.attributes("#nom", "value"), ["Agenda <b>"]);
    let page =
        owner.post("/espace/acces/nouveau", &[("nom", "A"), ("droits", "stats"), ("duree", "9999")]).await;
    assert_eq!(page.status, 422, "a duration of one's own");
    assert_eq!(count(&world, "select count(*) from access_tokens").await, 0);
}

#[tokio::test]
async fn only_verified_people_and_organisations_have_tokens() {
    let world = World::new().await;
    let fields = [("nom", "L"), ("droits", "listings:read"), ("duree", "30")];
    let unverified = world.sign_up_as("zoe", Someone { trust_level: 1, ..VERIFIED }).await;
    assert_eq!(unverified.get("/espace/acces/nouveau").await.header("location"), "/espace/acces");
    assert_eq!(unverified.post("/espace/acces/nouveau", &fields).await.status, 303);
    assert!(unverified.get("/espace/acces").await.main().contains("réservés"));
    assert_eq!(count(&world, "select count(*) from access_tokens").await, 0);

    let town = world.sign_up_as("mairie", Someone { trust_level: 0, ..VERIFIED }).await;
    sqlx::query("update users set account_kind = 'public_body' where id = 'mairie'")
        .execute(world.db())
        .await
        .unwrap();
    assert_eq!(world.program(&town, &READ).await.get(MINE).await.status, 200);

    let owner = world.sign_up_as("claire", VERIFIED).await;
    let program = world.program(&owner, &READ).await;
    sqlx::query("update users set trust_level = 1 where id = 'claire'").execute(world.db()).await.unwrap();
    assert_eq!(program.get(MINE).await.status, 403, "no longer vouched for");
}

#[tokio::test]
async fn making_a_token_asks_for_a_fresh_proof_and_ending_one_does_not() {
    let world = World::new().await;
    let owner = world.sign_up_as("claire", VERIFIED).await;
    let program = world.program(&owner, &READ).await;
    world.clock.advance(TimeDelta::minutes(20));

    let refused =
        owner.post("/espace/acces/nouveau", &[("nom", "L"), ("droits", "stats"), ("duree", "30")]).await;
    assert!(refused.header("location").starts_with("/connexion/confirmation"));
    let end = owner.get("/espace/acces").await.attributes("form[action$='/fin']", "action").remove(0);

    let stranger = world.sign_up_as("paul", VERIFIED).await;
    stranger.post(&end, &[]).await;
    assert_eq!(program.get(MINE).await.status, 200, "somebody else's token is out of reach");
    assert_eq!(owner.post(&end, &[]).await.status, 303);
    assert_eq!(owner.post(&end, &[]).await.status, 303, "the second of two clicks");
    assert_eq!(program.get(MINE).await.status, 401);
    assert_eq!(
        count(&world, "select count(*) from audit_log where action = 'access.token_revoked'").await,
        1
    );
}

#[tokio::test]
async fn a_session_never_opens_the_api_nor_a_token_a_page() {
    let world = World::new().await;
    let owner = world.sign_up_as("claire", VERIFIED).await;
    let program = world.program(&owner, &READ).await;

    let answer = owner.get(MINE).await;
    assert_eq!(answer.status, 401);
    assert!(answer.header("www-authenticate").starts_with("Bearer"));
    assert_eq!(answer.header("content-type"), "application/problem+json; charset=utf-8");
    assert_eq!(owner.post("/api/v1/listings", &[]).await.status, 401);
    assert_eq!(program.get("/espace").await.status, 303);
    for wrong in [
        format!("Basic {}", program.token),
        program.token.clone(),
        "Bearer dnx_".to_owned(),
        "Bearer ".to_owned(),
    ] {
        let request = Request::get(MINE).header("authorization", &wrong).body(Body::empty()).unwrap();
        assert_eq!(world.send(request).await.status, 401, "{wrong}");
    }
    let answer = program.get(MINE).await;
    assert_eq!(answer.header("cache-control"), "private, no-store");
    assert_eq!(answer.header("access-control-allow-credentials"), "");
}

#[tokio::test]
async fn a_token_ends_on_its_day_and_does_what_it_may() {
    let world = World::new().await;
    let owner = world.sign_up_as("claire", VERIFIED).await;
    let program = world.program(&owner, &["stats"]).await;

    let answer = program.get(MINE).await;
    assert_eq!(answer.status, 403);
    assert!(answer.json()["detail"].as_str().unwrap().contains("listings:read"), "{}", answer.text());
    let reader = world.program(&owner, &READ).await;
    assert_eq!(reader.post("/api/v1/listings", serde_json::json!({})).await.status, 403);
    world.clock.advance(TimeDelta::days(90));
    assert_eq!(reader.get(MINE).await.status, 401);
    assert!(owner.get("/espace/acces").await.status == 303, "the session ended too");
    assert_eq!(Program::new(&world, &format!("dnx_{}", "A".repeat(43))).get(MINE).await.status, 401);
}

#[tokio::test]
async fn a_program_that_asks_too_often_waits_and_another_token_does_not() {
    let world = World::new().await;
    let owner = world.sign_up_as("claire", VERIFIED).await;
    let (hasty, calm) = (world.program(&owner, &READ).await, world.program(&owner, &READ).await);
    for _ in 0..60 {
        assert_eq!(hasty.get(MINE).await.status, 200);
    }

    let answer = hasty.get(MINE).await;
    assert_eq!(answer.status, 429);
    let wait: i64 = answer.header("retry-after").parse().unwrap();
    assert!((1..=61).contains(&wait), "{wait}");
    assert_eq!(calm.get(MINE).await.status, 200);
    world.clock.advance(TimeDelta::seconds(wait));
    assert_eq!(hasty.get(MINE).await.status, 200);
    let day: i32 =
        sqlx::query_scalar("select max(day_count) from access_tokens").fetch_one(world.db()).await.unwrap();
    assert_eq!(day, 61, "what was refused does not count in the day");

    sqlx::query("update access_tokens set day_count = 5000").execute(world.db()).await.unwrap();
    let answer = hasty.get(MINE).await;
    assert_eq!(answer.status, 429);
    assert!(answer.header("retry-after").parse::<i64>().unwrap() > 86_000);
    world.clock.advance(TimeDelta::days(1));
    assert_eq!(hasty.get(MINE).await.status, 200);
}

#[tokio::test]
async fn the_last_use_is_told_to_the_minute() {
    let world = World::new().await;
    let owner = world.sign_up_as("claire", VERIFIED).await;
    let program = world.program(&owner, &READ).await;
    let used = async || -> String {
        sqlx::query_scalar("select last_used_at::text from access_tokens")
            .fetch_one(world.db())
            .await
            .unwrap()
    };
    program.get(MINE).await;
    let first = used().await;
    world.clock.advance(TimeDelta::seconds(30));
    program.get(MINE).await;
    assert_eq!(used().await, first);
    world.clock.advance(TimeDelta::seconds(31));
    program.get(MINE).await;
    assert_ne!(used().await, first);
}
