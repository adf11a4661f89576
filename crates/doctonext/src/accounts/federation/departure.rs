//! Leaving for a provider, and recognising who comes back.
//!
//! What is kept of a departure names its state by a checksum; the nonce and the PKCE secret are derived from the state
//! under the key of the house. So nothing in the database helps anybody to finish somebody else's sign-in.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use openidconnect::{
    AuthenticationContextClass, CsrfToken, LanguageTag, Nonce, PkceCodeChallenge, PkceCodeVerifier, Scope,
    core::{CoreAuthPrompt, CoreAuthenticationFlow},
};
use platform::ids::{Ids, SystemIds};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use super::provider::{Provider, ProviderError};
use crate::{
    accounts::{Origin, store, tokens},
    app::App,
    failure::Failure,
};

/// How long a person may take at the provider.
const LASTS: TimeDelta = TimeDelta::minutes(10);
/// How old the proof of a confirmation may be, at the provider.
pub(super) const FRESH: TimeDelta = TimeDelta::minutes(5);

/// Why somebody leaves for a provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Purpose {
    /// To come in, or to make an account.
    ComeIn,
    /// To link the identity to the account of this person.
    Link {
        /// `users.id`.
        person: String,
    },
    /// To prove that this session is still theirs.
    Confirm {
        /// `users.id`.
        person: String,
        /// `sessions.id`.
        session: String,
    },
}

/// Somebody who left.
#[derive(Serialize, Deserialize)]
pub(super) struct Departure {
    provider: String,
    /// Checksum of the browser's cookie.
    device: String,
    /// Why.
    pub(super) purpose: Purpose,
    /// Where they were going: a path of this site.
    pub(super) back: String,
}

/// Where to send the browser.
pub(super) async fn leave(
    app: &App,
    origin: &Origin,
    provider: &Provider,
    purpose: Purpose,
    back: String,
) -> Result<Result<String, ProviderError>, Failure> {
    let described = match app.providers.describe(provider).await {
        Ok(described) => described,
        Err(error) => return Ok(Err(error)),
    };
    let client = match app.providers.client(provider, &described) {
        Ok(client) => client,
        Err(error) => return Ok(Err(error)),
    };
    let (now, state) = (app.clock.now(), tokens::fresh());
    let (wanted_state, wanted_nonce) = (CsrfToken::new(state.clone()), nonce(app, &state));
    let mut request = client
        .authorize_url(CoreAuthenticationFlow::AuthorizationCode, move || wanted_state, move || wanted_nonce)
        .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&pkce(app, &state)))
        .add_ui_locale(LanguageTag::new("fr".to_owned()));
    for scope in provider.settings.scopes.split_whitespace().filter(|it| *it != "openid") {
        request = request.add_scope(Scope::new(scope.to_owned()));
    }
    for acr in provider.settings.acr_values.split_whitespace() {
        request = request.add_auth_context_value(AuthenticationContextClass::new(acr.to_owned()));
    }
    let confirms = matches!(purpose, Purpose::Confirm { .. });
    // Pro Santé Connect would else let in whoever sits down at a computer of the ward.
    if confirms || provider.settings.kind.is_some() {
        request = request.add_prompt(CoreAuthPrompt::Login);
    }
    if confirms {
        request = request.set_max_age(FRESH.to_std().unwrap_or_default());
    }
    let (address, ..) = request.url();
    let departure =
        Departure { provider: provider.id.clone(), device: tokens::mark(&origin.device), purpose, back };
    let value = serde_json::json!(departure).to_string();
    let mut db = app.db.acquire().await?;
    store::keep_proof(&mut db, &SystemIds.fresh(), &identifier(&state), &value, now, now + LASTS).await?;
    Ok(Ok(address.into()))
}

/// Who left with this state: once, within ten minutes, for this provider, from this browser.
pub(super) async fn come_back(
    app: &App,
    origin: &Origin,
    provider: &Provider,
    state: &str,
) -> Result<Option<Departure>, Failure> {
    let mut db = app.db.acquire().await?;
    let found = store::use_proof(&mut db, &identifier(state), app.clock.now()).await?;
    let departure = found.and_then(|it| serde_json::from_str::<Departure>(&it).ok());
    let device = tokens::mark(&origin.device);
    Ok(departure
        .filter(|it| it.provider == provider.id && bool::from(it.device.as_bytes().ct_eq(device.as_bytes()))))
}

fn identifier(state: &str) -> String {
    format!("oidc-state:{}", tokens::mark(state))
}

/// What the token must repeat.
pub(super) fn nonce(app: &App, state: &str) -> Nonce {
    Nonce::new(URL_SAFE_NO_PAD.encode(app.vault.mac("oidc-nonce", state.as_bytes())))
}

/// What proves that the code is ours (RFC 7636).
pub(super) fn pkce(app: &App, state: &str) -> PkceCodeVerifier {
    PkceCodeVerifier::new(URL_SAFE_NO_PAD.encode(app.vault.mac("oidc-pkce", state.as_bytes())))
}
