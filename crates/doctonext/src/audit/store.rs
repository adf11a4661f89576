//! Every SQL statement of the log.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::Entry;

pub(super) async fn add(
    db: &mut PgConnection,
    entry: &Entry<'_>,
    before: Option<Vec<u8>>,
    after: Option<Vec<u8>>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into audit_log (at, actor_id, action, subject_kind, subject_id, address, before_hash, after_hash, reason)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(now)
    .bind(entry.actor)
    .bind(entry.action)
    .bind(entry.subject.0)
    .bind(entry.subject.1)
    .bind(entry.address)
    .bind(before)
    .bind(after)
    .bind(entry.reason)
    .execute(db)
    .await?;
    Ok(())
}
