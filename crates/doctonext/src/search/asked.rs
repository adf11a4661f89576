//! A search as it was asked, and what was made of it. Pure.

use chrono::{DateTime, Utc};
use platform::clock::today_in_paris;

use super::{
    Criteria,
    cursor::Cursor,
    understood::{Understood, understand},
};
use crate::territory::Gazetteer;

/// A search as asked, and what to say about it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked {
    /// What is searched for: what was chosen, and what the text was understood to name.
    pub criteria: Criteria,
    /// What was chosen, with the text as it was typed: what addresses carry.
    pub typed: Criteria,
    /// What the text was understood to name.
    pub(super) understood: Understood,
    /// The text before its typing errors were set right; none when nothing was.
    pub mistyped: Option<String>,
    /// Where the page begins; none for the first.
    pub after: Option<Cursor>,
    /// Listings on the page.
    pub limit: u16,
    /// What the visitor typed as a place, to give it back.
    pub place: String,
    /// A sentence for each thing that was left out.
    pub notes: Vec<String>,
}

impl Asked {
    /// Searches for another spelling of the text; what was typed is remembered.
    pub(super) fn set_right(&mut self, right: String, gazetteer: &Gazetteer, now: DateTime<Utc>) {
        self.mistyped = self.typed.text.replace(right);
        self.understand(gazetteer, now);
    }

    /// Reads the text for what it names.
    pub(super) fn understand(&mut self, gazetteer: &Gazetteer, now: DateTime<Utc>) {
        (self.criteria, self.understood) = understand(&self.typed, gazetteer, today_in_paris(now));
    }
}
