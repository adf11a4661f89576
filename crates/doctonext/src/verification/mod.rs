//! Whether a professional is who they say: numbers, the directory's answer, documents that a person looks at, and a state
//! that says how far we vouch.
//!
//! Owns `verification_events`, `verification_reviews`, `verification_pieces` and the columns of `users` that tell the
//! number and the state: `trust_level` and `is_verified_professional` are written here alone. A number is sealed, marked,
//! and of one account; whoever declares one that is taken is answered as if it were free.

mod act;
mod check;
mod colleagues;
mod declare;
mod held;
mod hint;
mod holder;
mod letters;
mod lifecycle;
mod names;
mod notices;
mod number;
mod pages;
pub mod personal_data;
mod prove;
mod review;
mod rounds;
mod source;
mod store;
#[cfg(test)]
mod tests;

pub use check::check_declared;
pub use colleagues::mark_colleagues;
pub use hint::number_hint;
pub use holder::holder_of;
pub use lifecycle::licence_ends;
pub use prove::prove_by_psc;
pub use review::{KINDS, Unwanted, awaits_document, case_concerns, send_piece};
pub use rounds::{Night, recheck, remove_documents, tidy};
pub use store::{count_waiting, waiting_after};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

use crate::{app::App, documents};

/// Key under which the team holds a case while somebody reads it.
#[must_use]
pub fn key_of(case: &str) -> String {
    format!("verification/{case}")
}

/// Name of the job that looks declared numbers up.
pub const CHECK_NUMBERS: &str = "check_numbers";

/// The page of one's own verification, and the queue of the team.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/espace/verification", get(pages::own::show).post(pages::own::declare))
        .route("/espace/verification/structure", post(pages::own::declare_structure))
        .route(
            "/espace/verification/pieces",
            post(pages::own::send_piece).layer(DefaultBodyLimit::max(documents::LARGEST_UPLOAD)),
        )
        .route(
            "/equipe/personnes/{id}/verification",
            get(pages::standing::show).post(pages::standing::suspend),
        )
        .route("/equipe/personnes/{id}/verification/numero", post(pages::standing::reveal))
        .route("/equipe/verifications", get(pages::queue::show))
        .route("/equipe/verifications/{id}", get(pages::case::show).post(pages::case::decide))
        .route("/equipe/verifications/{id}/numero", post(pages::case::reveal))
        .route("/equipe/verifications/{id}/pieces/{piece}", get(pages::case::piece))
}
