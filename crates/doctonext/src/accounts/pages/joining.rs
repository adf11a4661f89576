//! `/inscription`: the address first, then the person.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{frame, lead_to, message, toll_sentence};
use crate::{
    accounts::{
        CheckedForm, Origin, Visitor,
        limits::Toll,
        own_path, password,
        proof_of_work::{self, Challenge},
        read_email,
        sign_up::{self, Introduction, Invitation},
    },
    app::App,
    failure::Failure,
    shell::{self, Frame, Link},
    trades::{AuthorKind, Profession},
};

#[derive(Template)]
#[template(path = "accounts/sign_up.html")]
struct SignUpPage {
    frame: Frame,
    back: String,
    email: String,
    email_error: String,
    error: String,
    challenge: Option<Challenge>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Way {
    #[serde(default)]
    retour: String,
}

pub(super) async fn form(
    State(app): State<App>,
    Visitor(visitor): Visitor,
    Query(way): Query<Way>,
) -> Result<Response, Failure> {
    if visitor.is_some() {
        return Ok(Redirect::to("/espace").into_response());
    }
    Ok(shell::page(&sign_up_page(&app, own_path(&way.retour), String::new()))?)
}

fn sign_up_page(app: &App, back: String, email: String) -> SignUpPage {
    let frame = frame(app, "/inscription", "Créer un compte");
    SignUpPage { frame, back, email, email_error: String::new(), error: String::new(), challenge: None }
}

#[derive(Deserialize)]
pub(super) struct AskForm {
    #[serde(default)]
    email: String,
    #[serde(default)]
    retour: String,
    #[serde(default)]
    travail: String,
}

pub(super) async fn ask(
    State(app): State<App>,
    origin: Origin,
    CheckedForm(form): CheckedForm<AskForm>,
) -> Result<Response, Failure> {
    let back = own_path(&form.retour);
    let email = match read_email(&form.email) {
        Ok(email) => email,
        Err(error) => {
            let page = SignUpPage { email_error: error.to_string(), ..sign_up_page(&app, back, form.email) };
            return Ok(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?);
        }
    };
    let toll = sign_up::invite(&app, &origin, &email, &back, &form.travail).await?;
    if toll == Toll::Free {
        let lead =
            format!("Nous venons d’écrire à {email}. Ouvrez la lettre et suivez son lien pour continuer.");
        let notes = [
            "Le lien est valable 24\u{a0}heures. Rien n’arrive\u{202f}? Regardez dans les courriers indésirables, puis vérifiez l’adresse.",
        ];
        return message(
            frame(&app, "/inscription", "Consultez votre messagerie"),
            StatusCode::OK,
            &lead,
            &notes,
            None,
        );
    }
    let page = SignUpPage {
        error: toll_sentence(toll),
        challenge: Some(proof_of_work::challenge(&app.vault, app.clock.now())),
        ..sign_up_page(&app, back, form.email)
    };
    Ok(shell::page_with_status(StatusCode::TOO_MANY_REQUESTS, &page)?)
}

/// A choice in a list.
pub(super) struct Choice {
    value: &'static str,
    label: &'static str,
    selected: bool,
}

#[derive(Default, Deserialize)]
pub(super) struct IntroductionForm {
    #[serde(default)]
    nom: String,
    #[serde(default)]
    compte: String,
    #[serde(default)]
    profession: String,
    #[serde(default)]
    mot_de_passe: String,
    #[serde(default, deserialize_with = "ticked")]
    certifie: bool,
    #[serde(default, deserialize_with = "ticked")]
    conditions: bool,
}

fn ticked<'de, D: serde::Deserializer<'de>>(value: D) -> Result<bool, D::Error> {
    String::deserialize(value).map(|it| it == "1")
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Errors {
    name: &'static str,
    kind: &'static str,
    profession: &'static str,
    password: String,
    certified: &'static str,
    terms: &'static str,
}

#[derive(Template)]
#[template(path = "accounts/join.html")]
struct JoinPage {
    frame: Frame,
    email: String,
    typed: IntroductionForm,
    errors: Errors,
    has_errors: bool,
    kinds: Vec<Choice>,
    professions: Vec<Choice>,
}

pub(super) async fn introduction_form(
    State(app): State<App>,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    match sign_up::invitation(&app, &token).await? {
        Some(invitation) => {
            Ok(shell::page(&join_page(&app, invitation, IntroductionForm::default(), Errors::default()))?)
        }
        None => expired(&app),
    }
}

pub(super) async fn introduce(
    State(app): State<App>,
    origin: Origin,
    Path(token): Path<String>,
    CheckedForm(form): CheckedForm<IntroductionForm>,
) -> Result<Response, Failure> {
    let Some(invitation) = sign_up::invitation(&app, &token).await? else { return expired(&app) };
    let name = form.nom.split_whitespace().collect::<Vec<_>>().join(" ");
    let errors = check(&form, &name, &invitation.email);
    if errors != Errors::default() {
        let page = join_page(&app, invitation, form, errors);
        return Ok(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?);
    }
    let who = Introduction {
        name: &name,
        account_kind: &form.compte,
        profession: Some(form.profession.as_str()).filter(|it| !it.is_empty()),
        password: &form.mot_de_passe,
    };
    match sign_up::join(&app, &origin, &token, &who).await? {
        Some((cookies, invitation)) => Ok(lead_to(&own_path(&invitation.back), cookies)),
        None => expired(&app),
    }
}

fn check(form: &IntroductionForm, name: &str, email: &str) -> Errors {
    let mut errors = Errors::default();
    if name.chars().filter(|it| it.is_alphabetic()).count() < 2 || name.chars().count() > 100 {
        errors.name = "Indiquez votre prénom et votre nom (100 caractères au plus).";
    }
    if AuthorKind::from_code(&form.compte).is_none() {
        errors.kind = "Choisissez ce que vous êtes.";
    }
    let is_person = matches!(form.compte.as_str(), "practitioner" | "student");
    if form.profession.is_empty() && is_person {
        errors.profession = "Choisissez votre profession.";
    }
    if !form.profession.is_empty() && Profession::from_code(&form.profession).is_none() {
        errors.profession = "Choisissez une profession de la liste.";
    }
    if let Err(weak) = password::check(&form.mot_de_passe, &[name, email]) {
        errors.password = weak.to_string();
    }
    if !form.certifie {
        errors.certified =
            "Doctonext est réservé à ces personnes\u{202f}: cochez cette case si vous en êtes.";
    }
    if !form.conditions {
        errors.terms = "Il faut accepter les conditions pour créer un compte.";
    }
    errors
}

fn join_page(app: &App, invitation: Invitation, typed: IntroductionForm, errors: Errors) -> JoinPage {
    let kinds = AuthorKind::ALL
        .iter()
        .map(|it| Choice { value: it.code(), label: it.label(), selected: typed.compte == it.code() })
        .collect();
    let none = Choice { value: "", label: "Choisissez…", selected: typed.profession.is_empty() };
    let listed = Profession::all().iter().map(|it| Choice {
        value: it.code,
        label: it.label,
        selected: typed.profession == it.code,
    });
    let professions = std::iter::once(none).chain(listed).collect();
    JoinPage {
        frame: frame(app, "/inscription", "Faisons connaissance"),
        email: invitation.email,
        has_errors: errors != Errors::default(),
        typed,
        errors,
        kinds,
        professions,
    }
}

fn expired(app: &App) -> Result<Response, Failure> {
    message(
        frame(app, "/inscription", "Ce lien ne sert plus"),
        StatusCode::GONE,
        "Il a déjà été utilisé, ou il date de plus de 24\u{a0}heures.",
        &["Si votre compte est déjà créé, connectez-vous. Sinon, demandez un nouveau lien."],
        Some(Link::new("Recevoir un nouveau lien", "/inscription")),
    )
}
