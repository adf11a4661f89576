//! Notices, decisions and appeals past their time: they stay for the yearly figures, without anybody's words or name.

use chrono::{DateTime, Utc};
use sqlx::PgPool;

use crate::personal_data::Swept;

/// Empties notices that ended by then, so many at most.
pub async fn anonymise_notices(
    db: &PgPool,
    before: DateTime<Utc>,
    now: DateTime<Utc>,
    most: i64,
) -> sqlx::Result<Swept> {
    sqlx::query_as(
        "with due as (select id from moderation_notices where anonymised_at is null and status_since <= $1
                      and status not in ('received', 'under_review', 'appealed')),
              done as (update moderation_notices set subject_id = '', subject_owner = null, address = '', explanation = '',
                              notifier = null, notifier_id = null, anonymised_at = $2
                       where id in (select id from due limit $3) returning 1)
         select (select count(*) from done), (select count(*) from due)",
    )
    .bind(before)
    .bind(now)
    .bind(most)
    .fetch_one(db)
    .await
    .map(Swept::of)
}

/// Empties decisions of then, and their appeals, so many at most. A measure that is in force keeps its reasons.
pub async fn anonymise_decisions(
    db: &PgPool,
    before: DateTime<Utc>,
    now: DateTime<Utc>,
    most: i64,
) -> sqlx::Result<Swept> {
    sqlx::query_as(
        "with due as (select d.id from moderation_decisions d
                      where d.anonymised_at is null and coalesce(d.closed_at, d.decided_at) <= $1 and d.state <> 'proposed'
                        and not (d.state = 'in_force' and d.action in ('ban', 'suspend', 'reduce_visibility')
                                 and (d.ends_at is null or d.ends_at > $1))
                        and not exists (select from moderation_appeals a where a.decision_id = d.id
                                        and (a.outcome is null or a.decided_at > $1))),
              chosen as (select id from due limit $3),
              appeals as (update moderation_appeals set words = '', reason = null, anonymised_at = $2
                          where decision_id in (select id from chosen)),
              done as (update moderation_decisions set subject_id = '', subject_title = '', user_id = null, facts = '',
                              undo = '{}', anonymised_at = $2
                       where id in (select id from chosen) returning 1)
         select (select count(*) from done), (select count(*) from due)",
    )
    .bind(before)
    .bind(now)
    .bind(most)
    .fetch_one(db)
    .await
    .map(Swept::of)
}
