//! The field's abbreviations and phrases, recognised by longest match.
use std::collections::HashMap;

use crate::fold::fold;
use crate::stem::{dictionary_form, stem};
use crate::stop_words::is_stop_word;
use crate::words::words;

/// What one form stands for.
struct Entry {
    /// The words after the first.
    rest: Vec<String>,
    /// One list of lexemes for each meaning.
    meanings: Vec<Vec<String>>,
}

/// A dictionary from forms of one or several words to meanings, read word by word.
#[derive(Default)]
pub(crate) struct Synonyms {
    /// By first word, longest form first.
    by_first: HashMap<String, Vec<Entry>>,
}

impl Synonyms {
    /// A dictionary of (form, meaning). Pairs without a word on either side are ignored.
    pub(crate) fn new<F: AsRef<str>, M: AsRef<str>>(pairs: impl IntoIterator<Item = (F, M)>) -> Self {
        let mut dictionary = Self::default();
        for (form, meaning) in pairs {
            dictionary.insert(form.as_ref(), meaning.as_ref());
        }
        for entries in dictionary.by_first.values_mut() {
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.rest.len()));
        }
        dictionary
    }

    fn insert(&mut self, form: &str, meaning: &str) {
        let meaning = lexemes(meaning);
        let folded = fold(form);
        let mut forms = words(&folded).map(|word| dictionary_form(word).into_owned());
        let Some(first) = forms.next().filter(|_| !meaning.is_empty()) else {
            return;
        };
        let rest: Vec<String> = forms.collect();
        let entries = self.by_first.entry(first).or_default();
        match entries.iter_mut().find(|entry| entry.rest == rest) {
            Some(entry) if entry.meanings.contains(&meaning) => {}
            Some(entry) => entry.meanings.push(meaning),
            None => entries.push(Entry { rest, meanings: vec![meaning] }),
        }
    }

    /// The longest form at the start of these words: how many words it takes, and what it stands for.
    pub(crate) fn at_start_of(&self, words: &[&str]) -> Option<(usize, &[Vec<String>])> {
        let (first, following) = words.split_first()?;
        let entries = self.by_first.get(dictionary_form(first).as_ref())?;
        let found = entries.iter().find(|entry| {
            entry.rest.len() <= following.len()
                && entry.rest.iter().zip(following).all(|(expected, word)| *expected == dictionary_form(word))
        })?;
        Some((found.rest.len() + 1, &found.meanings))
    }
}

fn lexemes(text: &str) -> Vec<String> {
    words(&fold(text)).filter(|word| !is_stop_word(word)).map(stem).collect()
}
