//! Links that show documents.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, PgExecutor, PgPool};

use crate::{personal_data::Swept, sealing::Sealed};

/// A link, as its owner sees it. No `Debug`.
#[derive(Clone, sqlx::FromRow)]
pub(in crate::pieces) struct Share {
    pub(in crate::pieces) id: String,
    pub(in crate::pieces) user_id: String,
    pub(in crate::pieces) owner_name: String,
    pub(in crate::pieces) reader: Sealed,
    pub(in crate::pieces) may_download: bool,
    pub(in crate::pieces) created_at: DateTime<Utc>,
    pub(in crate::pieces) expires_at: DateTime<Utc>,
    pub(in crate::pieces) revoked_at: Option<DateTime<Utc>>,
    pub(in crate::pieces) pieces: i64,
    pub(in crate::pieces) openings: i64,
}

macro_rules! select_share {
    ($rest:literal) => {
        concat!(
            "select s.id, s.user_id, u.name as owner_name, s.reader, s.may_download, s.created_at, s.expires_at,
                    s.revoked_at,
                    (select count(*) from piece_share_items i where i.share_id = s.id) as pieces,
                    (select count(*) from piece_openings o where o.share_id = s.id and o.act = 'page') as openings
             from piece_shares s join users u on u.id = s.user_id ",
            $rest
        )
    };
}

/// A person's links, the latest first.
pub(in crate::pieces) async fn shares(
    db: impl PgExecutor<'_>,
    person: &str,
    most: i64,
) -> sqlx::Result<Vec<Share>> {
    sqlx::query_as(select_share!("where s.user_id = $1 order by s.created_at desc, s.id desc limit $2"))
        .bind(person)
        .bind(most)
        .fetch_all(db)
        .await
}

/// The link of this mark of a person, whether it is open or not.
pub(in crate::pieces) async fn share_of(
    db: impl PgExecutor<'_>,
    person: &str,
    mark: &[u8],
) -> sqlx::Result<Option<Share>> {
    sqlx::query_as(select_share!("where s.user_id = $1 and s.token_mark = $2"))
        .bind(person)
        .bind(mark)
        .fetch_optional(db)
        .await
}

/// The link of this mark while it is open: not ended, not taken back, its owner not on their way out.
pub(in crate::pieces) async fn live_share(
    db: impl PgExecutor<'_>,
    mark: &[u8],
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Share>> {
    sqlx::query_as(select_share!(
        "where s.token_mark = $1 and s.revoked_at is null and s.expires_at > $2 and u.closing_at is null
               and u.erased_at is null"
    ))
    .bind(mark)
    .bind(now)
    .fetch_optional(db)
    .await
}

/// A link to make.
pub(in crate::pieces) struct NewShare<'a> {
    pub(in crate::pieces) id: &'a str,
    pub(in crate::pieces) user_id: &'a str,
    pub(in crate::pieces) reader: &'a Sealed,
    pub(in crate::pieces) mark: &'a [u8],
    pub(in crate::pieces) may_download: bool,
    pub(in crate::pieces) expires_at: DateTime<Utc>,
}

/// Makes a link to documents of its owner; those of others are left out. Asked again for the same one, it changes nothing.
pub(in crate::pieces) async fn add_share(
    db: &mut PgConnection,
    it: &NewShare<'_>,
    pieces: &[String],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "with made as (
             insert into piece_shares (id, user_id, reader, token_mark, may_download, created_at, expires_at)
             values ($1, $2, $3, $4, $5, $6, $7) on conflict (token_mark) do nothing returning id)
         insert into piece_share_items (share_id, piece_id)
         select made.id, p.id from made, pieces p where p.user_id = $2 and p.id = any($8)",
    )
    .bind(it.id)
    .bind(it.user_id)
    .bind(it.reader)
    .bind(it.mark)
    .bind(it.may_download)
    .bind(now)
    .bind(it.expires_at)
    .bind(pieces)
    .execute(db)
    .await?;
    Ok(())
}

/// Takes a link back; one that is over stays as it is.
pub(in crate::pieces) async fn revoke(
    db: impl PgExecutor<'_>,
    person: &str,
    id: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update piece_shares set revoked_at = $3
         where id = $2 and user_id = $1 and revoked_at is null and expires_at > $3",
    )
    .bind(person)
    .bind(id)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Takes back the links of a person that show nothing any more.
pub(in crate::pieces) async fn revoke_empty(
    db: &mut PgConnection,
    person: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update piece_shares s set revoked_at = $2
         where s.user_id = $1 and s.revoked_at is null and s.expires_at > $2
               and not exists (select from piece_share_items i where i.share_id = s.id)",
    )
    .bind(person)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// A document of a link. No `Debug`.
#[derive(Clone, sqlx::FromRow)]
pub(in crate::pieces) struct SharedPiece {
    pub(in crate::pieces) id: String,
    pub(in crate::pieces) kind: String,
    pub(in crate::pieces) naming: Sealed,
    pub(in crate::pieces) media_type: String,
    pub(in crate::pieces) bytes: i32,
    pub(in crate::pieces) file: String,
    pub(in crate::pieces) expires_on: Option<NaiveDate>,
}

/// The documents of a link.
pub(in crate::pieces) async fn shared_pieces(
    db: impl PgExecutor<'_>,
    share: &str,
) -> sqlx::Result<Vec<SharedPiece>> {
    sqlx::query_as(
        "select p.id, p.kind, p.naming, p.media_type, p.bytes, p.file, p.expires_on
         from piece_share_items i join pieces p on p.id = i.piece_id
         where i.share_id = $1 order by p.kind, p.added_at, p.id",
    )
    .bind(share)
    .fetch_all(db)
    .await
}

/// Removes links that were over by then, so many at most.
pub async fn sweep_shares(db: &PgPool, before: DateTime<Utc>, most: i64) -> sqlx::Result<Swept> {
    sqlx::query_as(
        "with due as (select id from piece_shares where least(expires_at, revoked_at) <= $1),
              few as (select id from due limit $2),
              done as (delete from piece_shares s using few where s.id = few.id returning 1)
         select (select count(*) from done), (select count(*) from due)",
    )
    .bind(before)
    .bind(most)
    .fetch_one(db)
    .await
    .map(Swept::of)
}
