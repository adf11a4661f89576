//! « Regarder comme »: the site as a person sees it.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{
    person::{Refused, refused},
    reason,
};
use crate::{
    accounts::{self, Admin, CheckedForm, Origin, SignedIn},
    app::App,
    failure::Failure,
};

#[derive(Debug, Default, Deserialize)]
pub(in crate::staff) struct LookForm {
    #[serde(default)]
    motif: String,
}

pub(in crate::staff) async fn start(
    State(app): State<App>,
    Admin(staff): Admin,
    origin: Origin,
    headers: HeaderMap,
    Path(id): Path<String>,
    CheckedForm(form): CheckedForm<LookForm>,
) -> Result<Response, Failure> {
    let why = match reason(&form.motif) {
        Ok(why) => why,
        Err(wrong) => {
            return refused(&app, &staff, &id, Refused::Look(wrong.to_owned(), form.motif)).await;
        }
    };
    if let Some(cookies) = accounts::start_looking(&app, &staff, &origin, &headers, &id, &why).await? {
        return Ok(lead_to("/espace", cookies));
    }
    let wrong = "On ne regarde pas le compte d’un membre de l’équipe.".to_owned();
    refused(&app, &staff, &id, Refused::Look(wrong, form.motif)).await
}

#[derive(Deserialize)]
pub(in crate::staff) struct Nothing {}

pub(in crate::staff) async fn stop(
    State(app): State<App>,
    looking: SignedIn,
    origin: Origin,
    headers: HeaderMap,
    CheckedForm(_): CheckedForm<Nothing>,
) -> Result<Response, Failure> {
    let person = looking.person.id.clone();
    let cookies = accounts::stop_looking(&app, &looking, &origin, &headers).await?;
    let path = if cookies.is_empty() { "/espace".to_owned() } else { format!("/equipe/personnes/{person}") };
    Ok(lead_to(&path, cookies))
}

fn lead_to(path: &str, cookies: Vec<axum::http::HeaderValue>) -> Response {
    let mut response = Redirect::to(path).into_response();
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
