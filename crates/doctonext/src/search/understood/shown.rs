//! What a text was understood to name, as people read it: with the words that it came from, and a way back.

use super::{Meaning, Outcome, Recognised, family, holds, usual_sort};
use crate::search::{
    AsTyped, Criteria, Sort,
    asked::Asked,
    parse::DEFAULT_RADIUS,
    views::{Chip, ReadingChip, ShownReading},
    wording::{days, plural_of, removable},
};
use crate::{shell::Link, trades::ListingType};

/// How many words may be taken back one by one: an address is no book.
const MOST: usize = 12;

impl Meaning {
    /// « Lyon 3e (69) et 30 km autour ».
    pub(in crate::search) fn label(&self, radius_km: u16) -> String {
        match self {
            Self::Type(kind) => plural_of(*kind).to_owned(),
            Self::Trade(trade) => match trade.specialties.as_slice() {
                [] => trade.profession.label.to_owned(),
                some => some.iter().map(|it| it.label).collect::<Vec<_>>().join(" ou "),
            },
            Self::Region(area) => area.name.clone(),
            Self::Department(area) => format!("{} ({})", area.name, area.code),
            Self::Around(around) => format!("{} et {radius_km}\u{a0}km autour", around.label),
            Self::Dates(range) => days(*range).unwrap_or_default(),
        }
    }
}

impl Asked {
    /// What the text was understood to name, with the addresses that take it back; none when it names nothing.
    pub(in crate::search) fn reading(&self) -> Option<ShownReading> {
        let chips: Vec<ReadingChip> = self.understood.in_force().map(|it| self.chip(it)).collect();
        let all = Criteria { as_typed: all_as_typed(), ..self.typed.clone() };
        (!chips.is_empty()).then(|| ShownReading { chips, literal_href: all.href() })
    }

    fn chip(&self, it: &Recognised) -> ReadingChip {
        let radius_km = self.criteria.around.as_ref().map_or(0, |it| it.radius_km);
        ReadingChip {
            label: match it.outcome {
                Outcome::Excluded => format!("sauf {}", it.meaning.label(radius_km)),
                _ => it.meaning.label(radius_km),
            },
            words: it.words.clone(),
            literal_href: self.with_words_as_typed(&it.words).href(),
        }
    }

    /// What the text names beside what is searched for, each with the search for it in the place of the other.
    pub(in crate::search) fn others(&self) -> Vec<Link> {
        let Some(text) = self.typed.text.as_deref() else { return Vec::new() };
        let other = |it: &Recognised| {
            let kin = |other: &Recognised| {
                family(other.meaning.kind()) == family(it.meaning.kind())
                    && !matches!(other.outcome, Outcome::Overruled | Outcome::Excluded)
            };
            let rest = self.understood.without(text, kin).unwrap_or_default();
            let text = format!("{rest} {}", it.words).trim().to_owned();
            let mut there = Criteria { text: Some(text.clone()), ..self.typed.clone() };
            there.as_typed.words.retain(|it| holds(&text, it));
            let own = match &it.meaning {
                Meaning::Around(around) => around.radius_km,
                _ => DEFAULT_RADIUS,
            };
            Link::new(it.meaning.label(self.typed.radius_km.unwrap_or(own)), there.href())
        };
        self.understood.alternatives().map(other).collect()
    }

    /// What the text names beside what is searched for, said to whoever gets no links.
    pub(in crate::search) fn others_note(&self) -> Option<String> {
        let words: Vec<String> =
            self.understood.alternatives().map(|it| format!("«\u{a0}{}\u{a0}»", it.words)).collect();
        let is = if words.len() > 1 { "sont" } else { "est" };
        (!words.is_empty()).then(|| {
            format!(
                "La recherche porte sur une ville, un métier et un type d’annonce à la fois\u{202f}: {} {is} à chercher à part.",
                words.join(", ")
            )
        })
    }

    /// The same search with words of the text neither recognised nor corrected.
    pub(in crate::search) fn with_words_as_typed(&self, words: &str) -> Criteria {
        let mut rest = self.typed.clone();
        if rest.as_typed.words.len() < MOST {
            rest.as_typed.words.push(words.to_owned());
        } else {
            rest.as_typed = all_as_typed();
        }
        rest
    }

    /// The filters in force that were chosen, and the words that are looked for.
    pub(in crate::search) fn chips(&self) -> Vec<Chip> {
        let typed = Criteria { text: None, ..self.typed.clone() };
        // With the text in every address again.
        let chosen = removable(&typed).into_iter().map(|(label, rest)| Chip {
            label,
            remove_href: Criteria { text: self.typed.text.clone(), ..rest }.href(),
        });
        self.words_chip().into_iter().chain(self.literal_chip()).chain(chosen).collect()
    }

    /// Takes away the words that are looked for, and leaves those that were recognised.
    fn words_chip(&self) -> Option<Chip> {
        let text = self.typed.text.as_deref()?;
        let rest = self.understood.rest(text)?;
        let is_anything_recognised =
            self.understood.recognised.iter().any(|it| it.outcome != Outcome::Overruled);
        if is_anything_recognised && self.criteria.text.is_none() {
            return None;
        }
        let left = if is_anything_recognised { self.understood.words_alone() } else { None };
        let mut without = Criteria { text: left, ..self.typed.clone() };
        let left = without.text.clone().unwrap_or_default();
        // Words that are gone are wanted in no way.
        without.as_typed.words.retain(|it| holds(&left, it));
        Some(Chip { label: format!("«\u{a0}{rest}\u{a0}»"), remove_href: without.href() })
    }

    /// Words that are wanted as they are.
    fn literal_chip(&self) -> Option<Chip> {
        let as_typed = &self.typed.as_typed;
        if as_typed.is_empty() || self.typed.text.is_none() {
            return None;
        }
        let label = if as_typed.is_all {
            "Tous les mots tels quels".to_owned()
        } else {
            format!("Tel quel\u{202f}: «\u{a0}{}\u{a0}»", as_typed.words.join("\u{a0}», «\u{a0}"))
        };
        let read_again = || Criteria { as_typed: AsTyped::default(), ..self.typed.clone() };
        let again = self.freed.clone().unwrap_or_else(read_again);
        Some(Chip { label, remove_href: again.href() })
    }

    /// What the text names in order to be without it, said to whoever wrote it.
    pub(in crate::search) fn left_out_note(&self) -> Option<String> {
        // « et Lyon » of « sauf Paris et Lyon ».
        let bare = |it: &Recognised| {
            let words = it.words.as_str();
            let bare = ["et ", "ou ", "ni "].iter().find_map(|joiner| words.strip_prefix(joiner));
            format!("«\u{a0}{}\u{a0}»", bare.unwrap_or(words))
        };
        let words: Vec<String> = self.understood.left_out().map(bare).collect();
        let is_ignored = if words.len() > 1 { "n’ont pas été pris" } else { "n’a pas été pris" };
        (!words.is_empty()).then(|| {
            format!(
                "La recherche ne sait pas exclure une ville, un type d’annonce, un métier ou des dates\u{202f}: {} {is_ignored} en compte.",
                words.join(", ")
            )
        })
    }

    /// The order of this search when none is chosen.
    pub(in crate::search) fn usual_sort(&self) -> Sort {
        usual_sort(&Criteria { ranked_by: None, ..self.criteria.clone() }, &self.understood)
    }

    /// What was chosen, with another type, or all of them; words that named a type are replaced by it.
    pub(in crate::search) fn typed_for_type(&self, kind: Option<ListingType>) -> Criteria {
        let names_type =
            |it: &Recognised| matches!(it.meaning, Meaning::Type(_)) && it.outcome != Outcome::Overruled;
        let mut typed = self.typed.for_type(kind);
        if let Some(text) =
            typed.text.as_deref().filter(|_| self.understood.recognised.iter().any(names_type))
        {
            typed.text = self.understood.without(text, names_type);
        }
        typed
    }
}

fn all_as_typed() -> AsTyped {
    AsTyped { is_all: true, words: Vec::new() }
}
