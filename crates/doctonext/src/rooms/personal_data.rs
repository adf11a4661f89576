//! Rooms of a person, as reader and as owner: told to them, and emptied of what they wrote.

use serde_json::{Value, json};
use sqlx::PgConnection;

use super::{
    act,
    entry::{Actor, Event},
    offers, store,
};
use crate::{
    app::App,
    failure::Failure,
    personal_data::{Holding, Told},
    sealing::{Place, SealingError},
};

/// The file of the export that tells of it.
pub const FILE: &str = "dossiers.json";

const LOG: &str = "the log and the evidence of a room are kept for both sides, five years after an access and twelve months after a request that came to nothing; they then name a deleted account";

/// Every column of ours that names a person.
pub const HOLDINGS: &[Holding] = &[
    Holding::kept("room_requests.reader_id", Told::At(FILE, "/demandes"), LOG),
    Holding::kept("room_events.actor_id", Told::At(FILE, "/histoire"), LOG),
    Holding::gone(
        "room_codes.user_id",
        Told::Not("a code serves ten minutes and only a checksum of it is kept"),
    ),
    Holding::kept("room_undertakings.user_id", Told::At(FILE, "/engagements"), LOG),
    Holding::kept("room_views.viewer_id", Told::At(FILE, "/lectures"), LOG),
    Holding::kept("room_offers.author_id", Told::At(FILE, "/offres"), LOG),
];

/// Everything of a person, what they wrote opened.
pub async fn export(db: &mut PgConnection, app: &App, person: &str) -> Result<Value, Failure> {
    let mut told = store::export(db, person).await?;
    let mut projects = Vec::new();
    for (id, sealed) in store::projects_of(db, person).await? {
        let place = Place { table: "room_requests", column: "project", row: &id };
        let text = match app.vault.open_text(db, place, &sealed).await {
            Err(SealingError::Altered | SealingError::Destroyed) => String::new(),
            opened => opened?,
        };
        projects.push(json!({ "demande": id, "projet": text }));
    }
    let mut written = Vec::new();
    for (id, request, state, content) in store::offers_by(db, person).await? {
        let terms = offers::terms(app, db, &id, content.as_ref()).await?;
        written.push(json!({ "demande": request, "etat": state, "proposition": terms }));
    }
    told["projets"] = Value::Array(projects);
    told["offres"] = Value::Array(written);
    Ok(told)
}

/// Closes what a person asked for and empties what they wrote. Rooms of their listings close with the listings.
pub async fn erase(app: &App, db: &mut PgConnection, person: &str) -> Result<(), Failure> {
    for request in store::live_of(&mut *db, person).await? {
        // Refused means that it ended meanwhile.
        let _ = act::happen(app, db, &request, Event::Close, (Actor::House, None)).await?;
    }
    Ok(store::empty_words(db, person).await?)
}
