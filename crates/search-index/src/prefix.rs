//! What a word still being typed may become.
use crate::stem::stem;

/// A lexeme to look up, whole or as a beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lookup {
    pub(crate) lexeme: String,
    pub(crate) prefix: bool,
}

impl Lookup {
    /// Whether it finds all that another finds.
    pub(crate) fn finds(&self, other: &Self) -> bool {
        if self.prefix { other.lexeme.starts_with(&self.lexeme) } else { self == other }
    }
}

/// Endings that the stemmer removes. Halfway through one, what is typed is longer than the lexeme it will find:
/// "remplacem" is no beginning of "remplac", so the ending is completed before stemming.
const ENDINGS: &[&str] = &["ement", "ation", "ateur", "euse", "iste", "ique", "able", "ance", "ite", "ive"];

/// Shorter roots complete to too many words.
const MIN_ROOT: usize = 3;

/// The lookups for a folded word whose end may be missing: what begins so, the word taken as whole, and the word
/// with its last ending completed.
pub(crate) fn lookups(word: &str) -> Vec<Lookup> {
    let mut found = vec![Lookup { lexeme: begun(word), prefix: true }];
    let completed = ENDINGS.iter().flat_map(|ending| completions(word, ending));
    for lexeme in std::iter::once(stem(word)).chain(completed.map(|it| stem(&it))) {
        // A beginning already finds every lexeme that starts with it.
        let exact = Lookup { lexeme, prefix: false };
        if !found.iter().any(|it| it.finds(&exact)) {
            found.push(exact);
        }
    }
    found
}

/// The word cut as the stemmer cuts long words, but with its ending.
fn begun(word: &str) -> String {
    word.chars().take(crate::stem::MAX_WORD_CHARS).collect()
}

fn completions(word: &str, ending: &str) -> Vec<String> {
    let halves = (1..ending.len()).filter_map(|cut| ending.split_at_checked(cut));
    halves
        .filter(|(typed, _)| word.strip_suffix(typed).is_some_and(|root| root.len() >= MIN_ROOT))
        .map(|(_, missing)| format!("{word}{missing}"))
        .collect()
}
