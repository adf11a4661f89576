//! Files to remove.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};

pub(in crate::privacy) async fn doom(
    db: &mut PgConnection,
    keys: &[String],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
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

pub(in crate::privacy) async fn doomed(db: &PgPool, most: i64) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar("select key from file_removals order by asked_at, key limit $1")
        .bind(most)
        .fetch_all(db)
        .await
}

pub(in crate::privacy) async fn spare(db: &PgPool, key: &str) -> sqlx::Result<()> {
    sqlx::query("delete from file_removals where key = $1").bind(key).execute(db).await?;
    Ok(())
}

pub(in crate::privacy) async fn count_doomed(db: &PgPool) -> sqlx::Result<i64> {
    sqlx::query_scalar("select count(*) from file_removals").fetch_one(db).await
}
