//! `/equipe/annonces/{id}/apercu`: what waits, as visitors would read it.

use axum::{
    extract::{Path, State},
    response::Response,
};

use super::checked_id;
use crate::{accounts::Moderator, app::App, failure::Failure, listings, publishing::decide::Case, shell};

/// The page that visitors would read after a yes.
pub(in crate::publishing) async fn preview(
    State(app): State<App>,
    _: Moderator,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let db = &mut *app.db.acquire().await?;
    let case = Case::find(&app, db, checked_id(&id)?).await?.ok_or(Failure::NotFound)?;
    let content = case.content(&app, app.clock.now()).ok_or(Failure::NotFound)?;
    let back = format!("/equipe/moderation/annonce/{id}");
    Ok(shell::page(&listings::preview(&app, db, &case.written, content, &back).await?)?)
}
