//! What follows when somebody comes back from a provider with an identity.

use axum::http::HeaderValue;
use chrono::TimeDelta;

use super::{departure::FRESH, held, identity::Identity, kept, proof, provider::Provider, store, way_out};
use crate::{
    accounts::{
        How, Origin, SignedIn,
        entrance::{FirstFactor, Outcome, first_factor_shown},
        open_session, own_path, sign_up, store as rows,
    },
    app::App,
    failure::Failure,
};

/// How far the clocks of a provider and ours may be apart.
const APART: TimeDelta = TimeDelta::minutes(1);
/// Departures from one address of the network within a quarter of an hour; each keeps a row for ten minutes.
const DEPARTURES: i32 = 100;

/// Where an identity leads.
pub(super) enum Arrival {
    /// In: cookies to set, and where to go.
    In(Vec<HeaderValue>, String),
    /// The account asks for its second factor.
    SecondFactor(Vec<HeaderValue>),
    /// Nobody's yet: is there an account, or shall there be one?
    Unknown(Vec<HeaderValue>),
    /// Nobody's, and its address is proved and new: only the introduction is missing. The token of the invitation.
    New(Vec<HeaderValue>, String),
    /// To be linked to the account that is signed in, once its owner says so.
    ToLink(Vec<HeaderValue>),
    /// It opens this account already; where they were going.
    Linked(String),
    /// The session counts as recent; where to go.
    Confirmed(String),
    /// Another identity, or an old proof.
    NotConfirmed,
}

/// Counts one departure of an address of the network.
pub(super) async fn count_departure(app: &App, origin: &Origin) -> Result<(), Failure> {
    let mark = hex::encode(&app.vault.mac("attempts", origin.short_address().as_bytes())[..16]);
    let count = rows::count_try(&app.db, &format!("oidc/address/{mark}"), app.clock.now()).await?;
    if count.tries <= DEPARTURES {
        return Ok(());
    }
    let hour = platform::french::hour(count.until);
    Err(Failure::TooMany(format!(
        "Trop de connexions depuis votre réseau. Vous pourrez réessayer à partir de {hour}."
    )))
}

/// Signs in who is linked; holds the identity of who is not.
pub(super) async fn come_in(
    app: &App,
    origin: &Origin,
    provider: &Provider,
    mut identity: Identity,
    back: String,
) -> Result<Arrival, Failure> {
    if let Some(link) = store::link(&app.db, &provider.id, &identity.subject).await? {
        return enter(app, origin, provider, &link, &identity, back).await;
    }
    identity.complete_profile(&app.providers, provider).await;
    let (held, cookie) = held::hold(app, origin, provider, identity, back).await?;
    let cookies = cookie.into_iter().collect();
    let Some(email) = held.believed_address(app) else { return Ok(Arrival::Unknown(cookies)) };
    if rows::person_at(&app.db, email).await?.is_some() {
        return Ok(Arrival::Unknown(cookies));
    }
    // The provider vouches for the address as our letter would.
    let token = sign_up::vouch(app, email, &held.back).await?;
    Ok(Arrival::New(cookies, token))
}

async fn enter(
    app: &App,
    origin: &Origin,
    provider: &Provider,
    link: &store::Link,
    identity: &Identity,
    back: String,
) -> Result<Arrival, Failure> {
    let mut tx = app.db.begin().await?;
    kept::keep(app, &mut tx, (&link.id, &link.user_id), &identity.tokens).await?;
    if identity.two_factors {
        let how = How { remembered: false, second_factor: true };
        let mut cookies = open_session(app, &mut tx, origin, &link.user_id, how).await?;
        cookies.extend(way_out::remember(app, provider));
        tx.commit().await?;
        return Ok(Arrival::In(cookies, own_path(&back)));
    }
    tx.commit().await?;
    let remembered = way_out::remember(app, provider);
    let with = |cookies: Vec<HeaderValue>| cookies.into_iter().chain(remembered).collect();
    // Nobody ticked « rester connecté ».
    let shown = FirstFactor::Identity;
    match first_factor_shown(app, origin, &link.user_id, shown, false, &back).await? {
        Outcome::In(cookies) => Ok(Arrival::In(with(cookies), own_path(&back))),
        Outcome::SecondFactor(cookies) => Ok(Arrival::SecondFactor(with(cookies))),
        Outcome::Wrong | Outcome::Work | Outcome::Wait(_) => {
            Err(Failure::broken("a proved identity was refused"))
        }
    }
}

/// Holds an identity until the owner of the account says that they want it. One that is theirs already may prove again
/// who they are.
pub(super) async fn bring_to_link(
    app: &App,
    origin: &Origin,
    provider: &Provider,
    mut identity: Identity,
    person: &str,
    back: String,
) -> Result<Arrival, Failure> {
    let link = store::link(&app.db, &provider.id, &identity.subject).await?;
    if let Some(link) = link.filter(|it| it.user_id == person) {
        let mut tx = app.db.begin().await?;
        kept::keep(app, &mut tx, (&link.id, person), &identity.tokens).await?;
        if let Some(professional) = &identity.professional {
            proof::leave(app, &mut tx, professional, person).await?;
        }
        tx.commit().await?;
        return Ok(Arrival::Linked(back));
    }
    identity.complete_profile(&app.providers, provider).await;
    let (_, cookie) = held::hold(app, origin, provider, identity, back).await?;
    Ok(Arrival::ToLink(cookie.into_iter().collect()))
}

/// Marks a session as recent, when its owner has just proved themselves at the provider.
pub(super) async fn confirm(
    app: &App,
    provider: &Provider,
    identity: &Identity,
    who: &SignedIn,
    back: &str,
) -> Result<Arrival, Failure> {
    let now = app.clock.now();
    let link = store::link(&app.db, &provider.id, &identity.subject).await?;
    let is_theirs = link.is_some_and(|it| it.user_id == who.person.id);
    // A provider that does not say when cannot confirm: its own session may be as old as ours.
    let is_fresh = identity.proved_at.is_some_and(|at| now - at < FRESH + APART);
    if !is_theirs || !is_fresh {
        return Ok(Arrival::NotConfirmed);
    }
    let mut db = app.db.acquire().await?;
    rows::note_confirmed(&mut db, &who.session.id, now).await?;
    Ok(Arrival::Confirmed(own_path(back)))
}
