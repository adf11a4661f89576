//! What people were told on the site and wish to be told: told to them, and erased.

use serde_json::Value;
use sqlx::PgConnection;

use super::store;
use crate::personal_data::{Holding, Told};

/// The file of the export that tells of it.
pub const FILE: &str = "notifications.json";

/// Every column of ours that names a person.
pub const HOLDINGS: &[Holding] = &[
    Holding::gone("notifications.user_id", Told::At(FILE, "/recues")),
    Holding::gone("notification_preferences.user_id", Told::At(FILE, "/choix")),
];

/// Everything of ours about a person.
pub async fn export(db: &mut PgConnection, person: &str) -> sqlx::Result<Value> {
    store::export(db, person).await
}

/// Erases it.
pub async fn erase(db: &mut PgConnection, person: &str) -> sqlx::Result<()> {
    store::erase(db, person).await
}
