//! « médecin ou kiné », « Paris ou Lyon »: a text that contradicts itself.

use std::ops::Range;

use super::{Kind, Meaning, denied::family, reading::Reading, spot::Spot};
use crate::territory::Gazetteer;

/// Words with what they name.
type Named = (Range<usize>, Meaning);

/// Places that are compared with each other: each pair may cost a look at every commune.
const COMPARED: usize = 4;

/// Without what contradicts itself: « médecin ou kiné », « Lyon ou Grenoble » name two of a kind, neither becomes a filter, and
/// both are looked for as words. A specialty beside its profession says more of the same; so does a town beside its region,
/// where they meet.
pub(super) fn agreeing(reading: &Reading<'_>, all: Vec<Named>, gazetteer: &Gazetteer) -> Vec<Named> {
    let places = all.iter().filter(|(_, it)| family(it.kind()) == Kind::Around).count();
    let agree = |one: &Named, other: &Named| match (&one.1, &other.1) {
        (Meaning::Trade(one), Meaning::Trade(other)) => one.profession.key == other.profession.key,
        (here, there) if family(here.kind()) != family(there.kind()) || here == there => true,
        (here, there) if here.kind() == there.kind() => false,
        (here, there) => {
            places <= COMPARED
                && !is_or_between(reading, &one.0, &other.0)
                && Spot::named(here, None).meets_spot(&Spot::named(there, None), gazetteer)
        }
    };
    let kept: Vec<bool> = all.iter().map(|one| all.iter().all(|other| agree(one, other))).collect();
    all.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(it, _)| it).collect()
}

/// Whether either is meant.
fn is_or_between(reading: &Reading<'_>, one: &Range<usize>, other: &Range<usize>) -> bool {
    let mut between = if one.start < other.start { one.end..other.start } else { other.end..one.start };
    between.any(|at| reading.folded(at) == "ou")
}
