//! Every SQL statement of search.

mod bulk;
mod feed;
mod filters;
mod read;
mod sitemap;
mod tally;
mod write;

pub use bulk::{BulkLoad, DroppedIndexes};
pub(super) use feed::{FedRow, Settled, all, changes, rows, sweep_changes, view};
#[cfg(test)]
pub(super) use filters::grouped;
pub use read::SearchHit;
pub(super) use read::{hits, latest, page, similar};
pub use sitemap::{sitemap_files, sitemap_listings};
pub(super) use tally::{Suggestion, by_type, cube_by_type, cube_by_type_and_profession, loosened};
pub use write::{put, withdraw};
