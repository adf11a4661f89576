//! Every SQL statement about who looks at what.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor};

/// Who holds an item.
#[derive(Clone, sqlx::FromRow)]
pub struct Lock {
    /// Key of the item.
    pub item: String,
    /// `users.id` of who looks at it.
    pub held_by: String,
    /// Their name.
    pub name: String,
    /// Until when it is theirs.
    pub until: DateTime<Utc>,
}

/// Takes an item, or holds it on: one statement, so that of two who ask at once one has it. False when somebody else holds
/// it still.
pub(super) async fn take(
    db: impl PgExecutor<'_>,
    item: &str,
    staff: &str,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let taken: Option<bool> = sqlx::query_scalar(
        "insert into moderation_locks as l (item, held_by, taken_at, until) values ($1, $2, $3, $4)
         on conflict (item) do update set held_by = excluded.held_by, taken_at = excluded.taken_at, until = excluded.until
         where l.held_by = excluded.held_by or l.until <= excluded.taken_at
         returning true",
    )
    .bind(item)
    .bind(staff)
    .bind(now)
    .bind(until)
    .fetch_optional(db)
    .await?;
    Ok(taken.is_some())
}

/// Who holds these items at this hour.
pub async fn holders(
    db: impl PgExecutor<'_>,
    items: &[String],
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Lock>> {
    sqlx::query_as(
        "select l.item, l.held_by, u.name, l.until from moderation_locks l join users u on u.id = l.held_by
         where l.item = any($1) and l.until > $2",
    )
    .bind(items)
    .bind(now)
    .fetch_all(db)
    .await
}

/// Lets an item go.
pub async fn release(db: &mut PgConnection, item: &str, staff: &str) -> sqlx::Result<()> {
    sqlx::query("delete from moderation_locks where item = $1 and held_by = $2")
        .bind(item)
        .bind(staff)
        .execute(db)
        .await?;
    Ok(())
}

/// Forgets locks that are over.
pub(super) async fn sweep(db: impl PgExecutor<'_>, now: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query("delete from moderation_locks where until <= $1").bind(now).execute(db).await?;
    Ok(())
}
