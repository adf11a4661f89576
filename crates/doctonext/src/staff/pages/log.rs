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
    staff::acts::ACTS,
};

const MOST: i64 = 50;

#[derive(Template)]
#[template(path = "staff/log.html")]
struct LogPage {
    frame: Frame,
    lines: Vec<LogLine>,
    next: Option<String>,
    acts: Vec<(&'static str, &'static str, bool)>,
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::staff) struct Search {
    /// Code of an act; empty for all.
    #[serde(default)]
    acte: String,
    avant: Option<i64>,
}

pub(in crate::staff) async fn show(
    State(app): State<App>,
    _: Moderator,
    Query(search): Query<Search>,
) -> Result<Response, Failure> {
    let asked = ACTS.iter().map(|(code, _)| *code).find(|code| *code == search.acte);
    let filter = audit::Filter { person: None, action: asked, before: search.avant };
    let lines = audit::read(&app.db, filter, MOST).await?;
    let full = i64::try_from(lines.len()).is_ok_and(|it| it == MOST);
    let acte = asked.unwrap_or_default();
    let next = lines.last().filter(|_| full).map(|it| format!("/equipe/journal?acte={acte}&avant={}", it.id));
    let page = LogPage {
        frame: frame(&app, "/equipe/journal", "Journal"),
        lines: lines.into_iter().map(printed).collect(),
        next,
        acts: ACTS.iter().map(|&(code, words)| (code, words, asked == Some(code))).collect(),
    };
    Ok(shell::page(&page)?)
}
