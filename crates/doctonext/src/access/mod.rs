//! Access for programs: personal tokens, what they may do, how often, and answers given once to a request that is repeated.
//!
//! Owns `access_tokens` and `idempotency_keys`. Offers [`TokenHolder`], the one way for a handler to take a program's
//! request: it reads `Authorization: Bearer` and nothing else, so a session never opens the API, nor a token a page.

mod asked;
mod holder;
mod keys;
mod once;
mod pages;
pub mod personal_data;
mod scope;
mod store;
#[cfg(test)]
mod tests;

pub use asked::Asked;
pub use holder::{ReadListings, Right, TokenHolder, WriteListings, holder_of, may_have_tokens};
pub use once::{Begun, Once, Reply};
pub use scope::Scope;
pub use store::{sweep_answers, sweep_tokens};

use axum::{
    Router,
    routing::{get, post},
};

use crate::app::App;

/// The pages of one's own tokens.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/espace/acces", get(pages::show))
        .route("/espace/acces/nouveau", get(pages::form).post(pages::make))
        .route("/espace/acces/{id}/fin", post(pages::revoke))
}
