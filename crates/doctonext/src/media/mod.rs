//! Photographs and documents of listings: received, looked through, made anew in the sizes that pages need, put in order.
//!
//! Owns `listing_media`, which `listings` and `search` read for their pages. A file is staged as it comes and noted in a
//! row; a job makes what is kept of it and removes what came. Photographs are public while their listing is online;
//! documents are sealed with their owner's key and open through addresses that die within minutes.

mod access;
pub(crate) mod api;
mod arrange;
mod budget;
mod file;
mod keep;
mod make;
mod pages;
pub mod personal_data;
mod prepare;
mod reading;
mod receive;
mod scanner;
mod serve;
mod store;
mod sweep;
#[cfg(test)]
mod tests;
mod unread;
mod views;
mod withheld;

pub use budget::Turns;
pub use personal_data::forget;
pub use prepare::make_pictures;
pub use reading::{Paper, Photograph, open_paper, open_photograph, paper, papers_of, photographs_of};
pub use scanner::{Scanner, ScannerError};
pub use sweep::{Comparison, compare};
pub use unread::{
    Displayed, Unread, captions, displayed, hold_unread, mark_listing_read, mark_of, mark_read, unread,
};
pub use withheld::{ShownPhoto, copied_from, photo, same_pictures, set_withheld, shown_photo};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{delete, get, post},
};

use crate::app::App;

/// Name of the job that makes what is kept of one file.
pub const MAKE_PICTURES: &str = "make_pictures";

/// The step of photographs and documents, and their delivery.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/espace/annonces/{id}/photos", get(pages::show))
        .route("/espace/annonces/{id}/photos/{media}", post(pages::arrange))
        .route("/espace/annonces/{id}/photos/{media}/document", get(pages::open_document))
        .route("/api/v1/me/listings/{id}/media", get(api::list_media))
        .route("/api/v1/me/listings/{id}/media/{media}", delete(api::remove_media))
        .route("/medias/{file}", get(serve::picture))
        .route("/documents/{token}", get(serve::document))
}

/// The way in of files: bodies are large and may take their time, so that it stands apart from the limits of all others.
pub fn uploads() -> Router<App> {
    Router::new()
        .route("/espace/annonces/{id}/photos", post(pages::send))
        .route("/api/v1/me/listings/{id}/media", post(api::send_media))
        .layer(DefaultBodyLimit::max(receive::LARGEST_BODY))
}
