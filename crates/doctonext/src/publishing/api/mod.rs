//! `/api/v1/me/listings`: what the owner of listings does at a browser, done by a program of theirs. Answers are read by
//! the same questions as the pages of the wizard, under the same names of fields.

mod acts;
mod fields;
mod sheet;
#[cfg(test)]
mod tests;

pub(crate) use acts::*;
pub(crate) use sheet::{OwnListing, OwnListingPage};

use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::{answers::Answers, drafts, own::Own, store};
use crate::{
    access::{Asked, Begun, Once, ReadListings, Reply, TokenHolder, WriteListings},
    app::App,
    failure::{Failure, Problem},
    refusal::{FieldProblem, Refusal},
    trades::{ListingStatus, ListingType},
};

/// Rows of a page.
const PAGE: u8 = 50;
/// Identifiers are short; anything longer is none.
const LONGEST_ID: usize = 64;

/// A listing to begin.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewListing {
    /// `transfer`, `replacement`, `collaboration` or `availability`.
    #[schema(example = "replacement")]
    r#type: String,
    /// Answers by field, under the names of the wizard: a text, a number, a boolean, or a list of texts.
    #[serde(default)]
    #[schema(value_type = Object, example = json!({"metier": "doctor/medecine_generale", "commune": "23096", "du": ["2026-08-03"], "au": ["2026-08-14"], "retrocession": 75, "logement": true}))]
    fields: Map<String, Value>,
}

/// Answers to replace.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangedListing {
    /// The fields that change; `null` empties one. Fields that are not named stay.
    #[serde(default)]
    #[schema(value_type = Object, example = json!({"retrocession": 80, "logiciel": null}))]
    fields: Map<String, Value>,
}

/// Where a page of one's own listings begins.
#[derive(Deserialize)]
pub(crate) struct After {
    after: Option<String>,
}

fn checked(id: &str) -> Result<&str, Failure> {
    if id.is_empty() || id.len() > LONGEST_ID || id.contains('\0') { Err(Failure::NotFound) } else { Ok(id) }
}

fn address(id: &str) -> String {
    format!("/api/v1/me/listings/{id}")
}

/// Begins a listing.
///
/// Makes a draft, whatever is still missing in it: the answer says what. Nothing is visible until it is submitted.
#[utoipa::path(
    post, path = "/api/v1/listings", tag = "own listings", request_body = NewListing,
    security(("token" = ["listings:write"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and body within 24 hours give the same answer and begin one listing.")),
    responses(
        (status = 201, description = "The draft, and its address in `Location`.", body = OwnListing),
        (status = 401, description = "No valid token.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The token has not this right.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The same request is still under way.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A field that does not exist for this type, or a key that served another request.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "More than 60 requests in a minute, or 5,000 in a day; `Retry-After` says how long to wait.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn create(
    State(app): State<App>,
    holder: TokenHolder<WriteListings>,
    asked: Asked,
) -> Result<Response, Failure> {
    let wanted: NewListing = asked.json()?;
    let listing_type = ListingType::from_code(&wanted.r#type).ok_or_else(|| {
        let message = "Choisissez transfer, replacement, collaboration ou availability.".to_owned();
        let errors = vec![FieldProblem { field: "type".to_owned(), message }];
        Refusal::unprocessable("Ce type d’annonce n’existe pas.", errors)
    })?;
    let (names, sent) = fields::read(listing_type, &wanted.fields)?;
    let mut answers = Answers::default();
    answers.replace(&names, &sent);

    let mut tx = app.db.begin().await?;
    let once = match Once::begin(&mut tx, &holder.id, &asked, app.clock.now()).await? {
        Begun::New(once) => once,
        Begun::Before(answer) => return Ok(*answer),
    };
    let id = drafts::begin_with(&app, &mut tx, &holder.person, listing_type, answers).await?;
    let own = Own::of(&app, &mut tx, &holder.person.id, &id).await?;
    let reply = Reply::new(StatusCode::CREATED, &sheet::of(&app, &own, &holder.person))?
        .at(address(&id))
        .versioned(sheet::version_of(&own));
    once.end(&mut tx, &reply).await?;
    tx.commit().await?;
    Ok(reply.into_response())
}

/// Every listing of the token's owner, drafts included, the latest first.
#[utoipa::path(
    get, path = "/api/v1/me/listings", tag = "own listings", security(("token" = ["listings:read"])),
    params(("after" = Option<String>, Query, description = "As the page before gives it in `next`.")),
    responses(
        (status = 200, description = "Up to 50 listings.", body = OwnListingPage),
        (status = 401, description = "No valid token.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The token has not this right.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list(
    State(app): State<App>,
    holder: TokenHolder<ReadListings>,
    Query(After { after }): Query<After>,
) -> Result<Reply, Failure> {
    let after = after.as_deref().map(checked).transpose()?;
    let mut rows = store::mine(&app.db, &holder.person.id, after, i64::from(PAGE) + 1).await?;
    let has_more = rows.len() > usize::from(PAGE);
    rows.truncate(PAGE.into());
    let next = rows.last().filter(|_| has_more).map(|it| format!("/api/v1/me/listings?after={}", it.id));
    let items = rows.into_iter().map(|it| sheet::row(it, &app.settings.public_url)).collect();
    Reply::new(StatusCode::OK, &OwnListingPage { items, next })
}

/// One listing of one's own: what it says, where it stands, what is still to mend.
///
/// `ETag` is the version to name in `If-Match` when it is changed.
#[utoipa::path(
    get, path = "/api/v1/me/listings/{id}", tag = "own listings", security(("token" = ["listings:read"])),
    params(("id" = String, Path, description = "Id of the listing.")),
    responses(
        (status = 200, description = "The listing.", body = OwnListing),
        (status = 401, description = "No valid token.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The token has not this right.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such listing of the token's owner.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn read(
    State(app): State<App>,
    holder: TokenHolder<ReadListings>,
    Path(id): Path<String>,
) -> Result<Reply, Failure> {
    let own = Own::of(&app, &mut *app.db.acquire().await?, &holder.person.id, checked(&id)?).await?;
    Ok(Reply::new(StatusCode::OK, &sheet::of(&app, &own, &holder.person))?.versioned(sheet::version_of(&own)))
}

/// Replaces the answers to some fields.
///
/// What is online stays as it is until the changes are submitted.
#[utoipa::path(
    patch, path = "/api/v1/me/listings/{id}", tag = "own listings", request_body = ChangedListing,
    security(("token" = ["listings:write"])),
    params(
        ("id" = String, Path, description = "Id of the listing."),
        ("If-Match" = Option<String>, Header, description = "`ETag` of the version that was read: refused when somebody saved since."),
    ),
    responses(
        (status = 200, description = "The listing as it is now.", body = OwnListing),
        (status = 401, description = "No valid token.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The token has not this right.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such listing of the token's owner.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It is closed.", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Somebody saved since.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A field that does not exist for this type.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn change(
    State(app): State<App>,
    holder: TokenHolder<WriteListings>,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Reply, Failure> {
    let wanted: ChangedListing = asked.json()?;
    let (mut tx, owner) = (app.db.begin().await?, holder.person.id.as_str());
    store::lock_listing(&mut tx, checked(&id)?).await?;
    let own = Own::of(&app, &mut tx, owner, &id).await?;
    asked.check_version(&sheet::version_of(&own))?;
    if !own.may_change() {
        let why = format!(
            "Cette annonce ne peut plus être modifiée\u{202f}: {}.",
            own.status().label().to_lowercase()
        );
        return Err(Refusal::conflict(why).into());
    }
    let (names, sent) = fields::read(own.listing_type(), &wanted.fields)?;
    if !names.is_empty() {
        drafts::put(&app, &mut tx, &own, &names, &sent).await?;
    }
    let own = Own::of(&app, &mut tx, owner, &id).await?;
    tx.commit().await?;
    Ok(Reply::new(StatusCode::OK, &sheet::of(&app, &own, &holder.person))?.versioned(sheet::version_of(&own)))
}

/// Whether visitors see it now.
fn is_online(status: ListingStatus) -> bool {
    status == ListingStatus::Active
}
