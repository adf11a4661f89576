//! Every SQL statement of search.

mod bulk;
mod feed;
mod filters;
mod hidden;
mod read;
mod sitemap;
mod tally;
mod texts;
mod tiles;
mod write;

pub use bulk::{BulkLoad, DroppedIndexes};
pub(super) use feed::{Beginning, FedRow, Settled, all, changes, rows, sweep_changes, view};
#[cfg(test)]
pub(super) use filters::grouped;
pub(super) use hidden::{Hidden, hidden};
pub use hidden::{
    MarkKind, forget_colleague, forget_hidden, hide, is_hidden, is_hidden_sql, mark_colleague, sites_of,
};
pub use read::SearchHit;
pub(super) use read::{hits, latest, page, similar};
pub(in crate::search) use sitemap::cube_cells;
pub use sitemap::{sitemap_files, sitemap_listings};
pub(super) use tally::{
    Suggestion, by_department, by_type, cube_by_type, cube_by_type_and_profession, loosened,
};
pub(super) use texts::descriptions;
pub(super) use tiles::{LAST_GRID, hurry, is_of_grid, tile, took_too_long};
pub use write::{put, unprojected, withdraw};
