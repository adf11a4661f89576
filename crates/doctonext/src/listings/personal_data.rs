//! The listings of a person: told to them, and emptied.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;

use super::{confidential, store};
use crate::{
    app::App,
    failure::Failure,
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
    Holding::kept(
        "listing_exact_readings.reader_id",
        Told::At(FILE, "/lectures"),
        "the owner of a confidential listing knows who read it",
    ),
    Holding::gone(
        "listing_hidden.owner_id",
        Told::Not("keyed checksums: whom they stand for is told with the listing they hide"),
    ),
    Holding::gone(
        "colleague_marks.user_id",
        Told::Not("keyed checksums of the number and of what the public directory says of it"),
    ),
];

/// Every listing of a person with all that it says, its exact place included.
pub async fn export(app: &App, db: &mut PgConnection, person: &str) -> Result<Value, Failure> {
    let mut told = store::export(db, person).await?;
    let mut exact = Vec::new();
    for id in store::ids_of(db, person).await? {
        if let Some(it) = confidential::unsealed(app, db, &id).await? {
            exact.push(serde_json::json!({ "annonce": id, "contenu": it }));
        }
    }
    if let Value::Object(parts) = &mut told {
        parts.insert("confidentiel".to_owned(), exact.into());
    }
    Ok(told)
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
    search::forget_colleague(db, person).await?;
    Ok(ids)
}
