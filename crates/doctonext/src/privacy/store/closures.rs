//! Accounts on their way out.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};

use crate::personal_data::Swept;

/// Why an account is on its way out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::privacy) enum Cause {
    Asked,
    Inactive,
}

impl Cause {
    fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Inactive => "inactive",
        }
    }
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::privacy) enum Outcome {
    Undone,
    Done,
}

/// A closure under way.
#[derive(sqlx::FromRow)]
pub(in crate::privacy) struct Closure {
    pub(in crate::privacy) id: String,
    pub(in crate::privacy) user_id: String,
    pub(in crate::privacy) cause: String,
    pub(in crate::privacy) asked_at: DateTime<Utc>,
    pub(in crate::privacy) due_at: DateTime<Utc>,
    pub(in crate::privacy) reminded_at: Option<DateTime<Utc>>,
    pub(in crate::privacy) paused_listings: Vec<String>,
}

impl Closure {
    pub(in crate::privacy) fn cause(&self) -> Cause {
        if self.cause == Cause::Inactive.code() { Cause::Inactive } else { Cause::Asked }
    }
}

/// A closure to begin.
pub(in crate::privacy) struct NewClosure<'a> {
    pub(in crate::privacy) id: &'a str,
    pub(in crate::privacy) person: &'a str,
    pub(in crate::privacy) cause: Cause,
    pub(in crate::privacy) due: DateTime<Utc>,
    pub(in crate::privacy) paused: &'a [String],
}

/// The closure of a person that is under way, held until the transaction ends.
pub(in crate::privacy) async fn open_closure(
    db: &mut PgConnection,
    person: &str,
) -> sqlx::Result<Option<Closure>> {
    sqlx::query_as(
        "select id, user_id, cause, asked_at, due_at, reminded_at, paused_listings from account_closures
         where user_id = $1 and ended_at is null for update",
    )
    .bind(person)
    .fetch_optional(db)
    .await
}

/// Begins a closure; false when one is under way.
pub(in crate::privacy) async fn add_closure(
    db: &mut PgConnection,
    it: NewClosure<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "insert into account_closures (id, user_id, cause, asked_at, due_at, paused_listings)
         values ($1, $2, $3, $4, $5, $6) on conflict (user_id) where ended_at is null do nothing",
    )
    .bind(it.id)
    .bind(it.person)
    .bind(it.cause.code())
    .bind(now)
    .bind(it.due)
    .bind(it.paused)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(in crate::privacy) async fn end_closure(
    db: &mut PgConnection,
    id: &str,
    outcome: Outcome,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let outcome = match outcome {
        Outcome::Undone => "undone",
        Outcome::Done => "done",
    };
    sqlx::query(
        "update account_closures set ended_at = $3, outcome = $2, paused_listings = '{}' where id = $1",
    )
    .bind(id)
    .bind(outcome)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Notes the second warning, and the end that it promises.
pub(in crate::privacy) async fn note_reminded(
    db: &mut PgConnection,
    id: &str,
    due: DateTime<Utc>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("update account_closures set reminded_at = $3, due_at = $2 where id = $1")
        .bind(id)
        .bind(due)
        .bind(now)
        .execute(db)
        .await?;
    Ok(())
}

/// Closures by inactivity under way, in their order, after one of them.
pub(in crate::privacy) async fn open_inactive(
    db: &PgPool,
    after: &str,
    most: i64,
) -> sqlx::Result<Vec<Closure>> {
    sqlx::query_as(
        "select id, user_id, cause, asked_at, due_at, reminded_at, paused_listings from account_closures
         where ended_at is null and cause = 'inactive' and id > $1 order by id limit $2",
    )
    .bind(after)
    .bind(most)
    .fetch_all(db)
    .await
}

/// A closure whose time has come.
#[derive(sqlx::FromRow)]
pub(in crate::privacy) struct DueClosure {
    pub(in crate::privacy) id: String,
    pub(in crate::privacy) user_id: String,
}

/// Closures to carry out, the oldest first. Nobody goes for inactivity without both letters.
pub(in crate::privacy) async fn due_closures(
    db: &PgPool,
    now: DateTime<Utc>,
    most: i64,
) -> sqlx::Result<Vec<DueClosure>> {
    sqlx::query_as(
        "select id, user_id from account_closures
         where ended_at is null and due_at <= $1 and (cause = 'asked' or reminded_at is not null)
         order by due_at, id limit $2",
    )
    .bind(now)
    .bind(most)
    .fetch_all(db)
    .await
}

pub(in crate::privacy) async fn count_due(db: &PgPool, now: DateTime<Utc>) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "select count(*) from account_closures
         where ended_at is null and due_at <= $1 and (cause = 'asked' or reminded_at is not null)",
    )
    .bind(now)
    .fetch_one(db)
    .await
}

/// Forgets closures that ended by then.
pub(in crate::privacy) async fn sweep_closures(
    db: &PgPool,
    before: DateTime<Utc>,
    most: i64,
) -> sqlx::Result<Swept> {
    sqlx::query_as(
        "with due as (select id from account_closures where ended_at <= $1),
              gone as (delete from account_closures where id in (select id from due limit $2) returning 1)
         select (select count(*) from gone), (select count(*) from due)",
    )
    .bind(before)
    .bind(most)
    .fetch_one(db)
    .await
    .map(Swept::of)
}
