//! What search engines are told of: every visible listing that is not confidential.

use chrono::{DateTime, Utc};
use sqlx::PgPool;

/// Numbers in one sitemap file. The protocol admits 50,000 addresses; fewer keep the work of a request short.
const PER_FILE: i64 = 10_000;

/// What search engines may be told of at the hour `$2`: numbers go by files of `$1`.
macro_rules! told {
    () => {
        "(s.expires_at is null or s.expires_at > $2) and not coalesce((s.card->>'confidential')::boolean, false)"
    };
}

/// Type, profession, region and department of every cell of the cube that holds a listing; some 12,000 at most.
pub(in crate::search) async fn cube_cells(db: &PgPool) -> sqlx::Result<Vec<(i16, i16, i16, i16)>> {
    sqlx::query_as(
        "select listing_type, profession, region, department from listing_counts
         group by listing_type, profession, region, department having sum(n) > 0",
    )
    .fetch_all(db)
    .await
}

/// Numbers of the sitemap files that hold a listing. Numbers of listings are burnt whenever one is projected anew, so that most
/// files would be empty: the index of numbers is descended once for each file that is not, however many listings there are.
pub async fn sitemap_files(db: &PgPool, now: DateTime<Utc>) -> sqlx::Result<Vec<i64>> {
    sqlx::query_scalar(concat!(
        "with recursive files (file) as (
             (select s.lid / $1 from listing_search s where ",
        told!(),
        " order by s.lid limit 1)
             union all
             select (select s.lid / $1 from listing_search s where s.lid >= (f.file + 1) * $1 and ",
        told!(),
        " order by s.lid limit 1)
             from files f where f.file is not null
         )
         select file from files where file is not null order by file"
    ))
    .bind(PER_FILE)
    .bind(now)
    .fetch_all(db)
    .await
}

/// Id, title and date of the listings of one file: a range of numbers, so that a file costs the same at any depth
/// and a listing never changes files.
pub async fn sitemap_listings(
    db: &PgPool,
    file: i64,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<(String, String, DateTime<Utc>)>> {
    sqlx::query_as(concat!(
        "select s.listing_id, s.card->>'title', s.published_at
         from listing_search s
         where s.lid >= $3 * $1 and s.lid < ($3 + 1) * $1 and ",
        told!(),
        " order by s.lid"
    ))
    .bind(PER_FILE)
    .bind(now)
    .bind(file)
    .fetch_all(db)
    .await
}
