//! What is indexed: weighted text, written as the text of a `tsvector`.
use std::collections::BTreeMap;
use std::fmt::Write;

use crate::analyzer::Analyzer;
use crate::engine::Word;
use crate::lexeme;

/// Last position that `PostgreSQL` can store; later words share it.
const MAX_POSITION: u32 = 16_383;
/// Most positions that `PostgreSQL` keeps for one lexeme.
const MAX_POSITIONS: usize = 256;
/// A tsvector holds under 1 MiB of lexemes and positions; what comes after this many bytes is not indexed.
const MAX_BYTES: usize = 1_000_000;

/// How much a place counts in ranking; A is the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Titles.
    A,
    /// Names of the trade.
    B,
    /// Places.
    C,
    /// Descriptions.
    D,
}

/// A document being built: texts with weights.
pub struct Document<'a> {
    analyzer: &'a Analyzer,
    lexemes: BTreeMap<String, BTreeMap<u32, Weight>>,
    words: u32,
    bytes: usize,
}

impl<'a> Document<'a> {
    /// An empty document, to be read by this analyser.
    #[must_use]
    pub fn new(analyzer: &'a Analyzer) -> Self {
        Self { analyzer, lexemes: BTreeMap::new(), words: 0, bytes: 0 }
    }

    /// Adds a text. Phrases do not run from one text into the next.
    #[must_use]
    pub fn add(mut self, weight: Weight, text: &str) -> Self {
        let before = self.words;
        let analyzer = self.analyzer;
        let read = analyzer.read(text, |lexeme, position| {
            self.place(lexeme, before.saturating_add(position).min(MAX_POSITION), weight);
        });
        if read > 0 {
            self.words = before.saturating_add(read).saturating_add(1);
        }
        self
    }

    /// The text to be cast to `tsvector`, such as `'lyon':3C 'remplac':1A,7`.
    #[must_use]
    pub fn to_tsvector(&self) -> String {
        let mut out = String::with_capacity(self.bytes * 2);
        for (lexeme, places) in &self.lexemes {
            if !out.is_empty() {
                out.push(' ');
            }
            lexeme::push_quoted(&mut out, lexeme);
            for (rank, (position, weight)) in places.iter().enumerate() {
                let before = if rank == 0 { ':' } else { ',' };
                // Writing to a String cannot fail.
                let _ = write!(out, "{before}{position}{}", weight.letter());
            }
        }
        out
    }

    /// The same as words of the engine.
    #[must_use]
    pub fn words(&self) -> Vec<Word> {
        let packed = |(position, weight): (&u32, &Weight)| {
            u16::try_from(*position).unwrap_or(0x3fff) & 0x3fff | weight.key() << 14
        };
        let word = |(lexeme, places): (&String, &BTreeMap<u32, Weight>)| Word {
            lexeme: lexeme.clone(),
            places: places.iter().map(packed).collect(),
        };
        self.lexemes.iter().map(word).collect()
    }

    fn place(&mut self, lexeme: String, position: u32, weight: Weight) {
        let new = if self.lexemes.contains_key(&lexeme) { 0 } else { lexeme.len() };
        if !self.afford(new) {
            return;
        }
        let places = self.lexemes.entry(lexeme).or_default();
        if let Some(known) = places.get_mut(&position) {
            *known = weight.min(*known);
        } else if places.len() < MAX_POSITIONS {
            places.insert(position, weight);
            self.bytes += 2;
        }
    }

    /// Counts the bytes of a lexeme with its alignment and counters, if they fit.
    fn afford(&mut self, lexeme: usize) -> bool {
        if lexeme == 0 {
            return self.bytes + 2 <= MAX_BYTES;
        }
        let needed = lexeme + 6;
        let fits = self.bytes + needed <= MAX_BYTES;
        if fits {
            self.bytes += needed;
        }
        fits
    }
}

impl Weight {
    /// As `PostgreSQL` numbers them.
    fn key(self) -> u16 {
        match self {
            Self::A => 3,
            Self::B => 2,
            Self::C => 1,
            Self::D => 0,
        }
    }

    /// D is `PostgreSQL`'s default and is not written.
    fn letter(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "",
        }
    }
}
