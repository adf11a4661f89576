//! The public halves of passkeys.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor, PgPool, types::Json};
use webauthn_rs::prelude::Passkey;

/// A passkey as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(in crate::accounts::second_factor) struct ListedPasskey {
    pub(in crate::accounts::second_factor) id: String,
    pub(in crate::accounts::second_factor) name: String,
    pub(in crate::accounts::second_factor) created_at: DateTime<Utc>,
    pub(in crate::accounts::second_factor) last_used_at: Option<DateTime<Utc>>,
}

/// A passkey that somebody shows.
#[derive(sqlx::FromRow)]
pub(in crate::accounts::second_factor) struct KeptPasskey {
    pub(in crate::accounts::second_factor) id: String,
    /// `users.id`.
    #[sqlx(rename = "user_id")]
    pub(in crate::accounts::second_factor) person: String,
    pub(in crate::accounts::second_factor) name: String,
    #[sqlx(rename = "credential")]
    pub(in crate::accounts::second_factor) key: Json<Passkey>,
}

/// The passkeys of a person, the oldest first.
pub(in crate::accounts::second_factor) async fn passkeys_of(
    db: &PgPool,
    person: &str,
) -> sqlx::Result<Vec<ListedPasskey>> {
    sqlx::query_as(
        "select id, name, created_at, last_used_at from passkeys where user_id = $1 order by created_at, id",
    )
    .bind(person)
    .fetch_all(db)
    .await
}

/// How devices name the passkeys of a person.
pub(in crate::accounts::second_factor) async fn credential_ids(
    db: impl PgExecutor<'_>,
    person: &str,
) -> sqlx::Result<Vec<Vec<u8>>> {
    sqlx::query_scalar("select credential_id from passkeys where user_id = $1 order by created_at, id")
        .bind(person)
        .fetch_all(db)
        .await
}

/// Adds a passkey; false when it is known, to this person or another.
pub(in crate::accounts::second_factor) async fn add_passkey(
    db: &mut PgConnection,
    id: &str,
    person: &str,
    name: &str,
    key: Passkey,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "insert into passkeys (id, user_id, name, credential_id, credential, created_at)
         values ($1, $2, $3, $4, $5, $6) on conflict (credential_id) do nothing",
    )
    .bind(id)
    .bind(person)
    .bind(name)
    .bind(key.cred_id())
    .bind(Json(&key))
    .bind(now)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The passkey of this name, locked: two answers at once are looked at one after the other, each against the counter
/// that the other left.
pub(in crate::accounts::second_factor) async fn passkey_to_use(
    db: &mut PgConnection,
    credential_id: &[u8],
) -> sqlx::Result<Option<KeptPasskey>> {
    sqlx::query_as("select id, user_id, name, credential from passkeys where credential_id = $1 for update")
        .bind(credential_id)
        .fetch_optional(db)
        .await
}

/// Keeps what a passkey became by being used.
pub(in crate::accounts::second_factor) async fn note_passkey_used(
    db: &mut PgConnection,
    used: &KeptPasskey,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("update passkeys set credential = $2, last_used_at = $3 where id = $1")
        .bind(&used.id)
        .bind(&used.key)
        .bind(now)
        .execute(db)
        .await?;
    Ok(())
}

/// Gives a passkey another name; false when the person has no such key.
pub(in crate::accounts::second_factor) async fn rename_passkey(
    db: &PgPool,
    person: &str,
    id: &str,
    name: &str,
) -> sqlx::Result<bool> {
    let done = sqlx::query("update passkeys set name = $3 where id = $1 and user_id = $2")
        .bind(id)
        .bind(person)
        .bind(name)
        .execute(db)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes a passkey away and gives its name; none when the person has no such key.
pub(in crate::accounts::second_factor) async fn forget_passkey(
    db: &mut PgConnection,
    person: &str,
    id: &str,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("delete from passkeys where id = $1 and user_id = $2 returning name")
        .bind(id)
        .bind(person)
        .fetch_optional(db)
        .await
}
