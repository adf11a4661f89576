//! `/carte/methode`: how the figures of the map are made, and what they cannot say.

use askama::Template;
use axum::{extract::State, response::Response};

use crate::{
    app::App,
    failure::Failure,
    shell::{self, Frame},
};

#[derive(Debug, Template)]
#[template(path = "map/method.html")]
struct MethodPage {
    frame: Frame,
}

pub(super) async fn show(State(app): State<App>) -> Result<Response, Failure> {
    let frame = Frame::new(
        &app.settings.public_url,
        "/carte/methode",
        "Comment sont faits les chiffres de la carte",
        "Zonage officiel, accès aux soins, tension\u{202f}: sources, formule et limites des chiffres de la carte.",
    );
    Ok(shell::page(&MethodPage { frame })?)
}
