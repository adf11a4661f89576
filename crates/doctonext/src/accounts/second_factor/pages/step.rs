//! `/connexion/verification`: the second factor, asked for after the first.

use askama::Template;
use axum::{
    Json,
    extract::{Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::settings::Nothing;
use crate::{
    accounts::{
        CheckedForm, Origin,
        limits::Toll,
        pages::{frame, lead_to, message, toll_sentence},
        second_factor::{
            passkeys::{self, Answered, Entered},
            step::{self, Means, Step, Tried},
            store,
        },
    },
    app::App,
    failure::Failure,
    shell::{self, Frame, Link},
};

const PATH: &str = "/connexion/verification";
const TITLE: &str = "Vérification en deux étapes";
/// Value of `moyen` for recovery codes.
const RECOVERY: &str = "secours";

#[derive(Template)]
#[template(path = "accounts/second_step.html")]
struct StepPage {
    frame: Frame,
    error: String,
    by_application: bool,
    by_recovery: bool,
    by_passkey: bool,
    has_application: bool,
    has_passkeys: bool,
    passkey_error: String,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Way {
    #[serde(default)]
    moyen: String,
}

impl Way {
    fn means(&self) -> Means {
        if self.moyen == RECOVERY { Means::Recovery } else { Means::Application }
    }
}

pub(super) async fn form(
    State(app): State<App>,
    Query(way): Query<Way>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    match step::current(&app, &headers).await? {
        Some(step) => page(&app, &step, way.means(), StatusCode::OK, String::new(), String::new()).await,
        None => over(&app),
    }
}

#[derive(Deserialize)]
pub(super) struct StepForm {
    #[serde(default)]
    code: String,
    #[serde(flatten)]
    way: Way,
}

pub(super) async fn check(
    State(app): State<App>,
    origin: Origin,
    headers: HeaderMap,
    CheckedForm(form): CheckedForm<StepForm>,
) -> Result<Response, Failure> {
    let Some(step) = step::current(&app, &headers).await? else { return over(&app) };
    let means = form.way.means();
    let (status, error) = match step::show_code(&app, &origin, &step, means, &form.code).await? {
        Tried::In(cookies, back) => return Ok(lead_to(&back, cookies)),
        Tried::Over => return over(&app),
        Tried::Wrong => {
            let error = match means {
                Means::Application => {
                    "Ce code n’est pas le bon. Saisissez celui que l’application affiche en ce moment."
                }
                Means::Recovery => "Ce code de récupération n’est pas le bon, ou il a déjà servi.",
            };
            (StatusCode::UNPROCESSABLE_ENTITY, error.to_owned())
        }
        Tried::Served => {
            let error = "Ce code a déjà servi. Attendez que l’application affiche le suivant.";
            (StatusCode::UNPROCESSABLE_ENTITY, error.to_owned())
        }
        Tried::Wait(until) => (StatusCode::TOO_MANY_REQUESTS, toll_sentence(Toll::Wait(until))),
    };
    page(&app, &step, means, status, error, String::new()).await
}

pub(super) async fn ask_passkey(
    State(app): State<App>,
    origin: Origin,
    headers: HeaderMap,
    CheckedForm(_): CheckedForm<Nothing>,
) -> Result<Response, Failure> {
    let Some(step) = step::current(&app, &headers).await? else { return over(&app) };
    Ok(Json(passkeys::ask_at_step(&app, &origin, &step).await?).into_response())
}

pub(super) async fn show_passkey(
    State(app): State<App>,
    origin: Origin,
    headers: HeaderMap,
    CheckedForm(answered): CheckedForm<Answered>,
) -> Result<Response, Failure> {
    let Some(step) = step::current(&app, &headers).await? else { return over(&app) };
    match passkeys::show_at_step(&app, &origin, &step, &answered).await? {
        Entered::In(cookies) => Ok(lead_to(&step.back(), cookies)),
        Entered::StepOver => over(&app),
        Entered::Refused(refusal) => {
            page(&app, &step, Means::Application, refusal.status(), String::new(), refusal.sentence()).await
        }
    }
}

async fn page(
    app: &App,
    step: &Step,
    means: Means,
    status: StatusCode,
    error: String,
    passkey_error: String,
) -> Result<Response, Failure> {
    let factors = store::factors(&app.db, &step.person).await?;
    let has_application = factors.application.is_some();
    let has_passkeys = factors.passkeys > 0 && passkeys::are_possible(&app.settings.public_url);
    // Passkeys of another address than today's: recovery codes are what is left.
    let by_recovery = means == Means::Recovery || !(has_application || has_passkeys);
    let page = StepPage {
        frame: frame(app, PATH, TITLE),
        error,
        by_application: has_application && !by_recovery,
        by_recovery,
        by_passkey: has_passkeys && !by_recovery,
        has_application,
        has_passkeys,
        passkey_error,
    };
    Ok(shell::page_with_status(status, &page)?)
}

fn over(app: &App) -> Result<Response, Failure> {
    let lead = "Dix minutes ont passé depuis votre mot de passe, ou cette étape est déjà franchie.";
    let link = Some(Link::new("Se connecter", "/connexion"));
    message(frame(app, PATH, "Cette étape est terminée"), StatusCode::GONE, lead, &[], link)
}
