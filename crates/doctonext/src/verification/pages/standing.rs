//! `/equipe/personnes/{id}/verification`: where somebody stands, and the suspension after a sanction that is reported.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{
    case::{Notes, past, private, reason},
    frame, wording,
};
use crate::{
    accounts::{CheckedForm, Moderator, Origin},
    app::App,
    failure::Failure,
    shell::{self, Frame},
    verification::{
        act,
        lifecycle::is_verified,
        review,
        store::{self, Row},
    },
};

#[derive(Template)]
#[template(path = "verification/standing.html")]
struct StandingPage {
    frame: Frame,
    note: &'static str,
    id: String,
    state: &'static str,
    /// A word beside the state.
    why: String,
    /// Whether there is a badge to take away, and it is not one's own.
    may_suspend: bool,
    typed: String,
    error: &'static str,
    history: Vec<(String, String)>,
}

async fn page_of(app: &App, row: &Row, staff: &str) -> Result<StandingPage, Failure> {
    let state = act::state(row);
    Ok(StandingPage {
        frame: frame(app, &format!("/equipe/personnes/{}/verification", row.id), &row.name),
        note: "",
        id: row.id.clone(),
        state: state.label(),
        why: row.verification_reason.as_deref().map_or("", wording::reason).to_owned(),
        may_suspend: is_verified(state) && row.id != staff,
        typed: String::new(),
        error: "",
        history: store::history(&app.db, &row.id, 20).await?.into_iter().map(past).collect(),
    })
}

pub(in crate::verification) async fn show(
    State(app): State<App>,
    Moderator(staff): Moderator,
    Path(id): Path<String>,
    Query(notes): Query<Notes>,
) -> Result<Response, Failure> {
    let row = store::row(&app.db, &id).await?.ok_or(Failure::NotFound)?;
    let mut page = page_of(&app, &row, &staff.person.id).await?;
    page.note = match notes.note.as_str() {
        "suspendue" => {
            "La vérification est suspendue, les annonces sont en pause\u{202f}; la personne en est prévenue par lettre."
        }
        "deja" => "Il n’y a pas, ou plus, de vérification à suspendre.",
        _ => "",
    };
    Ok(private(shell::page(&page)?))
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::verification) struct Suspension {
    #[serde(default)]
    motif: String,
}

pub(in crate::verification) async fn suspend(
    State(app): State<App>,
    Moderator(staff): Moderator,
    origin: Origin,
    Path(id): Path<String>,
    CheckedForm(form): CheckedForm<Suspension>,
) -> Result<Response, Failure> {
    let row = store::row(&app.db, &id).await?.ok_or(Failure::NotFound)?;
    let error = match reason(&form.motif) {
        _ if row.id == staff.person.id => "Personne ne décide de sa propre vérification.",
        Some(reason) => {
            let done = review::suspend(&app, &staff, &origin, &id, &reason).await?;
            let note = if done { "suspendue" } else { "deja" };
            let to = format!("/equipe/personnes/{id}/verification?note={note}");
            return Ok(Redirect::to(&to).into_response());
        }
        None => "Indiquez le motif en une phrase (10 à 500 caractères)\u{202f}: la personne le lira.",
    };
    let page = page_of(&app, &row, &staff.person.id).await?;
    let page = StandingPage { typed: form.motif, error, ..page };
    Ok(private(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?))
}
