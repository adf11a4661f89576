//! One-time proofs: `verifications` holds the SHA-256 of what was sent, and what it proves.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};

/// Keeps a proof: `purpose` and the secret's mark name it, `value` is what it stands for.
pub(in crate::accounts) async fn keep_proof(
    db: &mut PgConnection,
    id: &str,
    identifier: &str,
    value: &str,
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

/// What a proof stands for, while it lasts.
pub(in crate::accounts) async fn proof(
    db: &PgPool,
    identifier: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("select value from verifications where identifier = $1 and expires_at > $2")
        .bind(identifier)
        .bind(now)
        .fetch_optional(db)
        .await
}

/// Uses a proof up: of two at once, one gets it.
pub(in crate::accounts) async fn use_proof(
    db: &mut PgConnection,
    identifier: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("delete from verifications where identifier = $1 and expires_at > $2 returning value")
        .bind(identifier)
        .bind(now)
        .fetch_optional(db)
        .await
}

/// Takes back every proof that could still open a person's account, or give it another address: whoever asked for them
/// may not be its owner. They name the person by identifier, alone or inside JSON.
pub(in crate::accounts) async fn withdraw_proofs(db: &mut PgConnection, person: &str) -> sqlx::Result<()> {
    sqlx::query(
        "delete from verifications
         where (starts_with(identifier, 'reset-password:') or starts_with(identifier, 'change-address:')
                or starts_with(identifier, 'sign-in-step:'))
           and (value = $1 or strpos(value, to_json($1::text)::text) > 0)",
    )
    .bind(person)
    .execute(db)
    .await?;
    Ok(())
}
