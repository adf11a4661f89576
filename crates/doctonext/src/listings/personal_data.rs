//! The listings of a person: told to them, and emptied.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;

use super::store;
use crate::{
    personal_data::{Holding, Told},
    search,
};

/// The file of the export that tells of it.
pub const FILE: &str = "annonces.json";

/// Every column of ours that names a person.
pub const HOLDINGS: &[Holding] = &[
    Holding::kept(
        "listings.user_id",
        Told::At(FILE, "/annonces"),
        "contracts, conversations and figures rest on the row; what its owner wrote is erased",
    ),
    Holding::gone("listing_taken_reports.user_id", Told::At(FILE, "/signalees_pourvues")),
    Holding::kept(
        "listing_events.actor_id",
        Told::Not("what the team did is in the log of acts, which is told"),
        "the history of another person's listing says who changed it",
    ),
    Holding::kept(
        "listing_revisions.decided_by",
        Told::Not("what the team decided is in the log of acts, which is told"),
        "the version of another person's listing says who decided on it",
    ),
];

/// Every listing of a person with all that it says, its exact place included.
pub async fn export(db: &mut PgConnection, person: &str) -> sqlx::Result<Value> {
    store::export(db, person).await
}

/// Every listing of a person, for the rooms that hang something on them.
pub async fn ids_of(db: &mut PgConnection, person: &str) -> sqlx::Result<Vec<String>> {
    store::ids_of(db, person).await
}

/// Closes every listing of a person and erases what they wrote; gives the listings, for other rooms to forget what hangs
/// on them.
pub async fn erase(db: &mut PgConnection, person: &str, now: DateTime<Utc>) -> sqlx::Result<Vec<String>> {
    store::forget_taken_reports(db, person).await?;
    let ids = store::archive_of(db, person, now).await?;
    search::withdraw(db, &ids).await?;
    store::forget(db, &ids, now).await?;
    Ok(ids)
}
