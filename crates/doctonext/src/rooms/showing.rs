//! Pages on their way to a reader: opened, drawn under the reader's name, written down, in this order.

use chrono::{DateTime, Utc};
use platform::french;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use zeroize::Zeroizing;

use super::{
    door::Reader,
    store::{self, NewView},
};
use crate::{
    accounts::SignedIn,
    app::App,
    drawing::{self, DrawingError},
    failure::Failure,
    media::{self, Paper},
    verification,
};

const PDF: &str = "application/pdf";

/// A document that somebody may read, opened.
pub(super) struct Open {
    bytes: Zeroizing<Vec<u8>>,
    media_type: String,
}

impl Open {
    pub(super) fn new(bytes: Zeroizing<Vec<u8>>, media_type: &str) -> Self {
        Self { bytes, media_type: media_type.to_owned() }
    }

    pub(super) async fn of_paper(app: &App, paper: &Paper) -> Result<Self, Failure> {
        Ok(Self::new(media::open_paper(app, paper).await?, PDF))
    }

    pub(super) fn hash(&self) -> [u8; 32] {
        Sha256::digest(&self.bytes[..]).into()
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// How many pages can be shown; 0 when none can.
    pub(super) async fn count_pages(&self) -> Result<u16, Failure> {
        match drawing::count_pages(&self.bytes, &self.media_type).await {
            Ok(count) => Ok(count),
            Err(DrawingError::Unreadable) => Ok(0),
            Err(error @ DrawingError::Unable) => Err(Failure::broken(error)),
        }
    }

    /// A page as a picture with these words across it.
    pub(super) async fn draw(&self, page: u16, mark: &str) -> Result<Vec<u8>, Failure> {
        drawing::page(&self.bytes, &self.media_type, page, mark).await.map_err(|error| match error {
            DrawingError::Unreadable => Failure::NotFound,
            DrawingError::Unable => Failure::broken(error),
        })
    }
}

/// A document of a listing; none when it is not one of its own.
pub(super) async fn paper(db: &mut PgConnection, listing: &str, media: &str) -> Result<Paper, Failure> {
    let known = media.len() <= 64 && !media.contains('\0');
    let found = if known { media::paper(db, listing, media).await? } else { None };
    found.ok_or(Failure::NotFound)
}

/// How many pages of a document can be shown: counted once.
pub(super) async fn pages_of(app: &App, paper: &Paper) -> Result<u16, Failure> {
    let known = store::document_terms(&app.db, &paper.id).await?.pages;
    if let Some(pages) = known.and_then(|it| u16::try_from(it).ok()) {
        return Ok(pages);
    }
    let pages = Open::of_paper(app, paper).await?.count_pages().await?;
    store::set_pages(&app.db, &paper.id, i16::try_from(pages).unwrap_or(i16::MAX)).await?;
    Ok(pages)
}

/// « Zoë Lefort — RPPS •••140 — 2 mars 2026 à 10 h 00 ».
pub(super) async fn mark(app: &App, who: &SignedIn, now: DateTime<Utc>) -> Result<String, Failure> {
    let mut db = app.db.acquire().await?;
    let number = verification::number_hint(app, &mut db, &who.person.id).await?;
    let parts = [Some(who.person.name.clone()), number, Some(french::moment(now))];
    Ok(parts.into_iter().flatten().collect::<Vec<_>>().join(" — "))
}

/// What was shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'a> {
    pub(super) what: &'static str,
    pub(super) media: &'a str,
    pub(super) hash: Option<&'a [u8]>,
    pub(super) page: Option<u16>,
}

/// Writes down what somebody is about to be shown. When it cannot be written down, it is not shown.
pub(super) async fn note(
    app: &App,
    request: &str,
    reader: &Reader<'_>,
    seen: Seen<'_>,
) -> Result<(), Failure> {
    let view = NewView {
        request_id: request,
        viewer_id: reader.id,
        what: seen.what,
        media_id: Some(seen.media),
        document_hash: seen.hash,
        page: seen.page.and_then(|it| i16::try_from(it).ok()),
        network: &reader.network,
        browser: &reader.browser,
    };
    Ok(store::add_view(&app.db, &view, app.clock.now()).await?)
}
