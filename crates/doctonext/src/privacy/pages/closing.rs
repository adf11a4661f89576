//! `/espace/donnees/suppression`: leaving, and changing one's mind.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use chrono::{DateTime, TimeDelta, Utc};
use platform::{clock::today_in_paris, french};
use serde::Deserialize;

use super::frame;
use crate::{
    accounts::{CheckedForm, Confirmed, Member, Origin, Recent, SignedIn, confirm, leaving},
    app::App,
    failure::Failure,
    privacy::closing::{self, Asked, DAYS_TO_UNDO, end_after},
    shell::{self, Frame},
};

#[derive(Template)]
#[template(path = "privacy/closing.html")]
struct ClosingPage {
    frame: Frame,
    email: String,
    days: u32,
    last_day: String,
    asks_password: bool,
    error: String,
    password_error: String,
}

pub(in crate::privacy) async fn form(
    State(app): State<App>,
    Recent(who): Recent,
) -> Result<Response, Failure> {
    page(&app, &who, StatusCode::OK, String::new(), String::new()).await
}

#[derive(Deserialize)]
pub(in crate::privacy) struct ClosingForm {
    #[serde(default)]
    mot_de_passe: String,
}

pub(in crate::privacy) async fn ask(
    State(app): State<App>,
    Recent(who): Recent,
    origin: Origin,
    CheckedForm(form): CheckedForm<ClosingForm>,
) -> Result<Response, Failure> {
    if leaving::must_give_password(&app, &who).await? {
        let (status, error) = match confirm(&app, &origin, &who, &form.mot_de_passe).await? {
            Confirmed::Yes => (StatusCode::OK, String::new()),
            Confirmed::No if form.mot_de_passe.is_empty() => {
                (StatusCode::UNPROCESSABLE_ENTITY, "Saisissez votre mot de passe.".to_owned())
            }
            Confirmed::No => {
                (StatusCode::UNPROCESSABLE_ENTITY, "Ce mot de passe n’est pas le bon.".to_owned())
            }
            Confirmed::Wait(until) => (
                StatusCode::TOO_MANY_REQUESTS,
                format!(
                    "Trop d’essais en peu de temps. Vous pourrez réessayer à partir de {}.",
                    french::hour(until)
                ),
            ),
        };
        if !error.is_empty() {
            return page(&app, &who, status, String::new(), error).await;
        }
    }
    match closing::ask(&app, &origin, &who).await? {
        Asked::Due(_) => Ok(Redirect::to("/espace/donnees?note=suppression").into_response()),
        Asked::LastAdmin => {
            let error = "Vous êtes le dernier administrateur du site. Nommez-en un autre avant de partir.";
            page(&app, &who, StatusCode::UNPROCESSABLE_ENTITY, error.to_owned(), String::new()).await
        }
    }
}

async fn page(
    app: &App,
    who: &SignedIn,
    status: StatusCode,
    error: String,
    password_error: String,
) -> Result<Response, Failure> {
    let page = ClosingPage {
        frame: frame(app, "/espace/donnees/suppression", "Supprimer mon compte"),
        email: who.person.email.clone(),
        days: DAYS_TO_UNDO,
        last_day: last_day(end_after(app.clock.now(), DAYS_TO_UNDO)),
        asks_password: leaving::must_give_password(app, who).await?,
        error,
        password_error,
    };
    Ok(shell::page_with_status(status, &page)?)
}

fn last_day(due: DateTime<Utc>) -> String {
    french::date(today_in_paris(due - TimeDelta::seconds(1)))
}

#[derive(Deserialize)]
pub(in crate::privacy) struct Nothing {}

pub(in crate::privacy) async fn undo(
    State(app): State<App>,
    Member(who): Member,
    origin: Origin,
    CheckedForm(_): CheckedForm<Nothing>,
) -> Result<Response, Failure> {
    let note = if closing::undo(&app, &origin, &who).await? { "annulation" } else { "trop-tard" };
    Ok(Redirect::to(&format!("/espace/donnees?note={note}")).into_response())
}
