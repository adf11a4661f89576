//! Listings: a practice to hand over, a replacement to fill, a partner to find, a replacement who is free.
//!
//! Owns `listings`, `listing_locations`, `transfer_details`, `replacement_details` and `collaboration_details`; reads the
//! pictures that `media` keeps in `listing_media`. A listing that is online is handed to search as a public document ([`public_document`]) in the
//! transaction that changes it. Offers the listing's page and its API, and the expiry that a clock brings.

mod api;
mod bulk;
mod details;
mod expiry;
mod facts;
mod json_ld;
mod leaving;
mod listing;
mod map;
mod ownership;
mod pages;
pub mod personal_data;
mod picture;
mod place;
mod project;
mod reproject;
mod store;
#[cfg(test)]
mod tests;
pub mod views;

pub(crate) use api::*;
pub use bulk::{BulkListings, Ownership};
pub use details::{CollaborationDetails, Details, ReplacementDetails, TransferDetails};
pub use expiry::expire_due;
pub use leaving::{forget_closed, pause_all, resume};
pub use listing::{Listing, Standing};
pub use ownership::{Owned, lock_owned, owned, refresh};
pub use pages::routes;
pub use picture::Picture;
pub use place::Place;
pub use project::{illustration, public_document};
pub use reproject::reproject;
