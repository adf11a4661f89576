//! `/espace/securite/comptes`: identities of an account that exists.
//!
//! Coming back from the provider links nothing: whoever can make a browser open a page could otherwise link their own
//! identity to somebody else's account. The person sees which identity it is, and says yes.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::entering::{Way, send_away};
use crate::{
    accounts::{
        CheckedForm, Origin, Recent,
        federation::{
            departure::Purpose,
            held::{self, Held},
            links::{self, Removal},
            provider::Provider,
        },
        pages::{frame, last_way_in, lead_to, message},
    },
    app::App,
    failure::Failure,
    shell::{self, Frame, Link},
};

const PATH: &str = "/espace/securite/comptes";
const OVERVIEW: &str = "/espace/securite";
/// Where one's number is proved.
const VERIFICATION: &str = "/espace/verification";

#[derive(Template)]
#[template(path = "accounts/link_identity.html")]
struct LinkPage {
    frame: Frame,
    provider: String,
    /// Address or name at the provider, whichever tells most.
    whose: String,
    email: String,
    /// Whether it proves a number too.
    is_professional: bool,
}

/// The page that a link leads to, and what it says there.
pub(super) fn after(back: &str, note: &str) -> String {
    if back == VERIFICATION { format!("{VERIFICATION}?note=psc") } else { format!("{OVERVIEW}?note={note}") }
}

pub(super) async fn leave(
    State(app): State<App>,
    Recent(who): Recent,
    origin: Origin,
    Path(id): Path<String>,
    Query(way): Query<Way>,
) -> Result<Response, Failure> {
    let back = if way.retour == VERIFICATION { VERIFICATION } else { OVERVIEW };
    send_away(&app, &origin, &id, Purpose::Link { person: who.person.id }, back.to_owned()).await
}

fn name_of(app: &App, held: &Held) -> String {
    app.providers.named(&held.provider).map_or(&*held.provider, Provider::name).to_owned()
}

pub(super) async fn form(
    State(app): State<App>,
    Recent(who): Recent,
    origin: Origin,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let Some(held) = held::current(&app, &origin, &headers).await? else {
        return Ok(Redirect::to(OVERVIEW).into_response());
    };
    let page = LinkPage {
        frame: frame(&app, PATH, "Relier ce compte"),
        provider: name_of(&app, &held),
        whose: held.profile.email.clone().or(held.profile.name.clone()).unwrap_or_default(),
        email: who.person.email.clone(),
        is_professional: held.professional.is_some(),
    };
    Ok(shell::page(&page)?)
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

pub(super) async fn link(
    State(app): State<App>,
    Recent(who): Recent,
    origin: Origin,
    headers: HeaderMap,
    CheckedForm(_): CheckedForm<Nothing>,
) -> Result<Response, Failure> {
    let Some(held) = held::current(&app, &origin, &headers).await? else {
        return Ok(Redirect::to(OVERVIEW).into_response());
    };
    let cookies = held::forget(&app).into_iter().collect();
    if links::add_to_account(&app, &origin, &who, &held).await? {
        return Ok(lead_to(&after(&held.back, "compte-relie"), cookies));
    }
    let name = name_of(&app, &held);
    let lead = format!(
        "Ce compte {name} ouvre déjà un autre compte Doctonext. Connectez-vous à celui-là pour l’en détacher, puis recommencez."
    );
    let link = Some(Link::new("Revenir à mon espace", OVERVIEW));
    message(frame(&app, PATH, "Ce compte est déjà relié"), StatusCode::CONFLICT, &lead, &[], link)
}

pub(super) async fn unlink(
    State(app): State<App>,
    Recent(who): Recent,
    origin: Origin,
    Path(id): Path<String>,
    CheckedForm(_): CheckedForm<Nothing>,
) -> Result<Response, Failure> {
    match links::remove(&app, &origin, &who, &id).await? {
        Removal::Done => Ok(Redirect::to("/espace/securite?note=compte-retire").into_response()),
        Removal::Missing => Ok(Redirect::to(OVERVIEW).into_response()),
        Removal::Last => last_way_in(&app, PATH, "Ce compte doit rester relié"),
    }
}
