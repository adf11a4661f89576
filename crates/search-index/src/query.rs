//! What is searched for: what people type, written as the text of a `tsquery`.
use std::fmt::Write;

use crate::analyzer::{Analyzer, Segment};
use crate::fold::fold;
use crate::lexeme;
use crate::pieces::{Piece, pieces};
use crate::prefix::{self, Lookup};
use crate::stem::stem;
use crate::stop_words::is_stop_word;
use crate::words::words;

/// What is typed beyond this many characters is not read.
pub const MAX_QUERY_CHARS: usize = 200;
/// Terms beyond this many are not searched for. A phrase, or a form of the field, is one term.
pub const MAX_QUERY_TERMS: usize = 16;

/// A search: every term must be found, no refused one may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    pub(crate) terms: Vec<Term>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) excluded: bool,
    pub(crate) wanted: Wanted,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// One alternative suffices; all lookups of an alternative are needed.
    Any(Vec<Vec<Lookup>>),
    /// Lexemes that follow each other, with the distance to the one before.
    Phrase(Vec<(usize, String)>),
}

impl Query {
    /// Reads what people type: words, "phrases in quotes", -refusals. With `prefix_last` the last word may be
    /// unfinished, unless a space, a quote or a sign ends it. Synonyms count as alternatives, except in phrases.
    #[must_use]
    pub fn parse(analyzer: &Analyzer, typed: &str, prefix_last: bool) -> Self {
        let typed: String = typed.chars().take(MAX_QUERY_CHARS).collect();
        let unfinished = prefix_last && typed.chars().next_back().is_some_and(char::is_alphanumeric);
        let pieces = pieces(&typed);
        let mut terms = Vec::new();
        for (rank, piece) in pieces.iter().enumerate() {
            let unfinished = unfinished && rank + 1 == pieces.len() && !piece.excluded && !piece.phrase;
            if piece.phrase {
                terms.extend(phrase(piece));
            } else {
                terms.extend(plain(analyzer, piece, unfinished));
            }
        }
        terms.truncate(MAX_QUERY_TERMS);
        Self { terms }
    }

    /// Whether nothing typed can be searched for: no word, or only stop words.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The text to be cast to `tsquery`, such as `('kin' | 'kinesitherapeut') & 'lyon':*`; none when there is
    /// no term.
    #[must_use]
    pub fn to_tsquery(&self) -> Option<String> {
        let mut out = String::new();
        for term in &self.terms {
            separate(&mut out, " & ");
            term.write(&mut out);
        }
        (!out.is_empty()).then_some(out)
    }
}

/// A phrase keeps the distances between its words, stop words counted, as documents do.
fn phrase(piece: &Piece) -> Option<Term> {
    let folded = fold(&piece.text);
    let mut last = 0;
    let mut lexemes = Vec::new();
    for (position, word) in words(&folded).enumerate().filter(|(_, word)| !is_stop_word(word)) {
        lexemes.push((position - last, stem(word)));
        last = position;
    }
    let wanted = Wanted::Phrase(lexemes);
    (!wanted.is_nothing()).then_some(Term { excluded: piece.excluded, wanted })
}

/// The terms of words outside quotes. A refused piece is one term, even when a hyphen parts it.
fn plain(analyzer: &Analyzer, piece: &Piece, unfinished: bool) -> Vec<Term> {
    let folded = fold(&piece.text);
    let words: Vec<&str> = words(&folded).collect();
    let mut segments: Vec<Segment<'_>> = analyzer.segments(&words).collect();
    let last = if unfinished { segments.pop() } else { None };
    let mut wanted: Vec<Vec<Vec<Lookup>>> = segments.iter().map(whole).collect();
    wanted.extend(last.as_ref().map(begun));
    wanted.retain(|alternatives| !alternatives.is_empty());
    if piece.excluded {
        // "-sage-femme" refuses what has both words, not what has either.
        let all = wanted.iter().filter_map(|alternatives| alternatives.first()).flatten().cloned().collect();
        wanted = match wanted.len() {
            0 | 1 => wanted,
            _ => vec![vec![all]],
        };
    }
    wanted.into_iter().map(|it| Term { excluded: piece.excluded, wanted: Wanted::Any(it) }).collect()
}

fn whole(segment: &Segment<'_>) -> Vec<Vec<Lookup>> {
    let own = segment.lexemes().map(|(_, lexeme)| lexeme).collect::<Vec<_>>();
    let mut alternatives = vec![own];
    for meaning in &segment.meanings {
        if !alternatives.contains(meaning) {
            alternatives.push(meaning.clone());
        }
    }
    alternatives.retain(|lexemes| !lexemes.is_empty());
    let exact = |lexeme| Lookup { lexeme, prefix: false };
    alternatives.into_iter().map(|lexemes| lexemes.into_iter().map(exact).collect()).collect()
}

/// The alternatives of the segment being typed: a word of its own may still grow.
fn begun(segment: &Segment<'_>) -> Vec<Vec<Lookup>> {
    let mut alternatives = whole(segment);
    if let [word] = segment.words[..]
        && !is_stop_word(word)
        && word.chars().nth(1).is_some()
    {
        let growing = prefix::lookups(word);
        alternatives.retain(|known| !matches!(&known[..], [one] if growing.iter().any(|it| it.finds(one))));
        alternatives.splice(0..0, growing.into_iter().map(|it| vec![it]));
    }
    alternatives
}

impl Wanted {
    fn is_nothing(&self) -> bool {
        match self {
            Self::Any(alternatives) => alternatives.is_empty(),
            Self::Phrase(lexemes) => lexemes.is_empty(),
        }
    }
}

impl Term {
    fn write(&self, out: &mut String) {
        if self.excluded {
            out.push('!');
        }
        match &self.wanted {
            Wanted::Any(alternatives) => {
                let bare = alternatives.len() == 1 && (!self.excluded || alternatives[0].len() == 1);
                within(out, !bare, |out| write_alternatives(out, alternatives));
            }
            Wanted::Phrase(lexemes) => within(out, lexemes.len() > 1, |out| write_phrase(out, lexemes)),
        }
    }
}

fn write_alternatives(out: &mut String, alternatives: &[Vec<Lookup>]) {
    for (rank, lookups) in alternatives.iter().enumerate() {
        if rank > 0 {
            out.push_str(" | ");
        }
        within(out, alternatives.len() > 1 && lookups.len() > 1, |out| {
            for (rank, lookup) in lookups.iter().enumerate() {
                if rank > 0 {
                    out.push_str(" & ");
                }
                lexeme::push_quoted(out, &lookup.lexeme);
                out.push_str(if lookup.prefix { ":*" } else { "" });
            }
        });
    }
}

fn write_phrase(out: &mut String, lexemes: &[(usize, String)]) {
    for (rank, (distance, lexeme)) in lexemes.iter().enumerate() {
        if rank > 0 {
            // Writing to a String cannot fail.
            let _ = write!(out, " <{distance}> ");
        }
        lexeme::push_quoted(out, lexeme);
    }
}

fn within(out: &mut String, brackets: bool, write: impl FnOnce(&mut String)) {
    out.push_str(if brackets { "(" } else { "" });
    write(out);
    out.push_str(if brackets { ")" } else { "" });
}

fn separate(out: &mut String, separator: &str) {
    if !out.is_empty() {
        out.push_str(separator);
    }
}
