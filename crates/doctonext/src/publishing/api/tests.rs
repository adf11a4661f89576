//! Journeys of programs, through the routes, on a real database.

use axum::http::Method;
use serde_json::{Value, json};

use crate::testing::{Answer, Program, Someone, World};

const ALL: [&str; 2] = ["listings:read", "listings:write"];

async fn count(world: &World, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(world.db()).await.unwrap()
}

async fn program_of<'a>(world: &'a World, id: &str) -> Program<'a> {
    let owner = world.sign_up_as(id, Someone { trust_level: 2, ..Someone::default() }).await;
    world.program(&owner, &ALL).await
}

/// A replacement with all that is needed.
fn replacement() -> Value {
    json!({"type": "replacement", "fields": {
        "metier": "doctor/medecine_generale", "commune": "23096", "visibilite": "commune",
        "du": ["2026-08-03"], "au": ["2026-08-14"], "jours": ["monday", "tuesday"], "retrocession": 72.5,
        "logement": true, "titre": "Remplacement d’été à Guéret",
        "texte": "Maison de santé récente, équipe soudée, logement à deux pas de la gare."
    }})
}

async fn begin(program: &Program<'_>, body: Value) -> (String, Answer) {
    let answer = program.post("/api/v1/listings", body).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    (answer.header("location").to_owned(), answer)
}

#[tokio::test]
async fn a_program_creates_a_listing_and_submits_it() {
    let world = World::new().await;
    let program = program_of(&world, "claire").await;

    let (address, begun) = begin(&program, replacement()).await;
    let sheet = begun.json();
    assert_eq!((&sheet["status"], &sheet["is_ready"]), (&json!("draft"), &json!(true)), "{sheet}");
    assert_eq!(sheet["fields"]["retrocession"], json!(["72,5"]));
    assert_eq!(world.get("/annonces").await.texts(".card__link").len(), 0);

    let done = program.post(&format!("{address}/submit"), json!({})).await;
    assert_eq!(done.status, 200, "{}", done.text());
    assert_eq!(done.json()["status"], "active");
    let url = done.json()["url"].as_str().unwrap().to_owned();
    let page = world.get(url.strip_prefix("https://doctonext.example").unwrap()).await;
    assert!(page.main().contains("72,5"), "{}", page.main());
    assert_eq!(count(&world, "select count(*) from legal_log where fact = 'published'").await, 1);

    for (act, status) in [("pause", "inactive"), ("resume", "active"), ("fill", "sold")] {
        let answer = program.post(&format!("{address}/{act}"), json!({})).await;
        assert_eq!(answer.json()["status"], status, "{}", answer.text());
    }
}

#[tokio::test]
async fn what_is_missing_is_told_field_by_field_and_mended() {
    let world = World::new().await;
    let program = program_of(&world, "claire").await;
    let body = json!({"type": "replacement", "fields": {"metier": "nurse", "lieu": "Guéret", "retrocession": "cent"}});
    let (address, begun) = begin(&program, body).await;
    let fields = |answer: &Answer| -> Vec<String> {
        let json = answer.json();
        json["errors"].as_array().unwrap().iter().map(|it| it["field"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(fields(&begun), ["jours", "periodes", "retrocession", "texte", "titre"]);

    let refused = program.post(&format!("{address}/submit"), json!({})).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.header("content-type"), "application/problem+json; charset=utf-8");
    assert_eq!(fields(&refused), fields(&begun));

    let mended = json!({"fields": {"jours": ["monday"], "du": "2026-08-03", "retrocession": 70,
        "titre": "Remplacement infirmier à Guéret", "texte": "Tournée en ville et à la campagne, voiture nécessaire, équipe de trois."}});
    let answer = program.send(Method::PATCH, &address, &[], Some(mended)).await;
    assert_eq!(
        (answer.status.as_u16(), answer.json()["is_ready"].clone()),
        (200, json!(true)),
        "{}",
        answer.text()
    );
    assert_eq!(answer.json()["fields"]["metier"], json!(["nurse"]), "fields that were not named stay");
    assert_eq!(program.post(&format!("{address}/submit"), json!({})).await.json()["status"], "active");
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_and_begins_nothing() {
    let world = World::new().await;
    let program = program_of(&world, "claire").await;
    for (body, status, field) in [
        (json!({"type": "sale"}), 422, "type"),
        (json!({"type": "transfer", "fields": {"du": ["2026-08-03"]}}), 422, "du"),
        (json!({"type": "transfer", "prix": 1}), 400, ""),
        (json!([]), 400, ""),
    ] {
        let answer = program.post("/api/v1/listings", body.clone()).await;
        assert_eq!(answer.status, status, "{body}: {}", answer.text());
        if !field.is_empty() {
            assert_eq!(answer.json()["errors"][0]["field"], field, "{}", answer.text());
        }
    }
    assert_eq!(count(&world, "select count(*) from listings").await, 0);
}

#[tokio::test]
async fn a_token_of_one_never_reaches_what_is_another_s() {
    let world = World::new().await;
    let (claire, paul) = (program_of(&world, "claire").await, program_of(&world, "paul").await);
    let (address, _) = begin(&claire, replacement()).await;

    assert_eq!(paul.get(&address).await.status, 404);
    let change = json!({"fields": {"titre": "Le titre de quelqu’un d’autre"}});
    assert_eq!(paul.send(Method::PATCH, &address, &[], Some(change)).await.status, 404);
    assert_eq!(paul.send(Method::DELETE, &address, &[], None).await.status, 404);
    for act in ["submit", "pause", "resume", "fill", "renew"] {
        assert_eq!(paul.post(&format!("{address}/{act}"), json!({})).await.status, 404, "{act}");
    }
    assert_eq!(paul.get("/api/v1/me/listings").await.json()["items"], json!([]));
    assert_eq!(claire.get(&address).await.json()["title"], "Remplacement d’été à Guéret");
    assert_eq!(claire.post(&format!("{address}/explode"), json!({})).await.status, 404);
}

#[tokio::test]
async fn nobody_overwrites_what_somebody_saved_since() {
    let world = World::new().await;
    let program = program_of(&world, "claire").await;
    let (address, begun) = begin(&program, replacement()).await;
    let seen = begun.header("etag").to_owned();
    let change = |title: &str| Some(json!({"fields": {"titre": title}}));
    let first = program
        .send(Method::PATCH, &address, &[("if-match", &seen)], change("Le premier des deux titres"))
        .await;
    assert_eq!(first.status, 200);
    assert_ne!(first.header("etag"), seen);

    let second = program
        .send(Method::PATCH, &address, &[("if-match", &seen)], change("Le second des deux titres"))
        .await;
    assert_eq!(second.status, 412);
    let submitted =
        program.send(Method::POST, &format!("{address}/submit"), &[("if-match", &seen)], None).await;
    assert_eq!(submitted.status, 412);
    assert_eq!(program.get(&address).await.header("etag"), first.header("etag"));
    let now = first.header("etag").to_owned();
    assert_eq!(
        program
            .send(Method::PATCH, &address, &[("if-match", &now)], change("Le second des deux titres"))
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn a_request_that_is_sent_again_is_done_once() {
    let world = World::new().await;
    let program = program_of(&world, "claire").await;
    let key = [("idempotency-key", "annonce-1")];
    let send = || program.send(Method::POST, "/api/v1/listings", &key, Some(replacement()));

    let (one, two) = futures::join!(send(), send());
    assert_eq!((one.status.as_u16(), two.status.as_u16()), (201, 201), "{} {}", one.text(), two.text());
    assert_eq!(one.header("location"), two.header("location"));
    assert_eq!(one.body, two.body);
    let again = send().await;
    assert_eq!((again.header("idempotency-replayed"), again.header("etag")), ("true", one.header("etag")));
    assert_eq!(count(&world, "select count(*) from listings").await, 1);

    let other = json!({"type": "transfer", "fields": {}});
    assert_eq!(program.send(Method::POST, "/api/v1/listings", &key, Some(other.clone())).await.status, 422);
    let (address, _) = begin(&program, other).await;
    let act = program.send(Method::POST, &format!("{address}/pause"), &key, None).await;
    assert_eq!(act.status, 422, "the same key for another address");
    assert_eq!(
        program_of(&world, "paul")
            .await
            .send(Method::POST, "/api/v1/listings", &key, Some(replacement()))
            .await
            .status,
        201,
        "keys of others are their own"
    );

    world.clock.advance(chrono::TimeDelta::hours(25));
    assert_eq!(send().await.header("idempotency-replayed"), "", "after a day the key is forgotten");
}

#[tokio::test]
async fn a_refusal_leaves_the_key_free() {
    let world = World::new().await;
    let program = program_of(&world, "claire").await;
    let (address, _) = begin(&program, json!({"type": "replacement", "fields": {}})).await;
    let submit = format!("{address}/submit");
    let key = [("idempotency-key", "k")];
    assert_eq!(program.send(Method::POST, &submit, &key, Some(json!({}))).await.status, 422);
    let fields = replacement()["fields"].clone();
    program.send(Method::PATCH, &address, &[], Some(json!({"fields": fields}))).await;
    assert_eq!(program.send(Method::POST, &submit, &key, Some(json!({}))).await.status, 200);
    assert_eq!(
        program.send(Method::POST, &submit, &key, Some(json!({}))).await.header("idempotency-replayed"),
        "true"
    );
    assert_eq!(count(&world, "select count(*) from listing_revisions").await, 1);
}

#[tokio::test]
async fn changes_to_what_is_online_wait_to_be_submitted() {
    let world = World::new().await;
    let program = program_of(&world, "claire").await;
    let (address, _) = begin(&program, replacement()).await;
    let online = program.post(&format!("{address}/submit"), json!({})).await.json();
    let page = online["url"].as_str().unwrap().strip_prefix("https://doctonext.example").unwrap().to_owned();

    let changed = program
        .send(Method::PATCH, &address, &[], Some(json!({"fields": {"retrocession": 81}})))
        .await
        .json();
    assert_eq!(changed["has_unpublished_changes"], true);
    assert!(!world.get(&page).await.main().contains("81 %"));
    let done = program.post(&format!("{address}/submit"), json!({})).await;
    assert_eq!(done.json()["has_unpublished_changes"], false, "{}", done.text());
    assert!(world.get(&page).await.main().contains("81 %"));
    assert_eq!(
        program.post(&format!("{address}/submit"), json!({})).await.status,
        200,
        "nothing is left to submit"
    );

    assert_eq!(program.send(Method::DELETE, &address, &[], None).await.status, 204);
    assert_eq!(program.get(&address).await.status, 404);
    assert_eq!(world.get(&page).await.status, 410);
}

#[tokio::test]
async fn a_listing_can_wait_for_its_day() {
    let world = World::new().await;
    let program = program_of(&world, "claire").await;
    let (address, _) = begin(&program, replacement()).await;
    let submit = format!("{address}/submit");
    assert_eq!(
        program.post(&submit, json!({"publish_on": "2026-03-01"})).await.json()["errors"][0]["field"],
        "publish_on"
    );
    let done = program.post(&submit, json!({"publish_on": "2026-03-20"})).await;
    assert_eq!(done.json()["status"], "scheduled", "{}", done.text());
    let wrong = program.post(&format!("{address}/fill"), json!({"reason": "why not"})).await;
    assert_eq!(wrong.json()["errors"][0]["field"], "reason");
    assert_eq!(program.post(&format!("{address}/pause"), json!({})).await.status, 409, "it is not online");
}

#[tokio::test]
async fn one_s_own_listings_come_page_by_page() {
    let world = World::new().await;
    let program = program_of(&world, "claire").await;
    sqlx::query(
        "insert into listings (id, user_id, listing_type, title, status, created_at, updated_at)
         select 'l-' || lpad(n::text, 3, '0'), 'claire', 'transfer', 'Cabinet ' || n, 'draft', now(), now() from generate_series(1, 120) n",
    )
    .execute(world.db())
    .await
    .unwrap();
    let (mut seen, mut next) = (Vec::new(), Some("/api/v1/me/listings".to_owned()));
    while let Some(address) = next {
        let page = program.get(&address).await.json();
        seen.extend(page["items"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap().to_owned()));
        next = page["next"].as_str().map(str::to_owned);
    }
    assert_eq!(seen.len(), 120);
    assert!(seen.is_sorted_by(|a, b| a > b));
}
