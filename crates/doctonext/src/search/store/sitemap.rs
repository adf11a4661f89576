//! What search engines are told of: every visible listing that is not confidential.

use chrono::{DateTime, Utc};
use sqlx::PgPool;

/// Numbers in one sitemap file. The protocol admits 50,000 addresses; fewer keep the work of a request short.
const PER_FILE: i64 = 2_000;

/// Type, profession, region and department of every cell of the cube that holds a listing; some 12,000 at most.
pub(in crate::search) async fn cube_cells(db: &PgPool) -> sqlx::Result<Vec<(i16, i16, i16, i16)>> {
    sqlx::query_as(
        "select listing_type, profession, region, department from listing_counts
         group by listing_type, profession, region, department having sum(n) > 0",
    )
    .fetch_all(db)
    .await
}

/// Numbers of the sitemap files that hold at least one listing may be found in `0..n`.
pub async fn sitemap_files(db: &PgPool) -> sqlx::Result<i64> {
    let last: Option<i64> = sqlx::query_scalar("select max(lid) from listing_search").fetch_one(db).await?;
    Ok(last.map_or(0, |lid| lid / PER_FILE + 1))
}

/// Id, title and date of the listings of one file: a range of numbers, so that a file costs the same at any depth
/// and a listing never changes files.
pub async fn sitemap_listings(db: &PgPool, file: i64) -> sqlx::Result<Vec<(String, String, DateTime<Utc>)>> {
    sqlx::query_as(
        "select s.listing_id, s.card->>'title', s.published_at
         from listing_search s
         where s.lid >= $1 and s.lid < $2
           and not coalesce((s.card->>'confidential')::boolean, false)
         order by s.lid",
    )
    .bind(file.saturating_mul(PER_FILE))
    .bind(file.saturating_add(1).saturating_mul(PER_FILE))
    .fetch_all(db)
    .await
}
