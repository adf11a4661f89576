//! `/espace/securite`: address, password, sessions; and the confirmation of addresses.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use platform::{clock::today_in_paris, french};
use serde::Deserialize;

use super::{entering::PasswordPage, frame, lead_to, message};
use crate::{
    accounts::{
        CheckedForm, Origin, Recent, SignedIn, Visitor, change_address, federation, open_sessions, password,
        read_email, recovery, second_factor::Panel, store,
    },
    app::App,
    failure::Failure,
    shell::{self, Frame, Link},
};

#[derive(Template)]
#[template(path = "accounts/security.html")]
struct SecurityPage {
    frame: Frame,
    email: String,
    verified: bool,
    has_password: bool,
    asks_second_factor: bool,
    second_factor: Panel,
    other_accounts: federation::Panel,
    note: String,
    sessions: Vec<Device>,
}

struct Device {
    id: String,
    name: String,
    is_this: bool,
    address: String,
    seen: String,
    since: String,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Notes {
    #[serde(default)]
    note: String,
    #[serde(default, rename = "second-facteur")]
    second_factor: String,
}

pub(super) async fn overview(
    State(app): State<App>,
    who: SignedIn,
    Query(notes): Query<Notes>,
) -> Result<Response, Failure> {
    let now = app.clock.now();
    let note = match notes.note.as_str() {
        "mot-de-passe" => "Votre mot de passe est changé. Les autres appareils sont déconnectés.",
        "adresse" => "Votre adresse e-mail est confirmée.",
        "compte-relie" => "Le compte est relié\u{202f}: il vous permet de vous connecter.",
        "compte-deja-relie" => "Ce compte était déjà relié.",
        "compte-retire" => "Le compte n’est plus relié.",
        "session" => "L’appareil est déconnecté.",
        "sessions" => "Tous les autres appareils sont déconnectés.",
        _ => "",
    };
    let today = today_in_paris(now);
    let devices = open_sessions(&app, &who.person.id).await?.into_iter().map(|it| Device {
        is_this: it.id == who.session.id,
        name: it.device,
        address: it.network,
        seen: french::age(today_in_paris(it.seen_at), today),
        since: french::date(today_in_paris(it.opened_at)),
        id: it.id,
    });
    let page = SecurityPage {
        frame: frame(&app, "/espace/securite", "Connexion et sécurité"),
        email: who.person.email.clone(),
        verified: who.person.email_verified,
        has_password: store::password_of(&app.db, &who.person.id).await?.is_some(),
        second_factor: Panel::of(&app, &who.person.id).await?,
        other_accounts: federation::Panel::of(&app, &who.person.id).await?,
        asks_second_factor: !notes.second_factor.is_empty(),
        note: note.to_owned(),
        sessions: devices.collect(),
    };
    Ok(shell::page(&page)?)
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

pub(super) async fn end_session(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    CheckedForm(_): CheckedForm<Nothing>,
) -> Result<Response, Failure> {
    store::end_session_of(&app.db, &who.person.id, &id).await?;
    Ok(Redirect::to("/espace/securite?note=session").into_response())
}

pub(super) async fn end_other_sessions(
    State(app): State<App>,
    who: SignedIn,
    CheckedForm(_): CheckedForm<Nothing>,
) -> Result<Response, Failure> {
    store::end_sessions_but(&mut *app.db.acquire().await?, &who.person.id, Some(&who.session.id)).await?;
    Ok(Redirect::to("/espace/securite?note=sessions").into_response())
}

pub(super) async fn password_form(State(app): State<App>, Recent(who): Recent) -> Result<Response, Failure> {
    password_page(&app, &who, StatusCode::OK, String::new())
}

#[derive(Deserialize)]
pub(super) struct PasswordForm {
    #[serde(default)]
    mot_de_passe: String,
}

pub(super) async fn change_password(
    State(app): State<App>,
    Recent(who): Recent,
    origin: Origin,
    CheckedForm(form): CheckedForm<PasswordForm>,
) -> Result<Response, Failure> {
    if let Err(weak) = password::check(&form.mot_de_passe, &[&who.person.name, &who.person.email]) {
        return password_page(&app, &who, StatusCode::UNPROCESSABLE_ENTITY, weak.to_string());
    }
    recovery::change(&app, &origin, &who, &form.mot_de_passe).await?;
    Ok(Redirect::to("/espace/securite?note=mot-de-passe").into_response())
}

fn password_page(app: &App, who: &SignedIn, status: StatusCode, error: String) -> Result<Response, Failure> {
    let page = PasswordPage {
        frame: frame(app, "/espace/securite/mot-de-passe", "Choisir un nouveau mot de passe"),
        title: "Choisir un nouveau mot de passe",
        lead: "Vos autres appareils seront déconnectés.",
        label: "Nouveau mot de passe",
        hint: "12 caractères au moins. Une phrase de quelques mots convient très bien.",
        button: "Enregistrer",
        complete: "new-password",
        email: &who.person.email,
        error,
        asks_new: true,
    };
    Ok(shell::page_with_status(status, &page)?)
}

#[derive(Template)]
#[template(path = "accounts/new_address.html")]
struct NewAddressPage {
    frame: Frame,
    email: String,
    error: String,
}

pub(super) async fn address_form(State(app): State<App>, _: Recent) -> Result<Response, Failure> {
    let frame = frame(&app, "/espace/securite/adresse", "Changer d’adresse e-mail");
    Ok(shell::page(&NewAddressPage { frame, email: String::new(), error: String::new() })?)
}

#[derive(Deserialize)]
pub(super) struct AddressForm {
    #[serde(default)]
    email: String,
}

pub(super) async fn ask_address(
    State(app): State<App>,
    Recent(who): Recent,
    CheckedForm(form): CheckedForm<AddressForm>,
) -> Result<Response, Failure> {
    let frame = frame(&app, "/espace/securite/adresse", "Changer d’adresse e-mail");
    match read_email(&form.email) {
        Ok(email) => {
            change_address::ask(&app, &who, &email).await?;
            sent(&app, &email)
        }
        Err(error) => {
            let page = NewAddressPage { frame, email: form.email, error: error.to_string() };
            Ok(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?)
        }
    }
}

fn sent(app: &App, email: &str) -> Result<Response, Failure> {
    let lead =
        format!("Nous venons d’écrire à {email}. Ouvrez la lettre et suivez son lien, valable une heure.");
    let frame = frame(app, "/espace/securite/adresse", "Consultez votre messagerie");
    message(frame, StatusCode::OK, &lead, &[], Some(Link::new("Revenir à mon espace", "/espace/securite")))
}

/// `/confirmer-adresse`: for accounts of the first Doctonext whose address never answered.
pub(super) async fn unconfirmed(State(app): State<App>, who: SignedIn) -> Result<Response, Failure> {
    if who.person.email_verified {
        return Ok(Redirect::to("/espace").into_response());
    }
    let frame = frame(&app, "/confirmer-adresse", "Confirmez votre adresse e-mail");
    Ok(shell::page(&UnconfirmedPage { frame, email: who.person.email })?)
}

#[derive(Template)]
#[template(path = "accounts/unconfirmed.html")]
struct UnconfirmedPage {
    frame: Frame,
    email: String,
}

pub(super) async fn send_confirmation(
    State(app): State<App>,
    who: SignedIn,
    CheckedForm(_): CheckedForm<Nothing>,
) -> Result<Response, Failure> {
    change_address::ask(&app, &who, &who.person.email).await?;
    sent(&app, &who.person.email)
}

#[derive(Template)]
#[template(path = "accounts/confirm_address.html")]
struct ConfirmAddressPage {
    frame: Frame,
}

/// A page with a button: programs that open every link of a letter must not use it up.
pub(super) async fn confirm_form(State(app): State<App>, Path(_): Path<String>) -> Result<Response, Failure> {
    Ok(shell::page(&ConfirmAddressPage {
        frame: frame(&app, "/confirmer-adresse", "Confirmer cette adresse"),
    })?)
}

pub(super) async fn confirm_address(
    State(app): State<App>,
    Visitor(visitor): Visitor,
    origin: Origin,
    Path(token): Path<String>,
    CheckedForm(_): CheckedForm<Nothing>,
) -> Result<Response, Failure> {
    let kept = visitor.as_ref().map(|it| it.session.id.as_str());
    if change_address::confirm(&app, &origin, &token, kept).await? {
        let path =
            if visitor.is_some() { "/espace/securite?note=adresse" } else { "/connexion?note=adresse" };
        return Ok(lead_to(path, Vec::new()));
    }
    message(
        frame(&app, "/confirmer-adresse", "Ce lien ne sert plus"),
        StatusCode::GONE,
        "Il a déjà été utilisé, il date de plus d’une heure, ou votre adresse a changé entre-temps.",
        &[],
        Some(Link::new("Revenir à mon espace", "/espace/securite")),
    )
}
