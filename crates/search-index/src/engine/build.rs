//! Making a segment from listings in any order.

use std::collections::HashMap;

use super::{
    columns::{Bands, Columns},
    forward::{self, Forward, Words},
    lexicon::Lexicon,
    listing::{Facts, Word},
    postings::{List, Postings},
    segment::Segment,
};

/// Listings on their way into a segment.
#[derive(Debug, Default)]
pub struct Builder {
    bands: Bands,
    terms: HashMap<Box<str>, u32>,
    /// How many listings hold each provisional term.
    counts: Vec<u32>,
    listings: Vec<Waiting>,
}

/// A listing with its words under provisional terms.
#[derive(Debug)]
struct Waiting {
    facts: Facts,
    length: u32,
    words: Box<[u8]>,
}

impl Builder {
    /// An empty one that counts figures in these bands.
    #[must_use]
    pub fn new(bands: Bands) -> Self {
        Self { bands, ..Self::default() }
    }

    /// Listings added so far.
    #[must_use]
    pub fn len(&self) -> usize {
        self.listings.len()
    }

    /// Whether nothing was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.listings.is_empty()
    }

    /// Adds a listing.
    pub fn add(&mut self, facts: Facts, words: &[Word]) {
        self.add_words(facts, words.iter().map(|word| (word.lexeme.as_str(), word.places.as_slice())));
    }

    /// Adds a listing whose words are lent.
    pub(crate) fn add_words<'w>(&mut self, facts: Facts, words: impl Iterator<Item = (&'w str, &'w [u16])>) {
        let mut length = 0;
        let mut termed: Vec<(u32, &[u16])> = words
            .map(|(lexeme, places)| {
                length += u32::try_from(places.len()).unwrap_or(u32::MAX).max(1);
                let next = u32::try_from(self.terms.len()).unwrap_or(u32::MAX);
                let known = self.terms.get(lexeme).copied();
                let term = known.unwrap_or_else(|| *self.terms.entry(lexeme.into()).or_insert(next));
                (term, places)
            })
            .collect();
        termed.sort_unstable_by_key(|(term, _)| *term);
        self.counts.resize(self.terms.len(), 0);
        for (term, _) in &termed {
            if let Some(count) = self.counts.get_mut(*term as usize) {
                *count += 1;
            }
        }
        let mut bytes = Vec::with_capacity(termed.len() * 5);
        forward::encode(&mut bytes, termed.iter().copied());
        self.listings.push(Waiting { facts, length, words: bytes.into_boxed_slice() });
    }

    /// The finished segment.
    #[must_use]
    pub(crate) fn finish(self) -> Segment {
        let Self { bands, terms, counts, mut listings } = self;
        let mut sorted: Vec<(Box<str>, u32)> = terms.into_iter().collect();
        sorted.sort_unstable();
        let mut renamed = vec![0_u32; sorted.len()];
        let count = |provisional: u32| counts.get(provisional as usize).copied().unwrap_or_default();
        let mut words = Forward::new(&sorted.iter().map(|(_, it)| count(*it)).collect::<Vec<u32>>());
        for (term, (_, provisional)) in (0_u32..).zip(&sorted) {
            if let Some(place) = renamed.get_mut(*provisional as usize) {
                *place = term;
            }
        }
        let lexicon = Lexicon::new(sorted.iter().map(|(lexeme, _)| &**lexeme));
        drop(sorted);

        let newest_first = |it: &Waiting| std::cmp::Reverse((it.facts.published_at, it.facts.number));
        listings.sort_unstable_by_key(newest_first);
        let size = listings.len();
        let points: Vec<Option<(f64, f64)>> = listings.iter().map(|it| it.facts.point).collect();
        let mut columns = Columns::with_room(size);
        let mut lists = vec![List::default(); renamed.len()];
        let mut reading = RenumberedWords::default();
        for (slot, it) in (0_u32..).zip(listings) {
            columns.push(&it.facts, it.length, &bands);
            reading.read(&it.words, &renamed);
            for (term, _) in &reading.terms {
                if let Some(list) = lists.get_mut(*term as usize) {
                    list.push(slot);
                }
            }
            reading.sort_by(|term| words.rank(term));
            words.push(reading.words());
        }
        columns.finish(&points);
        words.shrink();
        Segment::new(bands, lexicon, Postings::new(size, lists), words, columns)
    }
}

/// The words of one listing under their final terms; its room is used again for the next.
#[derive(Debug, Default)]
struct RenumberedWords {
    /// Final term, then its rank, and where its places stand.
    terms: Vec<(u32, (usize, usize))>,
    places: Vec<u16>,
}

impl RenumberedWords {
    fn read(&mut self, bytes: &[u8], renamed: &[u32]) {
        self.terms.clear();
        self.places.clear();
        let mut words = Words::of_bytes(bytes);
        while let Some(term) = words.next() {
            let from = self.places.len();
            if !words.places(&mut self.places) {
                self.places.truncate(from);
            }
            let term = renamed.get(term as usize).copied().unwrap_or_default();
            self.terms.push((term, (from, self.places.len())));
        }
    }

    /// Numbers the words anew, and puts them in order.
    fn sort_by(&mut self, number: impl Fn(u32) -> u32) {
        self.terms.iter_mut().for_each(|(term, _)| *term = number(*term));
        self.terms.sort_unstable_by_key(|(term, _)| *term);
    }

    fn words(&self) -> impl Iterator<Item = (u32, &[u16])> {
        self.terms.iter().map(|(term, (from, to))| (*term, self.places.get(*from..*to).unwrap_or_default()))
    }
}
