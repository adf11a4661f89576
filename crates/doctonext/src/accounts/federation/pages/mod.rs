//! The pages of other ways in. Leaving for a provider is a link, never a form: the content policy lets forms lead to
//! this site alone, redirects included. Nothing but a proof that expires is written before somebody comes back.

mod entering;
mod joining;
mod linking;

use axum::{
    Router,
    http::StatusCode,
    response::Response,
    routing::{get, post},
};

use super::provider::{Provider, ProviderError};
use crate::{
    accounts::pages::{frame, message},
    app::App,
    failure::Failure,
    shell::Link,
};

/// The way that never depends on a provider.
const BY_PASSWORD: &str = "Vous pouvez aussi vous connecter avec votre adresse e-mail et votre mot de passe.";

pub(in crate::accounts) fn routes() -> Router<App> {
    Router::new()
        .route("/connexion/avec/{id}", get(entering::leave))
        .route("/connexion/avec/{id}/retour", get(entering::come_back))
        .route("/connexion/confirmation/avec/{id}", get(entering::leave_to_confirm))
        .route("/inscription/autre-compte", get(joining::choose).post(joining::ask))
        .route("/inscription/autre-compte/{token}", get(joining::introduction_form).post(joining::introduce))
        .route("/espace/securite/comptes", get(linking::form).post(linking::link))
        .route("/espace/securite/comptes/{id}", get(linking::leave))
        .route("/espace/securite/comptes/{id}/fin", post(linking::unlink))
}

fn try_again(provider: &Provider) -> Link {
    Link::new("Réessayer", provider.door())
}

/// Tells calmly that the provider could not be used this time.
fn troubled(app: &App, provider: &Provider, error: &ProviderError) -> Result<Response, Failure> {
    tracing::warn!(%error, provider = provider.id, "a provider of identities could not be used");
    let name = provider.name();
    let (status, title, lead) = match error.innermost() {
        ProviderError::Network(_) | ProviderError::Unusable(_) | ProviderError::Shared(_) => (
            StatusCode::SERVICE_UNAVAILABLE,
            format!("{name} ne répond pas"),
            format!("Nous n’arrivons pas à joindre {name} en ce moment. Votre compte n’est pas en cause."),
        ),
        ProviderError::NotProfessional => (
            StatusCode::FORBIDDEN,
            "Aucun exercice professionnel trouvé".to_owned(),
            format!(
                "{name} ne nous a pas donné d’exercice professionnel à votre nom. Par cette voie, Doctonext ne reçoit que des professionnels de santé en exercice ou en formation."
            ),
        ),
        ProviderError::CodeRefused(_) | ProviderError::TokenRefused(_) => (
            StatusCode::BAD_GATEWAY,
            "Connexion refusée par précaution".to_owned(),
            format!("La réponse de {name} n’a pas pu être vérifiée. Recommencez depuis le début."),
        ),
    };
    message(frame(app, "/connexion", &title), status, &lead, &[BY_PASSWORD], Some(try_again(provider)))
}
