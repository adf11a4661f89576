//! Making anew what search knows, after better positions or a program that reads texts better.

use platform::clock::Clock;
use sqlx::{PgConnection, PgPool};

use super::{search_document, store};
use crate::{search, territory::Gazetteer};

/// Listings asked for at a time.
const BATCH: i64 = 200;

/// Hands to search again what was projected before an upgrade that tells it more. Run again after an interruption, it goes on.
/// Returns how many were.
pub async fn complete_projection(db: &PgPool, gazetteer: &Gazetteer, clock: &dyn Clock) -> sqlx::Result<u64> {
    let mut completed = 0;
    loop {
        let batch = search::unprojected(db, BATCH).await?;
        if batch.is_empty() {
            return Ok(completed);
        }
        for id in batch {
            let mut tx = db.begin().await?;
            project(&mut tx, gazetteer, &id, clock).await?;
            tx.commit().await?;
            completed += 1;
        }
    }
}

/// Hands every listing to search again, the way publishing does. Visitors keep reading meanwhile; run again after an
/// interruption, it ends with the same result. Returns how many are online.
pub async fn reproject(db: &PgPool, gazetteer: &Gazetteer, clock: &dyn Clock) -> sqlx::Result<u64> {
    let (mut online, mut last) = (0, String::new());
    loop {
        let batch = store::active_after(db, &last, BATCH).await?;
        let Some(end) = batch.last().cloned() else {
            return Ok(online);
        };
        for id in batch {
            // One by one: the counts and the cells of the map are locked in the order of their keys within a statement. Two
            // hundred statements of one transaction would lock them in the order of the listings.
            let mut tx = db.begin().await?;
            online += u64::from(project(&mut tx, gazetteer, &id, clock).await?);
            tx.commit().await?;
        }
        last = end;
    }
}

/// Tells search what a listing is now; whether it is online.
async fn project(
    tx: &mut PgConnection,
    gazetteer: &Gazetteer,
    id: &str,
    clock: &dyn Clock,
) -> sqlx::Result<bool> {
    // Who writes it now is waited for, or what it was would replace what it is.
    store::lock_ownership(&mut *tx, id).await?;
    let listing = store::find(&mut *tx, id).await?;
    match listing.and_then(|it| search_document(&it, gazetteer, clock.now())) {
        Some(document) => search::put(tx, &document).await.map(|()| true),
        None => search::withdraw(tx, &[id.to_owned()]).await.map(|()| false),
    }
}
