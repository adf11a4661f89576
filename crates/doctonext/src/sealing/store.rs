//! Every SQL statement of the keys.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor, PgPool};
use uuid::Uuid;

/// A wrapped data key.
#[derive(sqlx::FromRow)]
pub(super) struct KeyRow {
    pub(super) id: Uuid,
    pub(super) scope: String,
    pub(super) scope_id: String,
    pub(super) purpose: String,
    pub(super) wrapped: Option<Vec<u8>>,
}

pub(super) async fn key(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<KeyRow>> {
    sqlx::query_as("select id, scope, scope_id, purpose, wrapped from data_keys where id = $1")
        .bind(id)
        .fetch_optional(db)
        .await
}

pub(super) async fn key_of(
    db: impl PgExecutor<'_>,
    scope: &str,
    scope_id: &str,
    purpose: &str,
) -> sqlx::Result<Option<KeyRow>> {
    sqlx::query_as(
        "select id, scope, scope_id, purpose, wrapped from data_keys
         where scope = $1 and scope_id = $2 and purpose = $3 and destroyed_at is null",
    )
    .bind(scope)
    .bind(scope_id)
    .bind(purpose)
    .fetch_optional(db)
    .await
}

/// The same, and nobody destroys it before the transaction ends.
pub(super) async fn lock_key_of(
    db: &mut PgConnection,
    scope: &str,
    scope_id: &str,
    purpose: &str,
) -> sqlx::Result<Option<KeyRow>> {
    sqlx::query_as(
        "select id, scope, scope_id, purpose, wrapped from data_keys
         where scope = $1 and scope_id = $2 and purpose = $3 and destroyed_at is null for share",
    )
    .bind(scope)
    .bind(scope_id)
    .bind(purpose)
    .fetch_optional(db)
    .await
}

/// Whether a scope had a key that was destroyed.
pub(super) async fn was_destroyed(
    db: impl PgExecutor<'_>,
    scope: &str,
    scope_id: &str,
    purpose: &str,
) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "select exists (select 1 from data_keys
                        where scope = $1 and scope_id = $2 and purpose = $3 and destroyed_at is not null)",
    )
    .bind(scope)
    .bind(scope_id)
    .bind(purpose)
    .fetch_one(db)
    .await
}

/// People whose key was destroyed.
pub(super) async fn people_without_key(db: &PgPool) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "select distinct scope_id from data_keys where scope = 'person' and destroyed_at is not null",
    )
    .fetch_all(db)
    .await
}

/// Adds a key, unless the scope has one or its key-encryption key is retired.
#[expect(clippy::too_many_arguments, reason = "one per column of the row")]
pub(super) async fn add_key(
    db: &PgPool,
    id: Uuid,
    scope: &str,
    scope_id: &str,
    purpose: &str,
    wrapped: &[u8],
    kek_id: i16,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into data_keys (id, scope, scope_id, purpose, wrapped, kek_id, created_at)
         select $1, $2, $3, $4, $5, kek_id, $7 from key_encryption_keys
         where kek_id = $6 and retired_at is null for share
         on conflict (scope, scope_id, purpose) where destroyed_at is null do nothing",
    )
    .bind(id)
    .bind(scope)
    .bind(scope_id)
    .bind(purpose)
    .bind(wrapped)
    .bind(kek_id)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn destroy_keys(
    db: &mut PgConnection,
    scope: &str,
    scope_id: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update data_keys set wrapped = null, kek_id = null, destroyed_at = $3
         where scope = $1 and scope_id = $2 and destroyed_at is null",
    )
    .bind(scope)
    .bind(scope_id)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Notes a key-encryption key and gives the check value that the database knows under its number.
pub(super) async fn register(
    db: &PgPool,
    kek_id: i16,
    check_value: &[u8],
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<u8>> {
    sqlx::query("insert into key_encryption_keys (kek_id, check_value, created_at) values ($1, $2, $3) on conflict do nothing")
        .bind(kek_id)
        .bind(check_value)
        .bind(now)
        .execute(db)
        .await?;
    sqlx::query_scalar("select check_value from key_encryption_keys where kek_id = $1")
        .bind(kek_id)
        .fetch_one(db)
        .await
}

pub(super) async fn kek_ids_in_use(db: &PgPool) -> sqlx::Result<Vec<i16>> {
    sqlx::query_scalar("select distinct kek_id from data_keys where kek_id is not null order by 1")
        .fetch_all(db)
        .await
}

/// From now on this key wraps nothing new. Waits for those who are wrapping with it.
pub(super) async fn retire(db: &PgPool, all_but: i16, now: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query("update key_encryption_keys set retired_at = $2 where kek_id <> $1 and retired_at is null")
        .bind(all_but)
        .bind(now)
        .execute(db)
        .await?;
    Ok(())
}

/// Some keys that another key-encryption key wraps, held until the transaction ends.
pub(super) async fn lock_some_left(
    db: &mut PgConnection,
    primary: i16,
    most: i64,
) -> sqlx::Result<Vec<KeyRow>> {
    sqlx::query_as(
        "select id, scope, scope_id, purpose, wrapped from data_keys
         where kek_id <> $1 order by id limit $2 for update skip locked",
    )
    .bind(primary)
    .bind(most)
    .fetch_all(db)
    .await
}

pub(super) async fn set_wrapped(
    db: &mut PgConnection,
    id: Uuid,
    wrapped: &[u8],
    kek_id: i16,
) -> sqlx::Result<()> {
    sqlx::query("update data_keys set wrapped = $2, kek_id = $3 where id = $1")
        .bind(id)
        .bind(wrapped)
        .bind(kek_id)
        .execute(db)
        .await?;
    Ok(())
}

/// Number, whether retired, and data keys of each key-encryption key; number 0 counts the destroyed ones.
pub(super) async fn counts(db: &PgPool) -> sqlx::Result<Vec<(i16, bool, i64)>> {
    sqlx::query_as(
        "select k.kek_id, k.retired_at is not null, (select count(*) from data_keys d where d.kek_id = k.kek_id)
         from key_encryption_keys k
         union all select 0::smallint, true, count(*) from data_keys where destroyed_at is not null
         order by 1",
    )
    .fetch_all(db)
    .await
}

/// One key that another key-encryption key wraps; waits for who holds it.
pub(super) async fn lock_one_left(db: &mut PgConnection, primary: i16) -> sqlx::Result<Option<KeyRow>> {
    sqlx::query_as(
        "select id, scope, scope_id, purpose, wrapped from data_keys where kek_id <> $1 order by id limit 1 for update",
    )
    .bind(primary)
    .fetch_optional(db)
    .await
}
