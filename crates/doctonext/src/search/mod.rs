//! Finding listings: what visitors ask, what is shown, and the read projection that answers.
//!
//! Owns the tables `listing_search`, `listing_counts`, `listing_grid`, `listing_search_changes`, and what hides listings from
//! colleagues: `listing_hidden`, `colleague_marks`. A listing that becomes visible hands over a [`SearchDocument`] in
//! the same transaction ([`put`], [`withdraw`]); search reads nothing else of a listing, but for the text that a result shows a part of.
//! Offers the pages `/`, `/annonces` and a page for each profession in each place, feeds of any search, a list for frames
//! (`/embed/annonces`), the API `/api/v1/listings`, and [`similar()`] to the listing page.

mod address;
mod analysis;
mod api;
mod api_reading;
mod asked;
mod bounds;
mod by_department;
mod cards;
mod count_memory;
mod counts;
mod criteria;
mod cursor;
mod demand;
mod document;
mod embed;
mod empty;
mod facet_labels;
mod feeds;
mod fields;
mod form;
mod form_signs;
mod found;
mod home;
mod landing;
mod live;
mod marked;
mod pages;
mod parse;
mod ranking;
mod right;
mod similar;
mod store;
mod street;
mod sweep;
#[cfg(test)]
mod tests;
mod tiles;
mod understood;
mod vector_tile;
mod viewer;
pub mod views;
pub(crate) mod wording;

pub use address::Vocabulary;
pub(crate) use address::{map_href, with_query};
pub use analysis::analyzer;
pub(crate) use api::*;
pub(crate) use asked::Asked;
pub use bounds::Bounds;
pub(crate) use by_department::{ByDepartment, count_by_department};
pub use cards::{card_of, card_of_document, href_of};
pub use count_memory::CountMemory;
pub use counts::Counts;
pub use criteria::{Around, AsTyped, ChosenArea, Criteria, Range, Sort};
pub use demand::{Demand, demand};
pub use document::{CardFacts, SearchDocument, Timing};
pub(crate) use empty::suggestions;
pub(crate) use form::form;
pub use landing::sitemap_landings;
pub use live::Live;
pub use pages::routes;
pub(crate) use pages::sane;
pub(crate) use parse::parse;
pub use ranking::Reasons;
pub use similar::{Subject, similar};
pub use store::{
    BulkLoad, DroppedIndexes, MarkKind, SearchHit, forget_colleague, forget_hidden, hide, is_hidden,
    is_hidden_sql, mark_colleague, put, sitemap_files, sitemap_listings, sites_of, unprojected, withdraw,
};
pub(crate) use street::locate;
pub use sweep::sweep_notes;
pub(crate) use tiles::{Keeping, cards_in_view, listing_tile};
pub use viewer::{EMAIL_MARK, Seen, Viewer};
