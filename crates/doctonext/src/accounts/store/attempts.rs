//! Counters of tries.

use chrono::{DateTime, Utc};
use sqlx::{PgExecutor, PgPool};

use crate::accounts::limits::{Count, WINDOW};

/// Counts one more try of a subject and tells how many there were in this window.
pub(in crate::accounts) async fn count_try(
    db: &PgPool,
    subject: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<Count> {
    let (tries, began): (i32, DateTime<Utc>) = sqlx::query_as(
        "insert into attempts as a (subject, failures, began_at) values ($1, 1, $2)
         on conflict (subject) do update set
             failures = case when a.began_at <= $3 then 1 else least(a.failures, 1000000) + 1 end,
             began_at = case when a.began_at <= $3 then $2 else a.began_at end
         returning failures, began_at",
    )
    .bind(subject)
    .bind(now)
    .bind(now - WINDOW)
    .fetch_one(db)
    .await?;
    Ok(Count { tries, until: began + WINDOW })
}

/// Forgets the tries of these subjects: the right password was given.
pub(in crate::accounts) async fn forget_tries(db: &PgPool, subjects: &[&str]) -> sqlx::Result<()> {
    sqlx::query("delete from attempts where subject = any($1)").bind(subjects).execute(db).await?;
    Ok(())
}

/// Takes one try of a subject back.
pub(in crate::accounts) async fn take_back_try(db: &PgPool, subject: &str) -> sqlx::Result<()> {
    sqlx::query("update attempts set failures = failures - 1 where subject = $1 and failures > 1")
        .bind(subject)
        .execute(db)
        .await?;
    Ok(())
}

/// Uses something up that may be used once; false when it was used before.
pub(in crate::accounts) async fn use_once(
    db: impl PgExecutor<'_>,
    subject: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "insert into attempts (subject, failures, began_at) values ($1, 1, $2) on conflict do nothing",
    )
    .bind(subject)
    .bind(now)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}
