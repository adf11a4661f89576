//! `/espace/securite/double-authentification`.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use platform::{clock::today_in_paris, french};
use serde::Deserialize;

use crate::{
    accounts::{
        CheckedForm, Origin, Recent, SignedIn,
        pages::frame,
        second_factor::{
            passkeys, qr,
            set_up::{self, Confirmation},
            store, totp,
        },
    },
    app::App,
    failure::Failure,
    shell::{self, Frame},
};

pub(super) const PATH: &str = "/espace/securite/double-authentification";

#[derive(Template)]
#[template(path = "accounts/second_factor.html")]
struct SettingsPage {
    frame: Frame,
    said: Said,
    /// « le 2 mars 2026 » when the application is in force.
    since: Option<String>,
    /// What to scan or to type, when it is not.
    offer: Option<Offer>,
    passkeys: Vec<Key>,
    /// Whether one more can be added, here and now.
    may_add_passkey: bool,
    passkeys_possible: bool,
    codes_left: i64,
    may_have_codes: bool,
}

/// What the page says beyond its facts.
#[derive(Default)]
pub(super) struct Said {
    pub(super) note: &'static str,
    pub(super) code_error: &'static str,
    pub(super) passkey_error: &'static str,
    /// What was typed, or a name to begin with.
    pub(super) passkey_name: String,
}

struct Key {
    id: String,
    name: String,
    since: String,
    used: Option<String>,
}

struct Offer {
    drawing: String,
    key: String,
    address: String,
}

#[derive(Template)]
#[template(path = "accounts/recovery_codes.html")]
struct CodesPage {
    frame: Frame,
    lead: &'static str,
    codes: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Notes {
    #[serde(default)]
    note: String,
}

pub(super) async fn overview(
    State(app): State<App>,
    Recent(who): Recent,
    origin: Origin,
    Query(notes): Query<Notes>,
) -> Result<Response, Failure> {
    let note = match notes.note.as_str() {
        "active" => "La double authentification est active.",
        "retiree" => "L’application est retirée de votre compte.",
        "cle" => "Votre clé d’accès est enregistrée.",
        "cle-renommee" => "Votre clé d’accès a changé de nom.",
        "cle-retiree" => "La clé d’accès est retirée de votre compte. Effacez-la aussi de votre appareil.",
        _ => "",
    };
    page(&app, &who, &origin, StatusCode::OK, Said { note, ..Said::default() }).await
}

pub(super) async fn page(
    app: &App,
    who: &SignedIn,
    origin: &Origin,
    status: StatusCode,
    mut said: Said,
) -> Result<Response, Failure> {
    let offer = match set_up::begin(app, who).await? {
        Some(generator) => {
            let address = generator.to_url().map_err(Failure::broken)?;
            let label = "Code à scanner avec votre application d’authentification";
            let drawing = qr::drawing(&address, label).map_err(Failure::broken)?;
            Some(Offer { drawing, key: totp::in_groups(&generator), address })
        }
        None => None,
    };
    let factors = store::factors(&app.db, &who.person.id).await?;
    let passkeys: Vec<Key> =
        store::passkeys_of(&app.db, &who.person.id).await?.into_iter().map(key).collect();
    let passkeys_possible = passkeys::are_possible(&app.settings.public_url);
    if said.passkey_name.is_empty() {
        said.passkey_name = origin.device_name();
    }
    let page = SettingsPage {
        frame: frame(app, PATH, "Double authentification"),
        said,
        since: factors.application.map(|at| french::date(today_in_paris(at))),
        offer,
        may_add_passkey: passkeys_possible && passkeys.len() < passkeys::MOST,
        passkeys_possible,
        passkeys,
        codes_left: factors.codes_left,
        may_have_codes: factors.any(),
    };
    Ok(shell::page_with_status(status, &page)?)
}

fn key(kept: store::ListedPasskey) -> Key {
    let day = |at| french::date(today_in_paris(at));
    Key { id: kept.id, name: kept.name, since: day(kept.created_at), used: kept.last_used_at.map(day) }
}

#[derive(Deserialize)]
pub(super) struct CodeForm {
    #[serde(default)]
    code: String,
}

pub(super) async fn confirm(
    State(app): State<App>,
    Recent(who): Recent,
    origin: Origin,
    CheckedForm(form): CheckedForm<CodeForm>,
) -> Result<Response, Failure> {
    match set_up::confirm(&app, &origin, &who, &form.code).await? {
        Confirmation::Done(codes, cookies) if codes.is_empty() => {
            Ok(with_cookies(Redirect::to(&format!("{PATH}?note=active")).into_response(), cookies))
        }
        Confirmation::Done(codes, cookies) => {
            let lead = "La double authentification est active. Gardez ces codes\u{202f}: chacun remplace une fois votre téléphone, si vous le perdez.";
            Ok(with_cookies(codes_page(&app, lead, codes)?, cookies))
        }
        Confirmation::WrongCode => {
            let code_error = "Ce code n’est pas le bon. Vérifiez que l’heure de votre téléphone est réglée automatiquement, puis saisissez le code affiché en ce moment.";
            let said = Said { code_error, ..Said::default() };
            page(&app, &who, &origin, StatusCode::UNPROCESSABLE_ENTITY, said).await
        }
        Confirmation::Already => Ok(Redirect::to(PATH).into_response()),
    }
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

pub(super) async fn renew_codes(
    State(app): State<App>,
    Recent(who): Recent,
    origin: Origin,
    CheckedForm(_): CheckedForm<Nothing>,
) -> Result<Response, Failure> {
    match set_up::renew_codes(&app, &origin, &who).await? {
        Some(codes) => {
            let lead = "Gardez ces codes\u{202f}: chacun remplace une fois votre téléphone, si vous le perdez. Les codes précédents ne servent plus.";
            codes_page(&app, lead, codes)
        }
        None => Ok(Redirect::to(PATH).into_response()),
    }
}

pub(super) async fn remove(
    State(app): State<App>,
    Recent(who): Recent,
    origin: Origin,
    CheckedForm(_): CheckedForm<Nothing>,
) -> Result<Response, Failure> {
    let removed = set_up::remove(&app, &origin, &who).await?;
    Ok(Redirect::to(&format!("{PATH}{}", if removed { "?note=retiree" } else { "" })).into_response())
}

pub(super) fn codes_page(app: &App, lead: &'static str, codes: Vec<String>) -> Result<Response, Failure> {
    let frame = frame(app, PATH, "Vos codes de récupération");
    Ok(shell::page(&CodesPage { frame, lead, codes })?)
}

pub(super) fn with_cookies(mut response: Response, cookies: Vec<HeaderValue>) -> Response {
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
