//! `/inscription/autre-compte`: an identity that opens no account yet.
//!
//! An account is made with two proofs: the identity that this browser holds, and an address that answered: to a letter
//! of ours, or to a provider that the operator believes. A letter alone links nothing, whoever asked for it.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};

use crate::{
    accounts::{
        CheckedForm, Origin,
        federation::{
            held::{self, Held},
            provider::Provider,
            way_out,
        },
        limits::Toll,
        own_path,
        pages::{
            frame,
            joining::{self, AskForm, IntroductionForm},
            toll_sentence,
        },
        proof_of_work::{self, Challenge},
        read_email, sign_up, store,
    },
    app::App,
    failure::Failure,
    shell::{self, Frame},
};

const PATH: &str = "/inscription/autre-compte";

#[derive(Template)]
#[template(path = "accounts/new_identity.html")]
struct ChoicePage {
    frame: Frame,
    provider: String,
    /// The address of an account that its owner may be told of: they proved that it is theirs.
    known: Option<String>,
    email: String,
    email_error: String,
    error: String,
    challenge: Option<Challenge>,
}

fn name_of(app: &App, held: &Held) -> String {
    app.providers.named(&held.provider).map_or(&*held.provider, Provider::name).to_owned()
}

async fn choice_page(app: &App, held: &Held, email: String) -> Result<ChoicePage, Failure> {
    let known = match held.believed_address(app) {
        Some(address) => store::person_at(&app.db, address).await?.map(|it| it.email),
        None => None,
    };
    Ok(ChoicePage {
        frame: frame(app, PATH, "Première connexion"),
        provider: name_of(app, held),
        known,
        email,
        email_error: String::new(),
        error: String::new(),
        challenge: None,
    })
}

pub(super) async fn choose(
    State(app): State<App>,
    origin: Origin,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let Some(held) = held::current(&app, &origin, &headers).await? else {
        return Ok(Redirect::to("/inscription").into_response());
    };
    let email = held.profile.email.clone().unwrap_or_default();
    Ok(shell::page(&choice_page(&app, &held, email).await?)?)
}

pub(super) async fn ask(
    State(app): State<App>,
    origin: Origin,
    headers: HeaderMap,
    CheckedForm(form): CheckedForm<AskForm>,
) -> Result<Response, Failure> {
    let Some(held) = held::current(&app, &origin, &headers).await? else {
        return Ok(Redirect::to("/inscription").into_response());
    };
    let email = match read_email(&form.email) {
        Ok(email) => email,
        Err(error) => {
            let page = choice_page(&app, &held, form.email).await?;
            let page = ChoicePage { email_error: error.to_string(), ..page };
            return Ok(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?);
        }
    };
    let toll = sign_up::invite(&app, &origin, &email, (PATH, &held.back), &form.travail).await?;
    if toll == Toll::Free {
        return joining::letter_sent(&app, &email);
    }
    let page = ChoicePage {
        error: toll_sentence(toll),
        challenge: Some(proof_of_work::challenge(&app.vault, app.clock.now())),
        ..choice_page(&app, &held, form.email).await?
    };
    Ok(shell::page_with_status(StatusCode::TOO_MANY_REQUESTS, &page)?)
}

/// The letter was opened elsewhere, or the identity is no longer held: with a password, then.
fn with_a_password(token: &str) -> Response {
    Redirect::to(&own_path(&format!("/inscription/{token}"))).into_response()
}

pub(super) async fn introduction_form(
    State(app): State<App>,
    origin: Origin,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    match held::current(&app, &origin, &headers).await? {
        Some(held) => joining::show_introduction(&app, &token, Some((&held, &name_of(&app, &held)))).await,
        None => Ok(with_a_password(&token)),
    }
}

pub(super) async fn introduce(
    State(app): State<App>,
    origin: Origin,
    headers: HeaderMap,
    Path(token): Path<String>,
    CheckedForm(form): CheckedForm<IntroductionForm>,
) -> Result<Response, Failure> {
    let Some(held) = held::current(&app, &origin, &headers).await? else {
        return Ok(with_a_password(&token));
    };
    let name = name_of(&app, &held);
    let mut response = joining::take_introduction(&app, &origin, &token, form, Some((&held, &name))).await?;
    if response.status() == StatusCode::SEE_OTHER {
        let came_with = app.providers.named(&held.provider).and_then(|it| way_out::remember(&app, it));
        for cookie in held::forget(&app).into_iter().chain(came_with) {
            response.headers_mut().append(axum::http::header::SET_COOKIE, cookie);
        }
    }
    Ok(response)
}
