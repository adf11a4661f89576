//! Who opened what by a link.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor, PgPool};

use crate::{personal_data::Swept, sealing::Sealed};

/// An opening to write down.
pub(in crate::pieces) struct NewOpening<'a> {
    pub(in crate::pieces) user_id: &'a str,
    pub(in crate::pieces) share_id: &'a str,
    pub(in crate::pieces) piece_id: Option<&'a str>,
    /// `page`, `viewed` or `downloaded`.
    pub(in crate::pieces) act: &'a str,
    /// Shortened.
    pub(in crate::pieces) network: &'a str,
    pub(in crate::pieces) browser: &'a str,
}

pub(in crate::pieces) async fn add_opening(
    db: &mut PgConnection,
    it: &NewOpening<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into piece_openings (user_id, share_id, piece_id, at, act, network, browser)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(it.user_id)
    .bind(it.share_id)
    .bind(it.piece_id)
    .bind(now)
    .bind(it.act)
    .bind(it.network)
    .bind(it.browser)
    .execute(db)
    .await?;
    Ok(())
}

/// An opening, as the owner sees it. No `Debug`.
#[derive(Clone, sqlx::FromRow)]
pub(in crate::pieces) struct Opening {
    pub(in crate::pieces) id: i64,
    pub(in crate::pieces) at: DateTime<Utc>,
    pub(in crate::pieces) act: String,
    pub(in crate::pieces) network: String,
    pub(in crate::pieces) browser: String,
    pub(in crate::pieces) share_id: String,
    pub(in crate::pieces) reader: Sealed,
    pub(in crate::pieces) piece_id: Option<String>,
}

/// What was opened of a person's documents, the latest first, so many at most, before one of them.
pub(in crate::pieces) async fn openings(
    db: impl PgExecutor<'_>,
    person: &str,
    before: Option<i64>,
    most: i64,
) -> sqlx::Result<Vec<Opening>> {
    sqlx::query_as(
        "select o.id, o.at, o.act, o.network, o.browser, o.share_id, s.reader, o.piece_id
         from piece_openings o join piece_shares s on s.id = o.share_id
         where o.user_id = $1 and ($2::bigint is null or o.id < $2) order by o.id desc limit $3",
    )
    .bind(person)
    .bind(before)
    .bind(most)
    .fetch_all(db)
    .await
}

/// Removes openings of before then, so many at most.
pub async fn sweep_openings(db: &PgPool, before: DateTime<Utc>, most: i64) -> sqlx::Result<Swept> {
    sqlx::query_as(
        "with due as (select id from piece_openings where at <= $1),
              few as (select id from due limit $2),
              done as (delete from piece_openings o using few where o.id = few.id returning 1)
         select (select count(*) from done), (select count(*) from due)",
    )
    .bind(before)
    .bind(most)
    .fetch_one(db)
    .await
    .map(Swept::of)
}
