//! Documents.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, PgExecutor};

/// A document, without its content.
#[derive(Clone, sqlx::FromRow)]
pub(in crate::verification) struct Piece {
    pub(in crate::verification) id: String,
    pub(in crate::verification) user_id: String,
    pub(in crate::verification) kind: String,
    pub(in crate::verification) media_type: String,
    pub(in crate::verification) bytes: i32,
    pub(in crate::verification) file: Option<String>,
    pub(in crate::verification) status: String,
    pub(in crate::verification) uploaded_at: DateTime<Utc>,
    pub(in crate::verification) accepted_until: Option<NaiveDate>,
}

/// A document to keep.
pub(in crate::verification) struct NewPiece<'a> {
    pub(in crate::verification) id: &'a str,
    pub(in crate::verification) user_id: &'a str,
    pub(in crate::verification) review_id: &'a str,
    pub(in crate::verification) kind: &'a str,
    pub(in crate::verification) media_type: &'a str,
    pub(in crate::verification) bytes: i32,
    pub(in crate::verification) sha256: &'a [u8],
    pub(in crate::verification) file: &'a str,
}

pub(in crate::verification) async fn add_piece(
    db: &mut PgConnection,
    it: &NewPiece<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into verification_pieces (id, user_id, review_id, kind, media_type, bytes, sha256, file, uploaded_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(it.id)
    .bind(it.user_id)
    .bind(it.review_id)
    .bind(it.kind)
    .bind(it.media_type)
    .bind(it.bytes)
    .bind(it.sha256)
    .bind(it.file)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// The documents of a case, the first one first.
pub(in crate::verification) async fn pieces_of(
    db: impl PgExecutor<'_>,
    case: &str,
) -> sqlx::Result<Vec<Piece>> {
    sqlx::query_as(
        "select id, user_id, kind, media_type, bytes, file, status, uploaded_at, accepted_until
         from verification_pieces where review_id = $1 order by uploaded_at, id",
    )
    .bind(case)
    .fetch_all(db)
    .await
}

/// Decides every document of a case. Gives how many there were.
pub(in crate::verification) async fn decide_pieces(
    db: &mut PgConnection,
    case: &str,
    status: &str,
    until: Option<NaiveDate>,
    now: DateTime<Utc>,
) -> sqlx::Result<u64> {
    let done = sqlx::query(
        "update verification_pieces set status = $2, accepted_until = $3, decided_at = $4
         where review_id = $1 and status = 'uploaded'",
    )
    .bind(case)
    .bind(status)
    .bind(until)
    .bind(now)
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// Files whose time is over: decided long enough ago.
pub(in crate::verification) async fn files_due(
    db: impl PgExecutor<'_>,
    decided_before: DateTime<Utc>,
    most: i64,
) -> sqlx::Result<Vec<(String, String)>> {
    sqlx::query_as(
        "select id, file from verification_pieces where file is not null and decided_at <= $1 order by decided_at limit $2",
    )
    .bind(decided_before)
    .bind(most)
    .fetch_all(db)
    .await
}

pub(in crate::verification) async fn count_files_due(
    db: impl PgExecutor<'_>,
    decided_before: DateTime<Utc>,
) -> sqlx::Result<i64> {
    sqlx::query_scalar("select count(*) from verification_pieces where file is not null and decided_at <= $1")
        .bind(decided_before)
        .fetch_one(db)
        .await
}

/// Notes that a file is gone.
pub(in crate::verification) async fn forget_file(db: impl PgExecutor<'_>, id: &str) -> sqlx::Result<()> {
    sqlx::query("update verification_pieces set file = null where id = $1").bind(id).execute(db).await?;
    Ok(())
}

/// Ends the documents that were accepted until a day before this one.
pub(in crate::verification) async fn expire_pieces(
    db: impl PgExecutor<'_>,
    today: NaiveDate,
) -> sqlx::Result<u64> {
    let done = sqlx::query(
        "update verification_pieces set status = 'expired' where status = 'accepted' and accepted_until < $1",
    )
    .bind(today)
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}
