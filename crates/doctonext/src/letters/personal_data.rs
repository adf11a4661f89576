//! The letters written to a person: told to them, and erased.

use serde_json::Value;
use sqlx::PgConnection;

use super::store;
use crate::personal_data::{Holding, Told};

/// The file of the export that tells of it.
pub const FILE: &str = "lettres.json";

/// Every column of ours that names a person.
pub const HOLDINGS: &[Holding] = &[
    Holding::gone("letters.user_id", Told::At(FILE, "/lettres")),
    Holding::gone("letter_refusals.user_id", Told::At(FILE, "/lettres_refusees")),
];

/// Which letters were written when; what they said was erased when they left.
pub async fn export(db: &mut PgConnection, person: &str) -> sqlx::Result<Value> {
    store::export(db, person).await
}

/// Withdraws what waits, and forgets to whom the rest went.
pub async fn erase(db: &mut PgConnection, person: &str) -> sqlx::Result<()> {
    store::erase(db, person).await
}
