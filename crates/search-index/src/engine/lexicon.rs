//! The words of a segment, in the order of their bytes: a word's rank is its term.

use fst::{IntoStreamer, Map, Streamer};

/// From lexemes to terms and back.
#[derive(Debug)]
pub(crate) struct Lexicon {
    terms: Map<Vec<u8>>,
    size: u32,
}

impl Lexicon {
    /// From lexemes in ascending order, each once.
    pub(crate) fn new<'a>(lexemes: impl Iterator<Item = &'a str>) -> Self {
        let numbered = lexemes.zip(0_u64..);
        let terms = Map::from_iter(numbered).unwrap_or_default();
        let size = u32::try_from(terms.len()).unwrap_or(u32::MAX);
        Self { terms, size }
    }

    /// The term of a lexeme.
    pub(crate) fn term(&self, lexeme: &str) -> Option<u32> {
        self.terms.get(lexeme).and_then(|term| u32::try_from(term).ok())
    }

    /// The terms of a lexeme, or of all lexemes that begin with it: first, and one past the last.
    pub(crate) fn terms(&self, lexeme: &str, prefix: bool) -> (u32, u32) {
        if !prefix {
            return self.term(lexeme).map_or((0, 0), |term| (term, term + 1));
        }
        let first = |mut stream: fst::map::Stream<'_>| {
            stream.next().and_then(|(_, term)| u32::try_from(term).ok()).unwrap_or(self.size)
        };
        let from = first(self.terms.range().ge(lexeme).into_stream());
        // No lexeme holds the byte 0xff: after it, nothing begins with this one.
        let past = [lexeme.as_bytes(), &[0xff]].concat();
        let to = first(self.terms.range().ge(past).into_stream());
        (from, to.max(from))
    }

    /// How many lexemes.
    pub(crate) fn len(&self) -> usize {
        self.terms.len()
    }

    /// All lexemes, by term.
    pub(crate) fn lexemes(&self) -> Vec<String> {
        self.terms.stream().into_str_keys().unwrap_or_default()
    }

    pub(crate) fn memory(&self) -> usize {
        self.terms.as_fst().size()
    }
}
