//! Text to lexemes, with the field's synonyms.
use crate::fold::fold;
use crate::stem::stem;
use crate::stop_words::is_stop_word;
use crate::synonyms::Synonyms;
use crate::words::words;

/// One lexeme and its place, counted in words from 1. Stop words take a place; elisions do not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What is indexed and looked up.
    pub lexeme: String,
    /// Rank of the word in the text, from 1.
    pub position: u32,
}

/// A run of words that belong together: one plain word, or a form of the dictionary with its meanings.
pub(crate) struct Segment<'text> {
    /// The folded words, stop words included; never empty.
    pub(crate) words: Vec<&'text str>,
    /// What they also stand for: alternatives, each of several lexemes. Empty for a plain word.
    pub(crate) meanings: Vec<Vec<String>>,
}

impl Segment<'_> {
    /// The lexemes of the words themselves, with their offset from the first.
    pub(crate) fn lexemes(&self) -> impl Iterator<Item = (usize, String)> {
        let kept = self.words.iter().enumerate().filter(|(_, word)| !is_stop_word(word));
        kept.map(|(offset, word)| (offset, stem(word)))
    }
}

/// The analyser: folding, words, synonyms, stop words, stems. Build it once and share it.
pub struct Analyzer {
    synonyms: Synonyms,
}

impl Analyzer {
    /// An analyser that knows these (form, meaning) pairs: ("MG", "médecin généraliste"). Either side may be
    /// several words; case, accents, gender and plural of the form do not matter. A form given twice has two
    /// meanings. A text keeps its own words and gains those of the meaning.
    #[must_use]
    pub fn new<F: AsRef<str>, M: AsRef<str>>(synonyms: impl IntoIterator<Item = (F, M)>) -> Self {
        Self { synonyms: Synonyms::new(synonyms) }
    }

    /// The lexemes of a text, in order. A synonym's meaning stands at the places of the words it stands for.
    #[must_use]
    pub fn analyze(&self, text: &str) -> Vec<Token> {
        let mut tokens = Vec::new();
        self.read(text, |lexeme, position| tokens.push(Token { lexeme, position }));
        tokens
    }

    /// Calls `seen` with each lexeme and position; gives the number of words read.
    pub(crate) fn read(&self, text: &str, mut seen: impl FnMut(String, u32)) -> u32 {
        let folded = fold(text);
        let all: Vec<&str> = words(&folded).collect();
        let mut read: u32 = 0;
        let place = |read: u32, offset: usize| {
            read.saturating_add(1).saturating_add(u32::try_from(offset).unwrap_or(u32::MAX))
        };
        for segment in self.segments(&all) {
            let mut own = Vec::new();
            for (offset, lexeme) in segment.lexemes() {
                if !segment.meanings.is_empty() {
                    own.push(lexeme.clone());
                }
                seen(lexeme, place(read, offset));
            }
            let last = segment.words.len() - 1;
            // A meaning that stems like the words themselves adds nothing.
            for meaning in segment.meanings.iter().filter(|meaning| **meaning != own) {
                for (offset, lexeme) in meaning.iter().enumerate() {
                    seen(lexeme.clone(), place(read, offset.min(last)));
                }
            }
            read = place(read, last);
        }
        read
    }

    /// Cuts words into segments, longest forms of the dictionary first.
    pub(crate) fn segments<'text>(&self, words: &[&'text str]) -> impl Iterator<Item = Segment<'text>> {
        let mut rest = words;
        std::iter::from_fn(move || {
            let (taken, meanings) = match self.synonyms.at_start_of(rest) {
                Some((taken, meanings)) => (taken, meanings.to_vec()),
                None => (1, Vec::new()),
            };
            let (head, tail) = rest.split_at_checked(taken)?;
            rest = tail;
            Some(Segment { words: head.to_vec(), meanings })
        })
    }
}
