//! What is left of a text when some of its words are gone.

use std::ops::Range;

/// The text without these parts, which come in its order; none when no word is left. No word that is left becomes refused:
/// « médecin-conseil » without its first word is « conseil ».
pub(super) fn without<'a>(text: &str, gone: impl Iterator<Item = &'a Range<usize>>) -> Option<String> {
    let mut left = String::with_capacity(text.len());
    let mut from = 0;
    for at in gone {
        left.push_str(piece(text, from, at.start));
        left.push(' ');
        from = at.end;
    }
    left.push_str(piece(text, from, text.len()));
    // What stood between words that are gone: « ( ) », « , », « - ».
    let is_left = |it: &&str| !it.chars().all(|it| "()[],;.:/-–+&".contains(it));
    let left = left.split_whitespace().filter(is_left).collect::<Vec<_>>().join(" ");
    (!left.is_empty()).then_some(left)
}

/// The same, as it is searched: where the text went on after the last word that is left, that word is finished, and no
/// beginning of another. A space says so.
pub(super) fn searched_without<'a>(
    text: &str,
    gone: impl Iterator<Item = &'a Range<usize>> + Clone,
) -> Option<String> {
    let last = gone.clone().map(|it| it.end).max().unwrap_or_default();
    let mut left = without(text, gone)?;
    let goes_on = text.get(last..).is_none_or(|it| !it.chars().any(char::is_alphanumeric));
    if last > 0 && goes_on {
        left.push(' ');
    }
    Some(left)
}

/// A part of the text; behind a part that is gone, without the hyphen that joined them.
fn piece(text: &str, from: usize, to: usize) -> &str {
    let piece = text.get(from..to).unwrap_or_default();
    if from > 0 { piece.trim_start_matches(['-', '‐', '‑']) } else { piece }
}
