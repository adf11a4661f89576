//! What a text names besides words to look for: « dentiste Lyon 3e » asks for a profession and a place. Pure.
//!
//! Whatever is recognised becomes a filter as if it had been chosen, unless a filter of its kind was chosen already; quoted
//! phrases, refused words (but codes of departments) and words that are wanted as they are (`tel-quel`) stay words.

mod agreeing;
mod codes;
mod days;
mod deciding;
mod denied;
mod kinds;
mod named_after;
mod numbers;
mod old_names;
mod ordinary;
mod places;
mod reading;
mod rest;
mod shown;
mod spot;
mod surroundings;
#[cfg(test)]
mod tests;
mod tokens;
mod told;
mod trades;
mod written_days;

use std::ops;

use chrono::NaiveDate;

pub(super) use self::{denied::family, reading::holds, spot::Spot};
use self::{
    places::Place,
    reading::{Taken, TextReading},
    trades::Trade,
};
use super::{Around, ChosenArea, Criteria, Range, Sort, parse::DEFAULT_RADIUS};
use crate::{territory::Gazetteer, trades::ListingType};

/// What words were recognised as.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Meaning {
    Type(ListingType),
    Trade(Trade),
    Region(ChosenArea),
    Department(ChosenArea),
    Around(Around),
    Dates(Range<NaiveDate>),
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// A filter.
    Applied,
    /// Nothing: the same filter is chosen.
    Chosen,
    /// Nothing: another filter of the kind is chosen, and the words are looked for.
    Overruled,
    /// Nothing: « sauf Lyon » names it in order to be without it, which no filter can. The words are not looked for.
    LeftOut,
    /// A filter that leaves it out: « sauf Paris ».
    Excluded,
    /// Nothing yet: another of its kind is searched for, and this one is offered. The words are not looked for.
    Alternative,
    /// Nothing: the text said it before, or what was chosen says otherwise. The words are not looked for.
    Idle,
}

/// Words of a text with what they were recognised as.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Recognised {
    pub meaning: Meaning,
    pub outcome: Outcome,
    /// As they were typed: « près de Lyon 3e ».
    pub words: String,
    /// Where they stand in the text, bytes.
    at: ops::Range<usize>,
}

/// A text, understood.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Understood {
    /// In the order of the text.
    pub recognised: Vec<Recognised>,
}

/// The kinds of meaning: one filter of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Type,
    Trade,
    Region,
    Department,
    Around,
    Dates,
}

impl Meaning {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Type(_) => Kind::Type,
            Self::Trade(_) => Kind::Trade,
            Self::Region(_) => Kind::Region,
            Self::Department(_) => Kind::Department,
            Self::Around(_) => Kind::Around,
            Self::Dates(_) => Kind::Dates,
        }
    }
}

impl Understood {
    /// What became a filter.
    pub(super) fn applied(&self) -> impl Iterator<Item = &Recognised> {
        self.recognised.iter().filter(|it| it.outcome == Outcome::Applied)
    }

    /// What narrows the search, by what it asks for or leaves out.
    pub(super) fn in_force(&self) -> impl Iterator<Item = &Recognised> {
        self.recognised.iter().filter(|it| matches!(it.outcome, Outcome::Applied | Outcome::Excluded))
    }

    /// What is named beside another of its kind, and offered.
    pub(super) fn alternatives(&self) -> impl Iterator<Item = &Recognised> {
        self.recognised.iter().filter(|it| it.outcome == Outcome::Alternative)
    }

    /// What is to be left out, which no filter can.
    pub(super) fn left_out(&self) -> impl Iterator<Item = &Recognised> {
        self.recognised.iter().filter(|it| it.outcome == Outcome::LeftOut)
    }

    /// The words for which the filters that were chosen leave no filter.
    pub(super) fn overruled(&self) -> impl Iterator<Item = &Recognised> {
        self.recognised.iter().filter(|it| it.outcome == Outcome::Overruled)
    }

    /// Whether the text says how far around its place.
    pub(super) fn names_radius(&self) -> bool {
        self.applied().any(|it| matches!(&it.meaning, Meaning::Around(it) if it.radius_km != DEFAULT_RADIUS))
    }

    /// The text without the words of which something was made: what is still looked for. None when no word is left.
    pub(super) fn rest(&self, text: &str) -> Option<String> {
        self.without(text, |it| it.outcome != Outcome::Overruled)
    }

    /// The text without the words that some of what was recognised came from.
    pub(super) fn without(&self, text: &str, which: impl Fn(&Recognised) -> bool) -> Option<String> {
        rest::without(text, self.recognised.iter().filter(|it| which(it)).map(|it| &it.at))
    }

    /// The rest, as it is searched.
    fn searched(&self, text: &str) -> Option<String> {
        let gone = self.recognised.iter().filter(|it| it.outcome != Outcome::Overruled).map(|it| &it.at);
        rest::searched_without(text, gone)
    }

    /// The words alone of which something was made.
    pub(super) fn words_alone(&self) -> Option<String> {
        let words: Vec<&str> = self.recognised.iter().map(|it| it.words.as_str()).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }

    /// Whether the byte of a text belongs to something recognised.
    pub(super) fn covers(&self, byte: usize) -> bool {
        self.recognised.iter().any(|it| it.at.contains(&byte))
    }
}

/// Where the words of a text stand that are neither quoted nor refused, in bytes.
pub(super) fn free_words(text: &str) -> Vec<ops::Range<usize>> {
    tokens::tokens(text).into_iter().map(|it| it.at).collect()
}

/// Reads the text of criteria: the criteria that it asks for, and why.
pub(super) fn understand(
    chosen: &Criteria,
    gazetteer: &Gazetteer,
    today: NaiveDate,
) -> (Criteria, Understood) {
    let mut criteria = chosen.clone();
    let Some(text) = chosen.text.as_deref() else { return (criteria, Understood::default()) };
    let mut understood = Understood { recognised: found(text, chosen, gazetteer, today) };
    for it in understood.recognised.iter_mut().filter(|it| it.outcome == Outcome::Applied) {
        it.outcome = deciding::outcome(it, chosen, gazetteer);
    }
    for it in understood.applied() {
        deciding::apply(&it.meaning, chosen, &mut criteria);
    }
    for it in understood.recognised.iter_mut().filter(|it| it.outcome == Outcome::Excluded) {
        if deciding::is_chosen_place(&it.meaning, chosen, gazetteer) {
            it.outcome = Outcome::Idle;
        } else {
            deciding::leave_out(&it.meaning, &mut criteria);
        }
    }
    criteria.keep_what_is_asked(gazetteer);
    let is_rest = understood.recognised.iter().any(|it| it.outcome != Outcome::Overruled);
    if is_rest {
        criteria.text = understood.searched(text);
        if !criteria.has_words() {
            criteria.text = None;
        }
    }
    // Nothing is near where no place is named; a corrected text may name one.
    if criteria.sort == Sort::Nearest && criteria.around.is_none() {
        criteria.sort = Sort::default();
    }
    if criteria.sort == Sort::default() {
        if usual_sort(&criteria, &understood) == Sort::Nearest {
            criteria.sort = Sort::Nearest;
        } else {
            criteria.ranked_by = ranking_words(&criteria, &understood);
        }
    }
    (criteria, understood)
}

/// The order of a search for which none is chosen. Whoever names a place and no other word wants what is there first.
pub(super) fn usual_sort(criteria: &Criteria, understood: &Understood) -> Sort {
    let names_circle = understood.applied().any(|it| it.meaning.kind() == Kind::Around);
    if names_circle && criteria.text.is_none() {
        Sort::Nearest
    } else if ranking_words(criteria, understood).is_some() || criteria.has_words() {
        Sort::Relevance
    } else {
        Sort::Newest
    }
}

/// The names of the trade and the type that a text named, when it has no other word: every listing of these filters holds them,
/// and the published order compares how. None where nothing ranks.
fn ranking_words(criteria: &Criteria, understood: &Understood) -> Option<String> {
    if criteria.text.is_some() {
        return None;
    }
    let names = |kind: Kind| {
        let is_meant = |it: &Recognised| matches!(it.outcome, Outcome::Applied | Outcome::Chosen);
        understood.recognised.iter().any(|it| it.meaning.kind() == kind && is_meant(it))
    };
    let kind = criteria.listing_type.filter(|_| names(Kind::Type)).map(ListingType::label);
    let profession = criteria.profession.filter(|_| names(Kind::Trade)).map(|it| it.label);
    let specialty = match criteria.specialties.as_slice() {
        [one] if names(Kind::Trade) => Some(one.label),
        _ => None,
    };
    let words = [kind, profession, specialty].into_iter().flatten().collect::<Vec<_>>().join(" ");
    // A space ends the last word: it is no beginning of another.
    (!words.is_empty()).then(|| format!("{words} "))
}

/// Before what somebody looks for: « je cherche un remplacement ».
const LOOKING: [&str; 6] = ["cherche", "cherchons", "recherche", "recherchons", "trouver", "chercher"];

/// Everything that the text names; of each kind only what does not contradict itself.
fn found(text: &str, chosen: &Criteria, gazetteer: &Gazetteer, today: NaiveDate) -> Vec<Recognised> {
    let mut reading = TextReading::of(text, &chosen.as_typed);
    let mut all: Vec<(ops::Range<usize>, Meaning)> = Vec::new();
    // Days before places: « 15 août » is no department. Trades before places: Sage-Femme is no village.
    for (from, to, range) in days::days(&reading, today) {
        reading.take(from..to, Taken::Days);
        all.push((from..to, Meaning::Dates(range)));
    }
    for (from, to, trade) in trades::trades(&reading) {
        reading.take(from..to, Taken::Trade);
        all.push((from..to, Meaning::Trade(trade)));
    }
    for (from, to, kind) in kinds::kinds(&reading) {
        reading.take(from..to, Taken::Type);
        all.push((from..to, Meaning::Type(kind)));
    }
    let places = places::places(&reading, gazetteer);
    all.extend(places.into_iter().map(|(from, to, place)| (from..to, place.into())));
    all.sort_by_key(|(at, _)| at.start);
    let (left_out, wanted): (Vec<_>, Vec<_>) =
        denied::told_apart(&reading, all).into_iter().partition(|(.., is_denied)| *is_denied);
    let wanted =
        wanted.into_iter().map(|(words, meaning, _)| (with_lead(&reading, words), meaning)).collect();
    let wanted = agreeing::agreeing(&reading, wanted, gazetteer);
    let left_out = left_out.into_iter().map(|(words, meaning, _)| {
        let is_area = matches!(meaning, Meaning::Department(_) | Meaning::Region(_));
        ((words, meaning), if is_area { Outcome::Excluded } else { Outcome::LeftOut })
    });
    let mut recognised: Vec<Recognised> = wanted
        .into_iter()
        .chain(left_out)
        .filter_map(|((words, meaning), outcome)| {
            let at = match outcome {
                Outcome::Alternative => reading.span(&agreeing::with_joiner(&reading, &words))?,
                _ => reading.span(&words)?,
            };
            let words = reading.text.get(reading.span(&words)?)?.to_owned();
            Some(Recognised { meaning, outcome, words, at })
        })
        .chain(denied::refused_departments(text, &chosen.as_typed, gazetteer))
        .collect();
    recognised.sort_by_key(|it| it.at.start);
    recognised
}

/// With « je cherche » before it, which no listing writes.
fn with_lead(reading: &TextReading<'_>, words: ops::Range<usize>) -> ops::Range<usize> {
    let start = reading.over_little_words(words.start, &["un", "une", "des"]);
    if start == 0 || !LOOKING.contains(&reading.before(start)) || reading.is_taken(start - 1) {
        return words;
    }
    let start = start - 1;
    let me = usize::from(matches!(reading.before(start), "je" | "nous" | "on"));
    start - me..words.end
}

impl From<Place> for Meaning {
    fn from(it: Place) -> Self {
        match it {
            Place::Region(area) => Self::Region(area),
            Place::Department(area) => Self::Department(area),
            Place::Around(around) => Self::Around(around),
        }
    }
}
