//! What was typed, cut into words that remember where they stand. Quoted phrases and refused words are left out: whoever
//! writes them means them as they are.

use std::ops::Range;

/// A word that may be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// Where it stands in the text, in bytes.
    pub at: Range<usize>,
    /// Without accents and capitals.
    pub folded: String,
    /// Whether it is written with a capital although it does not begin the text, and not everything is.
    pub is_capital: bool,
    /// Whether « % » or « € » follows: then a number is an amount.
    pub is_amount: bool,
    /// Whether something stands before it over which no name runs: a comma, a bracket, a quoted phrase.
    pub after_break: bool,
    /// Whether a hyphen alone stands before it: « Marne-la-Vallée » is not the Marne.
    pub after_hyphen: bool,
    /// Whether a dash stands before it, with spaces or without: « 24 - 31 décembre ».
    pub after_dash: bool,
    /// The one mark that parts it from the word before without a space: « 70/30 », « 8:30 », « 03.08.2027 ».
    pub after_mark: Option<char>,
}

/// The words of a text, in order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let left_alone = quoted(text).into_iter().chain(refused(text)).collect::<Vec<_>>();
    let shouts = !text.chars().any(char::is_lowercase);
    let mut found: Vec<Token> = Vec::new();
    let mut end_of_last = 0;
    let mut is_first = true;
    for at in words(text) {
        if left_alone.iter().any(|it| it.start <= at.start && at.start < it.end) {
            is_first = false;
            continue;
        }
        let word = text.get(at.clone()).unwrap_or_default();
        let between = text.get(end_of_last..at.start).unwrap_or_default();
        let rest = text.get(at.end..).unwrap_or_default().trim_start();
        end_of_last = at.end;
        found.push(Token {
            folded: search_index::fold(word),
            is_capital: !is_first && !shouts && word.starts_with(char::is_uppercase),
            is_amount: rest.starts_with(['%', '€']),
            after_break: between
                .chars()
                .any(|it| !matches!(it, '-' | '‐' | '‑' | '\'' | '’') && !it.is_whitespace()),
            after_hyphen: matches!(between, "-" | "‐" | "‑"),
            after_dash: matches!(between.trim(), "-" | "‐" | "‑" | "–" | "—"),
            after_mark: between.chars().next().filter(|_| matches!(between, "/" | "." | "," | ":")),
            at,
        });
        is_first = false;
    }
    found
}

fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = text.get(from..)?;
        let start = from + rest.find(char::is_alphanumeric)?;
        let word = text.get(start..)?;
        // An accent typed as a mark of its own belongs to its letter.
        let inside = |it: char| it.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&it);
        let end = start + word.find(|it: char| !inside(it)).unwrap_or(word.len());
        from = end;
        Some(start..end)
    })
}

/// Phrases in closed quotes, quotes included, as the search reads them.
fn quoted(text: &str) -> Vec<Range<usize>> {
    let mut open = None;
    let mut found = Vec::new();
    for (at, mark) in text.char_indices().filter(|(_, it)| matches!(it, '"' | '«' | '»' | '“' | '”' | '„'))
    {
        match open.take() {
            None => open = Some(at),
            Some(start) => found.push(start..at + mark.len_utf8()),
        }
    }
    found
}

/// Words behind a minus, up to the next space.
pub(super) fn refused(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    for word in text.split_whitespace() {
        let Some(at) = text.get(from..).and_then(|rest| rest.find(word)).map(|at| from + at) else { break };
        from = at + word.len();
        if word.strip_prefix('-').is_some_and(|it| it.starts_with(char::is_alphanumeric)) {
            found.push(at..from);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|it| it.folded).collect()
    }

    #[test]
    fn words_of_phrases_and_refused_words_are_left_alone() {
        assert_eq!(shown("kiné \"à Lyon\" -sport L’Été"), ["kine", "l", "ete"]);
        assert_eq!(shown("-sage-femme « maison de santé » Paris - Lyon"), ["paris", "lyon"]);
        assert_eq!(
            shown("kiné \"à Lyon"),
            ["kine", "a", "lyon"],
            "a quote that is never closed counts as nothing"
        );
    }

    #[test]
    fn each_word_knows_where_it_stands() {
        let text = "Été à Guéret, 80 % ou 50€";
        let all = tokens(text);
        assert_eq!(&text[all[2].at.clone()], "Guéret");
        assert!(all[2].is_capital && !all[0].is_capital && !all[1].is_capital);
        assert!(all[3].is_amount && all[3].after_break && all[5].is_amount && !all[1].after_break);
        assert!(tokens("ORANGE NICE").iter().all(|it| !it.is_capital));
    }
}
