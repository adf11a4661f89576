//! `/equipe/annonces`: what waits to be read, and the decision.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use platform::french;
use serde::Deserialize;

use super::checked_id;
use crate::{
    accounts::{CheckedForm, Moderator, Origin},
    app::App,
    failure::Failure,
    listings,
    publishing::{
        back,
        decide::{self, Case, Decided},
        guard::{self, Finding},
        questions, store,
    },
    shell::{self, Frame, account_frame},
};

/// Listings of a page: whoever reads the oldest makes room.
const MOST: i64 = 50;

#[derive(Template)]
#[template(path = "publishing/waiting.html")]
struct WaitingPage {
    frame: Frame,
    lines: Vec<Line>,
}

struct Line {
    href: String,
    title: String,
    what: &'static str,
    note: String,
}

pub(in crate::publishing) async fn list(State(app): State<App>, _: Moderator) -> Result<Response, Failure> {
    let waiting = store::waiting(&app.db, MOST).await?;
    let line = |it: store::Waiting| Line {
        href: format!("/equipe/annonces/{}", it.id),
        title: it.title,
        what: if it.is_change { "Modifications" } else { "Nouvelle" },
        note: format!("{} · depuis le {}", it.owner, french::moment(it.since)),
    };
    let page = WaitingPage {
        frame: account_frame(&app, "/equipe/annonces", "Annonces à relire"),
        lines: waiting.into_iter().map(line).collect(),
    };
    Ok(shell::page(&page)?)
}

#[derive(Template)]
#[template(path = "publishing/case.html")]
struct CasePage {
    frame: Frame,
    id: String,
    title: String,
    what: &'static str,
    changes: Vec<&'static str>,
    paragraphs: Vec<String>,
    findings: Vec<Finding>,
    number: i32,
    can_be_shown: bool,
    reason: String,
    error: &'static str,
}

pub(in crate::publishing) async fn show(
    State(app): State<App>,
    _: Moderator,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    Ok(shell::page(&page(&app, &id, "", "").await?)?)
}

async fn page(app: &App, id: &str, reason: &str, error: &'static str) -> Result<CasePage, Failure> {
    let case = Case::find(app, &mut *app.db.acquire().await?, checked_id(id)?).await?;
    let content = case.content(app, app.clock.now());
    let text = content.as_ref().map_or("", |it| it.description.as_str());
    let title = content.as_ref().map_or(&case.written.listing.title, |it| &it.title).clone();
    let findings = [title.as_str(), text].into_iter().flat_map(|it| guard::read(it, None)).collect();
    Ok(CasePage {
        frame: account_frame(app, &format!("/equipe/annonces/{id}"), "Annonce à relire"),
        id: id.to_owned(),
        what: if case.changes.is_some() {
            "Modifications d’une annonce en ligne"
        } else {
            "Nouvelle annonce"
        },
        changes: changes_of(&case),
        paragraphs: text.split('\n').map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect(),
        findings,
        number: case.number,
        can_be_shown: content.is_some(),
        title,
        reason: reason.to_owned(),
        error,
    })
}

fn changes_of(case: &Case) -> Vec<&'static str> {
    let (Some(after), Some(before)) = (&case.changes, listings::contents_of(&case.written)) else {
        return Vec::new();
    };
    let changed = after.changed_from(&back::answers_of(&before));
    let kind = case.written.listing.listing_type();
    let mut labels: Vec<&'static str> = changed
        .iter()
        .filter_map(|field| questions::with_field(kind, field))
        .map(|(_, it)| it.label)
        .collect();
    labels.dedup();
    labels
}

/// The page that visitors would read after a yes.
pub(in crate::publishing) async fn preview(
    State(app): State<App>,
    _: Moderator,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let case = Case::find(&app, &mut *app.db.acquire().await?, checked_id(&id)?).await?;
    let content = case.content(&app, app.clock.now()).ok_or(Failure::NotFound)?;
    let back = format!("/equipe/annonces/{id}");
    let db = &mut *app.db.acquire().await?;
    Ok(shell::page(&listings::preview(&app, db, &case.written, content, &back).await?)?)
}

#[derive(Deserialize)]
pub(in crate::publishing) struct Verdict {
    #[serde(default)]
    decision: String,
    #[serde(default)]
    motif: String,
    /// The revision that the page showed.
    #[serde(default)]
    version: i32,
}

pub(in crate::publishing) async fn decide(
    State(app): State<App>,
    Moderator(staff): Moderator,
    origin: Origin,
    Path(id): Path<String>,
    CheckedForm(form): CheckedForm<Verdict>,
) -> Result<Response, Failure> {
    let reason = form.motif.split_whitespace().collect::<Vec<_>>().join(" ");
    let accepted = form.decision == "accepter";
    let error = if !accepted && form.decision != "refuser" {
        "Choisissez d’accepter ou de refuser."
    } else if reason.chars().count() > 500 || (!accepted && reason.chars().count() < 10) {
        "Indiquez le motif en une phrase (10 à 500\u{a0}caractères)\u{202f}: l’auteur le lira."
    } else {
        match decide::decide(&app, &staff, &origin, (checked_id(&id)?, form.version), accepted, &reason)
            .await?
        {
            Decided::Done | Decided::Already => return Ok(Redirect::to("/equipe/annonces").into_response()),
            Decided::Changed => {
                "L’auteur a modifié l’annonce depuis que vous l’avez ouverte. La voici\u{202f}: relisez-la."
            }
            Decided::Own => "Personne ne décide de sa propre annonce.",
            Decided::Impossible => {
                "Elle ne peut pas être acceptée\u{202f}: ses dates sont passées, ou son auteur est suspendu ou s’en va."
            }
        }
    };
    let page = page(&app, &id, &form.motif, error).await?;
    Ok(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?)
}
