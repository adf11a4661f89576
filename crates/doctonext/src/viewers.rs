//! The layer that tells search and listings who reads: what colleagues hid from somebody is left out for them, whether they come
//! with a browser or with a program's token.

use axum::{
    extract::{Request, State},
    http::HeaderMap,
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{
    access,
    accounts::Visitor,
    app::App,
    failure::Failure,
    search::{EMAIL_MARK, Viewer},
};

/// Marks the request with its viewer. Stands inside of `accounts::recognise`.
pub(crate) async fn know(
    State(app): State<App>,
    visitor: Visitor,
    mut request: Request,
    next: Next,
) -> Response {
    let headers = request.headers().clone();
    match viewer(&app, visitor, &headers).await {
        Ok(None) => {}
        Ok(Some(viewer)) => {
            request.extensions_mut().insert(viewer);
        }
        Err(failure) => return failure.into_response(),
    }
    next.run(request).await
}

async fn viewer(app: &App, visitor: Visitor, headers: &HeaderMap) -> Result<Option<Viewer>, Failure> {
    let person = match visitor.0 {
        Some(who) => Some(who.person),
        None => access::holder_of(app, headers).await?,
    };
    Ok(person.map(|it| Viewer { email_mark: app.vault.blind_index(EMAIL_MARK, &it.email), person: it.id }))
}
