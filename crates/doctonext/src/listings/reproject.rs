//! Making anew what search knows, after better positions or a program that reads texts better.

use platform::clock::Clock;
use sqlx::PgPool;

use super::{search_document, store};
use crate::{search, territory::Gazetteer};

/// Listings asked for at a time.
const BATCH: i64 = 200;

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
            // Who writes it now is waited for, or what it was would replace what it is.
            store::lock_ownership(&mut tx, &id).await?;
            let listing = store::find(&mut *tx, &id).await?;
            match listing.and_then(|it| search_document(&it, gazetteer, clock.now())) {
                Some(document) => {
                    search::put(&mut tx, &document).await?;
                    online += 1;
                }
                None => search::withdraw(&mut tx, &[id]).await?,
            }
            tx.commit().await?;
        }
        last = end;
    }
}
