//! From a code to an identity: the token of a provider, believed only when everything about it is right.

use axum::http::{Request, StatusCode, header};
use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::{
    AccessTokenHash, AuthorizationCode, ClaimsVerificationError, Nonce, OAuth2TokenResponse,
    PkceCodeVerifier, RequestTokenError, SignatureVerificationError, TokenResponse,
    core::{CoreIdToken, CoreIdTokenClaims, CoreJwsSigningAlgorithm, CoreTokenResponse},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    discovery::Described,
    professional::Professional,
    provider::{Client, Provider, ProviderError, Providers},
};
use crate::accounts::{read_email, read_name};

/// Signatures with a public key. Neither `none` nor a shared secret proves who signed.
const SIGNATURES: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];
/// How far the provider's clock may be ahead of ours.
const AHEAD: TimeDelta = TimeDelta::minutes(5);

/// What comes with a browser that returns.
pub(super) struct Proof {
    pub(super) code: String,
    pub(super) nonce: Nonce,
    pub(super) pkce: PkceCodeVerifier,
}

/// Somebody, as a provider knows them. No `Debug`: it holds personal data and tokens.
pub(super) struct Identity {
    /// Who, for ever, at this provider.
    pub(super) subject: String,
    /// What the provider tells of them.
    pub(super) profile: Profile,
    /// Whether they proved themselves with two factors.
    pub(super) two_factors: bool,
    /// When they did, if the provider tells.
    pub(super) proved_at: Option<DateTime<Utc>>,
    /// What the provider gave us.
    pub(super) tokens: Tokens,
    /// What Pro Santé Connect tells beside, which only professionals pass.
    pub(super) professional: Option<Professional>,
}

/// What a provider tells of somebody: never more than a suggestion, but for an address that may be believed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Profile {
    pub(super) name: Option<String>,
    /// In lower case, well formed.
    pub(super) email: Option<String>,
    /// Whether the provider says that the address answered.
    pub(super) email_verified: bool,
}

/// What a provider gives, to be sealed.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Tokens {
    pub(super) access: String,
    pub(super) refresh: Option<String>,
    pub(super) id: String,
    pub(super) access_expires_at: Option<DateTime<Utc>>,
    pub(super) scope: Option<String>,
}

/// Turns a code into an identity. A token signed with a key that we do not know makes us look at the keys once more:
/// providers change theirs without notice.
pub(super) async fn prove(
    providers: &Providers,
    provider: &Provider,
    proof: Proof,
    now: DateTime<Utc>,
) -> Result<Identity, ProviderError> {
    let described = providers.describe(provider).await?;
    let mut client = providers.client(provider, &described)?;
    let answer = exchange(providers, &client, proof.code, proof.pkce).await?;
    let token = answer.id_token().ok_or_else(|| refused("there is none"))?;
    let key = token.signing_key(&client.id_token_verifier()).map(drop);
    if key == Err(SignatureVerificationError::NoMatchingKey) {
        providers.forget(provider).await;
        let described = providers.describe(provider).await?;
        client = providers.client(provider, &described)?;
    }
    let claims = verify(&client, provider, token, &proof.nonce, now).map_err(|it| refused(it.to_string()))?;
    check_the_rest(&client, provider, token, &answer, &claims)?;
    let mut identity = Identity {
        subject: claims.subject().to_string(),
        profile: profile_of(&claims),
        two_factors: has_two_factors(provider, &claims),
        proved_at: claims.auth_time(),
        tokens: Tokens {
            access: answer.access_token().secret().clone(),
            refresh: answer.refresh_token().map(|it| it.secret().clone()),
            id: token.to_string(),
            access_expires_at: answer.expires_in().and_then(|it| Some(now + TimeDelta::from_std(it).ok()?)),
            scope: answer.scopes().map(|all| all.iter().map(|it| it.as_str()).collect::<Vec<_>>().join(" ")),
        },
        professional: None,
    };
    if let Some(kind) = provider.settings.kind {
        let told =
            identity.ask_user_info(providers, &described).await?.ok_or(ProviderError::NotProfessional)?;
        let professional = Professional::read(told, kind).ok_or(ProviderError::NotProfessional)?;
        identity.profile = professional.profile();
        identity.professional = Some(professional);
    }
    Ok(identity)
}

fn refused(why: impl Into<String>) -> ProviderError {
    ProviderError::TokenRefused(why.into())
}

async fn exchange(
    providers: &Providers,
    client: &Client,
    code: String,
    pkce: PkceCodeVerifier,
) -> Result<CoreTokenResponse, ProviderError> {
    let request = client.exchange_code(AuthorizationCode::new(code));
    let request = request.map_err(|error| ProviderError::Unusable(error.to_string()))?;
    Box::pin(request.set_pkce_verifier(pkce).request_async(providers.network())).await.map_err(|error| {
        match error {
            RequestTokenError::Request(error) => ProviderError::Network(error),
            // Its description may repeat what was sent: the code of the error says enough.
            RequestTokenError::ServerResponse(it) => ProviderError::CodeRefused(it.error().to_string()),
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
                ProviderError::CodeRefused("its answer makes no sense".to_owned())
            }
        }
    })
}

/// Signature, issuer, audience, time, nonce and strength (`OpenID` Connect Core 1.0, section 3.1.3.7).
fn verify(
    client: &Client,
    provider: &Provider,
    token: &CoreIdToken,
    nonce: &Nonce,
    now: DateTime<Utc>,
) -> Result<CoreIdTokenClaims, ClaimsVerificationError> {
    let strengths = &provider.settings.acr_values;
    let verifier = client
        .id_token_verifier()
        .set_allowed_algs(SIGNATURES)
        .set_time_fn(move || now)
        .set_issue_time_verifier_fn(move |issued| {
            if issued <= now + AHEAD { Ok(()) } else { Err("issued in the future".to_owned()) }
        })
        .set_auth_context_verifier_fn(move |acr| {
            let asked: Vec<&str> = strengths.split_whitespace().collect();
            let proved = acr.is_some_and(|it| asked.contains(&it.as_str()));
            if asked.is_empty() || proved { Ok(()) } else { Err("not as strong as asked".to_owned()) }
        });
    token.claims(&verifier, nonce).cloned()
}

/// What the library leaves to us: for whom the token was made, whose it is, and that the other token belongs to it.
fn check_the_rest(
    client: &Client,
    provider: &Provider,
    token: &CoreIdToken,
    answer: &CoreTokenResponse,
    claims: &CoreIdTokenClaims,
) -> Result<(), ProviderError> {
    if claims.authorized_party().is_some_and(|it| it.as_str() != provider.settings.client_id) {
        return Err(refused("it was made for another party"));
    }
    // 255 characters at most (section 2): longer ones would be cut somewhere and might meet.
    if claims.subject().is_empty() || claims.subject().len() > 255 {
        return Err(refused("it names nobody"));
    }
    if let Some(expected) = claims.access_token_hash() {
        let verifier = client.id_token_verifier();
        let algorithm = token.signing_alg().map_err(|it| refused(it.to_string()))?;
        let key = token.signing_key(&verifier).map_err(|it| refused(it.to_string()))?;
        let found = AccessTokenHash::from_token(answer.access_token(), algorithm, key)
            .map_err(|it| refused(it.to_string()))?;
        if found != *expected {
            return Err(refused("its access token is another's"));
        }
    }
    Ok(())
}

/// RFC 8176 names `mfa` the methods that are several.
fn has_two_factors(provider: &Provider, claims: &CoreIdTokenClaims) -> bool {
    let by_method = claims.auth_method_refs().is_some_and(|all| all.iter().any(|it| it.as_str() == "mfa"));
    by_method || claims.auth_context_ref().is_some_and(|it| provider.settings.proves_two_factors(it))
}

fn profile_of(claims: &CoreIdTokenClaims) -> Profile {
    let email = claims.email().and_then(|it| read_email(it).ok());
    Profile {
        name: claims.name().and_then(|it| it.get(None)).and_then(|it| read_name(it)),
        email_verified: email.is_some() && claims.email_verified() == Some(true),
        email,
    }
}

/// What the user info endpoint says, as far as it matters here. Some providers write truth as a text.
#[derive(Deserialize)]
struct UserInfo {
    name: Option<String>,
    given_name: Option<String>,
    family_name: Option<String>,
    email: Option<String>,
    email_verified: Option<serde_json::Value>,
}

impl Identity {
    /// Asks the provider for name and address when the token did not say them. Nothing depends on the answer: without
    /// one, people type theirs.
    pub(super) async fn complete_profile(&mut self, providers: &Providers, provider: &Provider) {
        let is_complete = self.profile.name.is_some() && self.profile.email.is_some();
        if is_complete || self.professional.is_some() {
            return;
        }
        let Ok(described) = providers.describe(provider).await else { return };
        match self.ask_for_profile(providers, &described).await {
            Ok(profile) => {
                self.profile.name = self.profile.name.take().or(profile.name);
                // Address and its being verified come together, from one and the same answer.
                if self.profile.email.is_none() {
                    self.profile.email = profile.email;
                    self.profile.email_verified = profile.email_verified;
                }
            }
            Err(error) => tracing::info!(%error, provider = provider.id, "a profile could not be read"),
        }
    }

    async fn ask_for_profile(
        &self,
        providers: &Providers,
        described: &Described,
    ) -> Result<Profile, ProviderError> {
        let found: Option<UserInfo> = self.ask_user_info(providers, described).await?;
        let Some(found) = found else { return Ok(Profile::default()) };
        let both = [found.given_name, found.family_name].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let email = found.email.and_then(|it| read_email(&it).ok());
        let says_verified = found.email_verified.is_some_and(|it| it == true || it == "true");
        Ok(Profile {
            name: found.name.as_deref().and_then(read_name).or_else(|| read_name(&both)),
            email_verified: email.is_some() && says_verified,
            email,
        })
    }

    /// The user info about this very subject; none when the provider has no such thing.
    async fn ask_user_info<T: DeserializeOwned>(
        &self,
        providers: &Providers,
        described: &Described,
    ) -> Result<Option<T>, ProviderError> {
        #[derive(Deserialize)]
        struct About {
            sub: String,
        }
        let unreadable = |_| ProviderError::Unusable("its user info cannot be read".to_owned());
        let Some(address) = described.metadata.userinfo_endpoint() else { return Ok(None) };
        let request = Request::get(address.as_str())
            .header(header::ACCEPT, "application/json")
            .header(header::AUTHORIZATION, format!("Bearer {}", self.tokens.access))
            .body(Vec::new())
            .map_err(|_| ProviderError::Unusable("its access token is no text".to_owned()))?;
        let answer = providers.network().ask(request).await?;
        if answer.status() != StatusCode::OK {
            return Err(ProviderError::Unusable(format!("its user info answers {}", answer.status())));
        }
        let about: About = serde_json::from_slice(answer.body()).map_err(unreadable)?;
        // Section 5.3.2: otherwise somebody else's facts could be slipped in.
        if about.sub != self.subject {
            return Err(ProviderError::Unusable("its user info is about somebody else".to_owned()));
        }
        serde_json::from_slice(answer.body()).map(Some).map_err(unreadable)
    }
}
