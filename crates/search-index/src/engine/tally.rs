//! How many listings of a set have each fact.

use std::collections::BTreeMap;

use super::{
    columns::{Columns, Packed, TERMS},
    listing::{FULL_TIME, GUARANTEED, PART_TIME},
    set::Set,
};

/// Counts of a set by packed facts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    pub(crate) total: usize,
    trades: Vec<u32>,
    areas: Vec<u32>,
    natures: Vec<u32>,
    days: Vec<u32>,
    money: Vec<u32>,
    signs: Vec<u32>,
    mentions: Vec<u32>,
}

/// What is counted: a facet needs one table of numbers, and counting all of them takes several times as long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    Everything,
    Trades,
    Areas,
    Natures,
    Days,
    Money,
    Signs,
    Mentions,
}

/// Pairs of practice, type and flags; masks of days; bands of price and turnover; zones, authors and pictures. Two small
/// tables rather than a large one: all of them stay in the core's nearest memory, and are soon read through.
const NATURES: usize = 1 << 10;
const DAYS: usize = 1 << 7;
const MONEY: usize = 1 << 8;
const SIGNS: usize = 1 << 5;

/// Listings whose facts are fetched together: counting each before the next is fetched would wait for memory each time.
const TOGETHER: usize = 128;

/// Calls `each` with what is fetched for every listing of a set.
fn each_fetched<T>(set: &Set, fetch: impl Fn(u32) -> Option<T>, mut each: impl FnMut(T)) {
    let mut fetched = Vec::with_capacity(TOGETHER);
    set.each(|slot| {
        fetched.extend(fetch(slot));
        if fetched.len() == TOGETHER {
            fetched.drain(..).for_each(&mut each);
        }
    });
    fetched.into_iter().for_each(each);
}

/// Counts a set by one of its packed facts, of which there are `size` values.
fn by_value(columns: &Columns, set: &Set, size: usize, value: impl Fn(Packed) -> usize) -> Vec<u32> {
    let mut counts = vec![0; size];
    each_fetched(
        set,
        |slot| columns.packed.get(slot as usize).copied(),
        |packed| {
            if let Some(count) = counts.get_mut(value(packed)) {
                *count += 1;
            }
        },
    );
    counts
}

impl Tally {
    /// Counts what is wanted of a set, and how many it holds.
    pub(crate) fn of_wanted(columns: &Columns, set: &Set, wanted: Wanted) -> Self {
        let mut it = Self { total: set.len(), ..Self::default() };
        match wanted {
            Wanted::Everything | Wanted::Mentions => return Self::of(columns, set),
            Wanted::Trades => it.trades = by_value(columns, set, columns.trades.pairs.len(), Packed::trade),
            Wanted::Areas => it.areas = by_value(columns, set, columns.areas.pairs.len(), Packed::area),
            Wanted::Natures => it.natures = by_value(columns, set, NATURES, Packed::nature),
            Wanted::Days => it.days = by_value(columns, set, DAYS, Packed::days),
            Wanted::Money => it.money = by_value(columns, set, MONEY, Packed::money),
            Wanted::Signs => it.signs = by_value(columns, set, SIGNS, Packed::signs),
        }
        it
    }

    /// Counts the listings of a set.
    pub(crate) fn of(columns: &Columns, set: &Set) -> Self {
        let mut it = Self {
            total: 0,
            trades: vec![0; columns.trades.pairs.len()],
            areas: vec![0; columns.areas.pairs.len()],
            natures: vec![0; NATURES],
            days: vec![0; DAYS],
            money: vec![0; MONEY],
            signs: vec![0; SIGNS],
            mentions: vec![0; u64::BITS as usize],
        };
        let combinations = columns.mention_sets();
        let mut mentioned = vec![0; combinations.len()];
        let facts = |slot| Some((columns.packed.get(slot as usize).copied()?, columns.mentioned(slot)?));
        each_fetched(set, facts, |(packed, code)| {
            it.add(packed);
            if let Some(count) = mentioned.get_mut(code) {
                *count += 1;
            }
        });
        for (combination, count) in combinations.iter().zip(mentioned) {
            it.add_mentions(*combination, count);
        }
        it
    }

    fn add_mentions(&mut self, combination: u64, with: u32) {
        let mut left = combination;
        while left != 0 {
            if let Some(count) = self.mentions.get_mut(left.trailing_zeros() as usize) {
                *count += with;
            }
            left &= left - 1;
        }
    }

    #[inline]
    fn add(&mut self, packed: Packed) {
        self.total += 1;
        for (counts, value) in [
            (&mut self.trades, packed.trade()),
            (&mut self.areas, packed.area()),
            (&mut self.natures, packed.nature()),
            (&mut self.days, packed.days()),
            (&mut self.money, packed.money()),
            (&mut self.signs, packed.signs()),
        ] {
            if let Some(count) = counts.get_mut(value) {
                *count += 1;
            }
        }
    }

    /// What is left when a part of the set is taken away.
    pub(crate) fn minus(&self, part: &Self) -> Self {
        let less =
            |whole: &[u32], part: &[u32]| whole.iter().zip(part).map(|(a, b)| a.saturating_sub(*b)).collect();
        Self {
            total: self.total.saturating_sub(part.total),
            trades: less(&self.trades, &part.trades),
            areas: less(&self.areas, &part.areas),
            natures: less(&self.natures, &part.natures),
            days: less(&self.days, &part.days),
            money: less(&self.money, &part.money),
            signs: less(&self.signs, &part.signs),
            mentions: less(&self.mentions, &part.mentions),
        }
    }

    /// What two sets that have nothing in common hold together.
    pub(crate) fn plus(&self, other: &Self) -> Self {
        let more = |one: &[u32], other: &[u32]| one.iter().zip(other).map(|(a, b)| a + b).collect();
        Self {
            total: self.total + other.total,
            trades: more(&self.trades, &other.trades),
            areas: more(&self.areas, &other.areas),
            natures: more(&self.natures, &other.natures),
            days: more(&self.days, &other.days),
            money: more(&self.money, &other.money),
            signs: more(&self.signs, &other.signs),
            mentions: more(&self.mentions, &other.mentions),
        }
    }

    pub(crate) fn memory(&self) -> usize {
        let counts =
            [&self.trades, &self.areas, &self.natures, &self.days, &self.money, &self.signs, &self.mentions];
        4 * counts.map(Vec::len).iter().sum::<usize>()
    }

    /// Sums by a key of four bits.
    fn by(counts: &[u32], key: impl Fn(usize) -> usize) -> BTreeMap<i16, u64> {
        let mut sums = [0; 16];
        for (value, count) in counts.iter().enumerate() {
            if let Some(sum) = sums.get_mut(key(value)) {
                *sum += u64::from(*count);
            }
        }
        (0..).zip(sums).filter(|(_, sum)| *sum > 0).collect()
    }

    fn pairs(counts: &[u32], pairs: &[(i16, i16)], key: impl Fn((i16, i16)) -> i16) -> BTreeMap<i16, u64> {
        let mut found = BTreeMap::new();
        for (pair, count) in pairs.iter().zip(counts).filter(|(_, count)| **count > 0) {
            *found.entry(key(*pair)).or_default() += u64::from(*count);
        }
        found
    }

    /// How many have a bit.
    fn with(counts: &[u32], bit: usize) -> u64 {
        let with = counts.iter().enumerate().filter(|(value, _)| value >> bit & 1 == 1);
        with.map(|(_, count)| u64::from(*count)).sum()
    }

    pub(crate) fn professions(&self, columns: &Columns) -> BTreeMap<i16, u64> {
        Self::pairs(&self.trades, &columns.trades.pairs, |pair| pair.0)
    }

    pub(crate) fn specialties(&self, columns: &Columns) -> BTreeMap<i16, u64> {
        let mut found = Self::pairs(&self.trades, &columns.trades.pairs, |pair| pair.1);
        found.remove(&0);
        found
    }

    pub(crate) fn regions(&self, columns: &Columns) -> BTreeMap<i16, u64> {
        Self::pairs(&self.areas, &columns.areas.pairs, |pair| pair.0)
    }

    pub(crate) fn departments(&self, columns: &Columns) -> BTreeMap<i16, u64> {
        Self::pairs(&self.areas, &columns.areas.pairs, |pair| pair.1)
    }

    pub(crate) fn kinds(&self) -> BTreeMap<i16, u64> {
        Self::by(&self.natures, |nature| nature & 7)
    }

    pub(crate) fn practices(&self) -> BTreeMap<i16, u64> {
        let mut found = Self::by(&self.natures, |nature| nature >> 3 & 15);
        found.remove(&0);
        found
    }

    /// By bit of the programs.
    pub(crate) fn software(&self) -> BTreeMap<i16, u64> {
        let programs = (0..).zip(self.mentions.iter().take(TERMS as usize));
        programs.filter(|(_, count)| **count > 0).map(|(bit, count)| (bit, u64::from(*count))).collect()
    }

    /// By share of time, full or part.
    pub(crate) fn times(&self) -> BTreeMap<i16, u64> {
        let counted = [FULL_TIME, PART_TIME].map(|term| (i16::from(term), self.of_term(term)));
        counted.into_iter().filter(|(_, count)| *count > 0).collect()
    }

    /// With a guaranteed minimum of pay.
    pub(crate) fn guaranteed(&self) -> u64 {
        self.of_term(GUARANTEED)
    }

    fn of_term(&self, term: u8) -> u64 {
        let bit = TERMS + term.trailing_zeros();
        self.mentions.get(bit as usize).copied().map_or(0, u64::from)
    }

    /// Lodging, secretary, urgent.
    pub(crate) fn flags(&self) -> [u64; 3] {
        [7, 8, 9].map(|bit| Self::with(&self.natures, bit))
    }

    /// Monday to Sunday.
    pub(crate) fn days(&self) -> [u64; 7] {
        std::array::from_fn(|day| Self::with(&self.days, day))
    }

    /// Classes of density; 0 is « unknown ».
    pub(crate) fn zones(&self) -> BTreeMap<i16, u64> {
        Self::by(&self.signs, |signs| signs & 3)
    }

    pub(crate) fn author_groups(&self) -> BTreeMap<i16, u64> {
        Self::by(&self.signs, |signs| signs >> 2 & 3)
    }

    pub(crate) fn pictures(&self) -> u64 {
        Self::with(&self.signs, 4)
    }

    /// Prices by band; 0 is « unknown ».
    pub(crate) fn prices(&self) -> BTreeMap<i16, u64> {
        Self::by(&self.money, |money| money & 15)
    }

    /// Turnovers by band; 0 is « unknown ».
    pub(crate) fn turnovers(&self) -> BTreeMap<i16, u64> {
        Self::by(&self.money, |money| money >> 4 & 15)
    }
}
