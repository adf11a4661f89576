//! Files to remove.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};

pub(super) async fn doom(db: &mut PgConnection, keys: &[String], now: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query(
        "insert into file_removals (key, asked_at) select key, $2 from unnest($1::text[]) as t (key)
         on conflict do nothing",
    )
    .bind(keys)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn doomed(db: &PgPool, now: DateTime<Utc>, most: i64) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar("select key from file_removals where asked_at <= $1 order by asked_at, key limit $2")
        .bind(now)
        .bind(most)
        .fetch_all(db)
        .await
}

pub(super) async fn spare(db: &mut PgConnection, keys: &[String]) -> sqlx::Result<()> {
    sqlx::query("delete from file_removals where key = any($1)").bind(keys).execute(db).await?;
    Ok(())
}

pub(super) async fn count_doomed(db: &PgPool, now: DateTime<Utc>) -> sqlx::Result<i64> {
    sqlx::query_scalar("select count(*) from file_removals where asked_at <= $1")
        .bind(now)
        .fetch_one(db)
        .await
}
