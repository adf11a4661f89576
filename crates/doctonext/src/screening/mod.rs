//! Automatic rules: words, patterns, e-mail domains and networks that the team writes as data, and texts that read like another.
//!
//! Owns `screening_versions`, `screening_flags` and `listing_fingerprints`. A rule decides nothing: a text that it finds goes
//! to a person first ([`screen`]); domains and networks keep new accounts out ([`bars_address`], [`bars_network`]). Versions are written, tried and put in
//! force by `moderation`; one that was in force is never changed.

mod engine;
mod fingerprint;
mod rule;
mod store;
#[cfg(test)]
mod tests;
mod versions;

pub use engine::{Engine, Hit};
pub use fingerprint::{Fingerprint, NEAR};
pub use rule::{Fault, Kind, MOST_RULES, Rule, read_lines, written_lines};
pub use store::{Alike, Flag, Version, active, alike, draft, flags, history, remember, unread};
pub use versions::{ActivationError, Tried, activate, keep_draft, note_trial};

use std::{borrow::Cow, net::IpAddr};

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::trades::ListingStatus;

/// What the team calls the rule that finds the text of somebody else.
pub const COPY: &str = "copy";
/// What the team calls the rule that finds a picture of somebody else.
pub const PICTURE: &str = "picture";

/// A text to be read by the rules.
#[derive(Clone, Copy)]
pub struct Text<'a> {
    /// `listings.id`.
    pub listing: &'a str,
    /// `users.id` of its author.
    pub author: &'a str,
    /// As it will be read.
    pub title: &'a str,
    /// As it will be read.
    pub body: &'a str,
    /// Whatever else its author typed in words and visitors read, each in a line of its own. The rules read it; copies are told
    /// by title and body alone.
    pub others: &'a str,
    /// A listing of somebody else with one of its pictures.
    pub same_picture: Option<&'a str>,
}

/// Reads a text that is about to be published, keeps why it deserves a look, and says whether it does. In the transaction of
/// the publication.
pub async fn screen(db: &mut PgConnection, text: Text<'_>, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let mut found = Vec::new();
    if let Some(version) = store::active(&mut *db).await? {
        let hits = engine::ready(&version.rules.0).read(text.title, &read_together(text.body, text.others));
        found.extend(hits.into_iter().map(|it| (it.rule, it.words, Some(version.number))));
    }
    let print = Fingerprint::of(text.title, text.body);
    if let Some(print) = print {
        store::remember(&mut *db, text.listing, print, now).await?;
        let others = store::alike(&mut *db, text.listing, print).await?;
        let copied = others.into_iter().find(|it| {
            // One's own words again are no copy, unless the team took them away.
            it.was_published && (it.owner != text.author || it.status == ListingStatus::Removed.code())
        });
        found.extend(copied.map(|it| (COPY.to_owned(), it.listing, None)));
    }
    found.extend(text.same_picture.map(|it| (PICTURE.to_owned(), it.to_owned(), None)));
    store::set_flags(db, text.listing, &found, now).await?;
    Ok(!found.is_empty())
}

/// The text of a listing and whatever else visitors read of it, as the rules read them: in earnest and on trial.
#[must_use]
pub fn read_together<'a>(body: &'a str, others: &str) -> Cow<'a, str> {
    if others.is_empty() { Cow::Borrowed(body) } else { Cow::Owned(format!("{body}\n{others}")) }
}

/// Forgets what was found in listings and how they read.
pub async fn forget(db: &mut PgConnection, listings: &[String]) -> sqlx::Result<()> {
    store::forget(db, listings).await
}

/// Whether new accounts may not be made from this address of the network.
pub async fn bars_network(db: &mut PgConnection, address: IpAddr) -> sqlx::Result<bool> {
    let version = store::active(db).await?;
    Ok(version.is_some_and(|it| it.rules.0.iter().any(|rule| rule.covers(address))))
}

/// Whether new accounts may not be made with this address: its domain, or one above it, is in the rules in force.
pub async fn bars_address(db: &mut PgConnection, email: &str) -> sqlx::Result<bool> {
    let Some((_, host)) = email.rsplit_once('@') else { return Ok(false) };
    let version = store::active(db).await?;
    Ok(version.is_some_and(|it| it.rules.0.iter().any(|rule| rule.bars(host))))
}
