//! Links in letters that answer for a listing without signing in. Mail programs and their guards follow links: a link leads
//! to a page with one button, and the button acts.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use subtle::ConstantTimeEq;

use super::{
    act::transition,
    machine::{Actor, Event},
};
use crate::{
    app::App,
    failure::Failure,
    listings::{refresh, store},
    trades::{ClosingReason, ListingStatus},
};

/// Bytes of the signature in a link.
const SIGNATURE: usize = 16;
/// How long a link answers.
const VALID: TimeDelta = TimeDelta::days(30);

/// What a link says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::listings) enum Answer {
    /// It still holds.
    Holds,
    /// Somebody was found.
    Filled,
}

impl Answer {
    const fn code(self) -> &'static str {
        match self {
            Self::Holds => "oui",
            Self::Filled => "non",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Holds, Self::Filled].into_iter().find(|it| it.code() == code)
    }
}

/// What a link is about, once its signature was right and its time is not over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::listings) struct Asked {
    /// The listing.
    pub(in crate::listings) listing: String,
    /// The answer of the link.
    pub(in crate::listings) answer: Answer,
}

/// The address that gives an answer to what was asked at a moment.
pub(super) fn address(app: &App, listing: &str, answer: Answer, at: DateTime<Utc>) -> String {
    let what = format!("{}.{}.{listing}", answer.code(), at.timestamp());
    let mut token = signature(app, &what);
    token.extend_from_slice(what.as_bytes());
    format!("{}/annonces/reponse/{}", app.settings.public_url, URL_SAFE_NO_PAD.encode(token))
}

fn signature(app: &App, what: &str) -> Vec<u8> {
    app.vault.mac("listing-answer", what.as_bytes())[..SIGNATURE].to_vec()
}

/// Reads a link of ours; none of any other, or of one that is too old.
#[must_use]
pub(in crate::listings) fn read(app: &App, token: &str) -> Option<Asked> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (given, what) = bytes.split_at_checked(SIGNATURE)?;
    let what = std::str::from_utf8(what).ok()?;
    let genuine: bool = signature(app, what).ct_eq(given).into();
    let mut parts = what.splitn(3, '.').filter(|_| genuine);
    let (answer, at, listing) = (parts.next()?, parts.next()?, parts.next()?);
    let at = DateTime::from_timestamp(at.parse().ok()?, 0)?;
    let is_fresh = app.clock.now() - at <= VALID;
    Answer::from_code(answer).filter(|_| is_fresh).map(|answer| Asked { listing: listing.to_owned(), answer })
}

/// Does what a link says. The state after, or none when the listing no longer takes answers.
pub(in crate::listings) async fn give(app: &App, asked: &Asked) -> Result<Option<ListingStatus>, Failure> {
    let mut tx = app.db.begin().await?;
    let Some(life) = store::lock_life(&mut tx, &asked.listing).await? else { return Ok(None) };
    let id = asked.listing.as_str();
    let status = match (asked.answer, life.status()) {
        (Answer::Holds, ListingStatus::Active) => {
            store::confirm(&mut tx, id, app.clock.now()).await?;
            refresh(&mut tx, &app.gazetteer, id, app.clock.now()).await?;
            Some(ListingStatus::Active)
        }
        (Answer::Holds, ListingStatus::Inactive) => {
            transition(app, &mut tx, id, Event::Resume, (Actor::Owner, None, None))
                .await?
                .ok()
                .map(|it| it.status)
        }
        (Answer::Filled, _) => {
            let event = Event::Fill(ClosingReason::Other);
            transition(app, &mut tx, id, event, (Actor::Owner, None, None)).await?.ok().map(|it| it.status)
        }
        (Answer::Holds, _) => None,
    };
    tx.commit().await?;
    Ok(status)
}
