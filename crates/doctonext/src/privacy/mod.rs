//! Privacy: what we hold about a person, told to them; their account erased; everything past its time removed.
//!
//! Owns `account_closures`, `data_exports` and `retention_runs`. Each room declares what it holds and
//! offers to tell and to erase it (`personal_data.rs` in its folder); this one asks them in the right order. Tables whose
//! room is not built yet are declared in `elsewhere`.

mod closing;
mod elsewhere;
mod erasing;
mod export;
mod inactivity;
mod letters;
mod pages;
mod retention;
mod store;
#[cfg(test)]
mod tests;

pub use export::{BUILD as BUILD_EXPORT, build as build_export};
pub use retention::run_due as apply_retention;

use axum::{
    Router,
    routing::{get, post},
};

use crate::{
    access, accounts, app::App, audit, listings, moderation, notifications, people, personal_data::Holding,
    pieces, pricing, publishing, rooms, verification, zoning,
};

/// Every column that names a person, as the room that owns it declares it.
pub fn holdings() -> impl Iterator<Item = &'static Holding> {
    [
        accounts::personal_data::HOLDINGS,
        people::personal_data::HOLDINGS,
        notifications::personal_data::HOLDINGS,
        listings::personal_data::HOLDINGS,
        publishing::personal_data::HOLDINGS,
        access::personal_data::HOLDINGS,
        verification::personal_data::HOLDINGS,
        pieces::personal_data::HOLDINGS,
        moderation::personal_data::HOLDINGS,
        rooms::personal_data::HOLDINGS,
        crate::letters::personal_data::HOLDINGS,
        audit::personal_data::HOLDINGS,
        zoning::personal_data::HOLDINGS,
        pricing::personal_data::HOLDINGS,
        elsewhere::HOLDINGS,
    ]
    .into_iter()
    .flatten()
}

/// The pages of one's own data, and those that tell how long everything is kept.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/espace/donnees", get(pages::data::show))
        .route("/espace/donnees/export", get(pages::export::form).post(pages::export::ask))
        .route("/espace/donnees/export/{id}", get(pages::export::download))
        .route("/espace/donnees/suppression", get(pages::closing::form).post(pages::closing::ask))
        .route("/espace/donnees/suppression/annulation", post(pages::closing::undo))
        .route("/confidentialite/conservation", get(pages::retention::public))
        .route("/equipe/conservation", get(pages::retention::staff))
        .route("/equipe/conservation.csv", get(pages::retention::csv))
}
