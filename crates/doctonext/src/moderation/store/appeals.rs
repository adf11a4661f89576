//! Appeals.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor};

/// An appeal.
#[derive(Clone, sqlx::FromRow)]
pub(in crate::moderation) struct Appeal {
    pub(in crate::moderation) id: String,
    pub(in crate::moderation) decision_id: String,
    pub(in crate::moderation) party: String,
    pub(in crate::moderation) words: String,
    pub(in crate::moderation) made_at: DateTime<Utc>,
    pub(in crate::moderation) outcome: Option<String>,
    pub(in crate::moderation) reason: Option<String>,
}

macro_rules! columns {
    () => {
        "id, decision_id, party, words, made_at, outcome, reason"
    };
}

/// False when the decision was contested already.
pub(in crate::moderation) async fn add_appeal(
    db: &mut PgConnection,
    (id, decision): (&str, &str),
    party: &str,
    words: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "insert into moderation_appeals (id, decision_id, party, words, made_at) values ($1, $2, $3, $4, $5)
         on conflict (decision_id) do nothing",
    )
    .bind(id)
    .bind(decision)
    .bind(party)
    .bind(words)
    .bind(now)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(in crate::moderation) async fn appeal(db: impl PgExecutor<'_>, id: &str) -> sqlx::Result<Option<Appeal>> {
    sqlx::query_as(concat!("select ", columns!(), " from moderation_appeals where id = $1"))
        .bind(id)
        .fetch_optional(db)
        .await
}

pub(in crate::moderation) async fn lock_appeal(
    db: &mut PgConnection,
    id: &str,
) -> sqlx::Result<Option<Appeal>> {
    sqlx::query_as(concat!("select ", columns!(), " from moderation_appeals where id = $1 for update"))
        .bind(id)
        .fetch_optional(db)
        .await
}

pub(in crate::moderation) async fn appeal_against(
    db: impl PgExecutor<'_>,
    decision: &str,
) -> sqlx::Result<Option<Appeal>> {
    sqlx::query_as(concat!("select ", columns!(), " from moderation_appeals where decision_id = $1"))
        .bind(decision)
        .fetch_optional(db)
        .await
}

pub(in crate::moderation) async fn decide_appeal(
    db: &mut PgConnection,
    id: &str,
    (outcome, reason): (&str, &str),
    staff: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update moderation_appeals set outcome = $2, reason = $3, decided_by = $4, decided_at = $5 where id = $1",
    )
    .bind(id)
    .bind(outcome)
    .bind(reason)
    .bind(staff)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}
