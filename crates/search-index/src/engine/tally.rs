//! How many listings of a set have each fact.

use std::collections::BTreeMap;

use super::{
    columns::{Columns, Packed},
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
    bands: Vec<u32>,
    software: Vec<u32>,
}

/// What is counted: a facet needs one table of numbers, and counting all of them takes several times as long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    Everything,
    Trades,
    Areas,
    Natures,
    Days,
    Bands,
    Software,
}

/// Pairs of practice, type and flags; masks of days; bands, zones and authors.
const NATURES: usize = 1 << 10;
const DAYS: usize = 1 << 7;
const BANDS: usize = 1 << 13;

impl Tally {
    /// Counts what is wanted of a set, and how many it holds.
    pub(crate) fn of_wanted(columns: &Columns, set: &Set, wanted: Wanted) -> Self {
        let count = |size: usize, value: &dyn Fn(Packed) -> usize| {
            let mut counts = vec![0; size];
            set.each(|slot| {
                let packed = columns.packed.get(slot as usize).copied();
                if let Some(count) = packed.and_then(|packed| counts.get_mut(value(packed))) {
                    *count += 1;
                }
            });
            counts
        };
        let mut it = Self { total: set.len(), ..Self::default() };
        match wanted {
            Wanted::Everything | Wanted::Software => return Self::of(columns, set),
            Wanted::Trades => it.trades = count(columns.trades.pairs.len(), &Packed::trade),
            Wanted::Areas => it.areas = count(columns.areas.pairs.len(), &Packed::area),
            Wanted::Natures => it.natures = count(NATURES, &Packed::nature),
            Wanted::Days => it.days = count(DAYS, &Packed::days),
            Wanted::Bands => it.bands = count(BANDS, &Packed::bands),
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
            bands: vec![0; BANDS],
            software: vec![0; u64::BITS as usize],
        };
        set.each(|slot| {
            if let Some(packed) = columns.packed.get(slot as usize) {
                it.add(*packed);
            }
            let mut left = columns.software(slot);
            while left != 0 {
                if let Some(count) = it.software.get_mut(left.trailing_zeros() as usize) {
                    *count += 1;
                }
                left &= left - 1;
            }
        });
        it
    }

    #[inline]
    fn add(&mut self, packed: Packed) {
        self.total += 1;
        for (counts, value) in [
            (&mut self.trades, packed.trade()),
            (&mut self.areas, packed.area()),
            (&mut self.natures, packed.nature()),
            (&mut self.days, packed.days()),
            (&mut self.bands, packed.bands()),
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
            bands: less(&self.bands, &part.bands),
            software: less(&self.software, &part.software),
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
            bands: more(&self.bands, &other.bands),
            software: more(&self.software, &other.software),
        }
    }

    pub(crate) fn memory(&self) -> usize {
        let counts = [&self.trades, &self.areas, &self.natures, &self.days, &self.bands, &self.software];
        4 * counts.map(Vec::len).iter().sum::<usize>()
    }

    fn by(counts: &[u32], key: impl Fn(usize) -> i16) -> BTreeMap<i16, u64> {
        let mut found = BTreeMap::new();
        for (value, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            *found.entry(key(value)).or_default() += u64::from(*count);
        }
        found
    }

    fn pairs(counts: &[u32], pairs: &[(i16, i16)], key: impl Fn((i16, i16)) -> i16) -> BTreeMap<i16, u64> {
        Self::by(counts, |code| pairs.get(code).copied().map_or(0, &key))
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
        Self::by(&self.natures, |nature| i16::try_from(nature & 7).unwrap_or_default())
    }

    pub(crate) fn practices(&self) -> BTreeMap<i16, u64> {
        let mut found = Self::by(&self.natures, |nature| i16::try_from(nature >> 3 & 15).unwrap_or_default());
        found.remove(&0);
        found
    }

    /// By bit of the programs.
    pub(crate) fn software(&self) -> BTreeMap<i16, u64> {
        Self::by(&self.software, |bit| i16::try_from(bit).unwrap_or_default())
    }

    /// Lodging, secretary, urgent.
    pub(crate) fn flags(&self) -> [u64; 3] {
        [7, 8, 9].map(|bit| {
            let with = self.natures.iter().enumerate().filter(|(nature, _)| nature >> bit & 1 == 1);
            with.map(|(_, count)| u64::from(*count)).sum()
        })
    }

    /// Monday to Sunday.
    pub(crate) fn days(&self) -> [u64; 7] {
        std::array::from_fn(|day| {
            let with = self.days.iter().enumerate().filter(|(mask, _)| mask >> day & 1 == 1);
            with.map(|(_, count)| u64::from(*count)).sum()
        })
    }

    /// Classes of density; 0 is « unknown ».
    pub(crate) fn zones(&self) -> BTreeMap<i16, u64> {
        Self::by(&self.bands, |bands| i16::try_from(bands >> 8 & 3).unwrap_or_default())
    }

    pub(crate) fn author_groups(&self) -> BTreeMap<i16, u64> {
        Self::by(&self.bands, |bands| i16::try_from(bands >> 10 & 3).unwrap_or_default())
    }

    pub(crate) fn pictures(&self) -> u64 {
        let with = self.bands.iter().enumerate().filter(|(bands, _)| bands >> 12 & 1 == 1);
        with.map(|(_, count)| u64::from(*count)).sum()
    }

    /// Prices by band; 0 is « unknown ».
    pub(crate) fn prices(&self) -> BTreeMap<i16, u64> {
        Self::by(&self.bands, |bands| i16::try_from(bands & 15).unwrap_or_default())
    }

    /// Turnovers by band; 0 is « unknown ».
    pub(crate) fn turnovers(&self) -> BTreeMap<i16, u64> {
        Self::by(&self.bands, |bands| i16::try_from(bands >> 4 & 15).unwrap_or_default())
    }
}
