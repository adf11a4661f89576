//! The pages of the second factor: where it is set up, and where it is asked for.

mod entrance;
mod passkeys;
mod settings;
mod step;

use axum::{
    Router,
    routing::{get, post},
};

use crate::app::App;

pub(in crate::accounts) fn routes() -> Router<App> {
    Router::new()
        .route("/connexion/cle", post(entrance::sign_in))
        .route("/connexion/cle/demande", post(entrance::ask))
        .route("/connexion/verification", get(step::form).post(step::check))
        .route("/connexion/verification/cle", post(step::show_passkey))
        .route("/connexion/verification/cle/demande", post(step::ask_passkey))
        .route("/espace/securite/double-authentification", get(settings::overview).post(settings::confirm))
        .route("/espace/securite/double-authentification/cles", post(passkeys::add))
        .route("/espace/securite/double-authentification/cles/demande", post(passkeys::ask))
        .route("/espace/securite/double-authentification/cles/{id}/fin", post(passkeys::remove))
        .route("/espace/securite/double-authentification/cles/{id}/nom", post(passkeys::rename))
        .route("/espace/securite/double-authentification/codes", post(settings::renew_codes))
        .route("/espace/securite/double-authentification/fin", post(settings::remove))
}
