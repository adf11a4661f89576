//! Which listings hold a word: bits for frequent words, steps between slots for the rest.

use super::{
    set::{Bits, SPARSE, Set},
    varint,
};

/// The listings of every word of a segment, by term.
#[derive(Debug)]
pub(crate) struct Postings {
    size: usize,
    counts: Vec<u32>,
    /// Where the steps of a term begin; for a frequent word, the rank of its bits.
    starts: Vec<u32>,
    steps: Vec<u8>,
    frequent: Vec<Bits>,
}

impl Postings {
    /// From the listings of each term, given as steps, and their numbers.
    pub(crate) fn new(size: usize, lists: Vec<List>) -> Self {
        let total =
            lists.iter().filter(|list| !is_frequent(list.count, size)).map(|list| list.steps.len()).sum();
        let mut it = Self {
            size,
            counts: Vec::with_capacity(lists.len()),
            starts: Vec::with_capacity(lists.len()),
            steps: Vec::with_capacity(total),
            frequent: Vec::new(),
        };
        for list in lists {
            it.counts.push(list.count);
            if is_frequent(list.count, size) {
                it.starts.push(u32::try_from(it.frequent.len()).unwrap_or(u32::MAX));
                let mut bits = Bits::none(size);
                list.each(|slot| bits.insert(slot));
                it.frequent.push(bits);
            } else {
                it.starts.push(u32::try_from(it.steps.len()).unwrap_or(u32::MAX));
                it.steps.extend_from_slice(&list.steps);
            }
        }
        it
    }

    /// How many listings hold a term.
    pub(crate) fn count(&self, term: u32) -> usize {
        self.counts.get(term as usize).copied().unwrap_or_default() as usize
    }

    /// The bits of a frequent word, to read without a copy.
    pub(crate) fn bits(&self, term: u32) -> Option<&Bits> {
        let count = *self.counts.get(term as usize)?;
        let at = *self.starts.get(term as usize)?;
        if is_frequent(count, self.size) { self.frequent.get(at as usize) } else { None }
    }

    /// The listings that hold a term.
    pub(crate) fn of(&self, term: u32) -> Set {
        if let Some(bits) = self.bits(term) {
            return Set::Many(bits.clone());
        }
        let mut slots = Vec::with_capacity(self.count(term));
        self.each_of_rare(term, |slot| slots.push(slot));
        Set::Few(slots)
    }

    /// Calls `each` with the listings of a word that has no bits.
    fn each_of_rare(&self, term: u32, mut each: impl FnMut(u32)) {
        let start = self.starts.get(term as usize).copied().unwrap_or_default() as usize;
        let mut rest = self.steps.get(start..).unwrap_or_default();
        let mut slot = 0;
        for _ in 0..self.count(term) {
            slot += varint::pull(&mut rest);
            each(slot);
        }
    }

    pub(crate) fn memory(&self) -> usize {
        self.counts.capacity() * 8 + self.steps.capacity() + self.frequent.len() * self.size.div_ceil(8)
    }
}

fn is_frequent(count: u32, size: usize) -> bool {
    count as usize * SPARSE > size
}

/// The listings of one term while a segment is made.
#[derive(Debug, Default, Clone)]
pub(crate) struct List {
    count: u32,
    last: u32,
    steps: Vec<u8>,
}

impl List {
    /// Adds a listing; slots ascend.
    pub(crate) fn push(&mut self, slot: u32) {
        varint::push(&mut self.steps, slot - self.last);
        self.last = slot;
        self.count += 1;
    }

    fn each(&self, mut each: impl FnMut(u32)) {
        let mut rest = self.steps.as_slice();
        let mut slot = 0;
        for _ in 0..self.count {
            slot += varint::pull(&mut rest);
            each(slot);
        }
    }
}
