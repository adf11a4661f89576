//! Who accepted which text.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor};

/// Evidence.
#[derive(Clone, sqlx::FromRow)]
pub(in crate::rooms) struct Signed {
    pub(in crate::rooms) text_version: String,
    pub(in crate::rooms) text_hash: Vec<u8>,
    pub(in crate::rooms) accepted_at: DateTime<Utc>,
}

/// Evidence to keep.
pub(in crate::rooms) struct NewSigned<'a> {
    pub(in crate::rooms) id: &'a str,
    pub(in crate::rooms) listing_id: &'a str,
    /// Of a reader.
    pub(in crate::rooms) request_id: Option<&'a str>,
    pub(in crate::rooms) user_id: &'a str,
    pub(in crate::rooms) text_version: &'a str,
    pub(in crate::rooms) text_hash: &'a [u8],
    pub(in crate::rooms) network: &'a str,
    pub(in crate::rooms) browser: &'a str,
}

/// Keeps evidence; what was accepted before stays as it was.
pub(in crate::rooms) async fn add_signed(
    db: &mut PgConnection,
    it: &NewSigned<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into room_undertakings (id, listing_id, request_id, user_id, side, text_version, text_hash, accepted_at,
                                        network, browser)
         values ($1, $2, $3, $4, case when $3::text is null then 'seller' else 'reader' end, $5, $6, $7, $8, $9)
         on conflict do nothing",
    )
    .bind(it.id)
    .bind(it.listing_id)
    .bind(it.request_id)
    .bind(it.user_id)
    .bind(it.text_version)
    .bind(it.text_hash)
    .bind(now)
    .bind(it.network)
    .bind(it.browser)
    .execute(db)
    .await?;
    Ok(())
}

/// What the reader of a request accepted.
pub(in crate::rooms) async fn signed_by_reader(
    db: impl PgExecutor<'_>,
    request: &str,
) -> sqlx::Result<Option<Signed>> {
    sqlx::query_as("select text_version, text_hash, accepted_at from room_undertakings where request_id = $1")
        .bind(request)
        .fetch_optional(db)
        .await
}

/// What an owner accepted for their listing, the latest.
pub(in crate::rooms) async fn signed_by_seller(
    db: impl PgExecutor<'_>,
    listing: &str,
    seller: &str,
) -> sqlx::Result<Option<Signed>> {
    sqlx::query_as(
        "select text_version, text_hash, accepted_at from room_undertakings
         where listing_id = $1 and user_id = $2 and side = 'seller' order by accepted_at desc limit 1",
    )
    .bind(listing)
    .bind(seller)
    .fetch_optional(db)
    .await
}

/// Requests among these whose reader accepted.
pub(in crate::rooms) async fn signed_among(
    db: impl PgExecutor<'_>,
    requests: &[String],
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar("select request_id from room_undertakings where request_id = any($1)")
        .bind(requests)
        .fetch_all(db)
        .await
}
