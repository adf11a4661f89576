//! What a text names besides words to look for: « dentiste Lyon 3e » asks for a profession and a place. Pure.
//!
//! Whatever is recognised becomes a filter as if it had been chosen, unless a filter of its kind was chosen already; quoted
//! phrases, refused words and words that are wanted as they are (`tel-quel`) stay words.

mod days;
mod kinds;
mod numbers;
mod ordinary;
mod places;
mod reading;
mod shown;
mod spot;
#[cfg(test)]
mod tests;
mod tokens;
mod trades;

use std::ops;

use chrono::NaiveDate;

use self::{places::Place, reading::Reading, spot::Spot, trades::Trade};
use super::{Area, Around, Criteria, Range, Sort, parse::DEFAULT_RADIUS};
use crate::{territory::Gazetteer, trades::ListingType};

/// What words were recognised as.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Meaning {
    Type(ListingType),
    Trade(Trade),
    Region(Area),
    Department(Area),
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

    /// The text without the words of which something was made: what is still looked for. None when no word is left.
    pub(super) fn rest(&self, text: &str) -> Option<String> {
        without(text, self.recognised.iter().filter(|it| it.outcome != Outcome::Overruled))
    }

    /// The text without the words that some of what was recognised came from.
    pub(super) fn without(&self, text: &str, which: impl Fn(&Recognised) -> bool) -> Option<String> {
        without(text, self.recognised.iter().filter(|it| which(it)))
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
    for it in &mut understood.recognised {
        it.outcome = outcome(it, chosen, gazetteer);
    }
    for it in understood.applied() {
        apply(&it.meaning, chosen, &mut criteria);
    }
    let is_rest = understood.recognised.iter().any(|it| it.outcome != Outcome::Overruled);
    if is_rest {
        criteria.text = understood.rest(text);
        if !criteria.has_words() {
            criteria.text = None;
        }
    }
    // Whoever names a place and no other word wants what is there first.
    let names_circle = understood.applied().any(|it| it.meaning.kind() == Kind::Around);
    if names_circle && criteria.text.is_none() && criteria.sort == Sort::default() {
        criteria.sort = Sort::Nearest;
    }
    if criteria.sort == Sort::Relevance {
        criteria.ranked_by = ranking_words(&criteria, &understood);
    }
    (criteria, understood)
}

/// The names of the trade and the type that a text named, when it has no other word: every listing of these filters holds them,
/// and the published order compares how. None where nothing ranks.
fn ranking_words(criteria: &Criteria, understood: &Understood) -> Option<String> {
    if criteria.text.is_some() {
        return None;
    }
    let names = |kind: Kind| {
        understood.recognised.iter().any(|it| it.meaning.kind() == kind && it.outcome != Outcome::Overruled)
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

/// Everything that the text names; of each kind only what does not contradict itself.
fn found(text: &str, chosen: &Criteria, gazetteer: &Gazetteer, today: NaiveDate) -> Vec<Recognised> {
    let mut reading = Reading::of(text, &chosen.as_typed);
    let mut all: Vec<(ops::Range<usize>, Meaning)> = Vec::new();
    // Days before places: « 15 août » is no department. Trades before places: Sage-Femme is no village.
    for (from, to, range) in days::days(&reading, today) {
        reading.take(from..to);
        all.push((from..to, Meaning::Dates(range)));
    }
    for (from, to, trade) in trades::trades(&reading) {
        reading.take(from..to);
        all.push((from..to, Meaning::Trade(trade)));
    }
    for (from, to, kind) in kinds::kinds(&reading) {
        reading.take(from..to);
        all.push((from..to, Meaning::Type(kind)));
    }
    let places = places::places(&reading, gazetteer);
    all.extend(places.into_iter().map(|(from, to, place)| (from..to, place.into())));
    all.sort_by_key(|(at, _)| at.start);
    agreeing(all)
        .into_iter()
        .filter_map(|(words, meaning)| {
            let at = reading.span(&words)?;
            let words = reading.text.get(at.clone())?.to_owned();
            Some(Recognised { meaning, outcome: Outcome::Applied, words, at })
        })
        .collect()
}

/// « médecin ou kiné », « Lyon ou Grenoble » name two of a kind: neither becomes a filter, both are looked for as words. A
/// specialty beside its profession says more of the same.
fn agreeing(all: Vec<(ops::Range<usize>, Meaning)>) -> Vec<(ops::Range<usize>, Meaning)> {
    let agree = |one: &Meaning, other: &Meaning| match (one, other) {
        (Meaning::Trade(one), Meaning::Trade(other)) => one.profession.key == other.profession.key,
        (one, other) => one.kind() != other.kind() || one == other,
    };
    let kept: Vec<bool> = all.iter().map(|(_, one)| all.iter().all(|(_, other)| agree(one, other))).collect();
    all.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(it, _)| it).collect()
}

fn outcome(it: &Recognised, chosen: &Criteria, gazetteer: &Gazetteer) -> Outcome {
    let decide = |is_chosen: bool, is_same: bool| match (is_chosen, is_same) {
        (false, _) => Outcome::Applied,
        (true, true) => Outcome::Chosen,
        (true, false) => Outcome::Overruled,
    };
    let radius_km = chosen.radius_km.unwrap_or(DEFAULT_RADIUS);
    match &it.meaning {
        Meaning::Type(kind) => decide(chosen.listing_type.is_some(), chosen.listing_type == Some(*kind)),
        Meaning::Dates(range) => decide(!chosen.dates.is_open(), chosen.dates == *range),
        Meaning::Region(_) | Meaning::Department(_) | Meaning::Around(_) => {
            let named = Spot::named(&it.meaning, radius_km);
            let is_same = chosen.region == named.region
                && chosen.department == named.department
                && chosen.around.as_ref().map(|it| &it.commune)
                    == named.around.as_ref().map(|it| &it.commune);
            let slot = it.meaning.kind();
            let is_chosen = match slot {
                Kind::Region => chosen.region.is_some(),
                Kind::Department => chosen.department.is_some(),
                _ => chosen.around.is_some(),
            };
            decide(is_chosen || !named.meets(chosen, gazetteer), is_same)
        }
        Meaning::Trade(trade) => of_trade(trade, chosen),
    }
}

fn of_trade(trade: &Trade, chosen: &Criteria) -> Outcome {
    match chosen.profession {
        Some(it) if it.key != trade.profession.key => Outcome::Overruled,
        Some(_) if trade.specialties.is_empty() => Outcome::Chosen,
        _ if chosen.specialties.is_empty() => Outcome::Applied,
        _ if trade.specialties.iter().any(|it| chosen.specialties.contains(it)) => Outcome::Chosen,
        None if trade.specialties.is_empty() => Outcome::Applied,
        _ => Outcome::Overruled,
    }
}

fn apply(meaning: &Meaning, chosen: &Criteria, criteria: &mut Criteria) {
    match meaning {
        Meaning::Type(kind) => criteria.listing_type = Some(*kind),
        Meaning::Dates(range) => criteria.dates = *range,
        Meaning::Region(area) => criteria.region = Some(area.clone()),
        Meaning::Department(area) => criteria.department = Some(area.clone()),
        Meaning::Around(around) => {
            let radius_km = chosen.radius_km.unwrap_or(DEFAULT_RADIUS);
            criteria.around = Some(Around { radius_km, ..around.clone() });
        }
        Meaning::Trade(trade) => {
            criteria.profession = Some(trade.profession);
            for it in &trade.specialties {
                if !criteria.specialties.contains(it) {
                    criteria.specialties.push(it);
                }
            }
        }
    }
}

fn without<'a>(text: &str, gone: impl Iterator<Item = &'a Recognised>) -> Option<String> {
    let mut left = String::with_capacity(text.len());
    let mut from = 0;
    for it in gone {
        left.push_str(text.get(from..it.at.start).unwrap_or_default());
        from = it.at.end;
    }
    left.push_str(text.get(from..).unwrap_or_default());
    // What stood between words that are gone: « ( ) », « , ».
    let is_left = |it: &&str| !it.chars().all(|it| "()[],;.:/".contains(it));
    let left = left.split_whitespace().filter(is_left).collect::<Vec<_>>().join(" ");
    (!left.is_empty()).then_some(left)
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
