//! What the zoning holds about members of the team: who sent a file, who wrote a rule, who decided.

use serde_json::Value;
use sqlx::PgConnection;

use super::store;
use crate::personal_data::{Holding, Told};

/// The file of the export that tells of it.
pub const FILE: &str = "zonage.json";

const WHY: &str =
    "who answers for a rule that people rely on stays named by an account that says nothing of them";
const DECIDED: Told = Told::Not("what the team decided is in the log of acts, which is told");

/// Every column of ours that names a person.
pub const HOLDINGS: &[Holding] = &[
    Holding::kept("zoning_editions.imported_by", Told::At(FILE, "/fichiers"), WHY),
    Holding::kept("zoning_editions.decided_by", DECIDED, WHY),
    Holding::kept("installation_rules.proposed_by", Told::At(FILE, "/regles"), WHY),
    Holding::kept("installation_rules.decided_by", DECIDED, WHY),
];

/// Files sent and rules proposed.
pub async fn export(db: &mut PgConnection, person: &str) -> sqlx::Result<Value> {
    store::export(db, person).await
}
