//! Searching in memory: which listings match words and filters, in which order, how many, and with which facts.
//!
//! Derived from the projection and never the truth: whoever holds one feeds it after each change, and must be able to
//! do without. Listings stand in segments that never change, newest first; a frequent word is one bit per listing, a
//! rare one a list. A change makes a small segment beside the large ones and marks what it replaces as gone, so
//! readers never wait.
//!
//! Everything a page shows comes out as `PostgreSQL` computes it from the same rows: the same set, the same order, the
//! same counts.

mod build;
mod columns;
mod count;
mod filter;
mod forward;
mod lexicon;
mod listing;
mod live;
mod matching;
mod order;
mod part;
mod points;
mod postings;
mod ranges;
mod rank;
mod score;
mod search;
mod segment;
mod set;
mod settle;
mod sphere;
mod tally;
#[cfg(test)]
mod tests;
mod tile;
mod varint;
mod view;
mod within;

pub use build::Builder;
pub use columns::Bands;
pub use listing::{FULL_TIME, Facts, GUARANTEED, PART_TIME, Word, words_of_tsvector};
pub use live::{Change, Engine};
pub use order::RANKED;
pub use search::{After, COVERAGES, FRESH, Facets, Formula, Hit, Key, Order, Page, Search};
pub use sphere::{Bounds, Circle};
pub use tile::{By, Cluster, Square};
pub use view::{Counting, View};
