//! `/espace/securite`: address, password, sessions; and the confirmation of addresses.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use platform::{clock::today_in_paris, french};
use serde::Deserialize;
use sqlx::PgConnection;

use super::{entering::PasswordPage, frame, lead_to, message, toll_sentence};
use crate::{
    accounts::{
        CheckedForm, Origin, Recent, SignedIn, Visitor, change_address, federation, limits::Toll,
        open_sessions, password, read_email, recovery, second_factor::Panel, store,
    },
    app::App,
    audit,
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
    origin: Origin,
    Path(id): Path<String>,
    CheckedForm(_): CheckedForm<Nothing>,
) -> Result<Response, Failure> {
    if store::end_session_of(&app.db, &who.person.id, &id).await? {
        note_ended(&app, &mut *app.db.acquire().await?, &who, &origin, "account.own_session_ended").await?;
    }
    Ok(Redirect::to("/espace/securite?note=session").into_response())
}

pub(super) async fn end_other_sessions(
    State(app): State<App>,
    who: SignedIn,
    origin: Origin,
    CheckedForm(_): CheckedForm<Nothing>,
) -> Result<Response, Failure> {
    let mut tx = app.db.begin().await?;
    store::end_sessions_but(&mut tx, &who.person.id, Some(&who.session.id)).await?;
    note_ended(&app, &mut tx, &who, &origin, "account.own_sessions_ended").await?;
    tx.commit().await?;
    Ok(Redirect::to("/espace/securite?note=sessions").into_response())
}

async fn note_ended(
    app: &App,
    db: &mut PgConnection,
    who: &SignedIn,
    origin: &Origin,
    action: &'static str,
) -> Result<(), Failure> {
    let address = origin.short_address();
    let entry = audit::Entry {
        actor: Some(&who.person.id),
        action,
        subject: ("user", &who.person.id),
        address: Some(&address),
        ..audit::Entry::default()
    };
    Ok(audit::record(db, entry, app.clock.now()).await?)
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
    let cookies = recovery::change(&app, &origin, &who, &form.mot_de_passe).await?;
    Ok(lead_to("/espace/securite?note=mot-de-passe", cookies))
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
    origin: Origin,
    CheckedForm(form): CheckedForm<AddressForm>,
) -> Result<Response, Failure> {
    let (status, error) = match read_email(&form.email) {
        Ok(email) => match change_address::ask(&app, &origin, &who, &email).await? {
            Toll::Free => return sent(&app, &email),
            toll => (StatusCode::TOO_MANY_REQUESTS, toll_sentence(toll)),
        },
        Err(error) => (StatusCode::UNPROCESSABLE_ENTITY, error.to_string()),
    };
    let frame = frame(&app, "/espace/securite/adresse", "Changer d’adresse e-mail");
    let page = NewAddressPage { frame, email: form.email, error };
    Ok(shell::page_with_status(status, &page)?)
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
    unconfirmed_page(&app, who.person.email, StatusCode::OK, String::new())
}

fn unconfirmed_page(
    app: &App,
    email: String,
    status: StatusCode,
    error: String,
) -> Result<Response, Failure> {
    let frame = frame(app, "/confirmer-adresse", "Confirmez votre adresse e-mail");
    Ok(shell::page_with_status(status, &UnconfirmedPage { frame, email, error })?)
}

#[derive(Template)]
#[template(path = "accounts/unconfirmed.html")]
struct UnconfirmedPage {
    frame: Frame,
    email: String,
    error: String,
}

pub(super) async fn send_confirmation(
    State(app): State<App>,
    who: SignedIn,
    origin: Origin,
    CheckedForm(_): CheckedForm<Nothing>,
) -> Result<Response, Failure> {
    match change_address::ask(&app, &origin, &who, &who.person.email).await? {
        Toll::Free => sent(&app, &who.person.email),
        toll => unconfirmed_page(&app, who.person.email, StatusCode::TOO_MANY_REQUESTS, toll_sentence(toll)),
    }
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
    if let Some(cookies) = change_address::confirm(&app, &origin, &token, visitor.as_ref()).await? {
        let path =
            if visitor.is_some() { "/espace/securite?note=adresse" } else { "/connexion?note=adresse" };
        return Ok(lead_to(path, cookies));
    }
    message(
        frame(&app, "/confirmer-adresse", "Ce lien ne sert plus"),
        StatusCode::GONE,
        "Il a déjà été utilisé, il date de plus d’une heure, ou votre adresse a changé entre-temps.",
        &[],
        Some(Link::new("Revenir à mon espace", "/espace/securite")),
    )
}
