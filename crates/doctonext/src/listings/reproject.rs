//! Making anew what search knows, after better positions or a program that reads texts better.

use platform::clock::Clock;
use sqlx::{PgConnection, PgPool};

use super::{search_document, store};
use crate::{search, territory::Gazetteer};

/// Listings asked for at a time.
const BATCH: i64 = 200;

/// Listings completed in one run of the job: others wait for their turn.
const MOST_COMPLETED: u64 = 2000;

/// Hands to search again what was projected before an upgrade that tells it more, some thousands at a time; the next run goes
/// on. A fault in one listing keeps nobody from the others. Returns how many were.
pub async fn complete_projection(db: &PgPool, gazetteer: &Gazetteer, clock: &dyn Clock) -> sqlx::Result<u64> {
    let (mut completed, mut last) = (0, 0);
    while completed < MOST_COMPLETED {
        let batch = search::unprojected(db, last, BATCH).await?;
        let Some((end, _)) = batch.last() else { break };
        last = *end;
        for (_, id) in &batch {
            let mut tx = db.begin().await?;
            match project(&mut tx, gazetteer, id, clock).await {
                Ok(_) => {
                    tx.commit().await?;
                    completed += 1;
                }
                Err(error) => {
                    tracing::error!(%error, listing = %id, "search cannot be told of a listing anew");
                }
            }
        }
    }
    Ok(completed)
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
