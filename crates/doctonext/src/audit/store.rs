//! Every SQL statement of the log.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};

use super::{
    Entry,
    read::{Filter, Line},
};

pub(super) async fn add(
    db: &mut PgConnection,
    entry: &Entry<'_>,
    before: Option<Vec<u8>>,
    after: Option<Vec<u8>>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into audit_log (at, actor_id, action, subject_kind, subject_id, address, before_hash, after_hash, reason)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(now)
    .bind(entry.actor)
    .bind(entry.action)
    .bind(entry.subject.0)
    .bind(entry.subject.1)
    .bind(entry.address)
    .bind(before)
    .bind(after)
    .bind(entry.reason)
    .execute(db)
    .await?;
    Ok(())
}

/// Lines of the log, the latest first.
pub(super) async fn read(db: &PgPool, filter: Filter<'_>, most: i64) -> sqlx::Result<Vec<Line>> {
    sqlx::query_as(
        "select l.id, l.at, l.actor_id, u.name as actor_name, l.action, l.subject_kind, l.subject_id,
                s.name as subject_name, l.address, l.reason
         from audit_log l
         left join users u on u.id = l.actor_id
         left join users s on l.subject_kind = 'user' and s.id = l.subject_id
         where ($1::text is null or l.actor_id = $1 or (l.subject_kind = 'user' and l.subject_id = $1))
           and ($2::text is null or starts_with(l.action, $2))
           and ($3::bigint is null or l.id < $3)
         order by l.id desc limit $4",
    )
    .bind(filter.person)
    .bind(filter.action)
    .bind(filter.before)
    .bind(most)
    .fetch_all(db)
    .await
}
