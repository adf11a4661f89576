//! Every SQL statement about identities of other providers.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor};

use crate::sealing::Sealed;

/// An identity that somebody may sign in with.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(super) struct Link {
    /// `accounts.id`.
    pub(super) id: String,
    /// `users.id`.
    pub(super) user_id: String,
    pub(super) provider_id: String,
    pub(super) created_at: DateTime<Utc>,
}

/// Whose identity this is.
pub(super) async fn link(
    db: impl PgExecutor<'_>,
    provider: &str,
    subject: &str,
) -> sqlx::Result<Option<Link>> {
    sqlx::query_as(
        "select id, user_id, provider_id, created_at from accounts
         where provider_id = $1 and account_id = $2 and provider_id <> 'credential'",
    )
    .bind(provider)
    .bind(subject)
    .fetch_optional(db)
    .await
}

/// The identities of a person, the oldest first.
pub(super) async fn links_of(db: impl PgExecutor<'_>, person: &str) -> sqlx::Result<Vec<Link>> {
    sqlx::query_as(
        "select id, user_id, provider_id, created_at from accounts
         where user_id = $1 and provider_id <> 'credential' order by created_at, id limit 50",
    )
    .bind(person)
    .fetch_all(db)
    .await
}

/// Links an identity; false when it is somebody's already.
pub(super) async fn add(
    db: &mut PgConnection,
    id: &str,
    (provider, subject): (&str, &str),
    person: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "insert into accounts (id, account_id, provider_id, user_id, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $5) on conflict (provider_id, account_id) do nothing",
    )
    .bind(id)
    .bind(subject)
    .bind(provider)
    .bind(person)
    .bind(now)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes a link away; false when it is not this person's.
pub(super) async fn remove(db: &mut PgConnection, id: &str, person: &str) -> sqlx::Result<bool> {
    let done =
        sqlx::query("delete from accounts where id = $1 and user_id = $2 and provider_id <> 'credential'")
            .bind(id)
            .bind(person)
            .execute(db)
            .await?;
    Ok(done.rows_affected() == 1)
}

/// Waits until nobody else changes the ways in of this person: « is it the last one » must not be asked twice at once.
pub(super) async fn lock_person(db: &mut PgConnection, person: &str) -> sqlx::Result<()> {
    sqlx::query("select from users where id = $1 for no key update").bind(person).execute(db).await?;
    Ok(())
}

/// The token that tells a provider whose session it is, and the link that it lies beside.
pub(super) async fn id_token(
    db: &mut PgConnection,
    provider: &str,
    person: &str,
) -> sqlx::Result<Option<(String, Sealed)>> {
    sqlx::query_as(
        "select id, id_token from accounts
         where provider_id = $1 and user_id = $2 and starts_with(id_token, 'v1.') order by updated_at desc limit 1",
    )
    .bind(provider)
    .bind(person)
    .fetch_optional(db)
    .await
}

/// What was given with an identity, sealed.
pub(super) struct SealedTokens {
    pub(super) access: Option<Sealed>,
    pub(super) refresh: Option<Sealed>,
    pub(super) id: Option<Sealed>,
}

/// Keeps what a provider gave: until when it serves, and for what.
pub(super) async fn keep_tokens(
    db: &mut PgConnection,
    id: &str,
    tokens: SealedTokens,
    (expires_at, scope): (Option<DateTime<Utc>>, Option<&str>),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update accounts set access_token = $2, refresh_token = $3, id_token = $4,
                access_token_expires_at = $5, refresh_token_expires_at = null,
                scope = coalesce($6, scope), updated_at = $7
         where id = $1",
    )
    .bind(id)
    .bind(tokens.access)
    .bind(tokens.refresh)
    .bind(tokens.id)
    .bind(expires_at)
    .bind(scope)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Holds a sealed identity.
pub(super) async fn hold(
    db: &mut PgConnection,
    id: &str,
    identifier: &str,
    value: &Sealed,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into verifications (id, identifier, value, expires_at, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $5)",
    )
    .bind(id)
    .bind(identifier)
    .bind(value)
    .bind(until)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// A sealed identity, while it lasts.
pub(super) async fn held(
    db: &mut PgConnection,
    identifier: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Sealed>> {
    sqlx::query_scalar("select value from verifications where identifier = $1 and expires_at > $2")
        .bind(identifier)
        .bind(now)
        .fetch_optional(db)
        .await
}

/// Takes what is sealed: of two at once, one gets it.
pub(super) async fn take(
    db: &mut PgConnection,
    identifier: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Sealed>> {
    sqlx::query_scalar("delete from verifications where identifier = $1 and expires_at > $2 returning value")
        .bind(identifier)
        .bind(now)
        .fetch_optional(db)
        .await
}

/// Lets go of a sealed identity; false when it was let go before.
pub(super) async fn release(
    db: &mut PgConnection,
    identifier: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query("delete from verifications where identifier = $1 and expires_at > $2")
        .bind(identifier)
        .bind(now)
        .execute(db)
        .await?;
    Ok(done.rows_affected() == 1)
}
