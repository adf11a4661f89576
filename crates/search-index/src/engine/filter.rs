//! From criteria to sets of a segment's listings, one for each facet that narrows.

use super::{
    columns::{Columns, NONE, TERMS},
    listing::GUARANTEED,
    matching::matching,
    part::Part,
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
        if !search.not_in.is_empty() {
            let elsewhere =
                coded(&segment.columns.areas.pairs, &segment.areas, &|pair| search.not_in.contains(&pair.1));
            base = base.without(&union(elsewhere, segment.size));
        }
        base = conditions(&segment.columns, search, within, base);
        let mut filters = facets(segment, search);
        filters.extend(dated(&segment.columns, search, &base));
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
fn conditions(columns: &Columns, search: &Search, within: Option<&Within<'_>>, base: Set) -> Set {
    let mut base = base;
    if let Some(within) = within {
        base = within.narrow(base);
    }
    if let Some(bounds) = &search.bounds {
        base = columns.inside(bounds, base);
    }
    if search.dates != (None, None) {
        base = base.filter(|slot| match columns.days_within(slot, search.dates) {
            Some(days) => days > 0,
            None => search.may_be_undated >> columns.kind(slot) & 1 == 1,
        });
    }
    if let Some(least) = search.fee_share_min {
        base = base.filter(|slot| columns.fee_share.get(slot as usize).is_some_and(|share| *share >= least));
    }
    if search.with_price {
        base = base.filter(|slot| columns.prices.get(slot as usize).is_some_and(|price| price.0 != NONE));
    }
    base
}

fn facets(segment: &Segment, search: &Search) -> Vec<(Facet, Set)> {
    let mut filters = Vec::new();
    let mut add = |facet: Facet, sets: Vec<Set>| filters.push((facet, union(sets, segment.size)));
    let natures = |first: u32, keys: &[i16]| -> Vec<Set> {
        let known = keys.iter().filter_map(|key| u32::try_from(*key).ok());
        known.map(|key| segment.natures.of(first + key)).collect()
    };
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
    if !search.zones.is_empty() {
        add(Facet::Zone, natures(nature::ZONES, &search.zones));
    }
    if !search.author_groups.is_empty() {
        add(Facet::Author, natures(nature::AUTHORS, &search.author_groups));
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
fn dated(columns: &Columns, search: &Search, base: &Set) -> Option<(Facet, Set)> {
    let is_dated = |slot: u32| columns.start.get(slot as usize).is_some_and(|day| *day != NONE);
    (search.keeps_undated() && search.kind.is_none()).then(|| (Facet::Kind, base.clone().filter(is_dated)))
}

/// Listings with enough of the days asked.
fn coverage(columns: &Columns, search: &Search, base: &Set) -> Option<(Facet, Set)> {
    let (least, (_, _, days)) = (search.coverage_min?, search.need()?);
    let enough = |slot| columns.days_within(slot, search.dates).is_some_and(|met| covers(met, days, least));
    Some((Facet::Coverage, base.clone().filter(enough)))
}

/// Whether so many days are a percentage of those that are needed.
pub(crate) fn covers(met: i32, days: i32, least: u8) -> bool {
    i64::from(met) * 100 >= i64::from(days) * i64::from(least)
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
    // A band fits when any of it does.
    let meets = |(from, to): (Option<i32>, Option<i32>), ends: (i32, i32)| {
        from.is_none_or(|from| ends.1 >= from) && to.is_none_or(|to| ends.0 <= to)
    };
    let of = |column: &[(i32, i32)], slot: u32| column.get(slot as usize).copied().unwrap_or((NONE, NONE));
    if search.price != (None, None) {
        let fits = base.clone().filter(|slot| {
            let price = of(&columns.prices, slot);
            price.0 == NONE || meets(search.price, price)
        });
        filters.push((Facet::Price, fits));
    }
    if search.turnover != (None, None) {
        let fits = base.clone().filter(|slot| {
            let turnover = of(&columns.turnovers, slot);
            turnover.0 != NONE && meets(search.turnover, turnover)
        });
        filters.push((Facet::Turnover, fits));
    }
    filters
}
