//! `/equipe/personnes/{id}/verification`: where somebody stands, and the suspension after a sanction that is reported.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{
    case::{Notes, Reveal, past, private, reason, seen},
    frame, wording,
};
use crate::{
    accounts::{CheckedForm, Moderator, Origin},
    app::App,
    failure::Failure,
    shell::{self, Frame},
    verification::{
        act, held,
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
    /// « RPPS 1000••••140 »; empty without a number.
    masked: String,
    /// The whole number, after a reason.
    revealed: Option<String>,
    typed_reveal: String,
    reveal_error: &'static str,
    history: Vec<(String, String)>,
}

async fn page_of(app: &App, row: &Row, staff: &str) -> Result<StandingPage, Failure> {
    let state = act::state(row);
    let number = held::number_of(app, &mut *app.db.acquire().await?, row).await?;
    Ok(StandingPage {
        masked: number.map_or_else(String::new, |it| format!("{} {}", it.register(), it.masked())),
        revealed: None,
        typed_reveal: String::new(),
        reveal_error: "",
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

/// The whole number of somebody, for a reason that the log keeps.
pub(in crate::verification) async fn reveal(
    State(app): State<App>,
    Moderator(staff): Moderator,
    origin: Origin,
    Path(id): Path<String>,
    CheckedForm(form): CheckedForm<Reveal>,
) -> Result<Response, Failure> {
    let row = store::row(&app.db, &id).await?.ok_or(Failure::NotFound)?;
    let mut page = page_of(&app, &row, &staff.person.id).await?;
    let Some(why) = reason(&form.motif) else {
        page.reveal_error = "Indiquez le motif en une phrase (10 à 500\u{a0}caractères)\u{202f}: il est gardé dans le journal.";
        page.typed_reveal = form.motif;
        return Ok(private(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?));
    };
    let mut tx = app.db.begin().await?;
    let number = held::number_of(&app, &mut tx, &row).await?.ok_or(Failure::NotFound)?;
    seen(&app, &mut tx, (&staff, &origin), "verification.number_revealed", ("user", &row.id), Some(&why))
        .await?;
    tx.commit().await?;
    page.revealed = Some(format!("{} {}", number.register(), number.text()));
    Ok(private(shell::page(&page)?))
}
