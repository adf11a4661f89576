//! `/espace/pieces/{id}/suppression`: asked once more, then done.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};

use super::{Nothing, Shown, frame, list, private, refuse_looking};
use crate::{
    accounts::{CheckedForm, Member},
    app::App,
    failure::Failure,
    pieces::{keep, store},
    shell::{self, Frame},
};

#[derive(Template)]
#[template(path = "pieces/removal.html")]
struct RemovalPage {
    frame: Frame,
    piece: Shown,
}

pub(in crate::pieces) async fn form(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    refuse_looking(&who)?;
    let mut db = app.db.acquire().await?;
    let row = store::piece(&mut *db, &who.person.id, &id).await?.ok_or(Failure::NotFound)?;
    let piece = list::shown(&app, &mut db, &[row]).await?.pop().ok_or(Failure::NotFound)?;
    let frame = frame(&app, &format!("/espace/pieces/{id}/suppression"), "Supprimer une pièce");
    Ok(private(shell::page(&RemovalPage { frame, piece })?))
}

/// Asked twice, it is done once, and said the same way.
pub(in crate::pieces) async fn remove(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
    CheckedForm(_): CheckedForm<Nothing>,
) -> Result<Response, Failure> {
    keep::remove(&app, &who.person.id, &id).await?;
    Ok(Redirect::to("/espace/pieces?note=suppression").into_response())
}
