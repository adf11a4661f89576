//! Listings: a practice to hand over, a replacement to fill, a partner to find, a replacement who is free.
//!
//! Owns `listings`, `listing_locations`, `listing_exact…`, `transfer_details`, `replacement_details`, `replacement_periods` and
//! `collaboration_details`; reads the pictures that `media` keeps in `listing_media`. A listing that is online is handed to
//! search as a public document ([`public_document`]) in the
//! transaction that changes it. Offers the listing's page and its API, and the expiry that a clock brings.

mod answer_pages;
mod api;
mod bulk;
pub mod confidential;
mod content;
mod density;
mod details;
mod expiry;
mod facts;
mod installation;
mod json_ld;
mod leaving;
mod lifecycle;
mod listing;
mod map;
mod ownership;
mod pages;
pub mod personal_data;
mod picture;
mod place;
mod preview;
mod project;
mod reduced;
mod reproject;
mod store;
mod street;
#[cfg(test)]
mod tests;
pub mod views;

pub(crate) use api::*;
pub use bulk::{BulkListings, Ownership};
pub use content::{Content, Period, Written, begin, contents_of, find, write};
pub use density::{follow_zoning, place_all};
pub use details::{CollaborationDetails, Details, ReplacementDetails, TransferDetails};
pub use expiry::{expire_due, follow_clock};
pub use facts::facts_in_full;
pub use leaving::{forget_closed, pause_all, resume};
pub use lifecycle::{
    Actor, Event, Moved, Refusal, TRUSTED, UNDO, ask_whether_it_holds, explain_closing, follow_dates,
    is_to_confirm, report_taken, submit, tell_of_the_end, transition,
};
pub use listing::{Listing, Standing};
pub use ownership::{Owned, hidden_among, lock_owned, owned, owned_among, refresh};
pub use pages::{ReadByOwner, id_of, routes};
pub use picture::Picture;
pub use place::Place;
pub use preview::preview;
pub use project::{illustration, public_document, search_document};
pub use reduced::{Read, set_reduced, texts_since};
pub use reproject::{complete_projection, reproject};
pub use street::{LOCATE, locate};
