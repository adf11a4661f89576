//! An identity that is nobody's yet: held for half an hour, sealed, for the browser that brought it.

use axum::http::{HeaderMap, HeaderValue};
use chrono::TimeDelta;
use platform::ids::{Ids, SystemIds};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use subtle::ConstantTimeEq;

use super::{
    identity::{Identity, Profile, Tokens},
    professional::Professional,
    provider::Provider,
    store,
};
use crate::{
    accounts::{Origin, cookies, tokens},
    app::App,
    failure::Failure,
    sealing::{Place, Scope},
};

const LASTS: TimeDelta = TimeDelta::minutes(30);

/// What is held. No `Debug`: it holds personal data and tokens.
#[derive(Serialize, Deserialize)]
pub(in crate::accounts) struct Held {
    pub(super) provider: String,
    pub(super) subject: String,
    pub(super) profile: Profile,
    pub(super) tokens: Tokens,
    /// Whether they proved themselves with two factors there.
    pub(in crate::accounts) two_factors: bool,
    /// What Pro Santé Connect tells beside.
    #[serde(default)]
    pub(super) professional: Option<Professional>,
    /// Checksum of the browser's cookie.
    device: String,
    /// Where the person was going.
    pub(super) back: String,
    /// Names the row; not part of it.
    #[serde(skip)]
    identifier: String,
}

impl Held {
    /// The name that the provider gives, to begin with.
    pub(in crate::accounts) fn name(&self) -> &str {
        self.profile.name.as_deref().unwrap_or_default()
    }

    /// The address, if the operator believes this provider and the provider says that it answered.
    pub(super) fn believed_address(&self, app: &App) -> Option<&str> {
        let trusted = app.providers.named(&self.provider).is_some_and(|it| it.settings.trust_email);
        self.profile.email.as_deref().filter(|_| trusted && self.profile.email_verified)
    }
}

/// Holds an identity for this browser; the cookie that finds it again.
pub(super) async fn hold(
    app: &App,
    origin: &Origin,
    provider: &Provider,
    identity: Identity,
    back: String,
) -> Result<(Held, Option<HeaderValue>), Failure> {
    let (now, token) = (app.clock.now(), tokens::fresh());
    let held = Held {
        provider: provider.id.clone(),
        subject: identity.subject,
        profile: identity.profile,
        tokens: identity.tokens,
        two_factors: identity.two_factors,
        professional: identity.professional,
        device: tokens::mark(&origin.device),
        back,
        identifier: identifier(&token),
    };
    let plain = serde_json::json!(held).to_string();
    let mut tx = app.db.begin().await?;
    let sealed = app.vault.seal(&mut tx, Scope::House, place(&held.identifier), plain.as_bytes()).await?;
    store::hold(&mut tx, &SystemIds.fresh(), &held.identifier, &sealed, now, now + LASTS).await?;
    tx.commit().await?;
    let cookie = cookies::set(&app.settings, cookies::IDENTITY, &token, Some(LASTS.num_seconds()));
    Ok((held, cookie))
}

/// What this browser brought, while it lasts.
pub(super) async fn current(
    app: &App,
    origin: &Origin,
    headers: &HeaderMap,
) -> Result<Option<Held>, Failure> {
    let Some(token) = cookies::read(&app.settings, headers, cookies::IDENTITY) else { return Ok(None) };
    let identifier = identifier(&token);
    let mut db = app.db.acquire().await?;
    let Some(sealed) = store::held(&mut db, &identifier, app.clock.now()).await? else { return Ok(None) };
    let plain = app.vault.open(&mut db, place(&identifier), &sealed).await?;
    let held: Option<Held> = serde_json::from_slice(&plain).ok();
    let device = tokens::mark(&origin.device);
    let own = held.filter(|it| it.device.as_bytes().ct_eq(device.as_bytes()).into());
    Ok(own.map(|it| Held { identifier, ..it }).filter(|it| app.providers.named(&it.provider).is_some()))
}

/// Lets go of it: of two at once, one gets it.
pub(super) async fn release(app: &App, db: &mut PgConnection, held: &Held) -> Result<bool, Failure> {
    Ok(store::release(db, &held.identifier, app.clock.now()).await?)
}

/// Takes the cookie away.
pub(super) fn forget(app: &App) -> Option<HeaderValue> {
    cookies::forget(&app.settings, cookies::IDENTITY)
}

fn identifier(token: &str) -> String {
    format!("oidc-identity:{}", tokens::mark(token))
}

fn place(identifier: &str) -> Place<'_> {
    Place { table: "verifications", column: "value", row: identifier }
}
