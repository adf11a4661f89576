//! The data room of a listing: who asks to see what it keeps to itself, what its owner opens to them and for how long, what both
//! sign before, every page that is shown, and the letters of intent that follow.
//!
//! Owns the tables `room_…`. Nothing is shown but through `door`, which asks again at every request: a grant that runs, a
//! listing that is not over, both signatures, a reader who is still verified. Documents leave as pictures of pages under
//! the name of their reader. Exact figures and places are read in `exact` alone.

mod act;
mod asking;
mod codes;
mod door;
mod entry;
#[cfg(test)]
mod entry_tests;
mod exact;
mod journal;
mod letters;
mod negotiation;
#[cfg(test)]
mod negotiation_tests;
mod notices;
mod offers;
mod pages;
pub mod personal_data;
mod reported;
mod showing;
mod signing;
mod store;
mod tending;
#[cfg(test)]
mod tests;
mod undertaking;

pub use reported::reported_letter;
pub use store::{latest_between, sweep_codes};
pub use tending::{Tended, sweep_requests, sweep_rooms, tend};

use axum::{
    Router,
    routing::{get, post},
};

use crate::app::App;

/// The pages of readers and of owners.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/espace/dossiers", get(pages::mine::show))
        .route("/espace/dossiers/demande/{listing}", get(pages::ask::form).post(pages::ask::send))
        .route("/espace/dossiers/{id}", get(pages::room::show))
        .route("/espace/dossiers/{id}/retrait", post(pages::room::withdraw))
        .route("/espace/dossiers/{id}/engagement", get(pages::sign::of_reader).post(pages::sign::by_reader))
        .route("/espace/dossiers/{id}/engagement/code", post(pages::sign::code_of_reader))
        .route("/espace/dossiers/{id}/journal", get(pages::log::of_reader))
        .route("/espace/dossiers/{id}/photos/{media}", get(pages::viewer::photograph))
        .route("/espace/dossiers/{id}/documents/{media}", get(pages::viewer::document))
        .route("/espace/dossiers/{id}/documents/{media}/fichier", get(pages::viewer::download))
        .route("/espace/dossiers/{id}/documents/{media}/pages/{page}", get(pages::viewer::page))
        .route("/espace/dossiers/{id}/offres", get(pages::offers::of_reader).post(pages::offers::by_reader))
        .route("/espace/annonces/{id}/dossier", get(pages::seller::show))
        .route(
            "/espace/annonces/{id}/dossier/engagement",
            get(pages::sign::of_seller).post(pages::sign::by_seller),
        )
        .route("/espace/annonces/{id}/dossier/engagement/code", post(pages::sign::code_of_seller))
        .route("/espace/annonces/{id}/dossier/journal", get(pages::log::of_seller))
        .route("/espace/annonces/{id}/dossier/documents/{media}", post(pages::seller::set_download))
        .route("/espace/annonces/{id}/dossier/apercu/{media}", get(pages::viewer::preview))
        .route("/espace/annonces/{id}/dossier/apercu/{media}/pages/{page}", get(pages::viewer::preview_page))
        .route("/espace/annonces/{id}/dossier/{request}", get(pages::seller::one).post(pages::seller::decide))
        .route("/espace/annonces/{id}/dossier/{request}/justificatifs/{piece}", get(pages::viewer::proof))
        .route(
            "/espace/annonces/{id}/dossier/{request}/justificatifs/{piece}/pages/{page}",
            get(pages::viewer::proof_page),
        )
        .route(
            "/espace/annonces/{id}/dossier/{request}/offres",
            get(pages::offers::of_seller).post(pages::offers::by_seller),
        )
}
