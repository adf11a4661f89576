//! A listing ends when its time is over.

use platform::clock::Clock;
use sqlx::PgPool;

use super::store;
use crate::search;

/// Listings ended in one transaction: few enough to keep it short.
const BATCH: i64 = 200;

/// Ends every listing whose time is over and takes it out of search. Idempotent, resumable, safe to run twice at
/// once. Returns how many ended.
pub async fn expire_due(db: &PgPool, clock: &dyn Clock) -> sqlx::Result<u64> {
    let mut ended = 0;
    loop {
        let mut tx = db.begin().await?;
        let batch = store::expire(&mut tx, clock.now(), BATCH).await?;
        search::withdraw(&mut tx, &batch).await?;
        tx.commit().await?;
        if batch.is_empty() {
            return Ok(ended);
        }
        ended += batch.len() as u64;
    }
}
