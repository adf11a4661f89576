//! The words of each listing, one after the other in few bytes: for ranking and for phrases.

use super::varint;

/// Weight and position of a word that has none, as `PostgreSQL` sees a lexeme without positions.
const NOWHERE: u16 = 0x3fff;

/// The words of all listings of a segment, by slot.
#[derive(Debug, Default)]
pub(crate) struct Forward {
    bytes: Vec<u8>,
    starts: Vec<u32>,
}

impl Forward {
    /// Appends a listing: its terms ascending, each with its places.
    pub(crate) fn push<'a>(&mut self, words: impl Iterator<Item = (u32, &'a [u16])>) {
        // A segment of four gigabytes of words is out of reach: a million listings take a tenth of it.
        self.starts.push(u32::try_from(self.bytes.len()).unwrap_or(u32::MAX));
        encode(&mut self.bytes, words);
    }

    /// Gives back what was reserved and not needed.
    pub(crate) fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
        self.starts.shrink_to_fit();
    }

    /// The words of a listing.
    pub(crate) fn of(&self, slot: u32) -> Words<'_> {
        let at = slot as usize;
        let start = self.starts.get(at).copied().unwrap_or_default() as usize;
        let end = self.starts.get(at + 1).map_or(self.bytes.len(), |end| *end as usize);
        Words { rest: self.bytes.get(start..end).unwrap_or_default(), term: 0 }
    }

    pub(crate) fn memory(&self) -> usize {
        self.bytes.capacity() + self.starts.capacity() * 4
    }
}

/// Each word: the step to its term, then its places; a place holds the step in position, its weight, and whether
/// another follows. A word without a place is written with a step that positions cannot have.
pub(crate) fn encode<'a>(out: &mut Vec<u8>, words: impl Iterator<Item = (u32, &'a [u16])>) {
    let mut last = 0;
    for (term, places) in words {
        varint::push(out, term - last);
        last = term;
        if places.is_empty() {
            varint::push(out, NO_PLACE);
        }
        let mut before = 0;
        for (rank, place) in places.iter().enumerate() {
            let (position, weight) = (u32::from(place & 0x3fff), u32::from(place >> 14));
            let more = u32::from(rank + 1 < places.len());
            varint::push(out, (position - before) << 3 | weight << 1 | more);
            before = position;
        }
    }
}

const NO_PLACE: u32 = 0x4000 << 3;

/// The words of one listing, read in order of their terms.
pub(crate) struct Words<'a> {
    rest: &'a [u8],
    term: u32,
}

impl Words<'_> {
    /// The next term; its places must be read or skipped before the one after.
    pub(crate) fn term(&mut self) -> Option<u32> {
        if self.rest.is_empty() {
            return None;
        }
        self.term += varint::pull(&mut self.rest);
        Some(self.term)
    }

    /// Passes over the places of the term just read.
    pub(crate) fn skip(&mut self) {
        while varint::pull(&mut self.rest) & 1 == 1 {}
    }

    /// The places of the term just read, appended; false when it has none.
    pub(crate) fn places(&mut self, into: &mut Vec<u16>) -> bool {
        let mut position = 0;
        loop {
            let read = varint::pull(&mut self.rest);
            if read == NO_PLACE {
                into.push(NOWHERE);
                return false;
            }
            position += read >> 3;
            let weight = read >> 1 & 3;
            into.push(u16::try_from(position | weight << 14).unwrap_or(NOWHERE));
            if read & 1 == 0 {
                return true;
            }
        }
    }
}

impl<'a> Words<'a> {
    /// Reads what [`encode`] wrote.
    pub(crate) fn of_bytes(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, term: 0 }
    }
}
