//! Versions of the rules: written, tried, put in force.

use chrono::{DateTime, Utc};
use platform::ids::{Ids, SystemIds};
use sha2::{Digest, Sha256};
use sqlx::PgConnection;

use super::{Rule, Version, store};

/// What a trial found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tried {
    /// Listings that were read.
    pub listings: i32,
    /// Listings that would have gone to a person first.
    pub found: i32,
}

/// Why a version is not put in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActivationError {
    /// There is none being written.
    NoDraft,
    /// It was not tried as it is now.
    NotTried,
}

/// Proves which rules were tried.
pub(super) fn mark(rules: &[Rule]) -> Vec<u8> {
    Sha256::digest(serde_json::to_vec(rules).unwrap_or_default()).to_vec()
}

/// Keeps what is being written; the first time, under the next number.
pub async fn keep_draft(
    db: &mut PgConnection,
    staff: &str,
    rules: &[Rule],
    note: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    store::keep_draft(db, &SystemIds.fresh(), staff, rules, note, now).await
}

/// Notes what the draft would have found; nothing when it was changed meanwhile.
pub async fn note_trial(
    db: &mut PgConnection,
    version: &Version,
    tried: Tried,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    store::note_trial(db, &version.id, &mark(&version.rules.0), tried, version.changed_at, now).await
}

/// Puts the draft in force in the place of the version before; its number.
pub async fn activate(
    db: &mut PgConnection,
    staff: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<Result<i32, ActivationError>> {
    let Some(draft) = store::lock_draft(db).await? else { return Ok(Err(ActivationError::NoDraft)) };
    if draft.tried_mark.as_deref() != Some(&mark(&draft.rules.0)) {
        return Ok(Err(ActivationError::NotTried));
    }
    store::retire_active(db, now).await?;
    store::activate(db, &draft.id, staff, now).await?;
    Ok(Ok(draft.number))
}
