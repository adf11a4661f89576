//! What the team looks at.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor};

/// A case.
#[derive(Clone, sqlx::FromRow)]
pub(in crate::verification) struct Case {
    pub(in crate::verification) id: String,
    pub(in crate::verification) user_id: String,
    pub(in crate::verification) cause: String,
    pub(in crate::verification) opened_at: DateTime<Utc>,
    pub(in crate::verification) decision: Option<String>,
    pub(in crate::verification) reason: Option<String>,
}

/// Opens a case, unless one is open. A contested number outweighs every other cause.
pub(in crate::verification) async fn open_case(
    db: &mut PgConnection,
    id: &str,
    person: &str,
    cause: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<String> {
    sqlx::query_scalar(
        "insert into verification_reviews as r (id, user_id, cause, opened_at) values ($1, $2, $3, $4)
         on conflict (user_id) where closed_at is null
         do update set cause = case when excluded.cause = 'contested' then 'contested' else r.cause end
         returning id",
    )
    .bind(id)
    .bind(person)
    .bind(cause)
    .bind(now)
    .fetch_one(db)
    .await
}

/// How a case ended.
pub(in crate::verification) struct Ending<'a> {
    pub(in crate::verification) decision: &'a str,
    pub(in crate::verification) by: Option<&'a str>,
    pub(in crate::verification) reason: Option<&'a str>,
}

/// Ends the open case of a person, if there is one.
pub(in crate::verification) async fn close_case(
    db: &mut PgConnection,
    person: &str,
    it: &Ending<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update verification_reviews set closed_at = $5, decision = $2, decided_by = $3, reason = $4
         where user_id = $1 and closed_at is null",
    )
    .bind(person)
    .bind(it.decision)
    .bind(it.by)
    .bind(it.reason)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

pub(in crate::verification) async fn case(db: impl PgExecutor<'_>, id: &str) -> sqlx::Result<Option<Case>> {
    sqlx::query_as(
        "select id, user_id, cause, opened_at, decision, reason from verification_reviews where id = $1",
    )
    .bind(id)
    .fetch_optional(db)
    .await
}

/// The open case of a person.
pub(in crate::verification) async fn open_case_of(
    db: impl PgExecutor<'_>,
    person: &str,
) -> sqlx::Result<Option<Case>> {
    sqlx::query_as(
        "select id, user_id, cause, opened_at, decision, reason from verification_reviews
         where user_id = $1 and closed_at is null",
    )
    .bind(person)
    .fetch_optional(db)
    .await
}

/// Why the last decided case of a person ended as it did.
pub(in crate::verification) async fn last_decision(
    db: impl PgExecutor<'_>,
    person: &str,
) -> sqlx::Result<Option<String>> {
    let found: Option<Option<String>> = sqlx::query_scalar(
        "select reason from verification_reviews
         where user_id = $1 and decision in ('accepted', 'refused') order by opened_at desc limit 1",
    )
    .bind(person)
    .fetch_optional(db)
    .await?;
    Ok(found.flatten())
}

/// When a person asked for a review.
pub(in crate::verification) async fn requests(
    db: &mut PgConnection,
    person: &str,
) -> sqlx::Result<Vec<DateTime<Utc>>> {
    sqlx::query_scalar(
        "select at from verification_events where user_id = $1 and event = 'ask_review' order by id desc limit 10",
    )
    .bind(person)
    .fetch_all(db)
    .await
}

/// A case in the queue.
#[derive(sqlx::FromRow)]
pub(in crate::verification) struct Waiting {
    pub(in crate::verification) id: String,
    pub(in crate::verification) name: String,
    pub(in crate::verification) account_kind: String,
    pub(in crate::verification) profession: Option<String>,
    pub(in crate::verification) cause: String,
    pub(in crate::verification) opened_at: DateTime<Utc>,
    pub(in crate::verification) pieces: i64,
}

/// The queue, the oldest first; and how long it is.
pub(in crate::verification) async fn queue(db: impl PgExecutor<'_>, most: i64) -> sqlx::Result<Vec<Waiting>> {
    sqlx::query_as(
        "select r.id, u.name, u.account_kind, u.profession, r.cause, r.opened_at,
                (select count(*) from verification_pieces p where p.review_id = r.id) as pieces
         from verification_reviews r join users u on u.id = r.user_id
         where r.closed_at is null order by r.opened_at, r.id limit $1",
    )
    .bind(most)
    .fetch_all(db)
    .await
}

/// Open cases, the oldest first, after a moment and an identifier: identifier, name, since when.
pub async fn waiting_after(
    db: impl PgExecutor<'_>,
    after: Option<(DateTime<Utc>, &str)>,
    most: i64,
) -> sqlx::Result<Vec<(String, String, DateTime<Utc>)>> {
    let (at, id) = after.unwrap_or((DateTime::UNIX_EPOCH, ""));
    sqlx::query_as(
        "select r.id, u.name, r.opened_at from verification_reviews r join users u on u.id = r.user_id
         where r.closed_at is null and (r.opened_at, r.id) > ($1, $2) order by r.opened_at, r.id limit $3",
    )
    .bind(at)
    .bind(id)
    .bind(most)
    .fetch_all(db)
    .await
}

/// How many cases are open.
pub async fn count_waiting(db: impl PgExecutor<'_>) -> sqlx::Result<i64> {
    sqlx::query_scalar("select count(*) from verification_reviews where closed_at is null")
        .fetch_one(db)
        .await
}
