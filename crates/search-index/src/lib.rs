//! The one analyser of French text, for documents and queries alike.
//!
//! Both sides go through the same steps, so that what is written one way is found when typed another: fold
//! (case, accents, typography), cut into words, drop elisions, recognise the field's abbreviations and phrases,
//! drop stop words, bring gender and number together, stem. The results are texts for `PostgreSQL`'s casts
//! `::tsvector` and `::tsquery`: the server needs no dictionary file and no text-search configuration.
//!
//! Everything here is pure: no I/O, no panic, and time linear in the length of the text.
mod analyzer;
mod document;
pub mod engine;
mod fold;
mod lexeme;
mod marks;
mod pieces;
mod prefix;
mod query;
mod spelling;
mod stem;
mod stop_words;
mod synonyms;
#[cfg(test)]
mod tests;
mod words;

pub use analyzer::{Analyzer, Token};
pub use document::{Document, Weight};
pub use fold::{fold, slugify};
pub use marks::Passage;
pub use query::{MAX_QUERY_CHARS, MAX_QUERY_TERMS, Query};
pub use spelling::{Learning, Spelling, correct};
