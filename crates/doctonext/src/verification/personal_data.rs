//! What verification holds about a person: told to them, and erased.

use serde_json::Value;
use sqlx::PgConnection;

use super::store;
use crate::personal_data::{Holding, Told};

/// The file of the export that tells of it.
pub const FILE: &str = "verification-pro.json";

/// Every column of ours that names a person.
pub const HOLDINGS: &[Holding] = &[
    Holding::gone("verification_events.user_id", Told::At(FILE, "/histoire")),
    Holding::kept(
        "verification_events.actor_id",
        Told::Not("what the team did is in the log of acts, which is told"),
        "the history of another person's verification says who changed it",
    ),
    Holding::gone("verification_reviews.user_id", Told::At(FILE, "/dossiers")),
    Holding::kept(
        "verification_reviews.decided_by",
        Told::Not("what the team decided is in the log of acts, which is told"),
        "the case of another person says who decided it",
    ),
    Holding::gone("verification_pieces.user_id", Told::At(FILE, "/pieces")),
];

/// State, history, cases and documents, without the causes that would tell of others.
pub async fn export(db: &mut PgConnection, person: &str) -> sqlx::Result<Value> {
    store::export(db, person).await
}

/// Erases it all; gives the keys of the files, for the caller to remove.
pub async fn erase(db: &mut PgConnection, person: &str) -> sqlx::Result<Vec<String>> {
    store::erase(db, person).await
}
