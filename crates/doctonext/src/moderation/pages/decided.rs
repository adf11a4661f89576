//! `/equipe/moderation/decisions`: what was decided, the latest first.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use chrono::DateTime;
use serde::Deserialize;

use super::{Choice, frame, private};
use crate::{
    accounts::Moderator,
    app::App,
    failure::Failure,
    moderation::{
        case,
        store::{self, Decision},
        words::{Action, SubjectKind},
    },
    shell::{self, Frame},
};

const MOST: i64 = 50;

#[derive(Template)]
#[template(path = "moderation/decided.html")]
struct DecidedPage {
    frame: Frame,
    actions: Vec<Choice>,
    lines: Vec<Line>,
    next: Option<String>,
}

struct Line {
    href: String,
    title: String,
    note: String,
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::moderation) struct Asked {
    #[serde(default)]
    mesure: String,
    #[serde(default)]
    apres: String,
}

pub(in crate::moderation) async fn list(
    State(app): State<App>,
    _: Moderator,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let action = Action::from_code(&asked.mesure).map(|it| it.code());
    let after = asked.apres.split_once('~').and_then(|(micros, id)| {
        let at = DateTime::from_timestamp_micros(micros.parse().ok()?)?;
        (id.len() <= 64 && !id.contains('\0')).then_some((at, id))
    });
    let found = store::decisions(&app.db, after, action, MOST).await?;
    let goes_on = i64::try_from(found.len()).is_ok_and(|it| it == MOST);
    let next = found.last().filter(|_| goes_on).map(|it| {
        let action = action.unwrap_or_default();
        format!(
            "/equipe/moderation/decisions?mesure={action}&apres={}~{}",
            it.decided_at.timestamp_micros(),
            it.id
        )
    });
    let all =
        Choice { value: String::new(), label: "Toutes les mesures".to_owned(), selected: action.is_none() };
    let choice = |it: &Action| Choice {
        value: it.code().to_owned(),
        label: it.label().to_owned(),
        selected: action == Some(it.code()),
    };
    let page = DecidedPage {
        frame: frame(&app, "/equipe/moderation/decisions", "Décisions"),
        actions: std::iter::once(all).chain(Action::ALL.iter().map(choice)).collect(),
        lines: found.iter().map(line).collect(),
        next,
    };
    Ok(private(shell::page(&page)?))
}

fn line(it: &Decision) -> Line {
    let kind = SubjectKind::from_code(&it.subject_kind).unwrap_or(SubjectKind::Listing);
    let title = if it.subject_title.is_empty() { kind.label().to_owned() } else { it.subject_title.clone() };
    let href = match kind {
        SubjectKind::Listing | SubjectKind::Revision => {
            format!("/equipe/moderation/annonce/{}", it.subject_id)
        }
        SubjectKind::Account | SubjectKind::Profile => {
            format!("/equipe/moderation/praticien/{}", it.subject_id)
        }
        _ => String::new(),
    };
    Line { href: if it.subject_id.is_empty() { String::new() } else { href }, title, note: case::line(it) }
}
