//! The configured providers, and what is remembered of each.

use std::{sync::Arc, time::Duration};

use moka::future::Cache;
use openidconnect::{
    ClientId, ClientSecret, EndpointMaybeSet, EndpointNotSet, EndpointSet, RedirectUrl, core::CoreClient,
};

use super::{
    discovery::{Described, discover},
    network::{Network, NetworkError},
};
use crate::config::{OidcProvider, Settings};

/// How long a provider's description and keys are believed without looking again.
const BELIEVED: Duration = Duration::from_hours(1);

/// Why a provider could not be used this time. The texts hold neither codes nor tokens: they are logged.
#[derive(Debug, thiserror::Error)]
pub enum ProviderError {
    /// Nobody answers.
    #[error(transparent)]
    Network(#[from] NetworkError),
    /// What it says of itself makes no sense.
    #[error("{0}")]
    Unusable(String),
    /// It refused the code.
    #[error("it refused the code: {0}")]
    CodeRefused(String),
    /// Its token proves nothing.
    #[error("its token is refused: {0}")]
    TokenRefused(String),
    /// Pro Santé Connect knows somebody who does not practise.
    #[error("it names no professional")]
    NotProfessional,
    /// The question was asked a while ago by somebody else, who failed.
    #[error("{0}")]
    Shared(Arc<ProviderError>),
}

impl ProviderError {
    /// What stands behind a failure that several visitors share.
    pub(super) fn innermost(&self) -> &Self {
        match self {
            Self::Shared(it) => it.innermost(),
            own => own,
        }
    }
}

/// A client that knows where to send browsers, codes and tokens.
pub(super) type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Everything that people may sign in with beside a password. Cheap to clone.
#[derive(Clone)]
pub struct Providers(Arc<Inner>);

struct Inner {
    all: Vec<Provider>,
    public_url: String,
    network: Network,
    described: Cache<String, Arc<Described>>,
}

/// One provider.
pub(super) struct Provider {
    /// `accounts.provider_id`.
    pub(super) id: String,
    /// What the operator says of it.
    pub(super) settings: OidcProvider,
}

impl Provider {
    /// What people call it.
    pub(super) fn name(&self) -> &str {
        &self.settings.name
    }

    /// The page that sends a browser to it.
    pub(super) fn door(&self) -> String {
        format!("/connexion/avec/{}", self.id)
    }
}

impl Providers {
    /// Those of the settings. Nothing is asked of them yet.
    #[must_use]
    pub fn new(settings: &Settings) -> Self {
        let all = settings.oidc.iter().map(|(id, it)| Provider { id: id.clone(), settings: it.clone() });
        Self(Arc::new(Inner {
            all: all.collect(),
            public_url: settings.public_url.clone(),
            network: Network::default(),
            described: Cache::builder().max_capacity(64).time_to_live(BELIEVED).build(),
        }))
    }

    /// All of them, in the order of their identifiers.
    pub(super) fn all(&self) -> &[Provider] {
        &self.0.all
    }

    /// The one of an identifier.
    pub(super) fn named(&self, id: &str) -> Option<&Provider> {
        self.0.all.iter().find(|it| it.id == id)
    }

    pub(super) fn network(&self) -> &Network {
        &self.0.network
    }

    /// What the provider says of itself: remembered, or asked once for everybody who waits for it.
    pub(super) async fn describe(&self, provider: &Provider) -> Result<Arc<Described>, ProviderError> {
        let asked = async { Box::pin(discover(&self.0.network, &provider.settings)).await.map(Arc::new) };
        let found = self.0.described.try_get_with_by_ref(&provider.id, asked).await;
        found.map_err(ProviderError::Shared)
    }

    /// Forgets what is remembered: a token was signed with a key that is not among the known ones.
    pub(super) async fn forget(&self, provider: &Provider) {
        self.0.described.invalidate(&provider.id).await;
    }

    /// A client for one exchange.
    pub(super) fn client(&self, provider: &Provider, described: &Described) -> Result<Client, ProviderError> {
        let back = format!("{}{}/retour", self.0.public_url, provider.door());
        let back = RedirectUrl::new(back).map_err(|error| ProviderError::Unusable(error.to_string()))?;
        Ok(CoreClient::from_provider_metadata(
            described.metadata.clone(),
            ClientId::new(provider.settings.client_id.clone()),
            Some(ClientSecret::new(provider.settings.client_secret.expose().to_owned())),
        )
        .set_auth_type(described.authentication.clone())
        .set_redirect_uri(back))
    }

    /// For `doctonext doctor`: what each provider answers.
    pub async fn look(&self) -> Vec<(String, Result<String, String>)> {
        let mut found = Vec::new();
        for provider in self.all() {
            let outcome = match self.describe(provider).await {
                Ok(described) => {
                    let keys = described.metadata.jwks().keys().len();
                    Ok(format!("{} answers, {keys} keys", provider.settings.issuer))
                }
                Err(error) => Err(format!(
                    "{} cannot be used ({error}): check its address, the network and DOCTONEXT_OIDC__{}__…",
                    provider.settings.discovery_address(),
                    provider.id.to_uppercase()
                )),
            };
            found.push((format!("oidc {}", provider.id), outcome));
        }
        found
    }
}
