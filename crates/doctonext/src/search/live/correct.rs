//! « Essayez plutôt … »: what was typed with its unknown words set right.

use search_index::MAX_QUERY_CHARS;

use super::Index;
use crate::search::analyzer;

/// The text with each word that no listing holds replaced by the known word that was most likely meant; none when
/// nothing can be set right.
pub(in crate::search) fn corrected(index: &Index, text: &str) -> Option<String> {
    if text.chars().count() > MAX_QUERY_CHARS {
        return None;
    }
    let mut changed = false;
    let mut right = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        let (between, word_on) = rest.split_at(start);
        let end = word_on.find(|c: char| !c.is_alphanumeric()).unwrap_or(word_on.len());
        let (word, after) = word_on.split_at(end);
        right.push_str(between);
        match meant(index, word) {
            Some(meant) => {
                right.push_str(meant);
                changed = true;
            }
            None => right.push_str(word),
        }
        rest = after;
    }
    right.push_str(rest);
    changed.then_some(right)
}

fn meant<'a>(index: &'a Index, word: &str) -> Option<&'a str> {
    let tokens = analyzer().analyze(word);
    let held = tokens.iter().any(|token| index.engine.holding(&token.lexeme, false) > 0);
    // A stop word is no mistake.
    if held || tokens.is_empty() { None } else { index.spelling.correct(word) }
}
