//! What the price list holds about members of the team: who wrote a price, who decided.

use serde_json::Value;
use sqlx::PgConnection;

use super::store;
use crate::personal_data::{Holding, Told};

/// The file of the export that tells of it.
pub const FILE: &str = "tarifs.json";

const WHY: &str =
    "who answers for a price that people paid stays named by an account that says nothing of them";

/// Every column of ours that names a person.
pub const HOLDINGS: &[Holding] = &[
    Holding::kept("price_list.proposed_by", Told::At(FILE, ""), WHY),
    Holding::kept(
        "price_list.decided_by",
        Told::Not("what the team decided is in the log of acts, which is told"),
        WHY,
    ),
];

/// The prices that somebody wrote.
pub async fn export(db: &mut PgConnection, person: &str) -> sqlx::Result<Value> {
    store::export(db, person).await
}
