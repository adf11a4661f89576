//! The lines of the log that name a person: told to them, and kept.

use serde_json::Value;
use sqlx::PgConnection;

use super::store;
use crate::personal_data::{Holding, Told};

/// The file of the export that tells of it.
pub const FILE: &str = "journal.json";

/// Every column of ours that names a person.
pub const HOLDINGS: &[Holding] = &[Holding::kept(
    "audit_log.actor_id",
    Told::At(FILE, "/actes"),
    "the log of sensitive acts is kept three years, whoever leaves",
)];

/// What the person did, and what the team did to their account.
pub async fn export(db: &mut PgConnection, person: &str) -> sqlx::Result<Value> {
    store::export(db, person).await
}
