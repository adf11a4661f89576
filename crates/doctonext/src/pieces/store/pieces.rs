//! Documents.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, PgExecutor};

use crate::sealing::Sealed;

/// A document, without its content. No `Debug`.
#[derive(Clone, sqlx::FromRow)]
pub(in crate::pieces) struct Piece {
    pub(in crate::pieces) id: String,
    pub(in crate::pieces) user_id: String,
    pub(in crate::pieces) kind: String,
    pub(in crate::pieces) naming: Sealed,
    pub(in crate::pieces) media_type: String,
    pub(in crate::pieces) bytes: i32,
    pub(in crate::pieces) file: String,
    pub(in crate::pieces) expires_on: Option<NaiveDate>,
    pub(in crate::pieces) added_at: DateTime<Utc>,
    /// Microseconds: says whether another tab changed the row.
    pub(in crate::pieces) version: i64,
}

macro_rules! select_piece {
    ($rest:literal) => {
        concat!(
            "select id, user_id, kind, naming, media_type, bytes, file, expires_on, added_at,
                    (extract(epoch from updated_at) * 1000000)::bigint as version
             from pieces ",
            $rest
        )
    };
}

/// Holds a person until the transaction ends: what they send twice at once is kept one after the other, and
/// whoever changes something of theirs takes this lock first, as erasing does. False when they
/// are gone.
pub(in crate::pieces) async fn lock_owner(db: &mut PgConnection, person: &str) -> sqlx::Result<bool> {
    let found: Option<String> =
        sqlx::query_scalar("select id from users where id = $1 and erased_at is null for update")
            .bind(person)
            .fetch_optional(db)
            .await?;
    Ok(found.is_some())
}

/// How many documents a person keeps and how many bytes they take, one of them left out.
pub(in crate::pieces) async fn weight(
    db: &mut PgConnection,
    person: &str,
    but: Option<&str>,
) -> sqlx::Result<(i64, i64)> {
    sqlx::query_as(
        "select count(*), coalesce(sum(bytes), 0)::bigint from pieces
         where user_id = $1 and id is distinct from $2",
    )
    .bind(person)
    .bind(but)
    .fetch_one(db)
    .await
}

/// The document of a person that holds these very bytes.
pub(in crate::pieces) async fn same_content(
    db: &mut PgConnection,
    person: &str,
    mark: &[u8],
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("select id from pieces where user_id = $1 and content_mark = $2")
        .bind(person)
        .bind(mark)
        .fetch_optional(db)
        .await
}

/// A person's documents, the latest first.
pub(in crate::pieces) async fn pieces(db: impl PgExecutor<'_>, person: &str) -> sqlx::Result<Vec<Piece>> {
    sqlx::query_as(select_piece!("where user_id = $1 order by added_at desc, id desc"))
        .bind(person)
        .fetch_all(db)
        .await
}

/// A document of a person; none for anybody else.
pub(in crate::pieces) async fn piece(
    db: impl PgExecutor<'_>,
    person: &str,
    id: &str,
) -> sqlx::Result<Option<Piece>> {
    sqlx::query_as(select_piece!("where user_id = $1 and id = $2"))
        .bind(person)
        .bind(id)
        .fetch_optional(db)
        .await
}

/// A file to keep.
pub(in crate::pieces) struct NewFile<'a> {
    pub(in crate::pieces) naming: &'a Sealed,
    pub(in crate::pieces) media_type: &'a str,
    pub(in crate::pieces) bytes: i32,
    pub(in crate::pieces) mark: &'a [u8],
    pub(in crate::pieces) file: &'a str,
}

pub(in crate::pieces) async fn add_piece(
    db: &mut PgConnection,
    (id, person): (&str, &str),
    kind: &str,
    it: &NewFile<'_>,
    expires_on: Option<NaiveDate>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into pieces (id, user_id, kind, naming, media_type, bytes, content_mark, file, expires_on, added_at,
                             updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)",
    )
    .bind(id)
    .bind(person)
    .bind(kind)
    .bind(it.naming)
    .bind(it.media_type)
    .bind(it.bytes)
    .bind(it.mark)
    .bind(it.file)
    .bind(expires_on)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Puts another file in the place of one.
pub(in crate::pieces) async fn set_file(
    db: &mut PgConnection,
    id: &str,
    it: &NewFile<'_>,
    expires_on: Option<NaiveDate>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update pieces set naming = $2, media_type = $3, bytes = $4, content_mark = $5, file = $6, expires_on = $7,
                           added_at = $8, updated_at = greatest($8, updated_at + interval '1 microsecond')
         where id = $1",
    )
    .bind(id)
    .bind(it.naming)
    .bind(it.media_type)
    .bind(it.bytes)
    .bind(it.mark)
    .bind(it.file)
    .bind(expires_on)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Changes what a document is called and when it ends, unless it changed since its page was shown; false then.
pub(in crate::pieces) async fn set_words(
    db: &mut PgConnection,
    (id, version): (&str, i64),
    kind: &str,
    naming: &Sealed,
    expires_on: Option<NaiveDate>,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update pieces set kind = $2, naming = $3, expires_on = $4,
                           updated_at = greatest($5, updated_at + interval '1 microsecond')
         where id = $1 and (extract(epoch from updated_at) * 1000000)::bigint = $6",
    )
    .bind(id)
    .bind(kind)
    .bind(naming)
    .bind(expires_on)
    .bind(now)
    .bind(version)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Forgets a document; gives the key of its file.
pub(in crate::pieces) async fn remove_piece(
    db: &mut PgConnection,
    person: &str,
    id: &str,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("delete from pieces where user_id = $1 and id = $2 returning file")
        .bind(person)
        .bind(id)
        .fetch_optional(db)
        .await
}
