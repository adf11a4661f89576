//! From a folded word to its lexeme: gender and number brought together, then the French Snowball stemmer.
use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer};

/// Longer words are cut here on both sides, so they still meet. The longest of French has under 30 letters.
pub(crate) const MAX_WORD_CHARS: usize = 60;

/// Feminine and plural endings that the stemmer, made for accented text, treats apart once accents are folded:
/// without these "infirmière" and "infirmier", "associée" and "associé" would not meet.
const ENDINGS: &[(&str, &str)] =
    &[("ieres", "ier"), ("iere", "ier"), ("iers", "ier"), ("ees", "e"), ("ee", "e")];

/// A word shorter than this before its ending keeps it: "idée" must not become "IDE".
const MIN_ROOT: usize = 3;

/// The lexeme of a folded word. Words with digits or letters outside a–z are kept as they are, only cut.
pub(crate) fn stem(word: &str) -> String {
    if !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return word.chars().take(MAX_WORD_CHARS).collect();
    }
    let word = word.get(..MAX_WORD_CHARS).unwrap_or(word);
    Stemmer::create(Algorithm::French).stem(&masculine(word)).into_owned()
}

/// The form under which field synonyms are compared: masculine singular, but not yet stemmed, since stems of
/// short words collide ("sel" and "selle").
pub(crate) fn dictionary_form(word: &str) -> Cow<'_, str> {
    let form = masculine(word);
    if form.len() > MIN_ROOT
        && let Some(singular) = form.strip_suffix('s')
    {
        return Cow::Owned(singular.strip_suffix("enne").map_or(singular.to_owned(), |it| format!("{it}en")));
    }
    match form.strip_suffix("enne") {
        Some(root) if root.len() >= MIN_ROOT => Cow::Owned(format!("{root}en")),
        _ => form,
    }
}

fn masculine(word: &str) -> Cow<'_, str> {
    for (ending, replacement) in ENDINGS {
        if let Some(root) = word.strip_suffix(ending) {
            return if root.len() >= MIN_ROOT {
                Cow::Owned(format!("{root}{replacement}"))
            } else {
                word.into()
            };
        }
    }
    word.into()
}
