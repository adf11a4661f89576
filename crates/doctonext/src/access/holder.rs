//! Who asks through a token: a handler that takes a [`TokenHolder`] cannot be reached otherwise.

use std::marker::PhantomData;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use chrono::{DateTime, TimeDelta, Utc};

use super::{Scope, keys, store};
use crate::{
    accounts::{Person, leaving},
    app::App,
    failure::Failure,
    refusal::Refusal,
};

/// Requests of one token in a minute, and in 24 hours.
pub(super) const PER_MINUTE: i32 = 60;
pub(super) const PER_DAY: i32 = 5_000;
/// From this trust level on a practitioner may have tokens.
const TRUSTED: i16 = 2;

/// A right that a handler asks for.
pub trait Right: Send + Sync {
    /// The scope that gives it.
    const SCOPE: Scope;
}

/// The right to read one's own listings.
pub struct ReadListings;

/// The right to change them.
pub struct WriteListings;

impl Right for ReadListings {
    const SCOPE: Scope = Scope::ReadListings;
}

impl Right for WriteListings {
    const SCOPE: Scope = Scope::WriteListings;
}

/// A person whose program showed a token that has this right, within its limits.
pub struct TokenHolder<R: Right> {
    /// Whose token it is.
    pub person: Person,
    /// `access_tokens.id`: opens nothing.
    pub id: String,
    right: PhantomData<R>,
}

/// Whether somebody may have tokens: verified practitioners, and accounts that stand for more than one person.
#[must_use]
pub fn may_have_tokens(person: &Person) -> bool {
    person.trust_level >= TRUSTED || person.stands_for_many()
}

impl<R: Right> FromRequestParts<App> for TokenHolder<R> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let now = app.clock.now();
        let mark = bearer(&parts.headers).and_then(keys::mark_of).ok_or_else(Refusal::token_first)?;
        // Found by its checksum: how long the search takes says nothing of the secret.
        let used = store::count_use(&app.db, &mark, now).await?.ok_or_else(Refusal::token_first)?;
        if let Some(refusal) = too_fast(&used, now) {
            return Err(refusal.into());
        }
        if !used.scopes.iter().any(|it| it == R::SCOPE.code()) {
            let code = R::SCOPE.code();
            let why = format!("Ce jeton d’accès n’a pas le droit «\u{a0}{code}\u{a0}».");
            return Err(Refusal::not_allowed(why).into());
        }
        let person = leaving::person(&app.db, &used.user_id).await?.ok_or_else(Refusal::token_first)?;
        if !person.email_verified || !may_have_tokens(&person) {
            let why = "Les jetons d’accès demandent une adresse confirmée et une inscription vérifiée, ou un compte de structure.";
            return Err(Refusal::not_allowed(why).into());
        }
        Ok(Self { person, id: used.id, right: PhantomData })
    }
}

/// Whose valid token a request shows, whatever it may do; it does not count as a use.
pub async fn holder_of(app: &App, headers: &HeaderMap) -> Result<Option<Person>, Failure> {
    let Some(mark) = bearer(headers).and_then(keys::mark_of) else { return Ok(None) };
    let Some(person) = store::owner_of(&app.db, &mark, app.clock.now()).await? else { return Ok(None) };
    Ok(leaving::person(&app.db, &person).await?)
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, rest) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| rest.trim())
}

fn too_fast(used: &store::Used, now: DateTime<Utc>) -> Option<Refusal> {
    let wait = |until: DateTime<Utc>| (until - now).num_seconds() + 1;
    if used.day_count > PER_DAY {
        let seconds = wait(used.day_began_at + TimeDelta::days(1));
        return Some(Refusal::too_fast(seconds, "5\u{202f}000\u{a0}demandes par jour et par jeton au plus."));
    }
    let seconds = wait(used.minute_began_at + TimeDelta::minutes(1));
    (used.minute_count > PER_MINUTE)
        .then(|| Refusal::too_fast(seconds, "60\u{a0}demandes par minute et par jeton au plus."))
}
