//! What lies sealed of confidential listings, its log, and the areas that stand for them.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor, PgPool};

use crate::{listings::confidential::ExactReading, personal_data::Swept, sealing::Sealed};

/// The area of a listing, and the trade that it was chosen for.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(in crate::listings) struct AreaRow {
    pub(in crate::listings) profession: Option<String>,
    pub(in crate::listings) specialty: Option<String>,
    pub(in crate::listings) area_level: Option<String>,
    pub(in crate::listings) area_code: Option<String>,
    pub(in crate::listings) area_practitioners: Option<i32>,
}

pub(in crate::listings) async fn area_of(
    db: impl PgExecutor<'_>,
    listing: &str,
) -> sqlx::Result<Option<AreaRow>> {
    sqlx::query_as(
        "select l.profession, l.specialty, p.area_level, p.area_code, p.area_practitioners
         from listings l join listing_locations p on p.listing_id = l.id where l.id = $1",
    )
    .bind(listing)
    .fetch_optional(db)
    .await
}

pub(in crate::listings) async fn exact(
    db: impl PgExecutor<'_>,
    listing: &str,
) -> sqlx::Result<Option<Sealed>> {
    sqlx::query_scalar("select sealed from listing_exact where listing_id = $1")
        .bind(listing)
        .fetch_optional(db)
        .await
}

pub(in crate::listings) async fn keep_exact(
    db: &mut PgConnection,
    listing: &str,
    sealed: &Sealed,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into listing_exact (listing_id, sealed, sealed_at) values ($1, $2, $3)
         on conflict (listing_id) do update set sealed = excluded.sealed, sealed_at = excluded.sealed_at",
    )
    .bind(listing)
    .bind(sealed)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// A listing that is confidential no more.
pub(in crate::listings) async fn forget_exact(db: &mut PgConnection, listing: &str) -> sqlx::Result<()> {
    sqlx::query("delete from listing_exact where listing_id = $1").bind(listing).execute(&mut *db).await?;
    Ok(())
}

pub(in crate::listings) async fn add_reading(
    db: &mut PgConnection,
    listing: &str,
    reader: &str,
    (what, reason): (&str, &str),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into listing_exact_readings (listing_id, reader_id, at, what, reason) values ($1, $2, $3, $4, $5)",
    )
    .bind(listing)
    .bind(reader)
    .bind(now)
    .bind(what)
    .bind(reason)
    .execute(db)
    .await?;
    Ok(())
}

pub(in crate::listings) async fn readings(
    db: impl PgExecutor<'_>,
    listing: &str,
    most: i64,
) -> sqlx::Result<Vec<ExactReading>> {
    sqlx::query_as(
        "select r.at, r.reader_id as reader, u.name, r.what, r.reason
         from listing_exact_readings r join users u on u.id = r.reader_id
         where r.listing_id = $1 order by r.id desc limit $2",
    )
    .bind(listing)
    .bind(most)
    .fetch_all(db)
    .await
}

/// Confidential listings that lie in clear, after one of them, and whether their owner is made up.
pub(in crate::listings) async fn confidential_in_clear(
    db: &PgPool,
    last: &str,
    limit: i64,
) -> sqlx::Result<Vec<(String, bool)>> {
    sqlx::query_as(
        "select l.id, u.email like '%@demo.doctonext.invalid'
         from listing_locations p join listings l on l.id = p.listing_id join users u on u.id = l.user_id
         where p.visibility = 'area' and l.forgotten_at is null and l.profession is not null and u.erased_at is null
           and l.id > $1 and not exists (select from listing_exact e where e.listing_id = l.id)
         order by l.id limit $2",
    )
    .bind(last)
    .bind(limit)
    .fetch_all(db)
    .await
}

/// Sealed listings after one of them.
pub(in crate::listings) async fn confidential_after(
    db: &PgPool,
    last: &str,
    limit: i64,
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "select listing_id from listing_exact where listing_id > $1 order by listing_id limit $2",
    )
    .bind(last)
    .bind(limit)
    .fetch_all(db)
    .await
}

/// Removes lines of the log that were written by then, so many at most.
pub(in crate::listings) async fn sweep_readings(
    db: &PgPool,
    before: DateTime<Utc>,
    most: i64,
) -> sqlx::Result<Swept> {
    let counts: (i64, i64) = sqlx::query_as(
        "with due as (select id from listing_exact_readings where at <= $1),
              few as (select id from due limit $2),
              done as (delete from listing_exact_readings r using few where r.id = few.id returning 1)
         select (select count(*) from done), (select count(*) from due)",
    )
    .bind(before)
    .bind(most)
    .fetch_one(db)
    .await?;
    Ok(Swept::of(counts))
}
