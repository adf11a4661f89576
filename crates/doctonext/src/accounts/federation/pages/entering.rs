//! `/connexion/avec/…`: leaving for a provider, and coming back.

use axum::{
    extract::{Path, Query, State},
    http::{HeaderValue, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{BY_PASSWORD, linking::after, troubled, try_again};
use crate::{
    accounts::{
        Origin, SignedIn, Visitor, cookies,
        federation::{
            departure::{self, Departure, Purpose},
            entrance::{self, Arrival},
            identity::{self, Proof},
            provider::Provider,
        },
        own_path,
        pages::{frame, lead_to, message},
    },
    app::App,
    failure::Failure,
    shell::Link,
};

/// Where to go afterwards.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Way {
    #[serde(default)]
    pub(super) retour: String,
}

pub(super) async fn leave(
    State(app): State<App>,
    Visitor(visitor): Visitor,
    origin: Origin,
    Path(id): Path<String>,
    Query(way): Query<Way>,
) -> Result<Response, Failure> {
    let back = own_path(&way.retour);
    if visitor.is_some() {
        return Ok(Redirect::to(&back).into_response());
    }
    send_away(&app, &origin, &id, Purpose::ComeIn, back).await
}

pub(super) async fn leave_to_confirm(
    State(app): State<App>,
    who: SignedIn,
    origin: Origin,
    Path(id): Path<String>,
    Query(way): Query<Way>,
) -> Result<Response, Failure> {
    let purpose = Purpose::Confirm { person: who.person.id, session: who.session.id };
    send_away(&app, &origin, &id, purpose, own_path(&way.retour)).await
}

/// Sends a browser to a provider, with the cookie that it must come back with.
pub(super) async fn send_away(
    app: &App,
    origin: &Origin,
    id: &str,
    purpose: Purpose,
    back: String,
) -> Result<Response, Failure> {
    let provider = app.providers.named(id).ok_or(Failure::NotFound)?;
    entrance::count_departure(app, origin).await?;
    match departure::leave(app, origin, provider, purpose, back).await? {
        Ok(address) => {
            let cookie = cookies::device(&app.settings, &origin.device);
            Ok(lead_to(&address, cookie.into_iter().collect()))
        }
        Err(error) => troubled(app, provider, &error),
    }
}

/// What a provider sends back (RFC 6749 §4.1.2, RFC 9207). No `Debug`: the code opens an account.
#[derive(Default, Deserialize)]
pub(super) struct Answer {
    #[serde(default)]
    state: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    error: String,
    iss: Option<String>,
}

pub(super) async fn come_back(
    State(app): State<App>,
    Visitor(visitor): Visitor,
    origin: Origin,
    Path(id): Path<String>,
    Query(answer): Query<Answer>,
) -> Result<Response, Failure> {
    let provider = app.providers.named(&id).ok_or(Failure::NotFound)?;
    let departure = match departure::come_back(&app, &origin, provider, &answer.state).await? {
        Some(departure) if answer.iss.as_ref().is_none_or(|it| *it == provider.settings.issuer) => departure,
        _ => return stale(&app, provider),
    };
    if !answer.error.is_empty() || answer.code.is_empty() {
        return unfinished(&app, provider, &answer.error);
    }
    let proof = Proof {
        nonce: departure::nonce(&app, &answer.state),
        pkce: departure::pkce(&app, &answer.state),
        code: answer.code,
    };
    let proved = Box::pin(identity::prove(&app.providers, provider, proof, app.clock.now())).await;
    let identity = match proved {
        Ok(identity) => identity,
        Err(error) => return troubled(&app, provider, &error),
    };
    let Departure { purpose, back, .. } = departure;
    let arrival = match purpose {
        Purpose::ComeIn => entrance::come_in(&app, &origin, provider, identity, back).await?,
        Purpose::Link { person } => match visitor.filter(|it| it.person.id == person) {
            Some(_) => entrance::bring_to_link(&app, &origin, provider, identity, &person, back).await?,
            None => return stale(&app, provider),
        },
        Purpose::Confirm { person, session } => {
            match visitor.filter(|it| it.person.id == person && it.session.id == session) {
                Some(who) => entrance::confirm(&app, provider, &identity, &who, &back).await?,
                None => return stale(&app, provider),
            }
        }
    };
    arrived(&app, provider, arrival)
}

fn arrived(app: &App, provider: &Provider, arrival: Arrival) -> Result<Response, Failure> {
    let lead = |path: &str, cookies: Vec<HeaderValue>| Ok(lead_to(path, cookies));
    match arrival {
        Arrival::In(cookies, back) => lead(&back, cookies),
        Arrival::SecondFactor(cookies) => lead("/connexion/verification", cookies),
        Arrival::Unknown(cookies) => lead("/inscription/autre-compte", cookies),
        Arrival::New(cookies, token) => lead(&format!("/inscription/autre-compte/{token}"), cookies),
        Arrival::ToLink(cookies) => lead("/espace/securite/comptes", cookies),
        Arrival::Linked(back) => lead(&after(&back, "compte-deja-relie"), Vec::new()),
        Arrival::Confirmed(back) => lead(&back, Vec::new()),
        Arrival::NotConfirmed => not_confirmed(app, provider),
    }
}

fn not_confirmed(app: &App, provider: &Provider) -> Result<Response, Failure> {
    let lead = format!(
        "{} n’a pas confirmé que c’est bien vous. Utilisez le compte relié à celui-ci, et identifiez-vous de nouveau quand il le demande.",
        provider.name()
    );
    let notes = ["Si cela ne marche pas, déconnectez-vous puis reconnectez-vous."];
    let link = Some(Link::new("Revenir à mon espace", "/espace/securite"));
    let frame = frame(app, "/connexion/confirmation", "Confirmation impossible");
    message(frame, StatusCode::UNPROCESSABLE_ENTITY, &lead, &notes, link)
}

/// A state that is unknown, old, used, another provider's or another browser's.
fn stale(app: &App, provider: &Provider) -> Result<Response, Failure> {
    let lead = "Elle a été commencée il y a plus de dix minutes, ou dans un autre navigateur, ou elle est déjà terminée.";
    let frame = frame(app, "/connexion", "Cette connexion ne peut pas être terminée");
    message(frame, StatusCode::GONE, lead, &[], Some(try_again(provider)))
}

fn unfinished(app: &App, provider: &Provider, error: &str) -> Result<Response, Failure> {
    let expected = ["access_denied", "login_required", "consent_required", "interaction_required"];
    if !expected.contains(&error) {
        // Anybody may write it: a word of it goes into the log, no more.
        let word: String =
            error.chars().filter(|it| it.is_ascii_lowercase() || *it == '_').take(40).collect();
        tracing::warn!(error = word, provider = provider.id, "a provider did not finish a sign-in");
    }
    let name = provider.name();
    let lead = format!("Vous avez quitté {name} avant la fin, ou {name} n’a pas accepté. Rien n’a changé.");
    let frame = frame(app, "/connexion", "Vous n’êtes pas connecté");
    message(frame, StatusCode::OK, &lead, &[BY_PASSWORD], Some(try_again(provider)))
}
