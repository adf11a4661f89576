//! What each rule of retention did.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::PgPool;

use crate::personal_data::Swept;

/// A run of a rule.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(in crate::privacy) struct Run {
    pub(in crate::privacy) rule: String,
    pub(in crate::privacy) started_at: DateTime<Utc>,
    pub(in crate::privacy) ended_at: Option<DateTime<Utc>>,
    pub(in crate::privacy) removed: i64,
    pub(in crate::privacy) left_due: i64,
    pub(in crate::privacy) error: Option<String>,
    /// All that the rule removed within a year.
    pub(in crate::privacy) removed_in_all: i64,
}

/// The last run of each rule.
pub(in crate::privacy) async fn last_runs(db: &PgPool) -> sqlx::Result<HashMap<String, Run>> {
    let runs: Vec<Run> = sqlx::query_as(
        "select distinct on (rule) rule, started_at, ended_at, removed, left_due, error,
                (sum(removed) over (partition by rule))::bigint as removed_in_all
         from retention_runs order by rule, started_at desc, id desc",
    )
    .fetch_all(db)
    .await?;
    Ok(runs.into_iter().map(|run| (run.rule.clone(), run)).collect())
}

/// When each rule last began a run that went well.
pub(in crate::privacy) async fn last_good_starts(
    db: &PgPool,
) -> sqlx::Result<HashMap<String, DateTime<Utc>>> {
    let starts: Vec<(String, DateTime<Utc>)> = sqlx::query_as(
        "select rule, max(started_at) from retention_runs where ended_at is not null and error is null group by rule",
    )
    .fetch_all(db)
    .await?;
    Ok(starts.into_iter().collect())
}

pub(in crate::privacy) async fn begin_run(db: &PgPool, rule: &str, now: DateTime<Utc>) -> sqlx::Result<i64> {
    sqlx::query_scalar("insert into retention_runs (rule, started_at) values ($1, $2) returning id")
        .bind(rule)
        .bind(now)
        .fetch_one(db)
        .await
}

pub(in crate::privacy) async fn end_run(
    db: &PgPool,
    id: i64,
    did: Swept,
    error: Option<&str>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update retention_runs set ended_at = $5, removed = $2, left_due = $3, error = $4 where id = $1",
    )
    .bind(id)
    .bind(i64::try_from(did.removed).unwrap_or(i64::MAX))
    .bind(i64::try_from(did.left).unwrap_or(i64::MAX))
    .bind(error)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets runs that began by then.
pub(in crate::privacy) async fn sweep_runs(
    db: &PgPool,
    before: DateTime<Utc>,
    most: i64,
) -> sqlx::Result<Swept> {
    sqlx::query_as(
        "with due as (select id from retention_runs where started_at <= $1),
              gone as (delete from retention_runs where id in (select id from due limit $2) returning 1)
         select (select count(*) from gone), (select count(*) from due)",
    )
    .bind(before)
    .bind(most)
    .fetch_one(db)
    .await
    .map(Swept::of)
}
