//! What has served its time. Each statement removes so many rows at most, and counts those that are due.

use chrono::{DateTime, Utc};
use sqlx::PgPool;

use crate::personal_data::Swept;

/// Sessions that ended by then.
pub async fn sweep_sessions(db: &PgPool, before: DateTime<Utc>, most: i64) -> sqlx::Result<Swept> {
    let statement = "with due as (select id from sessions where expires_at <= $1),
              gone as (delete from sessions where id in (select id from due limit $2) returning 1)
         select (select count(*) from gone), (select count(*) from due)";
    swept(db, statement, before, most).await
}

/// Proofs that can prove nothing any more, invitations that nobody answered among them.
pub async fn sweep_proofs(db: &PgPool, before: DateTime<Utc>, most: i64) -> sqlx::Result<Swept> {
    let statement = "with due as (select id from verifications where expires_at <= $1),
              gone as (delete from verifications where id in (select id from due limit $2) returning 1)
         select (select count(*) from gone), (select count(*) from due)";
    swept(db, statement, before, most).await
}

/// Counters whose window began by then.
pub async fn sweep_tries(db: &PgPool, before: DateTime<Utc>, most: i64) -> sqlx::Result<Swept> {
    let statement = "with due as (select subject from attempts where began_at <= $1),
              gone as (delete from attempts where subject in (select subject from due limit $2) returning 1)
         select (select count(*) from gone), (select count(*) from due)";
    swept(db, statement, before, most).await
}

/// Browsers that were last seen by then.
pub async fn sweep_devices(db: &PgPool, before: DateTime<Utc>, most: i64) -> sqlx::Result<Swept> {
    let statement = "with due as (select user_id, device from known_devices where last_seen_at <= $1),
              gone as (delete from known_devices
                       where (user_id, device) in (select user_id, device from due limit $2) returning 1)
         select (select count(*) from gone), (select count(*) from due)";
    swept(db, statement, before, most).await
}

async fn swept(
    db: &PgPool,
    statement: &'static str,
    before: DateTime<Utc>,
    most: i64,
) -> sqlx::Result<Swept> {
    sqlx::query_as(statement).bind(before).bind(most).fetch_one(db).await.map(Swept::of)
}
