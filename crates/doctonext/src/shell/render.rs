//! Turns a page struct into an answer.

use askama::Template;
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

/// The page with status 200.
pub fn page<T: Template>(template: &T) -> Result<Response, askama::Error> {
    page_with_status(StatusCode::OK, template)
}

/// The page with another status, such as 410 for a closed listing.
pub fn page_with_status<T: Template>(status: StatusCode, template: &T) -> Result<Response, askama::Error> {
    let body = template.render()?;
    Ok((status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], body).into_response())
}

/// For pages that cannot fail but by a broken template: logs, and answers in plain words.
pub(super) fn page_or_apology<T: Template>(status: StatusCode, template: &T) -> Response {
    page_with_status(status, template).unwrap_or_else(|error| {
        tracing::error!(%error, "a page could not be rendered");
        (StatusCode::INTERNAL_SERVER_ERROR, "Cette page ne peut pas s’afficher. Réessayez dans un instant.")
            .into_response()
    })
}
