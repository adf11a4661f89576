//! The person's own documents: an attestation, a licence, a diploma, kept sealed, shown to whom they choose.
//!
//! Owns `pieces`, `piece_reminders`, `piece_shares`, `piece_share_items` and `piece_openings`. Nobody but the owner reads a
//! document, and whoever holds a link that the owner made, until it ends or is taken back; every opening by a link is
//! written down for the owner. The team has no way in. What is sent to the team as a proof is a copy of verification's.

mod keep;
mod kind;
mod letters;
mod naming;
mod offered;
mod pages;
pub mod personal_data;
mod reminders;
mod share;
mod standing;
mod store;
#[cfg(test)]
mod tests;

pub use offered::{Offered, offered, open_offered};
pub use reminders::remind;
pub use store::{sweep_openings, sweep_shares};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

use crate::{app::App, documents::LARGEST_UPLOAD};

/// The pages of one's own documents, and those that a link opens.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/espace/pieces", get(pages::list::show))
        .route(
            "/espace/pieces/ajout",
            get(pages::add::form).post(pages::add::add).layer(DefaultBodyLimit::max(LARGEST_UPLOAD)),
        )
        .route("/espace/pieces/journal", get(pages::journal::show))
        .route("/espace/pieces/partage", get(pages::share::form).post(pages::share::make))
        .route("/espace/pieces/partages/{id}/fin", post(pages::share::revoke))
        .route("/espace/pieces/{id}", get(pages::one::show).post(pages::one::save))
        .route("/espace/pieces/{id}/fichier", get(pages::one::download))
        .route(
            "/espace/pieces/{id}/remplacement",
            post(pages::one::replace).layer(DefaultBodyLimit::max(LARGEST_UPLOAD)),
        )
        .route("/espace/pieces/{id}/suppression", get(pages::removal::form).post(pages::removal::remove))
        .route("/espace/pieces/{id}/verification", post(pages::one::send_to_team))
        .route("/pieces/partage/{token}", get(pages::door::show))
        .route("/pieces/partage/{token}/{piece}", get(pages::door::piece))
}
