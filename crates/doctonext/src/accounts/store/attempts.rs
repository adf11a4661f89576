//! Counters of tries.

use chrono::{DateTime, Utc};
use sqlx::{PgExecutor, PgPool};

use crate::accounts::limits::{Count, WINDOW};

/// Counts one more try of each subject and tells how many there were in this window, in the order asked. Rows are locked in
/// the order of their names, so that no two tries wait for each other.
pub(in crate::accounts) async fn count_tries<const N: usize>(
    db: &PgPool,
    subjects: [&str; N],
    now: DateTime<Utc>,
) -> sqlx::Result<[Count; N]> {
    let counted: Vec<(String, i32, DateTime<Utc>)> = sqlx::query_as(
        "insert into attempts as a (subject, failures, began_at)
         select subject, 1, $2 from unnest($1::text[]) as asked (subject) order by subject
         on conflict (subject) do update set
             failures = case when a.began_at <= $3 then 1 else least(a.failures, 1000000) + 1 end,
             began_at = case when a.began_at <= $3 then $2 else a.began_at end
         returning subject, failures, began_at",
    )
    .bind(&subjects[..])
    .bind(now)
    .bind(now - WINDOW)
    .fetch_all(db)
    .await?;
    Ok(subjects.map(|asked| {
        let found = counted.iter().find(|(subject, ..)| subject == asked);
        found.map_or(Count { tries: 1, until: now + WINDOW }, |(_, tries, began)| Count {
            tries: *tries,
            until: *began + WINDOW,
        })
    }))
}

/// Counts one more try of a subject and tells how many there were in this window.
pub(in crate::accounts) async fn count_try(
    db: &PgPool,
    subject: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<Count> {
    let [count] = count_tries(db, [subject], now).await?;
    Ok(count)
}

/// Forgets the tries of these subjects: the right password was given. One row at a time: holding one while waiting for
/// another would wait for who counts.
pub(in crate::accounts) async fn forget_tries(db: &PgPool, subjects: &[&str]) -> sqlx::Result<()> {
    for subject in subjects {
        sqlx::query("delete from attempts where subject = $1").bind(subject).execute(db).await?;
    }
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
