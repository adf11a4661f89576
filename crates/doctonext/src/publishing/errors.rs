//! What is wrong with answers, by field, in French.

use std::collections::BTreeMap;

/// A sentence for each field that needs another answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Errors(BTreeMap<&'static str, String>);

impl Errors {
    /// Notes what is wrong with a field; the first reason stays.
    pub(super) fn note(&mut self, field: &'static str, why: impl Into<String>) {
        self.0.entry(field).or_insert_with(|| why.into());
    }

    /// What is wrong with a field; empty when nothing is.
    pub(super) fn of(&self, field: &str) -> &str {
        self.0.get(field).map_or("", String::as_str)
    }

    /// Every field with what is wrong, in the order of the alphabet.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(field, why)| (*field, why.as_str()))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Only what concerns some fields.
    pub(super) fn among(&self, fields: &[&'static str]) -> Self {
        Self(
            self.0.iter().filter(|(field, _)| fields.contains(field)).map(|(k, v)| (*k, v.clone())).collect(),
        )
    }
}
