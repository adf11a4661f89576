//! « médecin ou kiné », « Lyon ou Grenoble », « 92 93 94 »: a text that names several of a kind.

use std::ops::Range;

use super::{Kind, Meaning, Outcome, denied::family, reading::TextReading, spot::Spot};
use crate::territory::Gazetteer;

/// Words with what they name.
type Named = (Range<usize>, Meaning);

/// Places that are compared with each other: each pair may cost a look at every commune.
const COMPARED: usize = 4;
/// Between the things of a list.
const JOINERS: [&str; 2] = ["ou", "et"];

/// What becomes of each thing that is wanted. A search has one place, one trade, one type: of a list the first is searched for,
/// and the others are offered. Departments are searched together; a specialty beside its profession says more of the same, and
/// so does a town beside its region, where they meet. Trades, types and days that contradict each other without being a list
/// stay words, all of them: nobody knows which is meant.
pub(super) fn agreeing(
    reading: &TextReading<'_>,
    all: Vec<Named>,
    gazetteer: &Gazetteer,
) -> Vec<(Named, Outcome)> {
    let places = all.iter().filter(|(_, it)| family(it.kind()) == Kind::Around).count();
    let search = Agreeing { reading, gazetteer, compares: places <= COMPARED };
    let mut told: Vec<(Named, Outcome)> = Vec::with_capacity(all.len());
    let mut contradicted: Vec<Kind> = Vec::new();
    for it in all {
        match search.outcome(&told, &it) {
            Some(outcome) => told.push((it, outcome)),
            None => contradicted.push(it.1.kind()),
        }
    }
    told.retain(|((_, meaning), _)| !contradicted.contains(&meaning.kind()));
    told
}

/// The words of something offered with the « ou » before them, which is not looked for either.
pub(super) fn with_joiner(reading: &TextReading<'_>, words: &Range<usize>) -> Range<usize> {
    match words.start.checked_sub(1).filter(|at| JOINERS.contains(&reading.folded(*at))) {
        Some(joiner) => joiner..words.end,
        None => words.clone(),
    }
}

struct Agreeing<'a> {
    reading: &'a TextReading<'a>,
    gazetteer: &'a Gazetteer,
    /// Whether there are few enough places to compare them.
    compares: bool,
}

impl Agreeing<'_> {
    /// What becomes of the next thing after those before it; none when it contradicts them.
    fn outcome(&self, told: &[(Named, Outcome)], it: &Named) -> Option<Outcome> {
        let family_of_it = family(it.1.kind());
        let before: Vec<&Named> = told
            .iter()
            .filter(|((_, other), _)| family(other.kind()) == family_of_it)
            .map(|it| &it.0)
            .collect();
        if before.is_empty() {
            return Some(Outcome::Applied);
        }
        if before.iter().any(|other| other.1 == it.1) {
            return Some(Outcome::Idle);
        }
        let in_force = told.iter().filter(|((_, other), outcome)| {
            *outcome == Outcome::Applied && family(other.kind()) == family_of_it
        });
        let agrees = in_force.map(|it| &it.0).all(|other| self.agree(other, it));
        let is_listed = || before.last().is_some_and(|last| self.is_list_between(&last.0, &it.0));
        match family_of_it {
            _ if agrees => Some(Outcome::Applied),
            Kind::Around => Some(Outcome::Alternative),
            Kind::Trade | Kind::Type if is_listed() => Some(Outcome::Alternative),
            _ => None,
        }
    }

    fn agree(&self, one: &Named, other: &Named) -> bool {
        match (&one.1, &other.1) {
            (Meaning::Trade(one), Meaning::Trade(other)) => one.profession.key == other.profession.key,
            (Meaning::Department(_), Meaning::Department(_)) => true,
            (here, there) if here.kind() == there.kind() => false,
            (here, there) => {
                self.compares
                    && !self.is_joined(&one.0, &other.0)
                    && Spot::named(here, None).meets_spot(&Spot::named(there, None), self.gazetteer)
            }
        }
    }

    /// Whether either is meant: « Lyon ou Isère », « Lyon et Isère »; « Lyon, Rhône » and « Rennes Bretagne » are one place.
    fn is_joined(&self, one: &Range<usize>, other: &Range<usize>) -> bool {
        between(one, other).any(|at| JOINERS.contains(&self.reading.folded(at)))
    }

    /// Whether nothing but « ou », « et » or a comma stands between them.
    fn is_list_between(&self, one: &Range<usize>, other: &Range<usize>) -> bool {
        between(one, other).all(|at| JOINERS.contains(&self.reading.folded(at)))
    }
}

fn between(one: &Range<usize>, other: &Range<usize>) -> Range<usize> {
    if one.start < other.start { one.end..other.start } else { other.end..one.start }
}
