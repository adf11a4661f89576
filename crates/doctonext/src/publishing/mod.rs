//! Publishing: from the first answer to a listing that people read, and every change after.
//!
//! Owns `listing_drafts` and `listing_revisions`. What is asked is data ([`questions`]); what is typed is kept as it is
//! ([`answers`]) and becomes the content of a listing ([`reading`]) or a list of what to mend, in one place for pages, the
//! API and imports. A listing that is online stays as it is until its changes are published.

mod answers;
mod back;
mod changes;
mod completeness;
mod drafts;
mod errors;
mod estimates;
mod guard;
mod own;
mod pages;
mod publish;
mod question;
mod questions;
mod reading;
mod response;
mod review;
mod schedule;
mod step;
mod store;
#[cfg(test)]
mod tests;
mod titles;
mod typed;

use axum::{
    Router,
    routing::{get, post},
};

use crate::app::App;

/// The wizard.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/espace/annonces", get(pages::dashboard::show))
        .route("/espace/annonces/{id}/etat", post(pages::state::change))
        .route("/espace/annonces/{id}/pourvue", get(pages::state::filled).post(pages::state::explain))
        .route(
            "/espace/annonces/{id}/supprimer",
            get(pages::state::confirm_delete).post(pages::state::delete),
        )
        .route("/espace/annonces/{id}/statistiques", get(pages::statistics::show))
        .route("/espace/annonces/{id}/statistiques.csv", get(pages::statistics::csv))
        .route("/espace/annonces/nouvelle", get(pages::start::show).post(pages::start::begin))
        .route("/espace/annonces/{id}/modifier", get(pages::step::open))
        .route(
            "/espace/annonces/{id}/modifier/publier",
            get(pages::publish::show).post(pages::publish::decide),
        )
        .route("/espace/annonces/{id}/modifier/{etape}", get(pages::step::show).post(pages::step::save))
        .route("/espace/annonces/{id}/relecture", post(pages::check::look))
        .route("/espace/annonces/{id}/apercu", get(pages::preview::show))
        .route("/espace/annonces/{id}/dupliquer", post(pages::copy::copy))
        .route("/espace/annonces/{id}/abandonner", post(pages::copy::discard))
        .route("/espace/annonces/{id}/historique", get(pages::history::show))
}
