//! `/api/v1/me/listings/{id}/media`: photographs and documents sent by a program of the owner.

use axum::{
    Json,
    extract::{Multipart, Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    arrange::{self, Act},
    pages::take_all,
    store,
    views::{Items, Sent},
};
use crate::{
    access::{ReadListings, TokenHolder, WriteListings},
    app::App,
    failure::{Failure, Problem},
    listings::{self, Owned},
    refusal::Refusal,
};

/// What became of each file.
#[derive(Serialize, ToSchema)]
pub(crate) struct SentFiles {
    files: Vec<Sent>,
}

/// A listing of the token’s owner that may still be changed.
async fn own(app: &App, person: &str, id: &str) -> Result<Owned, Failure> {
    if id.len() > 64 || id.contains('\0') {
        return Err(Failure::NotFound);
    }
    let found = listings::owned(&app.db, id, app.clock.now()).await?;
    found.filter(|it| it.belongs_to(person) && it.is_editable).ok_or(Failure::NotFound)
}

fn private(answer: impl IntoResponse) -> Response {
    ([(header::CACHE_CONTROL, "private, no-store")], answer).into_response()
}

/// The files of one’s own listing.
///
/// Photographs are `processing` until their sizes are made, a few seconds after they were sent.
#[utoipa::path(
    get, path = "/api/v1/me/listings/{id}/media", tag = "own listings", security(("token" = ["listings:read"])),
    params(("id" = String, Path, description = "The listing.")),
    responses(
        (status = 200, description = "Photographs and documents, in their order.", body = Items),
        (status = 401, description = "No valid token.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No listing of the token’s owner.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list_media(
    State(app): State<App>,
    holder: TokenHolder<ReadListings>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let listing = own(&app, &holder.person.id, &id).await?;
    Ok(private(Json(Items::of(store::of_listing(&app.db, &listing.id).await?))))
}

/// Sends files to one’s own listing.
///
/// Up to 10 photographs (JPEG, PNG, WebP, 10 MB) and 5 documents (PDF, 15 MB) of a listing. Each file has its own outcome; one
/// that is there already is known by its content, so that a request may be repeated.
#[utoipa::path(
    post, path = "/api/v1/me/listings/{id}/media", tag = "own listings", security(("token" = ["listings:write"])),
    params(("id" = String, Path, description = "The listing.")),
    request_body(content_type = "multipart/form-data", description = "One or more fields `fichiers`, each a file with its name."),
    responses(
        (status = 200, description = "What became of each file.", body = SentFiles),
        (status = 401, description = "No valid token.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No listing of the token’s owner.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "No file, or the line broke; files that arrived stay.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn send_media(
    State(app): State<App>,
    holder: TokenHolder<WriteListings>,
    Path(id): Path<String>,
    mut form: Multipart,
) -> Result<Response, Failure> {
    let listing = own(&app, &holder.person.id, &id).await?;
    let (files, error) = take_all(&app, &holder.person.id, &listing.id, &mut form).await?;
    if !error.is_empty() {
        return Err(Refusal::unprocessable(&error, Vec::new()).into());
    }
    if files.is_empty() {
        let why = "Aucun fichier dans le champ «\u{a0}fichiers\u{a0}».";
        return Err(Refusal::unprocessable(why, Vec::new()).into());
    }
    Ok(private(Json(SentFiles { files })))
}

/// Removes a file of one’s own listing; one that is gone already is no error.
#[utoipa::path(
    delete, path = "/api/v1/me/listings/{id}/media/{media}", tag = "own listings",
    security(("token" = ["listings:write"])),
    params(
        ("id" = String, Path, description = "The listing."),
        ("media" = String, Path, description = "The file, as the list names it."),
    ),
    responses(
        (status = 204, description = "It is gone."),
        (status = 401, description = "No valid token.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No listing of the token’s owner.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn remove_media(
    State(app): State<App>,
    holder: TokenHolder<WriteListings>,
    Path((id, media)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let listing = own(&app, &holder.person.id, &id).await?;
    arrange::arrange(&app, &holder.person.id, &listing.id, &media, &Act::Remove).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
