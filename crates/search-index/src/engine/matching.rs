//! Which listings of a segment hold the words asked.

use super::{
    segment::Segment,
    set::{Set, union},
};
use crate::{
    prefix::Lookup,
    query::{Query, Term, Wanted},
};

/// The listings that match, or none when the query has no words at all.
pub(crate) fn matching(segment: &Segment, query: &Query) -> Option<Set> {
    if query.is_empty() {
        return None;
    }
    let (refused, wanted): (Vec<&Term>, Vec<&Term>) = query.terms.iter().partition(|term| term.excluded);
    let mut sets: Vec<Set> = wanted.iter().map(|term| of_term(segment, term)).collect();
    sets.sort_by_key(Set::len);
    let mut found = sets.into_iter().reduce(|found, set| found.and(&set)).unwrap_or_else(|| segment.all());
    for term in refused {
        found = found.without(&of_term(segment, term));
    }
    Some(found)
}

fn of_term(segment: &Segment, term: &Term) -> Set {
    match &term.wanted {
        Wanted::Any(alternatives) => {
            let sets = alternatives.iter().map(|lookups| all_of(segment, lookups)).collect();
            union(sets, segment.size)
        }
        Wanted::Phrase(lexemes) => phrase(segment, lexemes),
    }
}

fn all_of(segment: &Segment, lookups: &[Lookup]) -> Set {
    let mut sets: Vec<Set> = lookups.iter().map(|lookup| of_lookup(segment, lookup)).collect();
    sets.sort_by_key(Set::len);
    sets.into_iter().reduce(|found, set| found.and(&set)).unwrap_or_else(|| Set::Few(Vec::new()))
}

fn of_lookup(segment: &Segment, lookup: &Lookup) -> Set {
    let (from, to) = segment.lexicon.terms(&lookup.lexeme, lookup.prefix);
    union((from..to).map(|term| segment.postings.of(term)).collect(), segment.size)
}

/// The words at their distances from each other, in one text.
fn phrase(segment: &Segment, lexemes: &[(usize, String)]) -> Set {
    let mut terms = Vec::with_capacity(lexemes.len());
    for (distance, lexeme) in lexemes {
        match segment.lexicon.term(lexeme) {
            Some(term) => terms.push((u32::try_from(*distance).unwrap_or(u32::MAX), term)),
            None => return Set::Few(Vec::new()),
        }
    }
    let mut sets: Vec<Set> = terms.iter().map(|(_, term)| segment.postings.of(*term)).collect();
    sets.sort_by_key(Set::len);
    let found = sets.into_iter().reduce(|found, set| found.and(&set)).unwrap_or_else(|| Set::Few(Vec::new()));
    if terms.len() < 2 { found } else { found.filter(|slot| follow_each_other(segment, slot, &terms)) }
}

fn follow_each_other(segment: &Segment, slot: u32, terms: &[(u32, u32)]) -> bool {
    let mut places: Vec<Vec<u16>> = vec![Vec::new(); terms.len()];
    let mut words = segment.words.of(slot);
    let ranks: Vec<u32> = terms.iter().map(|(_, term)| segment.words.rank(*term)).collect();
    let last = ranks.iter().copied().max().unwrap_or_default();
    while let Some(rank) = words.next().filter(|rank| *rank <= last) {
        let Some(first) = ranks.iter().position(|it| *it == rank) else {
            words.skip();
            continue;
        };
        let mut read = Vec::new();
        if words.places(&mut read) {
            for (at, it) in ranks.iter().enumerate().skip(first) {
                if *it == rank
                    && let Some(place) = places.get_mut(at)
                {
                    place.clone_from(&read);
                }
            }
        }
    }
    let position = |place: &u16| u32::from(place & 0x3fff);
    let mut ends: Vec<u32> = places.first().into_iter().flatten().map(position).collect();
    for ((distance, _), places) in terms.iter().zip(&places).skip(1) {
        ends =
            places.iter().map(position).filter(|end| ends.iter().any(|it| it + distance == *end)).collect();
    }
    !ends.is_empty()
}

/// The frequent words that a query names, whose counts are known beforehand: the most frequent of them.
pub(crate) fn counted_terms(segment: &Segment, query: &Query) -> Vec<u32> {
    /// More than these would cost more to compare than they save.
    const MOST: usize = 4;
    let lookups = query.terms.iter().filter(|term| !term.excluded).flat_map(|term| match &term.wanted {
        Wanted::Any(alternatives) => alternatives.iter().flatten().collect::<Vec<&Lookup>>(),
        Wanted::Phrase(_) => Vec::new(),
    });
    let ranges = lookups.map(|lookup| segment.lexicon.terms(&lookup.lexeme, lookup.prefix));
    let mut terms: Vec<u32> =
        ranges.flat_map(|(from, to)| from..to).filter(|term| segment.counted.contains_key(term)).collect();
    terms.sort_unstable_by_key(|term| std::cmp::Reverse((segment.postings.count(*term), *term)));
    terms.dedup();
    terms.truncate(MOST);
    terms
}
