//! Pages on their way to a reader: opened, drawn under the reader's name, written down, in this order.

use std::sync::Arc;

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
    drawing::{self, Busy, DrawingError, Turn},
    failure::Failure,
    media::{self, Paper},
    verification,
};

/// Characters of a name on pages.
const LONGEST_NAME: usize = 60;
/// Characters that tell a request from the others of its room.
const END_OF_SUBJECT: usize = 12;
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

    /// How many pages can be shown; 0 when none ever can.
    pub(super) async fn count_pages(&self, turn: &Turn) -> Result<u16, Failure> {
        match drawing::count_pages(turn, &self.bytes, &self.media_type).await {
            Ok(count) => Ok(count),
            Err(DrawingError::Unreadable) => Ok(0),
            Err(error) => Err(not_now(error)),
        }
    }

    /// A page as a picture with these words across it.
    pub(super) async fn draw(&self, turn: &Turn, page: u16, mark: &str) -> Result<Vec<u8>, Failure> {
        let drawn = drawing::page(turn, &self.bytes, &self.media_type, page, mark).await;
        drawn.map_err(|error| match error {
            DrawingError::Unreadable => Failure::NotFound,
            error => not_now(error),
        })
    }
}

fn not_now(error: DrawingError) -> Failure {
    match error {
        DrawingError::Late => Failure::Unavailable(Arc::new(error.into())),
        error => Failure::broken(error),
    }
}

/// A turn to draw, before anything is opened.
pub(super) async fn turn(app: &App, who: &SignedIn) -> Result<Turn, Failure> {
    app.drawings.turn(&who.person.id).await.map_err(|busy| match busy {
        Busy::Person => Failure::TooMany(
            "Plusieurs pages se préparent déjà pour vous. Attendez un instant, puis rechargez la page."
                .to_owned(),
        ),
        Busy::House => Failure::Unavailable(Arc::new(busy.into())),
    })
}

/// A document of a listing; none when it is not one of its own.
pub(super) async fn paper(db: &mut PgConnection, listing: &str, media: &str) -> Result<Paper, Failure> {
    let known = media.len() <= 64 && !media.contains('\0');
    let found = if known { media::paper(db, listing, media).await? } else { None };
    found.ok_or(Failure::NotFound)
}

/// How many pages of a document can be shown: counted once. What could not be counted in time is counted the next time.
pub(super) async fn pages_of(app: &App, who: &SignedIn, paper: &Paper) -> Result<u16, Failure> {
    let known = store::document_terms(&app.db, &paper.id).await?.pages;
    if let Some(pages) = known.and_then(|it| u16::try_from(it).ok()) {
        return Ok(pages);
    }
    let turn = turn(app, who).await?;
    let pages = Open::of_paper(app, paper).await?.count_pages(&turn).await?;
    store::set_pages(&app.db, &paper.id, i16::try_from(pages).unwrap_or(i16::MAX)).await?;
    Ok(pages)
}

/// « RPPS •••140 — 2 mars 2026 à 10 h 00 — Zoë Lefort »: a long name cuts itself, and one that no page can bear is replaced by
/// the end of the request, or of the listing that its owner looks at.
pub(super) async fn mark(
    app: &App,
    who: &SignedIn,
    subject: &str,
    now: DateTime<Utc>,
) -> Result<String, Failure> {
    let mut db = app.db.acquire().await?;
    let number = verification::number_hint(app, &mut db, &who.person.id).await?;
    let parts = [number, Some(french::moment(now)), Some(name_on_pages(&who.person.name, subject))];
    Ok(parts.into_iter().flatten().collect::<Vec<_>>().join(" — "))
}

fn name_on_pages(name: &str, subject: &str) -> String {
    if drawing::can_be_written(name) {
        return name.chars().take(LONGEST_NAME).collect();
    }
    let from = subject.char_indices().rev().nth(END_OF_SUBJECT - 1).map_or(0, |(at, _)| at);
    format!("dossier {}", &subject[from..])
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut_and_one_that_no_page_bears_is_replaced() {
        assert_eq!(name_on_pages("Zoë Lefort", "0199c0de"), "Zoë Lefort");
        assert_eq!(name_on_pages(&"é".repeat(100), "0199c0de").chars().count(), 60);
        assert_eq!(name_on_pages("李小龍", "0199c0de-1111-7abc-8def-0123456789ab"), "dossier 0123456789ab");
        assert_eq!(name_on_pages("李小龍", "court"), "dossier court");
    }
}
