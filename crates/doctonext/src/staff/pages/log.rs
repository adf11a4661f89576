//! `/equipe/journal`.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use serde::Deserialize;

use super::{LogLine, frame, printed};
use crate::{
    accounts::Moderator,
    app::App,
    audit,
    failure::Failure,
    shell::{self, Frame},
};

const MOST: i64 = 50;

#[derive(Template)]
#[template(path = "staff/log.html")]
struct LogPage {
    frame: Frame,
    lines: Vec<LogLine>,
    next: Option<String>,
    asked: String,
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::staff) struct Search {
    /// Beginning of an act's name.
    #[serde(default)]
    acte: String,
    avant: Option<i64>,
}

pub(in crate::staff) async fn show(
    State(app): State<App>,
    _: Moderator,
    Query(search): Query<Search>,
) -> Result<Response, Failure> {
    let acte: String = search.acte.trim().chars().take(60).collect();
    let filter = audit::Filter {
        person: None,
        action: Some(acte.as_str()).filter(|it| !it.is_empty()),
        before: search.avant,
    };
    let lines = audit::read(&app.db, filter, MOST).await?;
    let full = i64::try_from(lines.len()).is_ok_and(|it| it == MOST);
    let next = lines.last().filter(|_| full).map(|it| format!("/equipe/journal?acte={acte}&avant={}", it.id));
    let page = LogPage {
        frame: frame(&app, "/equipe/journal", "Journal"),
        lines: lines.into_iter().map(printed).collect(),
        next,
        asked: acte,
    };
    Ok(shell::page(&page)?)
}
