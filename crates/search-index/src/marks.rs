//! Where in a text stands what a search looked for.
use std::ops::Range;

use crate::fold::fold;
use crate::prefix::Lookup;
use crate::query::{Query, Wanted};
use crate::stem::stem;
use crate::stop_words::is_stop_word;
use crate::words::is_elided;

/// A word of a text.
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

impl Query {
    /// The parts of a text, in bytes and in order, that hold a word or a phrase that was looked for. They never overlap. A form
    /// of several words (« médecin généraliste » for « MG ») is marked where all of them stand.
    #[must_use]
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        let read = read(text);
        let mut found: Vec<Range<usize>> = Vec::new();
        for term in self.terms.iter().filter(|term| !term.excluded) {
            match &term.wanted {
                Wanted::Any(alternatives) => {
                    let whole = alternatives
                        .iter()
                        .filter(|it| it.iter().all(|lookup| read.iter().any(|it| it.is(lookup))));
                    for lookups in whole {
                        let holds = |it: &&Read| lookups.iter().any(|lookup| it.is(lookup));
                        found.extend(read.iter().filter(holds).map(|it| it.at.clone()));
                    }
                }
                Wanted::Phrase(lexemes) => found.extend(phrases(&read, lexemes)),
            }
        }
        found.sort_by_key(|it| (it.start, std::cmp::Reverse(it.end)));
        found.dedup_by(|next, before| next.start < before.end);
        found
    }
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

fn read(text: &str) -> Vec<Read> {
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
        if !is_stop_word(&folded) {
            all.push(Read { at: start..end, lexeme: stem(&folded), folded, position });
        }
    }
    all
}
