//! Listings that are searched together and never change: what comes and goes is told beside them.

use std::collections::HashMap;

use super::{
    build::Builder,
    columns::{Bands, Columns, NONE},
    forward::Forward,
    lexicon::Lexicon,
    postings::{List, Postings},
    set::{Bits, Set, union},
    tally::Tally,
};

/// Words that more than one listing in this many holds are counted beforehand.
const COUNTED: usize = 16;

/// An immutable index of some listings, newest first.
#[derive(Debug)]
pub(crate) struct Segment {
    pub(crate) size: usize,
    pub(crate) lexicon: Lexicon,
    pub(crate) postings: Postings,
    pub(crate) words: Forward,
    pub(crate) columns: Columns,
    /// Listings of each pair of profession and specialty, of region and department.
    pub(crate) trades: Postings,
    pub(crate) areas: Postings,
    /// Listings by type, practice type, day, flag, zone, author: see [`nature`].
    pub(crate) natures: Postings,
    /// Listings of each program and each term, by its bit.
    pub(crate) mentions: Postings,
    /// Listings without dates, by type.
    undated: Postings,
    /// Counts of all listings.
    pub(crate) whole: Tally,
    /// Counts of the listings of frequent words.
    pub(crate) counted: HashMap<u32, Tally>,
    /// Counts of the listings of each type.
    pub(crate) by_kind: Vec<Tally>,
    bands: Bands,
}

/// Types have keys of three bits.
const KINDS: usize = 8;

/// Where the lists of a fact stand in [`Segment::natures`].
pub(crate) mod nature {
    pub(crate) const KINDS: u32 = 0;
    pub(crate) const PRACTICES: u32 = 8;
    pub(crate) const DAYS: u32 = 24;
    pub(crate) const HOUSING: u32 = 31;
    pub(crate) const SECRETARY: u32 = 32;
    pub(crate) const URGENT: u32 = 33;
    pub(crate) const ZONES: u32 = 34;
    pub(crate) const AUTHORS: u32 = 38;
    pub(crate) const PICTURES: u32 = 42;
    pub(super) const ALL: usize = 43;
}

impl Segment {
    pub(crate) fn new(
        bands: Bands,
        lexicon: Lexicon,
        postings: Postings,
        words: Forward,
        columns: Columns,
    ) -> Self {
        let size = columns.number.len();
        let mut it = Self {
            size,
            lexicon,
            postings,
            words,
            trades: Postings::new(
                size,
                by_fact(&columns, columns.trades.pairs.len(), |packed, into| into(packed.trade())),
            ),
            areas: Postings::new(
                size,
                by_fact(&columns, columns.areas.pairs.len(), |packed, into| into(packed.area())),
            ),
            natures: Postings::new(
                size,
                by_fact(&columns, nature::ALL, |packed, into| {
                    let nature = packed.nature();
                    into(nature & 7);
                    into(8 + (nature >> 3 & 15));
                    (0..7).filter(|day| packed.days() >> day & 1 == 1).for_each(|day| into(24 + day));
                    (0..3).filter(|flag| nature >> (7 + flag) & 1 == 1).for_each(|flag| into(31 + flag));
                    let signs = packed.signs();
                    into(34 + (signs & 3));
                    into(38 + (signs >> 2 & 3));
                    if signs >> 4 & 1 == 1 {
                        into(42);
                    }
                }),
            ),
            mentions: Postings::new(size, by_mention(&columns)),
            undated: Postings::new(size, undated_by_kind(&columns)),
            whole: Tally::default(),
            counted: HashMap::new(),
            by_kind: Vec::new(),
            columns,
            bands,
        };
        it.whole = Tally::of(&it.columns, &Set::Many(Bits::all(size)));
        let terms = u32::try_from(it.lexicon.len()).unwrap_or(u32::MAX);
        // Small segments are counted as fast as they are read.
        if size >= 4096 {
            let kinds = nature::KINDS..nature::PRACTICES;
            it.by_kind = kinds.map(|kind| Tally::of(&it.columns, &it.natures.of(kind))).collect();
        }
        for term in (0..terms).filter(|_| size >= 4096) {
            if it.postings.count(term) * COUNTED > size {
                let counts = Tally::of(&it.columns, &it.postings.of(term));
                it.counted.insert(term, counts);
            }
        }
        it
    }

    /// Touches what ranking reads of a listing: see [`Forward::touch`].
    pub(crate) fn touch(&self, slot: u32) -> u8 {
        let columns = &self.columns;
        let length = columns.length.get(slot as usize).copied().unwrap_or_default();
        let packed = columns.packed.get(slot as usize).map_or(0, |packed| packed.nature());
        let merits = columns.merits.get(slot as usize).map_or(0, |merits| merits.0);
        self.words.touch(slot) ^ length.to_le_bytes()[0] ^ packed.to_le_bytes()[0] ^ merits
    }

    /// Listings with each of some keys of a fact, whose lists begin at `first`: see [`nature`].
    pub(crate) fn any_nature(&self, first: u32, keys: &[i16]) -> Vec<Set> {
        let known = keys.iter().filter_map(|key| u32::try_from(*key).ok());
        known.map(|key| self.natures.of(first + key)).collect()
    }

    /// Listings of some types, a bit for each key, that have no dates.
    pub(crate) fn undated_of(&self, kinds: u8) -> Set {
        let wanted = (0..8).filter(|kind| kinds >> kind & 1 == 1);
        union(wanted.map(|kind| self.undated.of(kind)).collect(), self.size)
    }

    /// Every listing.
    pub(crate) fn all(&self) -> Set {
        Set::Many(Bits::all(self.size))
    }

    /// Adds the listings that are not dead to a segment in the making.
    pub(crate) fn pour(&self, dead: &Set, into: &mut Builder) {
        let lexemes = self.lexicon.lexemes();
        let ends: HashMap<u32, i64> = self.columns.ends.iter().map(|(at, slot)| (*slot, *at)).collect();
        let mut places = Vec::new();
        self.all().without(dead).each(|slot| {
            let Some(facts) = self.columns.facts(slot, ends.get(&slot).copied()) else {
                return;
            };
            places.clear();
            let mut read = Vec::new();
            let mut words = self.words.of(slot);
            while let Some(rank) = words.next() {
                let term = self.words.term(rank);
                let from = places.len();
                if !words.places(&mut places) {
                    places.truncate(from);
                }
                read.push((term, from, places.len()));
            }
            let lent = read.iter().filter_map(|(term, from, to)| {
                Some((lexemes.get(*term as usize)?.as_str(), places.get(*from..*to)?))
            });
            into.add_words(facts, lent);
        });
    }

    pub(crate) fn bands(&self) -> &Bands {
        &self.bands
    }

    /// What the segment takes, bytes, near enough.
    pub(crate) fn memory(&self) -> usize {
        self.lexicon.memory()
            + self.postings.memory()
            + self.words.memory()
            + self.columns.memory()
            + self.trades.memory()
            + self.areas.memory()
            + self.natures.memory()
            + self.mentions.memory()
            + self.undated.memory()
            + (self.counted.len() + self.by_kind.len() + 1) * self.whole.memory()
    }
}

fn undated_by_kind(columns: &Columns) -> Vec<List> {
    let mut lists = vec![List::default(); KINDS];
    for (slot, start) in (0_u32..).zip(&columns.start) {
        if *start == NONE
            && let Some(list) = lists.get_mut(columns.kind(slot))
        {
            list.push(slot);
        }
    }
    lists
}

fn by_mention(columns: &Columns) -> Vec<List> {
    let mut lists = vec![List::default(); u64::BITS as usize];
    for slot in 0..u32::try_from(columns.number.len()).unwrap_or(u32::MAX) {
        let mut left = columns.mentions(slot);
        while left != 0 {
            if let Some(list) = lists.get_mut(left.trailing_zeros() as usize) {
                list.push(slot);
            }
            left &= left - 1;
        }
    }
    lists
}

fn by_fact(
    columns: &Columns,
    facts: usize,
    of: impl Fn(super::columns::Packed, &mut dyn FnMut(usize)),
) -> Vec<List> {
    let mut lists = vec![List::default(); facts];
    for (slot, packed) in (0_u32..).zip(&columns.packed) {
        of(*packed, &mut |fact| {
            if let Some(list) = lists.get_mut(fact) {
                list.push(slot);
            }
        });
    }
    lists
}
