//! The layer that knows who asks: it reads the cookies once, for the handlers and for the frame of the page.

use axum::{
    extract::{Request, State},
    http::{HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;

use super::{SignedIn, cookies, session_cookie, store, tokens};
use crate::{
    app::App,
    failure::Failure,
    shell::{ONLOOKER, Onlooker},
};

/// The browser of a request.
#[derive(Clone)]
pub(crate) struct Browser {
    /// What its cookie says, or what the cookie will say after this answer.
    pub(crate) device: String,
}

/// The signed-in person of a request, for the extractors.
#[derive(Debug, Clone)]
pub(super) struct Recognised(pub(super) SignedIn);

/// How often « last seen » is written.
const SEEN_EVERY: TimeDelta = TimeDelta::minutes(5);
/// The one address that a read-only session may post to: a route of `staff` (the table of rights holds the two together).
const STOP_LOOKING: &str = "/equipe/regard/fin";

/// Recognises the visitor, renders the rest with them in view, and gives the browser its cookie when a page of ours
/// showed it a form.
pub async fn recognise(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let known = cookies::read(&app.settings, request.headers(), cookies::DEVICE);
    let known = known.filter(|it| it.len() == 43 && it.is_ascii());
    let is_new = known.is_none();
    let device = known.unwrap_or_else(tokens::fresh);
    let token = session_cookie::read(&app.settings, request.headers());
    let signed_in = match signed_in(&app, token).await {
        Ok(found) => found,
        Err(failure) => return failure.into_response(),
    };
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if !safe && request.uri().path() != STOP_LOOKING && signed_in.as_ref().is_some_and(SignedIn::is_read_only)
    {
        return Failure::ReadOnly.into_response();
    }

    let onlooker = Onlooker::new(signed_in.as_ref().map(SignedIn::face), form_token(&app, &device));
    let is_known_person = signed_in.is_some();
    request.extensions_mut().insert(Browser { device: device.clone() });
    if let Some(signed_in) = signed_in {
        request.extensions_mut().insert(Recognised(signed_in));
    }
    let mut response = ONLOOKER.scope(onlooker.clone(), next.run(request)).await;

    let met_a_form = onlooker.met_a_form();
    if met_a_form
        && is_new
        && let Some(cookie) = cookies::device(&app.settings, &device)
    {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    // What a person sees of their own must not outlive their session in the history of a shared computer.
    if is_known_person || met_a_form {
        response
            .headers_mut()
            .entry(header::CACHE_CONTROL)
            .or_insert(HeaderValue::from_static("private, no-store"));
    }
    response
}

async fn signed_in(app: &App, token: Option<String>) -> Result<Option<SignedIn>, Failure> {
    let Some(token) = token else { return Ok(None) };
    let now = app.clock.now();
    let Some(found) = store::signed_in(&app.db, &token, now).await? else { return Ok(None) };
    if found.session.last_seen_at.is_none_or(|at| now - at >= SEEN_EVERY) {
        store::note_seen(&app.db, &found, now).await?;
    }
    Ok(Some(found))
}

/// The token of a browser's forms: only who knows its cookie can have it, and it says nothing of the cookie.
#[must_use]
pub(crate) fn form_token(app: &App, device: &str) -> String {
    URL_SAFE_NO_PAD.encode(&app.vault.mac("form-token", device.as_bytes())[..24])
}
