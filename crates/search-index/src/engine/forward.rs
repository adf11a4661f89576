//! The words of each listing, one after the other in few bytes: for ranking and for phrases.

use super::varint;

/// Weight and position of a word that has none, as `PostgreSQL` sees a lexeme without positions.
const NOWHERE: u16 = 0x3fff;

/// The words of all listings of a segment, by slot. Words are numbered from the most frequent to the rarest: what many
/// listings hold stands first and is found after a few steps, and what few hold is looked for in few listings.
#[derive(Debug, Default)]
pub(crate) struct Forward {
    bytes: Vec<u8>,
    starts: Vec<u32>,
    /// Rank of each term by how frequent it is.
    ranks: Vec<u32>,
    /// Term of each rank.
    terms: Vec<u32>,
}

impl Forward {
    /// For terms that so many listings hold.
    pub(crate) fn new(counts: &[u32]) -> Self {
        let mut terms: Vec<u32> = (0..u32::try_from(counts.len()).unwrap_or(u32::MAX)).collect();
        terms.sort_by_key(|term| std::cmp::Reverse(counts.get(*term as usize)));
        let mut ranks = vec![0; terms.len()];
        for (rank, term) in (0_u32..).zip(&terms) {
            if let Some(place) = ranks.get_mut(*term as usize) {
                *place = rank;
            }
        }
        Self { ranks, terms, ..Self::default() }
    }

    /// The rank of a term.
    pub(crate) fn rank(&self, term: u32) -> u32 {
        self.ranks.get(term as usize).copied().unwrap_or(u32::MAX)
    }

    /// The term of a rank.
    pub(crate) fn term(&self, rank: u32) -> u32 {
        self.terms.get(rank as usize).copied().unwrap_or(u32::MAX)
    }

    /// Appends a listing: the ranks of its terms ascending, each with its places.
    pub(crate) fn push<'a>(&mut self, words: impl Iterator<Item = (u32, &'a [u16])>) {
        // A segment of four gigabytes of words is out of reach: a million listings take a tenth of it.
        self.starts.push(u32::try_from(self.bytes.len()).unwrap_or(u32::MAX));
        let mut written = Vec::with_capacity(256);
        let mut landings = Vec::new();
        encode_with(&mut written, words, |nth, last, offset| {
            if nth > 0 && nth.is_multiple_of(STRIDE) && landings.len() / LANDING < usize::from(u8::MAX) {
                // Words too rare to be named here, or too far, are reached by steps.
                if let (Ok(last), Ok(offset)) = (u16::try_from(last), u16::try_from(offset)) {
                    landings.extend([last.to_le_bytes(), offset.to_le_bytes()].concat());
                }
            }
        });
        self.bytes.push(u8::try_from(landings.len() / LANDING).unwrap_or_default());
        self.bytes.extend_from_slice(&landings);
        self.bytes.extend_from_slice(&written);
    }

    /// Gives back what was reserved and not needed.
    pub(crate) fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
        self.starts.shrink_to_fit();
    }

    /// The words of a listing, by rank.
    pub(crate) fn of(&self, slot: u32) -> Words<'_> {
        let at = slot as usize;
        let start = self.starts.get(at).copied().unwrap_or_default() as usize;
        let end = self.starts.get(at + 1).map_or(self.bytes.len(), |end| *end as usize);
        let of_listing = self.bytes.get(start..end).unwrap_or_default();
        let (landings, rest) = of_listing.split_first().unwrap_or((&0, &[]));
        let (landings, rest) = rest.split_at_checked(usize::from(*landings) * LANDING).unwrap_or_default();
        Words { landings, ..Words::of_bytes(rest) }
    }

    /// Touches what is about to be read of a listing. Listings that match lie far apart, and waiting for memory one listing
    /// after the other takes longer than all the rest; asked for together, they arrive together.
    pub(crate) fn touch(&self, slot: u32) -> u8 {
        let start = self.starts.get(slot as usize).copied().unwrap_or_default() as usize;
        [0, 64, 128, 192]
            .iter()
            .fold(0, |sum, line| sum ^ self.bytes.get(start + line).copied().unwrap_or_default())
    }

    pub(crate) fn memory(&self) -> usize {
        self.bytes.capacity() + (self.starts.capacity() + self.ranks.capacity() + self.terms.capacity()) * 4
    }
}

/// Each word: the step to its number with how many bytes its places take, then its places; a place holds the step in
/// position and its weight. A word without a place is written with a step that positions cannot have.
/// Most words are passed over, so their places must not have to be read.
pub(crate) fn encode<'a>(out: &mut Vec<u8>, words: impl Iterator<Item = (u32, &'a [u16])>) {
    encode_with(out, words, |_, _, _| {});
}

/// Tells before each word how many came before it, the number of the last, and how many bytes they took.
fn encode_with<'a>(
    out: &mut Vec<u8>,
    words: impl Iterator<Item = (u32, &'a [u16])>,
    mut before: impl FnMut(usize, u32, usize),
) {
    let mut last = 0;
    let mut written = Vec::new();
    for (nth, (term, places)) in words.enumerate() {
        before(nth, last, out.len());
        written.clear();
        if places.is_empty() {
            varint::push(&mut written, NO_PLACE);
        }
        let mut last_position = 0;
        for place in places {
            let (position, weight) = (u32::from(place & 0x3fff), u32::from(place >> 14));
            varint::push(&mut written, (position - last_position) << 2 | weight);
            last_position = position;
        }
        let length = u32::try_from(written.len()).unwrap_or(u32::MAX);
        // Nearly always one or two bytes.
        varint::push(out, (term - last) << 2 | length.min(LONG));
        if length >= LONG {
            varint::push(out, length);
        }
        last = term;
        out.extend_from_slice(&written);
    }
}

/// Places that take so many bytes or more have their length written apart.
const LONG: u32 = 3;
/// Steps after which a listing tells where it goes on, and bytes of that: a number, an offset.
const STRIDE: usize = 12;
const LANDING: usize = 4;

const NO_PLACE: u32 = 0x4000 << 2;

/// The words of one listing, read in order of their numbers.
pub(crate) struct Words<'a> {
    whole: &'a [u8],
    rest: &'a [u8],
    /// From which words on reading may begin: the number before, and the offset.
    landings: &'a [u8],
    number: u32,
    /// Whether the places of the word just read are still to be read.
    pending: bool,
    /// Bytes of the places of the word just read.
    length: usize,
}

impl Words<'_> {
    /// The number of the next word; its places must be read or skipped before the one after.
    pub(crate) fn next(&mut self) -> Option<u32> {
        if self.rest.is_empty() {
            return None;
        }
        let read = varint::pull(&mut self.rest);
        self.number += read >> 2;
        self.length =
            if read & 3 == LONG { varint::pull(&mut self.rest) as usize } else { (read & 3) as usize };
        self.pending = true;
        Some(self.number)
    }

    /// Goes to a word, none before the one last found; whether the listing has it. Then its places may be read.
    pub(crate) fn find(&mut self, number: u32) -> bool {
        if !self.pending || self.number < number {
            self.land_before(number);
        }
        loop {
            if self.pending {
                match self.number.cmp(&number) {
                    std::cmp::Ordering::Equal => return true,
                    std::cmp::Ordering::Greater => return false,
                    std::cmp::Ordering::Less => self.skip(),
                }
            }
            if self.next().is_none() {
                return false;
            }
        }
    }

    fn land_before(&mut self, number: u32) {
        let landings = self.landings.chunks_exact(LANDING).filter_map(|it| match *it {
            [low, high, near, far] => {
                Some((u16::from_le_bytes([low, high]), u16::from_le_bytes([near, far])))
            }
            _ => None,
        });
        let ahead = landings.take_while(|(last, _)| u32::from(*last) < number).last();
        if let Some((last, offset)) = ahead.filter(|(last, _)| u32::from(*last) > self.number) {
            self.rest = self.whole.get(usize::from(offset)..).unwrap_or_default();
            (self.number, self.pending) = (u32::from(last), false);
        }
    }

    /// Passes over the places of the word just read.
    pub(crate) fn skip(&mut self) {
        self.rest = self.rest.get(self.length..).unwrap_or_default();
        self.pending = false;
    }

    /// The places of the word just read, appended; false when it has none.
    pub(crate) fn places(&mut self, into: &mut Vec<u16>) -> bool {
        self.pending = false;
        let mut position = 0;
        let (mut written, rest) = self.rest.split_at_checked(self.length).unwrap_or_default();
        self.rest = rest;
        while !written.is_empty() {
            let read = varint::pull(&mut written);
            if read == NO_PLACE {
                into.push(NOWHERE);
                return false;
            }
            position += read >> 2;
            into.push(u16::try_from(position | (read & 3) << 14).unwrap_or(NOWHERE));
        }
        true
    }
}

impl<'a> Words<'a> {
    /// Reads what [`encode`] wrote.
    pub(crate) fn of_bytes(bytes: &'a [u8]) -> Self {
        Self { whole: bytes, rest: bytes, landings: &[], number: 0, pending: false, length: 0 }
    }
}
