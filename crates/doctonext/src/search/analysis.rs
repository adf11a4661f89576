//! The analyser of French text, fed with the words of the field.

use std::sync::LazyLock;

use search_index::Analyzer;

use crate::trades;

static ANALYZER: LazyLock<Analyzer> =
    LazyLock::new(|| Analyzer::new(trades::field_synonyms().iter().copied()));

/// The one analyser: documents and queries go through it alike. A pure function of its input.
#[must_use]
pub fn analyzer() -> &'static Analyzer {
    &ANALYZER
}

static PLAIN: LazyLock<Analyzer> = LazyLock::new(|| Analyzer::new(std::iter::empty::<(&str, &str)>()));

/// The same without the synonyms of the field: for names that every listing in question holds as they are.
pub(super) fn plain_analyzer() -> &'static Analyzer {
    &PLAIN
}
