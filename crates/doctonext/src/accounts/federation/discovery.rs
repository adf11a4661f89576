//! What a provider says of itself: where it answers, and the keys that it signs with.

use axum::http::{Request, StatusCode, header};
use openidconnect::{
    AuthType, JsonWebKeySet, JsonWebKeySetUrl, ProviderMetadataWithLogout,
    core::{CoreClientAuthMethod, CoreJsonWebKeySet},
};
use serde::de::DeserializeOwned;

use super::{network::Network, provider::ProviderError};
use crate::config::{OidcProvider, is_protected};

/// What was read, checked.
#[derive(Clone)]
pub(super) struct Described {
    /// The addresses, with the keys.
    pub(super) metadata: ProviderMetadataWithLogout,
    /// How the provider wants to be shown our secret.
    pub(super) authentication: AuthType,
}

/// Asks a provider for its description and keys.
pub(super) async fn discover(network: &Network, of: &OidcProvider) -> Result<Described, ProviderError> {
    let metadata: ProviderMetadataWithLogout = read(network, &of.discovery_address()).await?;
    check(&metadata, of)?;
    let keys = keys(network, metadata.jwks_uri()).await?;
    let accepted = metadata.token_endpoint_auth_methods_supported();
    let wants = |method| accepted.is_some_and(|all| all.contains(&method));
    let in_body =
        wants(CoreClientAuthMethod::ClientSecretPost) && !wants(CoreClientAuthMethod::ClientSecretBasic);
    let authentication = if in_body { AuthType::RequestBody } else { AuthType::BasicAuth };
    Ok(Described { metadata: metadata.set_jwks(keys), authentication })
}

fn check(metadata: &ProviderMetadataWithLogout, of: &OidcProvider) -> Result<(), ProviderError> {
    if metadata.issuer().as_str() != of.issuer {
        return Err(ProviderError::Unusable(format!(
            "it calls itself {} and is configured as {}",
            metadata.issuer().as_str(),
            of.issuer
        )));
    }
    let token = metadata.token_endpoint().map(|it| it.as_str());
    let user_info = metadata.userinfo_endpoint().map(|it| it.as_str());
    let Some(token) = token else {
        return Err(ProviderError::Unusable("it names no token endpoint".to_owned()));
    };
    let end = metadata.additional_metadata().end_session_endpoint.as_ref().map(|it| it.as_str());
    let own = [metadata.authorization_endpoint().as_str(), token, metadata.jwks_uri().as_str()];
    if let Some(open) = own.into_iter().chain(user_info).chain(end).find(|it| !is_protected(it)) {
        return Err(ProviderError::Unusable(format!("its address {open} is not https")));
    }
    Ok(())
}

/// The keys that it signs with. One of a kind that we do not know is left out by the library, not an error.
async fn keys(network: &Network, address: &JsonWebKeySetUrl) -> Result<CoreJsonWebKeySet, ProviderError> {
    let keys: CoreJsonWebKeySet = read(network, address.as_str()).await?;
    let keys: Vec<_> = keys.keys().iter().take(50).cloned().collect();
    Ok(JsonWebKeySet::new(keys))
}

async fn read<T: DeserializeOwned>(network: &Network, address: &str) -> Result<T, ProviderError> {
    let request = Request::get(address).header(header::ACCEPT, "application/json").body(Vec::new());
    let request = request.map_err(|error| ProviderError::Unusable(error.to_string()))?;
    let answer = network.ask(request).await?;
    if answer.status() != StatusCode::OK {
        return Err(ProviderError::Unusable(format!("{address} answers {}", answer.status())));
    }
    serde_json::from_slice(answer.body())
        .map_err(|error| ProviderError::Unusable(format!("{address} cannot be read: {error}")))
}
