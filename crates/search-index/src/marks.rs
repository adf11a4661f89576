//! Where in a text stands what a search looked for, and which part of a long text shows most of it.
use std::ops::Range;

use crate::fold::fold;
use crate::prefix::Lookup;
use crate::query::{Query, Term, Wanted};
use crate::stem::stem;
use crate::stop_words::is_stop_word;
use crate::words::is_elided;

/// A word of a text that may have been looked for.
struct Read {
    at: Range<usize>,
    folded: String,
    lexeme: String,
    /// Rank, as documents count: stop words take one, elisions do not.
    position: usize,
}

impl Read {
    fn is(&self, lookup: &Lookup) -> bool {
        self.lexeme == lookup.lexeme || (lookup.prefix && self.folded.starts_with(&lookup.lexeme))
    }
}

/// A part of a text that holds what a term looked for.
struct Mark {
    at: Range<usize>,
    /// Rank of the term in its query.
    term: usize,
}

/// Places of a text at which a passage may begin: whoever repeats a word a thousand times makes nobody wait.
const LOOKED_AT: usize = 64;

/// The part of a text that shows most of what was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// In bytes, cut between words.
    pub at: Range<usize>,
    /// Terms of the query that stand in it.
    pub terms: usize,
}

impl Query {
    /// The parts of a text, in bytes and in order, that hold a word or a phrase that was looked for. They never overlap. A form
    /// of several words (« médecin généraliste » for « MG ») is marked where all of them stand.
    #[must_use]
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = self.found(text).into_iter().map(|it| it.at).collect();
        found.dedup_by(|next, before| next.start < before.end);
        found
    }

    /// Terms that were looked for and stand in at least one of some texts.
    #[must_use]
    pub fn terms_in(&self, texts: &[&str]) -> usize {
        let mut terms: Vec<usize> =
            texts.iter().flat_map(|text| self.found(text)).map(|it| it.term).collect();
        terms.sort_unstable();
        terms.dedup();
        terms.len()
    }

    /// Terms that were looked for.
    #[must_use]
    pub fn wanted_terms(&self) -> usize {
        self.wanted().count()
    }

    /// Of the parts of a text of at most `most` characters, the first that shows most terms; none when it shows none.
    #[must_use]
    pub fn passage(&self, text: &str, most: usize) -> Option<Passage> {
        let found = self.found(text);
        let fits = |from: usize, to: usize| text.get(from..to).is_some_and(|it| it.chars().count() <= most);
        let mut best: Option<Passage> = None;
        for (rank, first) in found.iter().enumerate().take(LOOKED_AT) {
            let within = found.iter().skip(rank).take_while(|it| fits(first.at.start, it.at.end));
            let mut terms = Vec::new();
            let mut end = first.at.end;
            for it in within {
                end = end.max(it.at.end);
                if !terms.contains(&it.term) {
                    terms.push(it.term);
                }
            }
            if best.as_ref().is_none_or(|best| terms.len() > best.terms) {
                best = Some(Passage { at: first.at.start..end, terms: terms.len() });
            }
        }
        best.map(|it| Passage { at: widened(text, it.at, most), terms: it.terms })
    }

    /// Every place of every term, in order; the longest first where several begin.
    fn found(&self, text: &str) -> Vec<Mark> {
        let read = self.read(text);
        let mut found: Vec<Mark> = Vec::new();
        for (term, it) in self.wanted().enumerate() {
            let mut mark = |at: Range<usize>| found.push(Mark { at, term });
            match &it.wanted {
                Wanted::Any(alternatives) => {
                    let whole = alternatives
                        .iter()
                        .filter(|it| it.iter().all(|lookup| read.iter().any(|it| it.is(lookup))));
                    for lookups in whole {
                        let holds = |it: &&Read| lookups.iter().any(|lookup| it.is(lookup));
                        read.iter().filter(holds).for_each(|it| mark(it.at.clone()));
                    }
                }
                Wanted::Phrase(lexemes) => phrases(&read, lexemes).for_each(mark),
            }
        }
        found.sort_by_key(|it| (it.at.start, std::cmp::Reverse(it.at.end)));
        found
    }

    fn wanted(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(|term| !term.excluded)
    }

    /// The words of a text that begin with the letter of something looked for. No other can be it, and finding the stem of
    /// every word of a text would take longer than all the rest of a page.
    fn read(&self, text: &str) -> Vec<Read> {
        let initials: Vec<char> = self.wanted().flat_map(initials).collect();
        let mut all = Vec::new();
        let mut position = 0;
        let mut from = 0;
        while let Some(start) =
            text.get(from..).and_then(|rest| rest.find(char::is_alphanumeric)).map(|at| from + at)
        {
            let word = text.get(start..).unwrap_or_default();
            // An accent typed as a mark of its own belongs to its letter.
            let inside = |it: char| it.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&it);
            let end = start + word.find(|it: char| !inside(it)).unwrap_or(word.len());
            let folded = fold(text.get(start..end).unwrap_or_default());
            let rest = text.get(end..).unwrap_or_default();
            let is_elision = is_elided(&folded) && fold(&rest.chars().take(1).collect::<String>()) == "'";
            from = end;
            if is_elision {
                continue;
            }
            position += 1;
            let may_be = folded.chars().next().is_some_and(|initial| initials.contains(&initial));
            if may_be && !is_stop_word(&folded) {
                all.push(Read { at: start..end, lexeme: stem(&folded), folded, position });
            }
        }
        all
    }
}

/// The letters that words of a term begin with: stems keep them.
fn initials(term: &Term) -> Vec<char> {
    let lexemes: Vec<&str> = match &term.wanted {
        Wanted::Any(alternatives) => alternatives.iter().flatten().map(|it| it.lexeme.as_str()).collect(),
        Wanted::Phrase(lexemes) => lexemes.iter().map(|(_, lexeme)| lexeme.as_str()).collect(),
    };
    lexemes.into_iter().filter_map(|it| it.chars().next()).collect()
}

/// A part of a text with whole words before and after it, up to so many characters: from the beginning of its sentence when
/// that is near.
fn widened(text: &str, at: Range<usize>, most: usize) -> Range<usize> {
    let mut left = most.saturating_sub(text.get(at.clone()).map_or(most, |it| it.chars().count()));
    let (before, after) = (text.get(..at.start).unwrap_or_default(), text.get(at.end..).unwrap_or_default());
    // Two thirds of the room at most stand before: what was looked for comes soon.
    let start = begun(before, left * 2 / 3);
    left = left.saturating_sub(text.get(start..at.start).map_or(0, |it| it.chars().count()));
    let end = at.end + ended(after, left);
    start..end
}

/// Where a text that ends before what was found begins to be shown, so many characters away at most: its last sentence, else
/// as many words as there is room for.
fn begun(before: &str, most: usize) -> usize {
    let reached = before.char_indices().rev().take(most).last().map_or(before.len(), |(at, _)| at);
    let near = before.get(reached..).unwrap_or_default();
    if let Some(at) = near.rfind(['.', '!', '?', '\n']) {
        let sentence = near.get(at + 1..).unwrap_or_default();
        return before.len() - sentence.trim_start().len();
    }
    if reached == 0 {
        return before.len() - before.trim_start().len();
    }
    // A word that is cut is left out.
    near.find(char::is_whitespace)
        .map_or(before.len(), |at| before.len() - near.get(at..).unwrap_or_default().trim_start().len())
}

/// How many bytes of a text that follows what was found are shown: whole words of so many characters at most.
fn ended(after: &str, most: usize) -> usize {
    let reached = after.char_indices().nth(most).map_or(after.len(), |(at, _)| at);
    let near = after.get(..reached).unwrap_or_default();
    // Nothing is cut at the end, or between two words.
    if after.get(reached..).is_none_or(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace)) {
        return near.trim_end().len();
    }
    let whole = near.rfind(char::is_whitespace).unwrap_or_default();
    near.get(..whole).unwrap_or_default().trim_end().len()
}

/// From the first to the last word of each place where the lexemes stand at their distances.
fn phrases<'a>(read: &'a [Read], lexemes: &'a [(usize, String)]) -> impl Iterator<Item = Range<usize>> + 'a {
    read.iter().filter_map(|first| {
        let mut position = first.position;
        let mut end = None;
        for (rank, (distance, lexeme)) in lexemes.iter().enumerate() {
            position += if rank == 0 { 0 } else { *distance };
            end = Some(read.iter().find(|it| it.position == position && it.lexeme == *lexeme)?.at.end);
        }
        end.map(|end| first.at.start..end)
    })
}
