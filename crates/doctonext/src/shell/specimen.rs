//! `/style`: every component of the design language on one page.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};

use crate::app::App;

use super::{Frame, Link, render::page_or_apology};

/// `/style`. Components that need the structs of another domain are written out in the template.
#[derive(Template)]
#[template(path = "shell/specimen.html")]
struct SpecimenPage {
    frame: Frame,
    breadcrumb: Vec<Link>,
}

pub(super) async fn specimen(State(app): State<App>) -> Response {
    let frame = Frame::new(
        &app.settings.public_url,
        "/style",
        "Le langage visuel",
        "Couleurs, caractères, espaces et composants des pages de Doctonext.",
    )
    .hidden_from_robots();
    let breadcrumb = vec![Link::new("Accueil", "/"), Link::new("Cessions", "/annonces?type=cession")];
    page_or_apology(StatusCode::OK, &SpecimenPage { frame, breadcrumb })
}
