//! What is counted of a year.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;

/// A word and how often.
pub(in crate::moderation) type Counted = (String, i64);

/// Notices received, by reason.
pub(in crate::moderation) async fn notices_by_reason(
    db: impl PgExecutor<'_>,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
) -> sqlx::Result<Vec<Counted>> {
    sqlx::query_as(
        "select reason, count(*) from moderation_notices
         where source = 'visitor' and received_at >= $1 and received_at < $2 group by reason order by 2 desc, 1",
    )
    .bind(from)
    .bind(to)
    .fetch_all(db)
    .await
}

/// Decisions, by action; those that were declined are none.
pub(in crate::moderation) async fn decisions_by_action(
    db: impl PgExecutor<'_>,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
) -> sqlx::Result<Vec<Counted>> {
    sqlx::query_as(
        "select action, count(*) from moderation_decisions
         where decided_at >= $1 and decided_at < $2 and state not in ('proposed', 'declined')
         group by action order by 2 desc, 1",
    )
    .bind(from)
    .bind(to)
    .fetch_all(db)
    .await
}

/// Decisions that restrict, by ground.
pub(in crate::moderation) async fn decisions_by_ground(
    db: impl PgExecutor<'_>,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
) -> sqlx::Result<Vec<Counted>> {
    sqlx::query_as(
        "select ground, count(*) from moderation_decisions
         where decided_at >= $1 and decided_at < $2 and state not in ('proposed', 'declined')
           and action not in ('approve', 'refuse_notice')
         group by ground order by 2 desc, 1",
    )
    .bind(from)
    .bind(to)
    .fetch_all(db)
    .await
}

/// Decisions that restrict, by what brought them to us.
pub(in crate::moderation) async fn decisions_by_origin(
    db: impl PgExecutor<'_>,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
) -> sqlx::Result<Vec<Counted>> {
    sqlx::query_as(
        "select found_by, count(*) from moderation_decisions
         where decided_at >= $1 and decided_at < $2 and state not in ('proposed', 'declined')
           and action not in ('approve', 'refuse_notice')
         group by found_by order by 2 desc, 1",
    )
    .bind(from)
    .bind(to)
    .fetch_all(db)
    .await
}

/// Appeals made, by outcome; `pending` while there is none.
pub(in crate::moderation) async fn appeals_by_outcome(
    db: impl PgExecutor<'_>,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
) -> sqlx::Result<Vec<Counted>> {
    sqlx::query_as(
        "select coalesce(outcome, 'pending'), count(*) from moderation_appeals
         where made_at >= $1 and made_at < $2 group by 1 order by 2 desc, 1",
    )
    .bind(from)
    .bind(to)
    .fetch_all(db)
    .await
}

/// Median hours from a notice to its decision, and from an appeal to its own.
pub(in crate::moderation) async fn median_hours(
    db: impl PgExecutor<'_>,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
) -> sqlx::Result<(Option<f64>, Option<f64>)> {
    sqlx::query_as(
        "select (select percentile_cont(0.5) within group (order by extract(epoch from e.at - n.received_at)::float8 / 3600)
                 from moderation_notices n join moderation_notice_events e on e.notice_id = n.id
                 where n.source = 'visitor' and n.received_at >= $1 and n.received_at < $2 and e.event in ('accept', 'reject')),
                (select percentile_cont(0.5) within group (order by extract(epoch from decided_at - made_at)::float8 / 3600)
                 from moderation_appeals where made_at >= $1 and made_at < $2 and decided_at is not null)",
    )
    .bind(from)
    .bind(to)
    .fetch_one(db)
    .await
}

/// The year of the first notice or decision.
pub(in crate::moderation) async fn first_year(db: impl PgExecutor<'_>) -> sqlx::Result<Option<i32>> {
    sqlx::query_scalar(
        "select extract(year from least((select min(received_at) from moderation_notices),
                                        (select min(decided_at) from moderation_decisions)) at time zone 'Europe/Paris')::integer",
    )
    .fetch_one(db)
    .await
}
