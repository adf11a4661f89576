//! Copies of a listing, and changes that are given up.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{address, checked_id};
use crate::{
    accounts::{CheckedForm, Member},
    app::App,
    failure::Failure,
    publishing::{drafts, own::Own, step::Step},
};

#[derive(Deserialize)]
pub(in crate::publishing) struct Nothing {}

pub(in crate::publishing) async fn copy(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
    CheckedForm(Nothing {}): CheckedForm<Nothing>,
) -> Result<Response, Failure> {
    let own = Own::find(&app, &mut *app.db.acquire().await?, &who, checked_id(&id)?).await?;
    let copy = drafts::copy(&app, &who, &own).await?;
    Ok(Redirect::to(&address(&copy, Step::Place)).into_response())
}

pub(in crate::publishing) async fn discard(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
    CheckedForm(Nothing {}): CheckedForm<Nothing>,
) -> Result<Response, Failure> {
    let own = Own::find(&app, &mut *app.db.acquire().await?, &who, checked_id(&id)?).await?;
    if own.is_new() {
        // Without its draft a new listing would be nothing: it is deleted from the list of listings.
        return Err(Failure::NotFound);
    }
    drafts::discard(&app, &own).await?;
    Ok(Redirect::to("/espace/annonces?note=abandon").into_response())
}
