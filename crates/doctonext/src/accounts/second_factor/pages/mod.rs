//! The pages of the second factor: where it is set up, and where it is asked for.

mod settings;
mod step;

use axum::{
    Router,
    routing::{get, post},
};

use crate::app::App;

pub(in crate::accounts) fn routes() -> Router<App> {
    Router::new()
        .route("/connexion/verification", get(step::form).post(step::check))
        .route("/espace/securite/double-authentification", get(settings::overview).post(settings::confirm))
        .route("/espace/securite/double-authentification/codes", post(settings::renew_codes))
        .route("/espace/securite/double-authentification/fin", post(settings::remove))
}
