//! Signing out at Pro Santé Connect as well: offered, never done by itself, to who came in through it.
//!
//! A cookie names the provider that this browser came in with; the token that tells it whose session to end lies sealed
//! beside the link.

use std::str::FromStr;

use axum::http::{HeaderMap, HeaderValue};
use openidconnect::{ClientId, LogoutRequest, PostLogoutRedirectUrl, core::CoreIdToken};

use super::{provider::Provider, store};
use crate::{
    accounts::{SignedIn, cookies},
    app::App,
    failure::Failure,
    sealing::Place,
    shell::Link,
};

/// Remembers with what this browser came in.
pub(super) fn remember(app: &App, provider: &Provider) -> Option<HeaderValue> {
    provider.settings.kind?;
    cookies::set(&app.settings, cookies::CAME_WITH, &provider.id, None)
}

/// The way to sign out at the provider too.
pub(in crate::accounts) async fn way_out(
    app: &App,
    headers: &HeaderMap,
    who: Option<&SignedIn>,
) -> Result<Option<Link>, Failure> {
    let came_with = cookies::read(&app.settings, headers, cookies::CAME_WITH);
    let provider = came_with.and_then(|it| app.providers.named(&it)).filter(|it| it.settings.kind.is_some());
    // Whoever looks at another's account holds neither their session nor their token.
    let (Some(provider), Some(who)) = (provider, who.filter(|it| !it.is_read_only())) else {
        return Ok(None);
    };
    let mut db = app.db.acquire().await?;
    let Some((account, sealed)) = store::id_token(&mut db, &provider.id, &who.person.id).await? else {
        return Ok(None);
    };
    let place = Place { table: "accounts", column: "id_token", row: &account };
    let token = app.vault.open_text(&mut db, place, &sealed).await?;
    drop(db);
    let address = match app.providers.describe(provider).await {
        Ok(described) => described.metadata.additional_metadata().end_session_endpoint.clone(),
        Err(error) => {
            tracing::info!(%error, provider = provider.id, "a provider does not say where its sessions end");
            None
        }
    };
    let (Some(address), Ok(token)) = (address, CoreIdToken::from_str(&token)) else { return Ok(None) };
    let back =
        PostLogoutRedirectUrl::new(format!("{}/", app.settings.public_url)).map_err(Failure::broken)?;
    let request = LogoutRequest::from(address)
        .set_id_token_hint(&token)
        .set_client_id(ClientId::new(provider.settings.client_id.clone()))
        .set_post_logout_redirect_uri(back);
    let label = format!("Se déconnecter aussi de {}", provider.name());
    Ok(Some(Link::new(label, request.http_get_url())))
}
