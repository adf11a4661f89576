//! `/annonces/reponse/{token}`: the button behind a link of a letter.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};

use super::lifecycle::{self, Answer, Asked};
use crate::{
    app::App,
    failure::Failure,
    shell::{self, Frame},
    trades::ListingStatus,
};

#[derive(Template)]
#[template(path = "listings/answer.html")]
struct AnswerPage {
    frame: Frame,
    heading: &'static str,
    lead: &'static str,
    /// What the button says; empty once it was pressed, or when nothing can be done.
    button: &'static str,
}

pub(super) async fn show(State(app): State<App>, Path(token): Path<String>) -> Result<Response, Failure> {
    let asked = lifecycle::read(&app, &token).ok_or(Failure::Gone)?;
    let (heading, button) = match asked.answer {
        Answer::Holds => ("Votre annonce tient toujours\u{202f}?", "Oui, toujours disponible"),
        Answer::Filled => ("Votre annonce est pourvue\u{202f}?", "Oui, c’est pourvu"),
    };
    page(&app, StatusCode::OK, heading, "Un clic suffit, sans vous connecter.", button)
}

/// The holder of the link answers; no session is needed, and none is opened.
pub(super) async fn answer(State(app): State<App>, Path(token): Path<String>) -> Result<Response, Failure> {
    let asked: Asked = lifecycle::read(&app, &token).ok_or(Failure::Gone)?;
    match lifecycle::give(&app, &asked).await? {
        Some(ListingStatus::Sold) => page(
            &app,
            StatusCode::OK,
            "C’est noté\u{202f}: pourvu",
            "L’annonce n’est plus visible. Une erreur\u{202f}? Vous pouvez l’annuler pendant une heure dans «\u{202f}Mes annonces\u{202f}».",
            "",
        ),
        Some(_) => page(&app, StatusCode::OK, "Merci, c’est noté", "L’annonce reste en ligne.", ""),
        None => page(
            &app,
            StatusCode::GONE,
            "Cette annonce ne prend plus de réponse",
            "Elle est terminée, ou vous avez déjà répondu. Le détail est dans «\u{202f}Mes annonces\u{202f}».",
            "",
        ),
    }
}

fn page(
    app: &App,
    status: StatusCode,
    heading: &'static str,
    lead: &'static str,
    button: &'static str,
) -> Result<Response, Failure> {
    let frame = Frame::new(&app.settings.public_url, "/annonces/reponse", heading, "").hidden_from_robots();
    Ok(shell::page_with_status(status, &AnswerPage { frame, heading, lead, button })?)
}
