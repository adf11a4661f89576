//! From criteria to sets of a segment's listings, one for each facet that narrows.

use super::{
    columns::{Columns, TERMS},
    listing::GUARANTEED,
    matching::matching,
    part::Part,
    ranges,
    search::Search,
    segment::{Segment, nature},
    set::{Bits, SPARSE, Set, union},
    within::Within,
};

/// What a facet narrows by. Inside a facet the counts leave its own filter out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Facet {
    Kind,
    Profession,
    Specialty,
    Region,
    Department,
    Practice,
    Days,
    Flags,
    Price,
    Turnover,
    Zone,
    Author,
    Software,
    Time,
    Fresh,
    Coverage,
}

/// A search on one segment.
pub(crate) struct Narrowed {
    /// What every facet counts within.
    pub(crate) base: Set,
    /// The filters of facets that are in force.
    pub(crate) filters: Vec<(Facet, Set)>,
}

impl Narrowed {
    /// The listings of a part that this search leaves.
    pub(crate) fn new(part: &Part, search: &Search, within: Option<&Within<'_>>) -> Self {
        let segment = &*part.segment;
        let mut base =
            search.words.as_ref().and_then(|words| matching(segment, words)).unwrap_or_else(|| segment.all());
        let gone = part.gone(search.now);
        if !gone.is_empty() {
            base = base.without(&gone);
        }
        if !(search.not_in.is_empty() && search.not_in_regions.is_empty()) {
            let is_left_out = |(region, department): (i16, i16)| {
                search.not_in_regions.contains(&region) || search.not_in.contains(&department)
            };
            let elsewhere = coded(&segment.columns.areas.pairs, &segment.areas, &is_left_out);
            base = base.without(&union(elsewhere, segment.size));
        }
        base = conditions(segment, search, within, base);
        let mut filters = facets(segment, search);
        filters.extend(dated(segment, search, &base));
        filters.extend(money(&segment.columns, search, &base));
        filters.extend(coverage(&segment.columns, search, &base));
        Self { base, filters }
    }

    /// All that the search finds, filters of these facets apart.
    pub(crate) fn except(&self, left_out: &[Facet]) -> Set {
        let mut sets: Vec<&Set> =
            self.filters.iter().filter(|(facet, _)| !left_out.contains(facet)).map(|(_, set)| set).collect();
        // Lists first: what they leave is short.
        sets.sort_by_key(|set| matches!(set, Set::Many(_)));
        let mut sets = sets.into_iter();
        match (&self.base, sets.next()) {
            (_, None) => self.base.clone(),
            // The shorter side is the one to copy.
            (Set::Many(_), Some(first @ Set::Few(_))) => {
                sets.fold(first.clone().and(&self.base), |found, set| found.and(set))
            }
            (_, Some(first)) => sets.fold(self.base.clone().and(first), |found, set| found.and(set)),
        }
    }

    /// Whether this facet narrows the search.
    pub(crate) fn has(&self, facet: Facet) -> bool {
        self.filters.iter().any(|(it, _)| *it == facet)
    }
}

/// Conditions that no facet counts.
fn conditions(segment: &Segment, search: &Search, within: Option<&Within<'_>>, base: Set) -> Set {
    let columns = &segment.columns;
    let mut base = base;
    if let Some(within) = within {
        base = within.narrow(base);
    }
    if let Some(bounds) = &search.bounds {
        base = columns.inside(bounds, base);
    }
    if search.dates != (None, None) {
        let undated = base.clone().and(&segment.undated_of(search.may_be_undated));
        let dated = ranges::meeting(columns, search, base);
        base = if undated.is_empty() { dated } else { union(vec![dated, undated], segment.size) };
    }
    if let Some(least) = search.fee_share_min {
        base = ranges::sharing(columns, base, least);
    }
    if search.with_price {
        base = ranges::telling_price(columns, base);
    }
    base
}

fn facets(segment: &Segment, search: &Search) -> Vec<(Facet, Set)> {
    let mut filters = Vec::new();
    let mut add = |facet: Facet, sets: Vec<Set>| filters.push((facet, union(sets, segment.size)));
    let natures = |first: u32, keys: &[i16]| segment.any_nature(first, keys);
    if let Some(kind) = search.kind {
        add(Facet::Kind, natures(nature::KINDS, &[kind & 7]));
    }
    let trades =
        |wanted: &dyn Fn((i16, i16)) -> bool| coded(&segment.columns.trades.pairs, &segment.trades, wanted);
    // A specialty's key belongs to one profession.
    if let Some(profession) = search.profession {
        add(Facet::Profession, trades(&|pair| pair.0 == profession));
    }
    if !search.specialties.is_empty() {
        add(Facet::Specialty, trades(&|pair| search.specialties.contains(&pair.1)));
    }
    let areas =
        |wanted: &dyn Fn((i16, i16)) -> bool| coded(&segment.columns.areas.pairs, &segment.areas, wanted);
    if let Some(region) = search.region {
        add(Facet::Region, areas(&|pair| pair.0 == region));
    }
    if !search.departments.is_empty() {
        add(Facet::Department, areas(&|pair| search.departments.contains(&pair.1)));
    }
    if !search.practices.is_empty() {
        add(Facet::Practice, natures(nature::PRACTICES, &search.practices));
    }
    if search.days != 0 {
        let asked: Vec<i16> = (0..7).filter(|day| search.days >> day & 1 == 1).collect();
        add(Facet::Days, natures(nature::DAYS, &asked));
    }
    for (asked, list) in [
        (search.housing, nature::HOUSING),
        (search.secretary, nature::SECRETARY),
        (search.urgent, nature::URGENT),
        (search.pictures, nature::PICTURES),
    ] {
        if asked {
            add(Facet::Flags, vec![segment.natures.of(list)]);
        }
    }
    filters.extend(signs(segment, search));
    filters
}

/// What one recognises a listing by.
fn signs(segment: &Segment, search: &Search) -> Vec<(Facet, Set)> {
    let mut filters = Vec::new();
    let mut add = |facet: Facet, sets: Vec<Set>| filters.push((facet, union(sets, segment.size)));
    if !search.zones.is_empty() {
        add(Facet::Zone, segment.any_nature(nature::ZONES, &search.zones));
    }
    if !search.author_groups.is_empty() {
        add(Facet::Author, segment.any_nature(nature::AUTHORS, &search.author_groups));
    }
    if search.software != 0 {
        let asked = (0..TERMS).filter(|bit| search.software >> bit & 1 == 1);
        add(Facet::Software, asked.map(|bit| segment.mentions.of(bit)).collect());
    }
    let terms = |mask: u8| -> Vec<Set> {
        let asked = (0..u64::BITS - TERMS).filter(|bit| mask >> bit & 1 == 1);
        asked.map(|bit| segment.mentions.of(TERMS + bit)).collect()
    };
    if search.times != 0 {
        add(Facet::Time, terms(search.times));
    }
    if search.guaranteed {
        add(Facet::Flags, terms(GUARANTEED));
    }
    if let Some(moment) = search.since {
        add(Facet::Fresh, vec![newest(segment.columns.since(moment), segment.size)]);
    }
    filters
}

/// The first slots: listings run from the newest to the oldest.
fn newest(count: usize, size: usize) -> Set {
    if count * SPARSE <= size {
        Set::Few((0..u32::try_from(count).unwrap_or(u32::MAX)).collect())
    } else {
        Set::Many(Bits::first(count, size))
    }
}

/// Listings with dates, where days are asked and no type is: of each type apart, those that may go without are counted too.
fn dated(segment: &Segment, search: &Search, base: &Set) -> Option<(Facet, Set)> {
    let undated = || segment.undated_of(search.may_be_undated);
    (search.keeps_undated() && search.kind.is_none()).then(|| (Facet::Kind, base.clone().without(&undated())))
}

/// Listings with enough of the days asked.
fn coverage(columns: &Columns, search: &Search, base: &Set) -> Option<(Facet, Set)> {
    let (least, _) = (search.coverage_min?, search.need()?);
    Some((Facet::Coverage, ranges::covering(columns, search, base.clone(), least)))
}

fn coded(
    pairs: &[(i16, i16)],
    lists: &super::postings::Postings,
    wanted: &dyn Fn((i16, i16)) -> bool,
) -> Vec<Set> {
    (0_u32..).zip(pairs).filter(|(_, pair)| wanted(**pair)).map(|(code, _)| lists.of(code)).collect()
}

/// Ranges of figures: read off the columns of what is left.
fn money(columns: &Columns, search: &Search, base: &Set) -> Vec<(Facet, Set)> {
    let mut filters = Vec::new();
    if search.price != (None, None) {
        filters.push((Facet::Price, ranges::priced(columns, search, base.clone())));
    }
    if search.turnover != (None, None) {
        filters.push((Facet::Turnover, ranges::turning_over(columns, search, base.clone())));
    }
    filters
}
