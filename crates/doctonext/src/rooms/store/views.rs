//! What was read, and what a room knows of documents.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor};

/// A line of the log.
#[derive(Clone, sqlx::FromRow)]
pub(in crate::rooms) struct View {
    pub(in crate::rooms) id: i64,
    pub(in crate::rooms) viewer_id: Option<String>,
    pub(in crate::rooms) at: DateTime<Utc>,
    pub(in crate::rooms) what: String,
    pub(in crate::rooms) media_id: Option<String>,
    pub(in crate::rooms) document_hash: Option<Vec<u8>>,
    pub(in crate::rooms) page: Option<i16>,
    pub(in crate::rooms) browser: String,
    pub(in crate::rooms) network: String,
}

/// A line to write.
pub(in crate::rooms) struct NewView<'a> {
    pub(in crate::rooms) request_id: &'a str,
    pub(in crate::rooms) viewer_id: &'a str,
    pub(in crate::rooms) what: &'a str,
    pub(in crate::rooms) media_id: Option<&'a str>,
    pub(in crate::rooms) document_hash: Option<&'a [u8]>,
    pub(in crate::rooms) page: Option<i16>,
    pub(in crate::rooms) network: &'a str,
    pub(in crate::rooms) browser: &'a str,
}

pub(in crate::rooms) async fn add_view(
    db: impl PgExecutor<'_>,
    it: &NewView<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into room_views (request_id, viewer_id, at, what, media_id, document_hash, page, network, browser)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(it.request_id)
    .bind(it.viewer_id)
    .bind(now)
    .bind(it.what)
    .bind(it.media_id)
    .bind(it.document_hash)
    .bind(it.page)
    .bind(it.network)
    .bind(it.browser)
    .execute(db)
    .await?;
    Ok(())
}

/// What was read of a listing's room, the latest first, before a line.
pub(in crate::rooms) async fn views_for(
    db: impl PgExecutor<'_>,
    listing: &str,
    before: Option<i64>,
    most: i64,
) -> sqlx::Result<Vec<View>> {
    sqlx::query_as(
        "select v.id, v.viewer_id, v.at, v.what, v.media_id, v.document_hash, v.page, v.browser, v.network
         from room_views v join room_requests r on r.id = v.request_id
         where r.listing_id = $1 and ($2::bigint is null or v.id < $2) order by v.id desc limit $3",
    )
    .bind(listing)
    .bind(before)
    .bind(most)
    .fetch_all(db)
    .await
}

/// What was read under a request, the latest first.
pub(in crate::rooms) async fn views_under(
    db: impl PgExecutor<'_>,
    request: &str,
    before: Option<i64>,
    most: i64,
) -> sqlx::Result<Vec<View>> {
    sqlx::query_as(
        "select id, viewer_id, at, what, media_id, document_hash, page, browser, network
         from room_views where request_id = $1 and ($2::bigint is null or id < $2) order by id desc limit $3",
    )
    .bind(request)
    .bind(before)
    .bind(most)
    .fetch_all(db)
    .await
}

/// What a room knows of a document.
#[derive(Clone, Copy, Default, sqlx::FromRow)]
pub(in crate::rooms) struct DocumentTerms {
    pub(in crate::rooms) may_download: bool,
    pub(in crate::rooms) pages: Option<i16>,
}

pub(in crate::rooms) async fn document_terms(
    db: impl PgExecutor<'_>,
    media: &str,
) -> sqlx::Result<DocumentTerms> {
    let found: Option<DocumentTerms> =
        sqlx::query_as("select may_download, pages from room_documents where media_id = $1")
            .bind(media)
            .fetch_optional(db)
            .await?;
    Ok(found.unwrap_or_default())
}

/// Lets a document be downloaded, or no more.
pub(in crate::rooms) async fn set_download(
    db: &mut PgConnection,
    media: &str,
    may_download: bool,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into room_documents (media_id, may_download) values ($1, $2)
         on conflict (media_id) do update set may_download = excluded.may_download",
    )
    .bind(media)
    .bind(may_download)
    .execute(db)
    .await?;
    Ok(())
}

pub(in crate::rooms) async fn set_pages(
    db: impl PgExecutor<'_>,
    media: &str,
    pages: i16,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into room_documents (media_id, pages) values ($1, $2)
         on conflict (media_id) do update set pages = excluded.pages",
    )
    .bind(media)
    .bind(pages)
    .execute(db)
    .await?;
    Ok(())
}
