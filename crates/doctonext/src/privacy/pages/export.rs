//! `/espace/donnees/export`: asking for a copy, and fetching it.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{data::file_day, frame};
use crate::{
    accounts::{CheckedForm, Origin, Recent},
    app::App,
    failure::Failure,
    privacy::export,
    shell::{self, Frame},
};

#[derive(Template)]
#[template(path = "privacy/export.html")]
struct ExportPage {
    frame: Frame,
    days: u32,
}

/// A page of its own: who must prove themselves again first comes back to it.
pub(in crate::privacy) async fn form(State(app): State<App>, _: Recent) -> Result<Response, Failure> {
    let frame = frame(&app, "/espace/donnees/export", "Recevoir une copie de mes données");
    Ok(shell::page(&ExportPage { frame, days: export::DAYS })?)
}

#[derive(Deserialize)]
pub(in crate::privacy) struct Nothing {}

pub(in crate::privacy) async fn ask(
    State(app): State<App>,
    Recent(who): Recent,
    origin: Origin,
    CheckedForm(_): CheckedForm<Nothing>,
) -> Result<Response, Failure> {
    export::ask(&app, &origin, &who).await?;
    Ok(Redirect::to("/espace/donnees?note=copie").into_response())
}

pub(in crate::privacy) async fn download(
    State(app): State<App>,
    Recent(who): Recent,
    origin: Origin,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let (archive, made_at) = export::open(&app, &origin, &who, &id).await?.ok_or(Failure::NotFound)?;
    let name = format!("attachment; filename=\"doctonext-mes-donnees-{}.zip\"", file_day(made_at));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/zip")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_str(&name).map_err(Failure::broken)?),
    ];
    Ok((headers, archive).into_response())
}
