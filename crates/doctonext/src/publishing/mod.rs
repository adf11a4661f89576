//! Publishing: from the first answer to a listing that people read, and every change after.
//!
//! Owns `listing_drafts`, `listing_revisions` and the tables `listing_import…`. What is asked is data (`questions`); what is typed is kept as it is
//! (`answers`) and becomes the content of a listing (`reading`) or a list of what to mend, in one place for pages, the
//! API and imports. A listing that is online stays as it is until its changes are published.

mod answers;
pub(crate) mod api;
mod back;
mod changes;
mod completeness;
mod decide;
mod drafts;
mod errors;
mod estimates;
mod guard;
mod imports;
mod kept;
mod own;
mod pages;
pub mod personal_data;
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
pub(crate) mod tests;
mod titles;
mod typed;
mod weekly;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

use crate::app::App;

pub use decide::{Decided, WaitingCase, decide_waiting, publish_refused, wait_again, waiting_case};
pub use imports::{IMPORT, run as import_listings, sweep as sweep_imports};
pub use kept::seal_clear as seal_clear_answers;
pub use response::measure as measure_answers;
pub use store::{Waiting, count_waiting, hold_version, version, waiting_after};
pub use weekly::tell as tell_of_the_week;

/// The wizard, imports of files, and the API of owners.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/equipe/annonces/{id}/apercu", get(pages::waiting::preview))
        .route("/equipe/annonces/{id}/exact", get(pages::exact::ask).post(pages::exact::reveal))
        .route("/annonces/{id}/pourvue", get(pages::taken::form).post(pages::taken::note))
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
        .route("/api/v1/listings", post(api::create))
        .route("/api/v1/me/listings", get(api::list))
        .route("/api/v1/me/listings/{id}", get(api::read).patch(api::change).delete(api::delete))
        .route("/api/v1/me/listings/{id}/{act}", post(api::act))
        .route(
            "/espace/annonces/import",
            get(imports::pages::form)
                .post(imports::pages::send)
                .layer(DefaultBodyLimit::max(imports::LARGEST + (64 << 10))),
        )
        .route("/espace/annonces/import/modeles/{type}", get(imports::pages::model))
        .route("/espace/annonces/import/{id}", get(imports::pages::show).post(imports::pages::start))
        .route("/espace/annonces/import/{id}/rapport", get(imports::pages::download))
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
