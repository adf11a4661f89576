//! Journeys of those who report, decide and contest, through the routes, on a real database.

mod added;
mod deciding;
mod measures;
mod races;
mod reporting;
mod rules;
mod team;
mod twice;

use crate::{
    publishing::tests::{publish, verified, written},
    testing::{Answer, Browser, Someone, World},
};

const STAFF: Someone =
    Someone { role: "moderator", trust_level: 0, second_factor: true, email_verified: true };

/// Somebody of the team, other than Mina.
async fn marc(world: &World) -> Browser<'_> {
    world.sign_up_as("marc", STAFF).await
}

/// A listing of somebody verified, online; its id.
async fn online(owner: &Browser<'_>) -> String {
    let id = written(owner).await;
    publish(owner, &id).await;
    id
}

const NOTICE: [(&str, &str); 6] = [
    ("motif", "scam"),
    ("adresse", "https://doctonext.example/annonces/x"),
    ("explication", "On demande un virement de 500 € avant toute visite du cabinet."),
    ("nom", "Nadia Benali"),
    ("email", "nadia@example.org"),
    ("bonne_foi", "1"),
];

/// Somebody without an account reports a listing; the path of the page that follows it.
async fn report(browser: &Browser<'_>, listing: &str) -> String {
    let sent = browser.post(&format!("/signaler/annonce/{listing}"), &NOTICE).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    sent.header("location").split('?').next().unwrap().to_owned()
}

/// The identifier of the one notice that waits.
async fn notice(world: &World) -> String {
    one(world, "select id from moderation_notices where status in ('received', 'under_review')").await
}

/// More notices about a listing, from people whom the limit of an hour would stop.
async fn more_notices(world: &World, listing: &str, how_many: i32) {
    sqlx::query(
        "insert into moderation_notices (id, subject_kind, subject_id, address, reason, explanation, received_at, status_since)
         select gen_random_uuid()::text, 'listing', $1, 'x', 'scam', 'x', $2::timestamptz + i * interval '1 second', $2
         from generate_series(1, $3) i",
    )
    .bind(listing)
    .bind(world.app.clock.now())
    .bind(how_many)
    .execute(world.db())
    .await
    .unwrap();
}

async fn one(world: &World, sql: &'static str) -> String {
    sqlx::query_scalar(sql).fetch_one(world.db()).await.unwrap()
}

async fn status(world: &World, id: &str) -> String {
    sqlx::query_scalar("select status from listings where id = $1")
        .bind(id)
        .fetch_one(world.db())
        .await
        .unwrap()
}

/// Decides on an item as its page shows it.
async fn decide(team: &Browser<'_>, page: &str, fields: &[(&str, &str)]) -> Answer {
    let shown =
        team.get(page).await.attributes("input[name=version]", "value").pop().unwrap_or("0".to_owned());
    let photos = team.get(page).await.attributes("input[name=photos]", "value").pop().unwrap_or_default();
    let mut sent = vec![("version", shown.as_str()), ("photos", photos.as_str())];
    sent.extend_from_slice(fields);
    team.post(page, &sent).await
}

/// The path that begins so in the latest letter that has one.
async fn link(world: &World, start: &str) -> String {
    let letters = world.letters().await;
    let text = letters.iter().rev().map(|it| &it.text).find(|it| it.contains(start)).expect(start);
    let at = text.find(start).unwrap();
    text[at..].split_whitespace().next().unwrap().to_owned()
}

async fn search(world: &World) -> String {
    world.get("/annonces").await.main()
}
