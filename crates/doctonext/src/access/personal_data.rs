//! The tokens of a person: told to them, and deleted.

use serde_json::Value;
use sqlx::PgConnection;

use super::store;
use crate::personal_data::{Holding, Told};

/// The file of the export that tells of it.
pub const FILE: &str = "acces-par-programme.json";

/// Every column of ours that names a person.
pub const HOLDINGS: &[Holding] = &[Holding::gone("access_tokens.user_id", Told::At(FILE, "/jetons"))];

/// The tokens, without what would open anything.
pub async fn export(db: &mut PgConnection, person: &str) -> sqlx::Result<Value> {
    store::export(db, person).await
}

/// Deletes them, and the answers that were kept for them.
pub async fn erase(db: &mut PgConnection, person: &str) -> sqlx::Result<()> {
    store::erase(db, person).await
}
