//! A text while it is read: its words, and which of them something has already been made of.

use std::ops::Range;

use super::tokens::{Token, tokens};
use crate::search::criteria::AsTyped;

/// What runs of words name: first word, one past the last, what they name.
pub(super) type Named<T> = Vec<(usize, usize, T)>;

/// What something was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    Days,
    Trade,
    Type,
}

/// The words of a text that may still be understood.
pub(super) struct TextReading<'a> {
    pub text: &'a str,
    pub tokens: Vec<Token>,
    taken: Vec<Option<Taken>>,
}

impl<'a> TextReading<'a> {
    /// Without the words that are wanted as they are.
    pub(super) fn of(text: &'a str, as_typed: &AsTyped) -> Self {
        let mut all = if as_typed.is_all { Vec::new() } else { tokens(text) };
        for words in &as_typed.words {
            leave_alone(&mut all, words);
        }
        let taken = vec![None; all.len()];
        Self { text, tokens: all, taken }
    }

    /// A word, folded; empty when there is none.
    pub(super) fn folded(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |it| it.folded.as_str())
    }

    /// Whether no name runs over the place before this word.
    pub(super) fn breaks(&self, at: usize) -> bool {
        self.tokens.get(at).is_none_or(|it| it.after_break)
    }

    /// Whether words stand together and nothing was made of any of them.
    pub(super) fn is_free(&self, words: Range<usize>) -> bool {
        let stand_together = words.clone().skip(1).all(|at| !self.breaks(at));
        stand_together && words.end <= self.taken.len() && !words.clone().any(|at| self.is_taken(at))
    }

    /// Whether something was made of this word.
    pub(super) fn is_taken(&self, at: usize) -> bool {
        self.taken.get(at).is_some_and(Option::is_some)
    }

    /// Whether this word names a trade.
    pub(super) fn is_trade(&self, at: usize) -> bool {
        self.taken.get(at).is_some_and(|it| *it == Some(Taken::Trade))
    }

    /// Something was made of these words.
    pub(super) fn take(&mut self, words: Range<usize>, what: Taken) {
        self.taken.iter_mut().take(words.end).skip(words.start).for_each(|it| *it = Some(what));
    }

    /// Where the little words begin that stand together before this one.
    pub(super) fn over_little_words(&self, at: usize, little: &[&str]) -> usize {
        let mut start = at;
        while let Some(before) = start.checked_sub(1)
            && !self.breaks(start)
            && little.contains(&self.folded(before))
        {
            start = before;
        }
        start
    }

    /// The word before this one, unless something parts them; empty when there is none.
    pub(super) fn before(&self, at: usize) -> &str {
        at.checked_sub(1).filter(|_| !self.breaks(at)).map_or("", |it| self.folded(it))
    }

    /// Where words stand in the text, in bytes.
    pub(super) fn span(&self, words: &Range<usize>) -> Option<Range<usize>> {
        let first = self.tokens.get(words.start)?;
        let last = self.tokens.get(words.end.checked_sub(1)?)?;
        Some(first.at.start..last.at.end)
    }

    /// The words of a form at this place: how many, when the form stands here.
    pub(super) fn stands(&self, at: usize, form: &[String]) -> bool {
        self.is_free(at..at + form.len())
            && form.iter().enumerate().all(|(rank, word)| singular(self.folded(at + rank)) == *word)
    }
}

/// Takes every place at which these words stand together out of what may be understood.
fn leave_alone(all: &mut Vec<Token>, words: &str) {
    let wanted: Vec<String> = folded_words(words).collect();
    if wanted.is_empty() {
        return;
    }
    let mut at = 0;
    while at + wanted.len() <= all.len() {
        if wanted.iter().zip(&all[at..]).all(|(word, token)| *word == token.folded) {
            all.drain(at..at + wanted.len());
            if let Some(next) = all.get_mut(at) {
                next.after_break = true;
            }
        } else {
            at += 1;
        }
    }
}

/// The words of a name as they are compared.
pub(super) fn folded_words(text: &str) -> impl Iterator<Item = String> {
    let folded = search_index::fold(text);
    let words: Vec<String> = folded
        .split(|it: char| !it.is_alphanumeric())
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect();
    words.into_iter()
}

/// Whether these words stand in a text, one after the other.
pub(in crate::search) fn holds(text: &str, words: &str) -> bool {
    let (text, words): (Vec<String>, Vec<String>) =
        (folded_words(text).collect(), folded_words(words).collect());
    !words.is_empty() && text.windows(words.len()).any(|it| *it == *words)
}

/// A word without the mark of the plural.
pub(super) fn singular(word: &str) -> &str {
    if word.len() > 3 { word.strip_suffix('s').unwrap_or(word) } else { word }
}
