//! `/connexion`, `/connexion/confirmation`, `/deconnexion`.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{frame, lead_to, message, toll_sentence};
use crate::{
    accounts::{
        CheckedForm, Origin, SignedIn, Visitor,
        confirmation::{self, Confirmed},
        cookies,
        entrance::{self, Attempt, Outcome},
        federation,
        limits::Toll,
        own_path,
        proof_of_work::{self, Challenge},
        read_email, session_cookie, store,
    },
    app::App,
    failure::Failure,
    shell::{self, Frame, Link},
};

#[derive(Template)]
#[template(path = "accounts/sign_in.html")]
struct SignInPage {
    frame: Frame,
    back: String,
    email: String,
    remembered: bool,
    error: String,
    note: String,
    challenge: Option<Challenge>,
    providers: Vec<Link>,
}

#[derive(Template)]
#[template(path = "accounts/password.html")]
pub(super) struct PasswordPage<'a> {
    pub(super) frame: Frame,
    pub(super) title: &'a str,
    pub(super) lead: &'a str,
    pub(super) label: &'a str,
    pub(super) hint: &'a str,
    pub(super) button: &'a str,
    pub(super) complete: &'a str,
    pub(super) email: &'a str,
    pub(super) error: String,
    pub(super) asks_new: bool,
}

/// Where to go afterwards, and why one is here.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Way {
    #[serde(default)]
    retour: String,
    #[serde(default)]
    note: String,
}

pub(super) async fn form(
    State(app): State<App>,
    Visitor(visitor): Visitor,
    Query(way): Query<Way>,
) -> Result<Response, Failure> {
    let back = own_path(&way.retour);
    if visitor.is_some() {
        return Ok(Redirect::to(&back).into_response());
    }
    let note = match way.note.as_str() {
        "mot-de-passe" => "Votre nouveau mot de passe est enregistré. Connectez-vous avec lui.",
        "deconnecte" => "Vous êtes déconnecté.",
        "adresse" => "Votre nouvelle adresse est confirmée. Connectez-vous avec elle.",
        _ => "",
    };
    let page = SignInPage {
        frame: frame(&app, "/connexion", "Se connecter"),
        providers: federation::offered(&app, &back),
        back,
        email: String::new(),
        remembered: true,
        error: String::new(),
        note: note.to_owned(),
        challenge: None,
    };
    Ok(shell::page(&page)?)
}

#[derive(Deserialize)]
pub(super) struct SignInForm {
    #[serde(default)]
    email: String,
    #[serde(default)]
    mot_de_passe: String,
    rester: Option<String>,
    #[serde(default)]
    retour: String,
    #[serde(default)]
    travail: String,
}

pub(super) async fn sign_in(
    State(app): State<App>,
    origin: Origin,
    CheckedForm(form): CheckedForm<SignInForm>,
) -> Result<Response, Failure> {
    let back = own_path(&form.retour);
    let email = read_email(&form.email).unwrap_or_else(|_| form.email.trim().to_lowercase());
    let attempt = Attempt {
        email: &email,
        password: &form.mot_de_passe,
        remembered: form.rester.is_some(),
        work: &form.travail,
        back: &back,
    };
    let outcome = entrance::sign_in(&app, &origin, &attempt).await?;
    let (status, error) = match outcome {
        Outcome::In(cookies) => return Ok(lead_to(&back, cookies)),
        Outcome::SecondFactor(cookies) => return Ok(lead_to("/connexion/verification", cookies)),
        Outcome::Wrong => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "Adresse ou mot de passe incorrect. Vérifiez les deux et réessayez.".to_owned(),
        ),
        Outcome::Work => (StatusCode::UNPROCESSABLE_ENTITY, toll_sentence(Toll::Work)),
        Outcome::Wait(until) => (StatusCode::TOO_MANY_REQUESTS, toll_sentence(Toll::Wait(until))),
    };
    refused(&app, status, Typed { back, email: form.email, remembered: form.rester.is_some() }, error)
}

/// What a visitor had typed.
pub(in crate::accounts) struct Typed {
    pub(in crate::accounts) back: String,
    pub(in crate::accounts) email: String,
    pub(in crate::accounts) remembered: bool,
}

/// The page again, with what was typed and what was wrong.
pub(in crate::accounts) fn refused(
    app: &App,
    status: StatusCode,
    typed: Typed,
    error: String,
) -> Result<Response, Failure> {
    // Always there after a failure: the next try may need it, and asking the counters again would tell who exists.
    let challenge = Some(proof_of_work::challenge(&app.vault, app.clock.now()));
    let page = SignInPage {
        frame: frame(app, "/connexion", "Se connecter"),
        providers: federation::offered(app, &typed.back),
        back: typed.back,
        email: typed.email,
        remembered: typed.remembered,
        error,
        note: String::new(),
        challenge,
    };
    Ok(shell::page_with_status(status, &page)?)
}

pub(super) async fn sign_out(
    State(app): State<App>,
    Visitor(visitor): Visitor,
    headers: HeaderMap,
    CheckedForm(_): CheckedForm<Way>,
) -> Result<Response, Failure> {
    if let Some(token) = session_cookie::read(&app.settings, &headers) {
        store::end_session(&mut *app.db.acquire().await?, &token).await?;
    }
    let way_out = federation::way_out(&app, &headers, visitor.as_ref()).await?;
    let mut cookies: Vec<_> = session_cookie::forget(&app.settings).into_iter().collect();
    cookies.extend(cookies::forget(&app.settings, cookies::CAME_WITH));
    let Some(link) = way_out else { return Ok(lead_to("/connexion?note=deconnecte", cookies)) };
    let mut response = still_open_elsewhere(&app, link)?;
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Signed out here; the session that the person opened elsewhere lasts.
fn still_open_elsewhere(app: &App, link: Link) -> Result<Response, Failure> {
    let mut frame = frame(app, "/connexion", "Vous êtes déconnecté");
    frame.onlooker.person = None;
    let lead =
        "La session ouverte chez votre fournisseur d’identité, elle, reste ouverte dans ce navigateur.";
    let notes = ["Sur un ordinateur partagé, fermez-la aussi."];
    message(frame, StatusCode::OK, lead, &notes, Some(link))
}

pub(super) async fn confirmation_form(
    State(app): State<App>,
    who: SignedIn,
    Query(way): Query<Way>,
) -> Result<Response, Failure> {
    if store::password_of(&app.db, &who.person.id).await?.is_some() {
        return confirmation_page(&app, &who, StatusCode::OK, String::new());
    }
    let page = ConfirmElsewherePage {
        frame: frame(&app, "/connexion/confirmation", "C’est bien vous\u{202f}?"),
        providers: federation::offered_to_confirm(&app, &who, &own_path(&way.retour)).await?,
    };
    Ok(shell::page(&page)?)
}

/// For who has no password.
#[derive(Template)]
#[template(path = "accounts/confirm_elsewhere.html")]
struct ConfirmElsewherePage {
    frame: Frame,
    providers: Vec<Link>,
}

#[derive(Deserialize)]
pub(super) struct ConfirmForm {
    #[serde(default)]
    mot_de_passe: String,
}

pub(super) async fn confirm(
    State(app): State<App>,
    who: SignedIn,
    origin: Origin,
    Query(way): Query<Way>,
    CheckedForm(form): CheckedForm<ConfirmForm>,
) -> Result<Response, Failure> {
    match confirmation::confirm(&app, &origin, &who, &form.mot_de_passe).await? {
        Confirmed::Yes => Ok(lead_to(&own_path(&way.retour), Vec::new())),
        Confirmed::No => confirmation_page(
            &app,
            &who,
            StatusCode::UNPROCESSABLE_ENTITY,
            "Ce mot de passe n’est pas le bon.".to_owned(),
        ),
        Confirmed::Wait(until) => {
            confirmation_page(&app, &who, StatusCode::TOO_MANY_REQUESTS, toll_sentence(Toll::Wait(until)))
        }
    }
}

fn confirmation_page(
    app: &App,
    who: &SignedIn,
    status: StatusCode,
    error: String,
) -> Result<Response, Failure> {
    let page = PasswordPage {
        frame: frame(app, "/connexion/confirmation", "C’est bien vous\u{202f}?"),
        title: "C’est bien vous\u{202f}?",
        lead: "Cette page touche à la sécurité de votre compte. Confirmez votre mot de passe pour continuer.",
        label: "Mot de passe",
        hint: "",
        button: "Continuer",
        complete: "current-password",
        email: &who.person.email,
        error,
        asks_new: false,
    };
    Ok(shell::page_with_status(status, &page)?)
}
