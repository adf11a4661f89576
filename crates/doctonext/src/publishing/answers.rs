//! What was typed, right or wrong, by field. Pure.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Longest text kept of a single answer, in bytes: twice the longest that is accepted, so that nothing is lost of a text
/// that only needs shortening.
const LONGEST: usize = 40_000;
/// Most values of one field.
const MOST: usize = 60;

/// The answers to the questions of a listing: a list of texts for each field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Answers(BTreeMap<String, Vec<String>>);

impl Answers {
    /// The first answer to a field, without the blanks around it; empty when there is none.
    pub(super) fn text(&self, field: &str) -> &str {
        self.0.get(field).and_then(|them| them.first()).map_or("", |it| it.trim())
    }

    /// Every answer to a field.
    pub(super) fn texts(&self, field: &str) -> &[String] {
        self.0.get(field).map_or(&[], Vec::as_slice)
    }

    pub(super) fn is_ticked(&self, field: &str) -> bool {
        !self.text(field).is_empty()
    }

    pub(super) fn set(&mut self, field: &str, value: impl Into<String>) {
        self.set_all(field, vec![value.into()]);
    }

    /// Keeps a value however long it is: what is typed never comes this way.
    pub(super) fn set_whole(&mut self, field: &str, value: String) {
        self.0.insert(field.to_owned(), vec![value]);
    }

    /// Keeps values for a field; empty ones take it away.
    pub(super) fn set_all(&mut self, field: &str, values: Vec<String>) {
        let mut values = values;
        values.truncate(MOST);
        for value in &mut values {
            cut(value);
        }
        if values.iter().all(|it| it.is_empty()) {
            self.0.remove(field);
        } else {
            self.0.insert(field.to_owned(), values);
        }
    }

    /// Keeps a default where nothing was answered.
    pub(super) fn propose(&mut self, field: &str, value: impl Into<String>) {
        if self.text(field).is_empty() {
            self.set(field, value);
        }
    }

    /// Takes over the fields of a page: those that the page has and the form did not send were emptied.
    pub(super) fn replace(&mut self, fields: &[&'static str], sent: &[(String, String)]) {
        for field in fields {
            let values =
                sent.iter().filter(|(name, _)| name == field).map(|(_, value)| tidy(value)).collect();
            self.set_all(field, values);
        }
    }

    /// Every field that was answered.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.0.iter().map(|(field, values)| (field.as_str(), values.as_slice()))
    }

    /// The fields whose answers differ.
    pub(super) fn changed_from(&self, before: &Self) -> Vec<String> {
        let names = self.0.keys().chain(before.0.keys());
        let mut changed: Vec<String> =
            names.filter(|name| self.0.get(*name) != before.0.get(*name)).cloned().collect();
        changed.sort();
        changed.dedup();
        changed
    }
}

/// Line ends of every system as one; no NUL, which PostgreSQL cannot keep.
fn tidy(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "")
}

fn cut(text: &mut String) {
    if text.len() > LONGEST {
        let mut end = LONGEST;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.truncate(end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_page_replaces_its_own_fields_and_no_other() {
        let mut answers = Answers::default();
        answers.set("titre", "Un titre");
        answers.set("logement", "1");

        answers.replace(&["logement", "horaires"], &sent(&[("horaires", "9 h\r\n18 h"), ("titre", "x")]));

        assert_eq!(answers.text("titre"), "Un titre");
        assert!(!answers.is_ticked("logement"), "an unticked box sends nothing");
        assert_eq!(answers.text("horaires"), "9 h\n18 h");
    }

    #[test]
    fn what_changed_is_told_by_field() {
        let mut before = Answers::default();
        before.set("a", "1");
        before.set("b", "1");
        let mut after = before.clone();
        after.set("b", "2");
        after.set("c", "3");
        after.set_all("a", Vec::new());

        assert_eq!(after.changed_from(&before), ["a", "b", "c"]);
        assert_eq!(before.changed_from(&before), Vec::<String>::new());
    }

    #[test]
    fn a_text_beyond_measure_is_cut_at_a_letter() {
        let mut answers = Answers::default();
        answers.set("texte", "é".repeat(30_000));
        assert_eq!(answers.text("texte").chars().count(), LONGEST / 2);
    }
}
