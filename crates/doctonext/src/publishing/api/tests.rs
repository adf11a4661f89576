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
