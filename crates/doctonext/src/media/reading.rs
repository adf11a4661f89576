//! Files of a listing for the room that shows them to chosen readers: it decides who may, and writes it down.

use bytes::Bytes;
use sqlx::PgExecutor;
use zeroize::Zeroizing;

use super::{
    file::Kind,
    prepare,
    store::{self, Row},
};
use crate::{app::App, failure::Failure};

/// A document that is ready. No `Debug`: its name may say whose it is.
#[derive(Clone)]
pub struct Paper {
    /// `listing_media.id`.
    pub id: String,
    /// As its owner called it.
    pub name: String,
    key: String,
}

/// A photograph that is ready.
#[derive(Debug, Clone)]
pub struct Photograph {
    /// `listing_media.id`.
    pub id: String,
    /// What its owner says of it.
    pub caption: Option<String>,
    /// Pixels.
    pub width: i32,
    /// Pixels.
    pub height: i32,
}

fn is_ready(row: &Row, kind: Kind) -> bool {
    row.state == "ready" && row.file_type.as_deref() == Some(kind.code())
}

fn as_paper(row: Row) -> Option<Paper> {
    let key = row.upload_key.clone().filter(|_| is_ready(&row, Kind::Document))?;
    Some(Paper { name: row.file_name.unwrap_or_else(|| "Document".to_owned()), id: row.id, key })
}

/// The documents of a listing, in their order.
pub async fn papers_of(db: impl PgExecutor<'_>, listing: &str) -> sqlx::Result<Vec<Paper>> {
    Ok(store::of_listing(db, listing).await?.into_iter().filter_map(as_paper).collect())
}

/// A document of a listing.
pub async fn paper(db: impl PgExecutor<'_>, listing: &str, id: &str) -> sqlx::Result<Option<Paper>> {
    Ok(store::find(db, id).await?.filter(|it| it.listing_id == listing).and_then(as_paper))
}

/// The content of a document.
pub async fn open_paper(app: &App, paper: &Paper) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let sealed = app.files.get(&paper.key).await.map_err(Failure::broken)?.ok_or(Failure::NotFound)?;
    prepare::open(app, &paper.id, &sealed).await
}

/// The photographs of a listing, in their order.
pub async fn photographs_of(db: impl PgExecutor<'_>, listing: &str) -> sqlx::Result<Vec<Photograph>> {
    let rows = store::of_listing(db, listing).await?;
    let photographs = rows.into_iter().filter(|it| is_ready(it, Kind::Photograph) && it.name.is_some());
    Ok(photographs
        .map(|it| Photograph {
            id: it.id,
            caption: it.caption,
            width: it.width.unwrap_or(960),
            height: it.height.unwrap_or(720),
        })
        .collect())
}

/// A photograph of a listing as a JPEG, in its largest size; none when it is not one of its own, or lost.
pub async fn open_photograph(app: &App, listing: &str, id: &str) -> Result<Option<Bytes>, Failure> {
    let row = store::find(&app.db, id).await?;
    let row =
        row.filter(|it| it.listing_id == listing && is_ready(it, Kind::Photograph) && it.name.is_some());
    match row.and_then(|it| it.upload_key) {
        Some(key) => app.files.get(&key).await.map_err(Failure::broken),
        None => Ok(None),
    }
}
