//! Listings whose owner leaves, and those that were over long ago.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};

use super::{public_document, store};
use crate::{personal_data::Swept, search, territory::Gazetteer};

/// Takes every listing of a person offline, and says which.
pub async fn pause_all(db: &mut PgConnection, person: &str, now: DateTime<Utc>) -> sqlx::Result<Vec<String>> {
    let paused = store::pause_of(db, person, now).await?;
    search::withdraw(db, &paused).await?;
    Ok(paused)
}

/// Brings paused listings back online, but those whose time is over.
pub async fn resume(
    db: &mut PgConnection,
    gazetteer: &Gazetteer,
    listings: &[String],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    for id in store::resume(db, listings, now).await? {
        let listing = store::find(&mut *db, &id).await?;
        if let Some(document) = listing.and_then(|it| public_document(&it, gazetteer, now)) {
            search::put(db, &document).await?;
        }
    }
    Ok(())
}

/// Erases what the owners of listings wrote that were closed by then, so many at most; gives the listings, for the caller
/// to have other rooms forget what hangs on them, in the same transaction.
pub async fn forget_closed(
    db: &PgPool,
    before: DateTime<Utc>,
    now: DateTime<Utc>,
    most: i64,
    also: impl AsyncFnOnce(&mut PgConnection, &[String]) -> sqlx::Result<()>,
) -> sqlx::Result<Swept> {
    let mut tx = db.begin().await?;
    let due = store::count_forgettable(&mut tx, before).await?;
    let ids = store::lock_forgettable(&mut tx, before, most).await?;
    store::forget(&mut tx, &ids, now).await?;
    also(&mut tx, &ids).await?;
    tx.commit().await?;
    Ok(Swept::of((i64::try_from(ids.len()).unwrap_or(i64::MAX), due)))
}
