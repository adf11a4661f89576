//! Whether passwords are left that the first Doctonext hashed. While they are, every sign-in does the work of both kinds
//! of hash, or the time taken would tell which addresses have an account of that age.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgPool;

use super::{hashing::Effort, store};

/// How long the answer is believed: only an operator brings more such hashes, and the last one goes unseen.
const BELIEVED: TimeDelta = TimeDelta::hours(1);

/// The last answer of the database.
#[derive(Debug, Clone, Copy)]
struct Answer {
    are_left: bool,
    at: DateTime<Utc>,
}

/// What is remembered of it.
#[derive(Debug, Clone, Default)]
pub struct OldHashes(Arc<Mutex<Option<Answer>>>);

impl OldHashes {
    /// What a check of a password costs now.
    pub(super) async fn effort(&self, db: &PgPool, now: DateTime<Utc>) -> sqlx::Result<Effort> {
        let remembered = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let are_left = match remembered {
            Some(Answer { are_left, at }) if now - at < BELIEVED => are_left,
            _ => {
                let are_left = store::has_old_hashes(db).await?;
                *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Answer { are_left, at: now });
                are_left
            }
        };
        Ok(if are_left { Effort::BothKinds } else { Effort::ItsKind })
    }
}
