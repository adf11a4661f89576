//! What providers give us lies sealed under the key of the person whose it is.

use sqlx::PgConnection;

use super::{
    identity::Tokens,
    store::{self, SealedTokens},
};
use crate::{
    app::App,
    failure::Failure,
    sealing::{Place, Scope, Sealed},
};

/// Keeps what was given with an identity. While the first Doctonext runs on the same database its rows stay as it wrote
/// them: it could not read ours.
pub(super) async fn keep(
    app: &App,
    db: &mut PgConnection,
    (account, person): (&str, &str),
    tokens: &Tokens,
) -> Result<(), Failure> {
    if app.settings.shared_sessions_secret.is_some() {
        return Ok(());
    }
    let sealed = SealedTokens {
        access: seal(app, db, (account, person), "access_token", Some(&tokens.access)).await?,
        refresh: seal(app, db, (account, person), "refresh_token", tokens.refresh.as_deref()).await?,
        id: seal(app, db, (account, person), "id_token", Some(&tokens.id)).await?,
    };
    let told = (tokens.access_expires_at, tokens.scope.as_deref());
    Ok(store::keep_tokens(db, account, sealed, told, app.clock.now()).await?)
}

async fn seal(
    app: &App,
    db: &mut PgConnection,
    (account, person): (&str, &str),
    column: &'static str,
    token: Option<&str>,
) -> Result<Option<Sealed>, Failure> {
    let Some(token) = token else { return Ok(None) };
    let place = Place { table: "accounts", column, row: account };
    Ok(Some(app.vault.seal(db, Scope::Person(person), place, token.as_bytes()).await?))
}
