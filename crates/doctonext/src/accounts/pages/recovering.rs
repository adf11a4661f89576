//! `/mot-de-passe-oublie` and the page that its letter opens.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use serde::Deserialize;

use super::{entering::PasswordPage, frame, lead_to, message, toll_sentence};
use crate::{
    accounts::{
        CheckedForm, Origin, Person,
        limits::Toll,
        password,
        proof_of_work::{self, Challenge},
        read_email, recovery, session_cookie,
    },
    app::App,
    failure::Failure,
    shell::{self, Frame, Link},
};

#[derive(Template)]
#[template(path = "accounts/forgotten.html")]
struct ForgottenPage {
    frame: Frame,
    email: String,
    email_error: String,
    error: String,
    challenge: Option<Challenge>,
}

pub(super) async fn form(State(app): State<App>) -> Result<Response, Failure> {
    Ok(shell::page(&forgotten_page(&app, String::new()))?)
}

fn forgotten_page(app: &App, email: String) -> ForgottenPage {
    let frame = frame(app, "/mot-de-passe-oublie", "Mot de passe oublié");
    ForgottenPage { frame, email, email_error: String::new(), error: String::new(), challenge: None }
}

#[derive(Deserialize)]
pub(super) struct AskForm {
    #[serde(default)]
    email: String,
    #[serde(default)]
    travail: String,
}

pub(super) async fn ask(
    State(app): State<App>,
    origin: Origin,
    CheckedForm(form): CheckedForm<AskForm>,
) -> Result<Response, Failure> {
    let email = match read_email(&form.email) {
        Ok(email) => email,
        Err(error) => {
            let page = ForgottenPage { email_error: error.to_string(), ..forgotten_page(&app, form.email) };
            return Ok(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?);
        }
    };
    let toll = recovery::ask(&app, &origin, &email, &form.travail).await?;
    if toll == Toll::Free {
        let lead = format!("Nous venons d’écrire à {email}. La lettre contient un lien valable une heure.");
        let notes =
            ["Rien n’arrive\u{202f}? Regardez dans les courriers indésirables, puis vérifiez l’adresse."];
        return message(
            frame(&app, "/mot-de-passe-oublie", "Consultez votre messagerie"),
            StatusCode::OK,
            &lead,
            &notes,
            None,
        );
    }
    let page = ForgottenPage {
        error: toll_sentence(toll),
        challenge: Some(proof_of_work::challenge(&app.vault, app.clock.now())),
        ..forgotten_page(&app, form.email)
    };
    Ok(shell::page_with_status(StatusCode::TOO_MANY_REQUESTS, &page)?)
}

pub(super) async fn new_password_form(
    State(app): State<App>,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    match recovery::whose(&app, &token).await? {
        Some(person) => new_password_page(&app, &person, StatusCode::OK, String::new()),
        None => expired(&app),
    }
}

#[derive(Deserialize)]
pub(super) struct NewPasswordForm {
    #[serde(default)]
    mot_de_passe: String,
}

pub(super) async fn set_new_password(
    State(app): State<App>,
    origin: Origin,
    Path(token): Path<String>,
    CheckedForm(form): CheckedForm<NewPasswordForm>,
) -> Result<Response, Failure> {
    let Some(person) = recovery::whose(&app, &token).await? else { return expired(&app) };
    if let Err(weak) = password::check(&form.mot_de_passe, &[&person.name, &person.email]) {
        return new_password_page(&app, &person, StatusCode::UNPROCESSABLE_ENTITY, weak.to_string());
    }
    if !recovery::reset(&app, &origin, &token, &form.mot_de_passe).await? {
        return expired(&app);
    }
    Ok(lead_to("/connexion?note=mot-de-passe", session_cookie::forget(&app.settings).into_iter().collect()))
}

fn new_password_page(
    app: &App,
    person: &Person,
    status: StatusCode,
    error: String,
) -> Result<Response, Failure> {
    let page = PasswordPage {
        frame: frame(app, "/mot-de-passe-oublie", "Nouveau mot de passe"),
        title: "Nouveau mot de passe",
        lead: "Tous vos appareils seront déconnectés, par précaution.",
        label: "Nouveau mot de passe",
        hint: "12\u{a0}caractères au moins. Une phrase de quelques mots convient très bien.",
        button: "Enregistrer",
        complete: "new-password",
        email: &person.email,
        error,
        asks_new: true,
    };
    Ok(shell::page_with_status(status, &page)?)
}

fn expired(app: &App) -> Result<Response, Failure> {
    message(
        frame(app, "/mot-de-passe-oublie", "Ce lien ne sert plus"),
        StatusCode::GONE,
        "Il a déjà été utilisé, ou il date de plus d’une heure.",
        &[],
        Some(Link::new("Recevoir un nouveau lien", "/mot-de-passe-oublie")),
    )
}
