//! Every SQL statement of letters.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::{PgConnection, PgExecutor, PgPool};

use crate::{personal_data::Swept, sealing::Sealed};

/// A letter to be delivered.
#[derive(sqlx::FromRow)]
pub(super) struct DueLetter {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) user_id: Option<String>,
    pub(super) recipient: Sealed,
    pub(super) content: Sealed,
    pub(super) attempts: i32,
    pub(super) created_at: DateTime<Utc>,
}

/// A letter that did not leave.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct DeadLetter {
    /// Identifier.
    pub id: String,
    /// Code of its kind.
    pub kind: String,
    /// The person it is for.
    pub user_id: Option<String>,
    /// How often it was tried.
    pub attempts: i32,
    /// What was said last.
    pub last_error: Option<String>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
}

pub(super) async fn add(
    db: &mut PgConnection,
    id: &str,
    kind: &str,
    person: Option<&str>,
    recipient: &Sealed,
    content: &Sealed,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into letters (id, kind, user_id, recipient, content, next_attempt_at, created_at)
         values ($1, $2, $3, $4, $5, $6, $6)",
    )
    .bind(id)
    .bind(kind)
    .bind(person)
    .bind(recipient)
    .bind(content)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// The next due letter, held until the transaction ends: a process that dies lets go of it at once.
pub(super) async fn lock_due(db: &mut PgConnection, now: DateTime<Utc>) -> sqlx::Result<Option<DueLetter>> {
    sqlx::query_as(
        "select id, kind, user_id, recipient, content, attempts, created_at from letters
         where state = 'waiting' and next_attempt_at <= $1
         order by next_attempt_at, id limit 1 for update skip locked",
    )
    .bind(now)
    .fetch_optional(db)
    .await
}

pub(super) async fn note_sent(db: &mut PgConnection, id: &str, now: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query(
        "update letters set state = 'sent', sent_at = $2, attempts = attempts + 1, recipient = null, content = null,
                            last_error = null where id = $1",
    )
    .bind(id)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn note_failed(
    db: &mut PgConnection,
    id: &str,
    error: &str,
    next: Option<DateTime<Utc>>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update letters set attempts = attempts + 1, last_error = $2, next_attempt_at = coalesce($3, next_attempt_at),
                            state = case when $3 is null then 'dead' else 'waiting' end
         where id = $1",
    )
    .bind(id)
    .bind(error)
    .bind(next)
    .execute(db)
    .await?;
    Ok(())
}

/// Ends a letter that nobody can read or wants any more.
pub(super) async fn withdraw(db: &mut PgConnection, id: &str, why: &str) -> sqlx::Result<()> {
    sqlx::query(
        "update letters set state = 'withdrawn', recipient = null, content = null, last_error = $2 where id = $1",
    )
    .bind(id)
    .bind(why)
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn is_refused(db: &mut PgConnection, person: &str, kind: &str) -> sqlx::Result<bool> {
    sqlx::query_scalar("select exists (select 1 from letter_refusals where user_id = $1 and kind = $2)")
        .bind(person)
        .bind(kind)
        .fetch_one(db)
        .await
}

pub(super) async fn refused(db: &PgPool, person: &str) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar("select kind from letter_refusals where user_id = $1").bind(person).fetch_all(db).await
}

/// Notes that a person wants a kind again.
pub(super) async fn accept(db: &mut PgConnection, person: &str, kind: &str) -> sqlx::Result<()> {
    sqlx::query("delete from letter_refusals where user_id = $1 and kind = $2")
        .bind(person)
        .bind(kind)
        .execute(db)
        .await?;
    Ok(())
}

/// Notes that a person does not want a kind; silently nothing when the person is gone.
pub(super) async fn refuse(
    db: impl PgExecutor<'_>,
    person: &str,
    kind: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into letter_refusals (user_id, kind, refused_at)
         select id, $2, $3 from users where id = $1 on conflict do nothing",
    )
    .bind(person)
    .bind(kind)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Letters that did not leave, the latest first.
pub async fn dead(db: &PgPool, most: i64) -> sqlx::Result<Vec<DeadLetter>> {
    sqlx::query_as(
        "select id, kind, user_id, attempts, last_error, created_at from letters
         where state = 'dead' order by created_at desc, id limit $1",
    )
    .bind(most)
    .fetch_all(db)
    .await
}

/// Sends dead letters again from now on: one, or all. Tells how many.
pub async fn replay(db: &mut PgConnection, id: Option<&str>, now: DateTime<Utc>) -> sqlx::Result<u64> {
    let done = sqlx::query(
        "update letters set state = 'waiting', next_attempt_at = $2, created_at = $2
         where state = 'dead' and ($1::text is null or id = $1)",
    )
    .bind(id)
    .bind(now)
    .execute(&mut *db)
    .await?;
    crate::jobs::ask_once(db, super::DELIVER).await?;
    Ok(done.rows_affected())
}

/// Letters by state.
pub async fn tally(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<(String, i64)>> {
    sqlx::query_as("select state, count(*) from letters where state <> 'sent' group by state")
        .fetch_all(db)
        .await
}

/// The letters of a person, for them.
pub(super) async fn export(db: &mut PgConnection, person: &str) -> sqlx::Result<Value> {
    sqlx::query_scalar(
        "select jsonb_build_object(
            'lettres', (select coalesce(jsonb_agg(jsonb_build_object(
                'sujet', kind, 'etat', state, 'ecrite_le', created_at, 'partie_le', sent_at) order by created_at), '[]')
                from letters where user_id = $1),
            'lettres_refusees', (select coalesce(jsonb_agg(jsonb_build_object(
                'sujet', kind, 'refusee_le', refused_at) order by kind), '[]')
                from letter_refusals where user_id = $1))",
    )
    .bind(person)
    .fetch_one(db)
    .await
}

pub(super) async fn erase(db: &mut PgConnection, person: &str) -> sqlx::Result<()> {
    for statement in [
        "update letters set state = 'withdrawn', recipient = null, content = null, last_error = null
         where user_id = $1 and state in ('waiting', 'dead')",
        "update letters set user_id = null where user_id = $1",
        "delete from letter_refusals where user_id = $1",
    ] {
        sqlx::query(statement).bind(person).execute(&mut *db).await?;
    }
    Ok(())
}

/// Removes letters that are over and were written by then, so many at most.
pub async fn sweep(db: &PgPool, before: DateTime<Utc>, most: i64) -> sqlx::Result<Swept> {
    sqlx::query_as(
        "with due as (select id from letters where created_at <= $1 and state <> 'waiting'),
              gone as (delete from letters where id in (select id from due limit $2) returning 1)
         select (select count(*) from gone), (select count(*) from due)",
    )
    .bind(before)
    .bind(most)
    .fetch_one(db)
    .await
    .map(Swept::of)
}

/// Empties dead letters to nobody's account that were written by then, so many at most: they hold an address that we have
/// no other reason to keep.
pub async fn empty_dead(db: &PgPool, before: DateTime<Utc>, most: i64) -> sqlx::Result<Swept> {
    sqlx::query_as(
        "with due as (select id from letters where state = 'dead' and user_id is null and created_at <= $1),
              gone as (update letters set state = 'withdrawn', recipient = null, content = null
                       where id in (select id from due limit $2) returning 1)
         select (select count(*) from gone), (select count(*) from due)",
    )
    .bind(before)
    .bind(most)
    .fetch_one(db)
    .await
    .map(Swept::of)
}

/// Everything that waits, for tests.
#[cfg(test)]
pub(super) async fn waiting(db: &PgPool) -> sqlx::Result<Vec<DueLetter>> {
    sqlx::query_as(
        "select id, kind, user_id, recipient, content, attempts, created_at from letters
         where state = 'waiting' order by id",
    )
    .fetch_all(db)
    .await
}
