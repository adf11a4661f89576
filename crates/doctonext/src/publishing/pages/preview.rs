//! `/espace/annonces/{id}/apercu`: what is being written, as visitors will read it.

use axum::{
    extract::{Path, State},
    response::Response,
};

use super::{address, checked_id};
use crate::{
    accounts::Member,
    app::App,
    failure::Failure,
    listings,
    publishing::{drafts, own::Own, review, step::Step},
    shell,
};

pub(in crate::publishing) async fn show(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let own = Own::find(&app, &mut *app.db.acquire().await?, &who, checked_id(&id)?).await?;
    let answers = drafts::answers_of(&own);
    let verdict =
        review::verdict(own.listing_type(), &answers, &drafts::context(&app, &own), &who.person.name);
    let back = address(own.id(), Step::Publish);
    match verdict.content {
        Ok(content) => Ok(shell::page(
            &listings::preview(&app, &mut *app.db.acquire().await?, &own.written, content, &back).await?,
        )?),
        // What is missing is told where it can be mended.
        Err(_) => Ok(axum::response::IntoResponse::into_response(axum::response::Redirect::to(&back))),
    }
}
