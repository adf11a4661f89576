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

/// Takes back what was sent to a person for a purpose: `prefix` of the identifier, and the value.
pub(in crate::accounts) async fn withdraw_proofs(
    db: &mut PgConnection,
    prefix: &str,
    value: &str,
) -> sqlx::Result<()> {
    sqlx::query("delete from verifications where starts_with(identifier, $1) and value = $2")
        .bind(prefix)
        .bind(value)
        .execute(db)
        .await?;
    Ok(())
}
