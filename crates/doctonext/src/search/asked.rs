//! A search as it was asked, and what was made of it. Pure.

use chrono::{DateTime, Utc};
use platform::clock::today_in_paris;

use super::{
    AsTyped, Criteria, Sort,
    cursor::Cursor,
    parse::{DEFAULT_RADIUS, VALUES_LIMIT, insert},
    understood::{Kind, Outcome, Recognised, Understood, family, holds, understand},
};
use crate::{
    territory::Gazetteer,
    trades::{Profession, Specialty},
};

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
    /// The search in which no word stays as it is; words that a chosen filter contradicts are gone with their protection. None
    /// where no word is wanted so.
    pub(super) freed: Option<Criteria>,
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

    /// What is searched for, as an address carries it: the words that are left of a text were read already, beside neighbours that
    /// are gone, and stay words.
    pub(crate) fn for_addresses(&self) -> Criteria {
        let mut criteria = self.criteria.clone();
        if criteria.text.is_some() && criteria.text != self.typed.text {
            criteria.as_typed = AsTyped { is_all: true, words: Vec::new() };
        }
        criteria
    }

    /// Reads the text for what it names.
    pub(super) fn understand(&mut self, gazetteer: &Gazetteer, now: DateTime<Utc>) {
        (self.criteria, self.understood) = understand(&self.typed, gazetteer, today_in_paris(now));
        // The text names a place: the view is not searched in, so that no address may carry it.
        if self.criteria.bounds.is_none() {
            self.typed.bounds = None;
        }
    }

    /// Takes what was read for what was chosen, and reads its text. `before` is the text of the page from which it was sent: when
    /// another was typed, what was said of the words of that one is over.
    pub(super) fn understand_form(
        &mut self,
        before: Option<&str>,
        gazetteer: &Gazetteer,
        now: DateTime<Utc>,
    ) {
        self.typed = std::mem::take(&mut self.criteria);
        // A space at the end says that the last word is finished; fields are sent without.
        if before.is_some() && before != self.typed.text.as_deref().map(str::trim_end) {
            self.typed.as_typed = AsTyped::default();
        }
        if let Some(text) = self.typed.text.as_deref() {
            self.typed.as_typed.words.retain(|it| holds(text, it));
        }
        self.understand(gazetteer, now);
    }

    /// Chooses specialties by their words: those of the profession that is chosen or that the text names, else of any. Gives
    /// back the words that nobody knows.
    pub(super) fn take_specialties(
        &mut self,
        values: &[String],
        word: impl Fn(&Specialty) -> &'static str,
        (gazetteer, now): (&Gazetteer, DateTime<Utc>),
    ) -> Vec<String> {
        let of = self.criteria.profession.map(Profession::specialties);
        let elsewhere = if self.typed.profession.is_none() { Specialty::all() } else { &[] };
        let mut unknown = Vec::new();
        for value in values {
            let known = of.into_iter().flatten().chain(elsewhere).find(|it| word(it) == value);
            match known {
                Some(it) => drop(insert(&mut self.typed.specialties, it)),
                None => unknown.push(value.clone()),
            }
        }
        if unknown.len() < values.len() {
            self.understand(gazetteer, now);
        }
        unknown
    }

    /// Decides about what a chosen filter contradicts, once the text was read.
    pub(super) fn settle(&mut self, before: Option<&str>, gazetteer: &Gazetteer, now: DateTime<Utc>) {
        if let Some(text) = self.typed.text.clone() {
            self.settle_words(&text, before, gazetteer, now);
            self.freed = self.freed(gazetteer, now);
        }
        // The usual radius says something only where the text says another.
        if self.typed.radius_km == Some(DEFAULT_RADIUS) && !self.understood.names_radius() {
            self.typed.radius_km = None;
            self.criteria.radius_km = None;
        }
    }

    /// Whoever chose a filter on a page that showed what its text was understood to name has replaced the words that it
    /// contradicts, and sent the text along unchanged. Whoever typed them beside it wants them: they stay words on every page
    /// that follows.
    fn settle_words(&mut self, text: &str, before: Option<&str>, gazetteer: &Gazetteer, now: DateTime<Utc>) {
        while self.understood.overruled().next().is_some() {
            if before == Some(text.trim_end()) {
                // And what was offered in its place: alone it would stand against the filter in its turn.
                let over: Vec<Kind> =
                    self.understood.overruled().map(|it| family(it.meaning.kind())).collect();
                let is_over = |it: &Recognised| match it.outcome {
                    Outcome::Overruled => true,
                    Outcome::Alternative => over.contains(&family(it.meaning.kind())),
                    _ => false,
                };
                self.typed.text = self.understood.without(text, is_over);
                return self.understand(gazetteer, now);
            }
            let known = self.typed.as_typed.words.len();
            let words: Vec<String> = self.understood.overruled().map(|it| it.words.clone()).collect();
            for it in words.into_iter().take(VALUES_LIMIT.saturating_sub(known)) {
                insert(&mut self.typed.as_typed.words, it);
            }
            if self.typed.as_typed.words.len() == known {
                return;
            }
            self.understand(gazetteer, now);
        }
    }

    fn freed(&self, gazetteer: &Gazetteer, now: DateTime<Utc>) -> Option<Criteria> {
        if self.typed.as_typed.words.is_empty() {
            return None;
        }
        let mut free = Criteria { as_typed: AsTyped::default(), ..self.typed.clone() };
        let (_, understood) = understand(&free, gazetteer, today_in_paris(now));
        if understood.overruled().next().is_some() {
            let text = free.text.as_deref().unwrap_or_default();
            free.text = understood.without(text, |it| it.outcome == Outcome::Overruled);
        }
        Some(free)
    }

    /// Who asks for the nearest of no place is told so, once every way to read the text for one was tried.
    pub(super) fn settle_order(&mut self) {
        if self.typed.sort == Sort::Nearest && self.criteria.around.is_none() {
            self.typed.sort = Sort::default();
            self.notes.push("Pour trier par distance, indiquez une commune.".to_owned());
        }
    }
}
