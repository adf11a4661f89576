//! Whether passwords hashed by the first Doctonext are left.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgPool;

use super::store;

/// How long an answer is believed.
const BELIEVED: TimeDelta = TimeDelta::minutes(10);

/// An answer, and when it was found.
type Found = (bool, DateTime<Utc>);

/// The answer that is remembered.
#[derive(Clone, Default)]
pub struct OldHashes(Arc<Mutex<Option<Found>>>);

impl OldHashes {
    /// Whether any account still has an old hash: asked of the database every ten minutes.
    pub(super) async fn are_left(&self, db: &PgPool, now: DateTime<Utc>) -> sqlx::Result<bool> {
        let known = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((answer, _)) = known.filter(|(_, at)| now - *at < BELIEVED) {
            return Ok(answer);
        }
        let answer = store::has_old_hashes(db).await?;
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((answer, now));
        Ok(answer)
    }
}
