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
            qr,
            set_up::{self, Confirmation},
            store, totp,
        },
    },
    app::App,
    failure::Failure,
    shell::{self, Frame},
};

const PATH: &str = "/espace/securite/double-authentification";

#[derive(Template)]
#[template(path = "accounts/second_factor.html")]
struct SettingsPage {
    frame: Frame,
    note: &'static str,
    error: String,
    /// « le 2 mars 2026 » when the application is in force.
    since: Option<String>,
    /// What to scan or to type, when it is not.
    offer: Option<Offer>,
    codes_left: i64,
    may_have_codes: bool,
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
    Query(notes): Query<Notes>,
) -> Result<Response, Failure> {
    let note = match notes.note.as_str() {
        "active" => "La double authentification est active.",
        "retiree" => "L’application est retirée de votre compte.",
        "cle" => "Votre clé d’accès est enregistrée.",
        _ => "",
    };
    page(&app, &who, StatusCode::OK, note, String::new()).await
}

async fn page(
    app: &App,
    who: &SignedIn,
    status: StatusCode,
    note: &'static str,
    error: String,
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
    let page = SettingsPage {
        frame: frame(app, PATH, "Double authentification"),
        note,
        error,
        since: factors.application.map(|at| french::date(today_in_paris(at))),
        offer,
        codes_left: factors.codes_left,
        may_have_codes: factors.any(),
    };
    Ok(shell::page_with_status(status, &page)?)
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
            let error = "Ce code n’est pas le bon. Vérifiez que l’heure de votre téléphone est réglée automatiquement, puis saisissez le code affiché en ce moment.";
            page(&app, &who, StatusCode::UNPROCESSABLE_ENTITY, "", error.to_owned()).await
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

fn codes_page(app: &App, lead: &'static str, codes: Vec<String>) -> Result<Response, Failure> {
    let frame = frame(app, PATH, "Vos codes de récupération");
    Ok(shell::page(&CodesPage { frame, lead, codes })?)
}

fn with_cookies(mut response: Response, cookies: Vec<HeaderValue>) -> Response {
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
