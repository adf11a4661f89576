//! The pages of accounts.

mod entering;
pub(super) mod joining;
mod message;
mod recovering;
mod security;

use axum::{
    Router,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};

pub(super) use entering::{Typed, refused as sign_in_refused};
pub(super) use message::message;

use super::limits::Toll;
use crate::{
    app::App,
    failure::Failure,
    shell::{Frame, Link},
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/connexion", get(entering::form).post(entering::sign_in))
        .route("/connexion/confirmation", get(entering::confirmation_form).post(entering::confirm))
        .route("/deconnexion", post(entering::sign_out))
        .route("/inscription", get(joining::form).post(joining::ask))
        .route("/inscription/{token}", get(joining::introduction_form).post(joining::introduce))
        .route("/mot-de-passe-oublie", get(recovering::form).post(recovering::ask))
        .route("/mot-de-passe/{token}", get(recovering::new_password_form).post(recovering::set_new_password))
        .route("/confirmer-adresse", get(security::unconfirmed).post(security::send_confirmation))
        .route("/confirmer-adresse/{token}", get(security::confirm_form).post(security::confirm_address))
        .route("/espace/securite", get(security::overview))
        .route("/espace/securite/adresse", get(security::address_form).post(security::ask_address))
        .route("/espace/securite/mot-de-passe", get(security::password_form).post(security::change_password))
        .route("/espace/securite/sessions/fin", post(security::end_other_sessions))
        .route("/espace/securite/sessions/{id}/fin", post(security::end_session))
}

pub(super) fn frame(app: &App, path: &str, title: &str) -> Frame {
    Frame::new(&app.settings.public_url, path, title, "")
        .in_section(crate::shell::Section::Account)
        .hidden_from_robots()
}

/// Leads to another page of the site, with cookies.
pub(super) fn lead_to(path: &str, cookies: Vec<HeaderValue>) -> Response {
    let mut response = Redirect::to(path).into_response();
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// Says that what was to be taken away is the last way in.
pub(super) fn last_way_in(app: &App, path: &str, title: &str) -> Result<Response, Failure> {
    let lead = "C’est votre seule façon de vous connecter. Choisissez d’abord un mot de passe.";
    let link = Some(Link::new("Choisir un mot de passe", "/espace/securite/mot-de-passe"));
    message(frame(app, path, title), StatusCode::CONFLICT, lead, &[], link)
}

/// What a toll says to people; nothing when there is none.
pub(super) fn toll_sentence(toll: Toll) -> String {
    match toll {
        Toll::Free => String::new(),
        Toll::Work => "Plusieurs essais ont échoué. Un court contrôle automatique est nécessaire\u{202f}: patientez un instant, puis validez à nouveau.".to_owned(),
        Toll::Wait(until) => format!(
            "Trop d’essais en peu de temps. Vous pourrez réessayer à partir de {}.",
            platform::french::hour(until)
        ),
    }
}
