//! The facets of a search on one segment.

use super::{
    filter::{Facet, Narrowed},
    matching::counted_term,
    search::{Facets, Search},
    segment::Segment,
    set::Set,
    tally::Tally,
};

/// Counts everything; `found` is what the whole search leaves.
pub(crate) fn facets(segment: &Segment, search: &Search, narrowed: &Narrowed, found: &Set) -> Facets {
    let columns = &segment.columns;
    let known = Known::of(segment, search);
    let all = known.tally(segment, found);
    let without = |left_out: &[Facet]| {
        narrowed.has(*left_out.first()?).then(|| known.tally(segment, &narrowed.except(left_out)))
    };
    let profession = without(&[Facet::Profession, Facet::Specialty]);
    let specialty = without(&[Facet::Specialty]);
    let region = without(&[Facet::Region, Facet::Department]);
    let department = without(&[Facet::Department]);
    // A specialty without its profession narrows professions too.
    let professions = profession.or_else(|| without(&[Facet::Specialty]));
    let regions = region.or_else(|| without(&[Facet::Department]));
    let [housing, secretary, urgent] = all.flags();
    Facets {
        total: all.total as u64,
        kinds: without(&[Facet::Kind]).as_ref().unwrap_or(&all).kinds(),
        professions: professions.as_ref().unwrap_or(&all).professions(columns),
        specialties: specialty.as_ref().unwrap_or(&all).specialties(columns),
        regions: regions.as_ref().unwrap_or(&all).regions(columns),
        departments: department.as_ref().unwrap_or(&all).departments(columns),
        practices: without(&[Facet::Practice]).as_ref().unwrap_or(&all).practices(),
        days: without(&[Facet::Days]).as_ref().unwrap_or(&all).days(),
        housing,
        secretary,
        urgent,
        prices: without(&[Facet::Price]).as_ref().unwrap_or(&all).prices(),
        turnovers: without(&[Facet::Turnover]).as_ref().unwrap_or(&all).turnovers(),
    }
}

/// Listings by type, their own type apart.
pub(crate) fn kinds(segment: &Segment, search: &Search, narrowed: &Narrowed, found: &Set) -> Facets {
    let known = Known::of(segment, search);
    let apart = narrowed.has(Facet::Kind).then(|| narrowed.except(&[Facet::Kind]));
    let tally = known.tally(segment, apart.as_ref().unwrap_or(found));
    let total = if apart.is_some() { found.len() } else { tally.total };
    Facets { total: total as u64, kinds: tally.kinds(), ..Facets::default() }
}

/// A larger set whose counts are known: when most of it is found, only the rest need be counted.
enum Known<'a> {
    Whole(&'a Tally),
    Word(u32, &'a Tally),
}

impl<'a> Known<'a> {
    fn of(segment: &'a Segment, search: &Search) -> Self {
        let term = search.words.as_ref().and_then(|words| counted_term(segment, words));
        match term.and_then(|term| segment.counted.get(&term).map(|tally| (term, tally))) {
            Some((term, tally)) => Self::Word(term, tally),
            None => Self::Whole(&segment.whole),
        }
    }

    fn tally(&self, segment: &Segment, found: &Set) -> Tally {
        let (whole, counts) = match self {
            Self::Whole(counts) => (None, *counts),
            Self::Word(term, counts) => (Some(*term), *counts),
        };
        if found.len() * 2 < counts.total {
            return Tally::of(&segment.columns, found);
        }
        let superset = whole.map_or_else(|| segment.all(), |term| segment.postings.of(term));
        counts.minus(&Tally::of(&segment.columns, &superset.without(found)))
    }
}
