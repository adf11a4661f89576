//! The pages of the team: people, the log of sensitive acts, jobs and letters.
//!
//! Owns no table. Every page takes a `Moderator` or an `Admin`: for other people these addresses do not exist. Whoever
//! opens a person's page, looks as them or changes something is written in the log.

mod acts;
mod figures;
mod pages;
mod store;
#[cfg(test)]
mod tests;

use axum::{
    Router,
    routing::{get, post},
};

use crate::app::App;

/// Every page of the team.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/equipe", get(pages::overview::show))
        .route("/equipe/personnes", get(pages::people::search))
        .route("/equipe/personnes/{id}", get(pages::person::show))
        .route("/equipe/personnes/{id}/role", post(pages::person::give_role))
        .route("/equipe/personnes/{id}/sessions/fin", post(pages::person::end_sessions))
        .route("/equipe/personnes/{id}/regard", post(pages::looking::start))
        .route("/equipe/chiffres", get(pages::figures::show))
        .route("/equipe/chiffres.csv", get(pages::figures::csv))
        .route("/equipe/journal", get(pages::log::show))
        .route("/equipe/travaux", get(pages::jobs::show))
        .route("/equipe/travaux/reprise", post(pages::jobs::replay))
        .route("/equipe/regard/fin", post(pages::looking::stop))
}
