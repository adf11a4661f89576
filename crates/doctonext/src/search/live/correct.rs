//! What was typed with its unknown words set right.

use chrono::{DateTime, Utc};
use search_index::MAX_QUERY_CHARS;

use super::{IndexReading, search_of};
use crate::{
    search::{
        Criteria, analyzer,
        understood::{self, Understood},
    },
    territory::Gazetteer,
};

/// Words that are looked up in one text: each may cost half a millisecond.
const LOOKED_UP: usize = 6;

/// The text with each word that no listing holds replaced by the known word that was most likely meant, or by the name of a
/// commune; none when nothing can be set right. Quoted phrases, refused words, words that were understood and words that are
/// wanted as they are stay.
pub(in crate::search) fn corrected(
    reading: &IndexReading,
    typed: &Criteria,
    understood: &Understood,
    gazetteer: &Gazetteer,
    now: DateTime<Utc>,
) -> Option<String> {
    let text = typed.text.as_deref().filter(|it| it.chars().count() <= MAX_QUERY_CHARS)?;
    let mut left = LOOKED_UP;
    let mut right = String::with_capacity(text.len());
    let mut from = 0;
    for at in understood::free_words(text) {
        let word = text.get(at.clone())?;
        if understood.covers(at.start) || typed.as_typed.holds(word) {
            continue;
        }
        // The last word may be unfinished, and is searched so: « cabin » finds cabinets.
        if at.end == text.len() && begins_something(reading, word, now) {
            continue;
        }
        if let Some(meant) = meant(reading, word, gazetteer, now, &mut left) {
            right.push_str(text.get(from..at.start)?);
            right.push_str(&meant);
            from = at.end;
        }
    }
    right.push_str(text.get(from..)?);
    (from > 0).then_some(right)
}

fn begins_something(reading: &IndexReading, word: &str, now: DateTime<Utc>) -> bool {
    let alone = Criteria { text: Some(word.to_owned()), ..Criteria::default() };
    let search = search_of(&alone, now);
    search.words.is_some() && reading.view.count(&search) > 0
}

fn meant(
    reading: &IndexReading,
    word: &str,
    gazetteer: &Gazetteer,
    now: DateTime<Utc>,
    left: &mut usize,
) -> Option<String> {
    let tokens = analyzer().analyze(word);
    let held = tokens.iter().any(|token| reading.view.holds(&token.lexeme, now.timestamp_micros()));
    // A stop word is no mistake, and neither is a commune without listings.
    if held || tokens.is_empty() || !gazetteer.called(word).is_empty() {
        return None;
    }
    *left = left.checked_sub(1)?;
    // Words of listings that have ended are known for a while, and find nothing.
    let is_there = |it: &String| {
        analyzer().analyze(it).iter().any(|token| reading.view.holds(&token.lexeme, now.timestamp_micros()))
    };
    let known = reading.index.right(word).filter(is_there);
    known.or_else(|| gazetteer.nearly_called(word).map(|it| it.short_name().to_owned()))
}
