//! Every SQL statement of tokens and of answers that are kept.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::{PgConnection, PgExecutor, PgPool, types::Json};

use super::holder::PER_MINUTE;
use crate::personal_data::Swept;

/// A token as its owner sees it.
#[derive(sqlx::FromRow)]
pub(super) struct Token {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) scopes: Vec<String>,
    pub(super) created_at: DateTime<Utc>,
    pub(super) expires_at: DateTime<Utc>,
    pub(super) last_used_at: Option<DateTime<Utc>>,
}

/// A new token.
pub(super) struct NewToken<'a> {
    pub(super) id: &'a str,
    pub(super) owner: &'a str,
    pub(super) name: &'a str,
    pub(super) scopes: Vec<&'static str>,
    pub(super) mark: Vec<u8>,
    pub(super) expires_at: DateTime<Utc>,
}

/// A token that was shown, this use counted.
#[derive(sqlx::FromRow)]
pub(super) struct Used {
    pub(super) id: String,
    pub(super) user_id: String,
    pub(super) scopes: Vec<String>,
    pub(super) minute_count: i32,
    pub(super) minute_began_at: DateTime<Utc>,
    pub(super) day_count: i32,
    pub(super) day_began_at: DateTime<Utc>,
}

/// Counts a use of the token with this mark, unless its time is over. What the minute refuses does not count in the day.
pub(super) async fn count_use(db: &PgPool, mark: &[u8], now: DateTime<Utc>) -> sqlx::Result<Option<Used>> {
    sqlx::query_as(
        "update access_tokens set
             minute_count = case when minute_began_at > $2 - interval '1 minute' then least(minute_count, 100000) + 1 else 1 end,
             minute_began_at = case when minute_began_at > $2 - interval '1 minute' then minute_began_at else $2 end,
             last_used_at = case when minute_began_at > $2 - interval '1 minute' then last_used_at else $2 end,
             day_count = case when day_began_at is null or day_began_at <= $2 - interval '24 hours' then 1
                              when minute_began_at > $2 - interval '1 minute' and minute_count >= $3 then day_count
                              else least(day_count, 1000000) + 1 end,
             day_began_at = case when day_began_at > $2 - interval '24 hours' then day_began_at else $2 end
         where secret_mark = $1 and expires_at > $2
           and not exists (select from users u where u.id = user_id and u.barred_at is not null
                           and (u.barred_until is null or u.barred_until > $2))
         returning id, user_id, scopes, minute_count, minute_began_at, day_count, day_began_at",
    )
    .bind(mark)
    .bind(now)
    .bind(PER_MINUTE)
    .fetch_optional(db)
    .await
}

/// The owner of a token that is valid.
pub(super) async fn owner_of(db: &PgPool, mark: &[u8], now: DateTime<Utc>) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("select user_id from access_tokens where secret_mark = $1 and expires_at > $2")
        .bind(mark)
        .bind(now)
        .fetch_optional(db)
        .await
}

pub(super) async fn of_owner(db: impl PgExecutor<'_>, owner: &str) -> sqlx::Result<Vec<Token>> {
    sqlx::query_as(
        "select id, name, scopes, created_at, expires_at, last_used_at from access_tokens
         where user_id = $1 order by created_at desc, id desc",
    )
    .bind(owner)
    .fetch_all(db)
    .await
}

pub(super) async fn lock_owner(db: &mut PgConnection, owner: &str) -> sqlx::Result<()> {
    sqlx::query("select 1 from users where id = $1 for no key update").bind(owner).execute(db).await?;
    Ok(())
}

pub(super) async fn count(db: &mut PgConnection, owner: &str) -> sqlx::Result<i64> {
    sqlx::query_scalar("select count(*) from access_tokens where user_id = $1")
        .bind(owner)
        .fetch_one(db)
        .await
}

pub(super) async fn add(db: &mut PgConnection, it: &NewToken<'_>, now: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query(
        "insert into access_tokens (id, user_id, name, scopes, secret_mark, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(it.id)
    .bind(it.owner)
    .bind(it.name)
    .bind(&it.scopes)
    .bind(&it.mark)
    .bind(now)
    .bind(it.expires_at)
    .execute(db)
    .await?;
    Ok(())
}

/// Removes a token of somebody; its name.
pub(super) async fn remove(db: &mut PgConnection, owner: &str, id: &str) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("delete from access_tokens where user_id = $1 and id = $2 returning name")
        .bind(owner)
        .bind(id)
        .fetch_optional(db)
        .await
}

/// An answer that was given to a request with a key.
#[derive(sqlx::FromRow)]
pub(super) struct Kept {
    pub(super) request_hash: Vec<u8>,
    pub(super) status: Option<i16>,
    pub(super) headers: Option<Json<Value>>,
    pub(super) body: Option<String>,
}

/// Takes a key for a request; false when it is taken. Who asks with the same key at the same time waits here until the
/// first is done, ten seconds at most.
pub(super) async fn take_key(
    db: &mut PgConnection,
    (of, key): (&str, &str),
    hash: &[u8],
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    sqlx::query("select set_config('lock_timeout', '10s', true)").execute(&mut *db).await?;
    sqlx::query(
        "delete from idempotency_keys where token_id = $1 and key = $2 and created_at <= $3 - interval '24 hours'",
    )
    .bind(of)
    .bind(key)
    .bind(now)
    .execute(&mut *db)
    .await?;
    let taken = sqlx::query(
        "insert into idempotency_keys (token_id, key, request_hash, created_at) values ($1, $2, $3, $4)
         on conflict do nothing",
    )
    .bind(of)
    .bind(key)
    .bind(hash)
    .bind(now)
    .execute(db)
    .await?;
    Ok(taken.rows_affected() == 1)
}

pub(super) async fn kept(db: &mut PgConnection, (of, key): (&str, &str)) -> sqlx::Result<Option<Kept>> {
    sqlx::query_as(
        "select request_hash, status, headers, body from idempotency_keys where token_id = $1 and key = $2",
    )
    .bind(of)
    .bind(key)
    .fetch_optional(db)
    .await
}

pub(super) async fn keep(
    db: &mut PgConnection,
    (of, key): (&str, &str),
    status: i16,
    headers: &Value,
    body: &str,
) -> sqlx::Result<()> {
    sqlx::query(
        "update idempotency_keys set status = $3, headers = $4, body = $5 where token_id = $1 and key = $2",
    )
    .bind(of)
    .bind(key)
    .bind(status)
    .bind(Json(headers))
    .bind(body)
    .execute(db)
    .await?;
    Ok(())
}

/// The tokens of a person, for them.
pub(super) async fn export(db: &mut PgConnection, person: &str) -> sqlx::Result<Value> {
    sqlx::query_scalar(
        "select jsonb_build_object('jetons', coalesce(jsonb_agg(jsonb_build_object(
                'nom', name, 'droits', scopes, 'cree_le', created_at, 'expire_le', expires_at,
                'utilise_le', last_used_at) order by created_at, id), '[]'))
         from access_tokens where user_id = $1",
    )
    .bind(person)
    .fetch_one(db)
    .await
}

pub(super) async fn erase(db: &mut PgConnection, person: &str) -> sqlx::Result<()> {
    sqlx::query("delete from access_tokens where user_id = $1").bind(person).execute(db).await?;
    Ok(())
}

/// Removes answers that were kept since then or before, so many at most.
pub async fn sweep_answers(db: &PgPool, before: DateTime<Utc>, most: i64) -> sqlx::Result<Swept> {
    sqlx::query_as(
        "with due as (select ctid from idempotency_keys where created_at <= $1),
              gone as (delete from idempotency_keys where ctid in (select ctid from due limit $2) returning 1)
         select (select count(*) from gone), (select count(*) from due)",
    )
    .bind(before)
    .bind(most)
    .fetch_one(db)
    .await
    .map(Swept::of)
}

/// Removes tokens that ended by then, so many at most.
pub async fn sweep_tokens(db: &PgPool, before: DateTime<Utc>, most: i64) -> sqlx::Result<Swept> {
    sqlx::query_as(
        "with due as (select id from access_tokens where expires_at <= $1),
              gone as (delete from access_tokens where id in (select id from due order by id limit $2) returning 1)
         select (select count(*) from gone), (select count(*) from due)",
    )
    .bind(before)
    .bind(most)
    .fetch_one(db)
    .await
    .map(Swept::of)
}
