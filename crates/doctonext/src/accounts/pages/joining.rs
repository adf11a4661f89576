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
        CheckedForm, Origin, Visitor, federation,
        limits::Toll,
        own_path, password,
        proof_of_work::{self, Challenge},
        read_email, read_name,
        sign_up::{self, Introduction, Invitation, WayIn},
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
    providers: Vec<Link>,
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
    SignUpPage {
        frame: frame(app, "/inscription", "Créer un compte"),
        providers: federation::offered(app, &back),
        back,
        email,
        email_error: String::new(),
        error: String::new(),
        challenge: None,
    }
}

#[derive(Deserialize)]
pub(in crate::accounts) struct AskForm {
    #[serde(default)]
    pub(in crate::accounts) email: String,
    #[serde(default)]
    retour: String,
    #[serde(default)]
    pub(in crate::accounts) travail: String,
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
    let toll = sign_up::invite(&app, &origin, &email, ("/inscription", &back), &form.travail).await?;
    if toll == Toll::Free {
        return letter_sent(&app, &email);
    }
    let page = SignUpPage {
        error: toll_sentence(toll),
        challenge: Some(proof_of_work::challenge(&app.vault, app.clock.now())),
        ..sign_up_page(&app, back, form.email)
    };
    Ok(shell::page_with_status(StatusCode::TOO_MANY_REQUESTS, &page)?)
}

/// The same whether the address has an account or not.
pub(in crate::accounts) fn letter_sent(app: &App, email: &str) -> Result<Response, Failure> {
    let lead = format!("Nous venons d’écrire à {email}. Ouvrez la lettre et suivez son lien pour continuer.");
    let notes = [
        "Le lien est valable 24\u{a0}heures. Rien n’arrive\u{202f}? Regardez dans les courriers indésirables, puis vérifiez l’adresse.",
    ];
    let frame = frame(app, "/inscription", "Consultez votre messagerie");
    message(frame, StatusCode::OK, &lead, &notes, None)
}

/// A choice in a list.
pub(super) struct Choice {
    value: &'static str,
    label: &'static str,
    selected: bool,
}

#[derive(Default, Deserialize)]
pub(in crate::accounts) struct IntroductionForm {
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
    /// The provider that they will sign in with, instead of a password.
    provider: Option<String>,
    typed: IntroductionForm,
    errors: Errors,
    has_errors: bool,
    kinds: Vec<Choice>,
    professions: Vec<Choice>,
}

/// An identity that is held, and what people call its provider: then no password is asked.
type Identity<'a> = Option<(&'a federation::Held, &'a str)>;

pub(super) async fn introduction_form(
    State(app): State<App>,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    show_introduction(&app, &token, None).await
}

pub(in crate::accounts) async fn show_introduction(
    app: &App,
    token: &str,
    identity: Identity<'_>,
) -> Result<Response, Failure> {
    let Some(invitation) = sign_up::invitation(app, token).await? else { return expired(app) };
    let nom = identity.map(|(held, _)| held.name().to_owned()).unwrap_or_default();
    let typed = IntroductionForm { nom, ..IntroductionForm::default() };
    Ok(shell::page(&join_page(app, invitation, identity, typed, Errors::default()))?)
}

pub(super) async fn introduce(
    State(app): State<App>,
    origin: Origin,
    Path(token): Path<String>,
    CheckedForm(form): CheckedForm<IntroductionForm>,
) -> Result<Response, Failure> {
    take_introduction(&app, &origin, &token, form, None).await
}

pub(in crate::accounts) async fn take_introduction(
    app: &App,
    origin: &Origin,
    token: &str,
    form: IntroductionForm,
    identity: Identity<'_>,
) -> Result<Response, Failure> {
    let Some(invitation) = sign_up::invitation(app, token).await? else { return expired(app) };
    let name = read_name(&form.nom).unwrap_or_default();
    let way_in = identity.map_or(WayIn::Password(&form.mot_de_passe), |(held, _)| WayIn::Identity(held));
    let errors = check(&form, &name, &invitation.email, &way_in);
    if errors != Errors::default() {
        let page = join_page(app, invitation, identity, form, errors);
        return Ok(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?);
    }
    if sign_up::is_barred_from(app, origin).await? {
        return barred(app, token);
    }
    let who = Introduction {
        name: &name,
        account_kind: &form.compte,
        profession: Some(form.profession.as_str()).filter(|it| !it.is_empty()),
        way_in,
    };
    match sign_up::join(app, origin, token, &who).await? {
        Some((cookies, invitation)) => Ok(lead_to(&own_path(&invitation.back), cookies)),
        None => expired(app),
    }
}

fn check(form: &IntroductionForm, name: &str, email: &str, way_in: &WayIn<'_>) -> Errors {
    let mut errors = Errors::default();
    if name.is_empty() {
        errors.name = "Indiquez votre prénom et votre nom (100\u{a0}caractères au plus).";
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
    if let WayIn::Password(password) = way_in
        && let Err(weak) = password::check(password, &[name, email])
    {
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

fn join_page(
    app: &App,
    invitation: Invitation,
    identity: Identity<'_>,
    typed: IntroductionForm,
    errors: Errors,
) -> JoinPage {
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
        provider: identity.map(|(_, provider)| provider.to_owned()),
        has_errors: errors != Errors::default(),
        typed,
        errors,
        kinds,
        professions,
    }
}

/// Whoever holds the link proved their address: there is nothing to hide from them.
fn barred(app: &App, token: &str) -> Result<Response, Failure> {
    message(
        frame(app, "/inscription", "Pas depuis ce réseau"),
        StatusCode::FORBIDDEN,
        "Des abus sont venus du réseau que vous utilisez\u{202f}: il ne permet plus de créer de compte.",
        &[
            "Votre lien reste valable 24\u{a0}heures. Ouvrez-le depuis un autre réseau, celui de votre téléphone ou de votre cabinet, ou écrivez-nous.",
        ],
        Some(Link::new("Réessayer", format!("/inscription/{token}"))),
    )
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
