//! « Essayez plutôt … »: what was typed with its unknown words set right.

use chrono::{DateTime, Utc};
use search_index::MAX_QUERY_CHARS;

use super::Reading;
use crate::search::analyzer;

/// Words that are looked up in one text: each may cost half a millisecond.
const LOOKED_UP: usize = 6;

/// The text with each word that no listing holds replaced by the known word that was most likely meant; none when
/// nothing can be set right.
pub(in crate::search) fn corrected(reading: &Reading, text: &str, now: DateTime<Utc>) -> Option<String> {
    if text.chars().count() > MAX_QUERY_CHARS {
        return None;
    }
    let mut changed = false;
    let mut left = LOOKED_UP;
    let mut right = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        let (between, word_on) = rest.split_at(start);
        let end = word_on.find(|c: char| !c.is_alphanumeric()).unwrap_or(word_on.len());
        let (word, after) = word_on.split_at(end);
        right.push_str(between);
        match meant(reading, word, now, &mut left) {
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

fn meant<'a>(reading: &'a Reading, word: &str, now: DateTime<Utc>, left: &mut usize) -> Option<&'a str> {
    let tokens = analyzer().analyze(word);
    let held = tokens.iter().any(|token| reading.view.holds(&token.lexeme, now.timestamp_micros()));
    // A stop word is no mistake.
    if held || tokens.is_empty() {
        return None;
    }
    *left = left.checked_sub(1)?;
    reading.index.spelling.correct(word)
}
