//! The facets of a search on one segment.

use super::{
    filter::{Facet, Narrowed},
    matching::counted_terms,
    ranges,
    search::{COVERAGES, FRESH, Facets, Search},
    segment::{Segment, nature},
    set::Set,
    tally::{Tally, Wanted},
};

/// Microseconds.
const DAY: i64 = 86_400_000_000;

/// Counts everything; `found` is what the whole search leaves.
pub(crate) fn facets(segment: &Segment, search: &Search, narrowed: &Narrowed, found: &Set) -> Facets {
    let columns = &segment.columns;
    let known = Known::of(segment, search);
    let all = known.tally(found, Wanted::Everything);
    let without = |left_out: &[Facet]| {
        let facet = *left_out.first()?;
        let tally = |set: &Set| known.tally(set, wanted(facet));
        narrowed.has(facet).then(|| tally(&narrowed.except(left_out)))
    };
    let profession = without(&[Facet::Profession, Facet::Specialty]);
    let specialty = without(&[Facet::Specialty]);
    let region = without(&[Facet::Region, Facet::Department]);
    let department = without(&[Facet::Department]);
    // A specialty without its profession narrows professions too.
    let professions = profession.or_else(|| without(&[Facet::Specialty]));
    let regions = region.or_else(|| without(&[Facet::Department]));
    let [housing, secretary, urgent] = all.flags();
    let apart = |facet: Facet| narrowed.has(facet).then(|| narrowed.except(&[facet]));
    Facets {
        total: all.total as u64,
        kinds: without(&[Facet::Kind]).as_ref().unwrap_or(&all).kinds(),
        undated: undated(segment, search, apart(Facet::Kind).as_ref().unwrap_or(found)),
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
        zones: without(&[Facet::Zone]).as_ref().unwrap_or(&all).zones(),
        author_groups: without(&[Facet::Author]).as_ref().unwrap_or(&all).author_groups(),
        pictures: all.pictures(),
        software: without(&[Facet::Software]).as_ref().unwrap_or(&all).software(),
        times: without(&[Facet::Time]).as_ref().unwrap_or(&all).times(),
        guaranteed: all.guaranteed(),
        fresh: fresh(segment, search, apart(Facet::Fresh).as_ref().unwrap_or(found)),
        coverages: coverages(segment, search, apart(Facet::Coverage).as_ref().unwrap_or(found)),
    }
}

/// Where the numbers of a facet stand.
fn wanted(facet: Facet) -> Wanted {
    match facet {
        Facet::Kind | Facet::Practice => Wanted::Natures,
        Facet::Profession | Facet::Specialty => Wanted::Trades,
        Facet::Region | Facet::Department => Wanted::Areas,
        Facet::Days => Wanted::Days,
        Facet::Price | Facet::Turnover => Wanted::Money,
        Facet::Zone | Facet::Author => Wanted::Signs,
        Facet::Software | Facet::Time => Wanted::Mentions,
        Facet::Flags | Facet::Fresh | Facet::Coverage => Wanted::Everything,
    }
}

fn fresh(segment: &Segment, search: &Search, found: &Set) -> [u64; 4] {
    FRESH.map(|days| found.before(segment.columns.since(search.now.saturating_sub(days * DAY))) as u64)
}

fn coverages(segment: &Segment, search: &Search, found: &Set) -> [u64; 3] {
    if search.need().is_none() {
        return [0; 3];
    }
    COVERAGES.map(|least| ranges::covering(&segment.columns, search, found.clone(), least).len() as u64)
}

/// Listings by type, their own type apart.
pub(crate) fn kinds(segment: &Segment, search: &Search, narrowed: &Narrowed, found: &Set) -> Facets {
    let known = Known::of(segment, search);
    let apart = narrowed.has(Facet::Kind).then(|| narrowed.except(&[Facet::Kind]));
    let tally = known.tally(apart.as_ref().unwrap_or(found), Wanted::Natures);
    let total = if apart.is_some() { found.len() } else { tally.total };
    let undated = undated(segment, search, apart.as_ref().unwrap_or(found));
    Facets { total: total as u64, kinds: tally.kinds(), undated, ..Facets::default() }
}

/// How many of a set, whatever their type, are kept though they have no dates.
fn undated(segment: &Segment, search: &Search, of_any_kind: &Set) -> u64 {
    if !search.keeps_undated() {
        return 0;
    }
    of_any_kind.common(&segment.undated_of(search.may_be_undated)) as u64
}

/// Sets whose counts are known: what a search finds is counted by what it has besides one of them and what it lacks of it.
struct Known<'a> {
    segment: &'a Segment,
    sets: Vec<(&'a Tally, Counted)>,
}

/// A set whose counts are known, by where it is found.
#[derive(Clone, Copy)]
enum Counted {
    Everything,
    Kind(u32),
    Term(u32),
}

impl Counted {
    fn set(self, segment: &Segment) -> Set {
        match self {
            Self::Everything => segment.all(),
            Self::Kind(kind) => segment.natures.of(nature::KINDS + kind),
            Self::Term(term) => segment.postings.of(term),
        }
    }
}

impl<'a> Known<'a> {
    fn of(segment: &'a Segment, search: &Search) -> Self {
        let mut sets = vec![(&segment.whole, Counted::Everything)];
        let kind = search.kind.and_then(|key| u32::try_from(key & 7).ok());
        let of_kind = kind.and_then(|kind| Some((segment.by_kind.get(kind as usize)?, Counted::Kind(kind))));
        sets.extend(of_kind);
        let terms = search.words.iter().flat_map(|words| counted_terms(segment, words));
        sets.extend(terms.filter_map(|term| Some((segment.counted.get(&term)?, Counted::Term(term)))));
        Self { segment, sets }
    }

    /// Counts a set, by visiting as few listings as can be.
    fn tally(&self, found: &Set, wanted: Wanted) -> Tally {
        let columns = &self.segment.columns;
        let size = found.len();
        let (mut least, mut nearest) = (size, None);
        for (counts, counted) in &self.sets {
            // Sets whose sizes differ by so much cannot be nearer, whatever they have in common.
            if counts.total.abs_diff(size) < least {
                let set = counted.set(self.segment);
                let visited = counts.total + size - 2 * set.common(found);
                if visited < least {
                    (least, nearest) = (visited, Some((*counts, set)));
                }
            }
        }
        match nearest {
            None => Tally::of_wanted(columns, found, wanted),
            Some((counts, set)) => {
                let besides = Tally::of_wanted(columns, &found.clone().without(&set), wanted);
                let lacking = Tally::of_wanted(columns, &set.without(found), wanted);
                counts.minus(&lacking).plus(&besides)
            }
        }
    }
}
