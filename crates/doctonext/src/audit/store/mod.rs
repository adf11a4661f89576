//! Every SQL statement of the log.

mod state;

pub use state::state_of;

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::{PgConnection, PgPool};

use super::{
    Entry,
    read::{Filter, Line},
};
use crate::personal_data::Swept;

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

/// Whether somebody did this to the same since then.
pub(super) async fn is_known(
    db: &mut PgConnection,
    entry: &Entry<'_>,
    since: DateTime<Utc>,
) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "select exists (select 1 from audit_log where subject_kind = $1 and subject_id = $2 and action = $3
                        and actor_id is not distinct from $4 and at >= $5)",
    )
    .bind(entry.subject.0)
    .bind(entry.subject.1)
    .bind(entry.action)
    .bind(entry.actor)
    .bind(since)
    .fetch_one(db)
    .await
}

/// Lines of the log, the latest first.
pub(super) async fn read(db: &PgPool, filter: Filter<'_>, most: i64) -> sqlx::Result<Vec<Line>> {
    sqlx::query_as(
        "select l.id, l.at, l.actor_id, u.name as actor_name, l.action, l.subject_kind, l.subject_id,
                s.name as subject_name, l.address, l.reason, l.before_hash, l.after_hash
         from audit_log l
         left join users u on u.id = l.actor_id
         left join users s on l.subject_kind = 'user' and s.id = l.subject_id
         where ($1::text is null or l.actor_id = $1 or (l.subject_kind = 'user' and l.subject_id = $1))
           and ($2::text is null or l.action = $2)
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

/// The lines of one act about one thing, the latest first, fifty at most.
pub async fn about(db: &PgPool, action: &str, (kind, id): (&str, &str)) -> sqlx::Result<Vec<Line>> {
    sqlx::query_as(
        "select l.id, l.at, l.actor_id, u.name as actor_name, l.action, l.subject_kind, l.subject_id,
                null as subject_name, l.address, l.reason, l.before_hash, l.after_hash
         from audit_log l left join users u on u.id = l.actor_id
         where l.subject_kind = $1 and l.subject_id = $2 and l.action = $3
         order by l.id desc limit 50",
    )
    .bind(kind)
    .bind(id)
    .bind(action)
    .fetch_all(db)
    .await
}

/// How many things were told to the authorities between two moments (règlement (UE) 2022/2065, art. 18).
pub async fn told_to_authorities(
    db: &PgPool,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
) -> sqlx::Result<i64> {
    // The act is written out: an index of its lines alone answers.
    sqlx::query_scalar(
        "select count(distinct (subject_kind, subject_id)) from audit_log
         where action = 'moderation.authorities_told' and at >= $1 and at < $2",
    )
    .bind(from)
    .bind(to)
    .fetch_one(db)
    .await
}

/// Others who made their accounts or signed in from a network that somebody used, both since then; who shares most
/// of them first. The tree of moments finds the lines: only those days are read.
pub async fn sharing_network(
    db: &PgPool,
    person: &str,
    since: DateTime<Utc>,
    most: i64,
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "with entered as (
             select subject_id, address from audit_log
             where at >= $2 and action in ('account.made', 'account.signed_in') and subject_kind = 'user' and address is not null
         )
         select e.subject_id from entered e join users u on u.id = e.subject_id and u.erased_at is null
         where e.subject_id <> $1 and e.address in (select address from entered where subject_id = $1)
         group by e.subject_id order by count(distinct e.address) desc, e.subject_id limit $3",
    )
    .bind(person)
    .bind(since)
    .bind(most)
    .fetch_all(db)
    .await
}

/// The lines about a person, for them. Who of the team acted is not told.
pub(super) async fn export(db: &mut PgConnection, person: &str) -> sqlx::Result<Value> {
    sqlx::query_scalar(
        "select jsonb_build_object('actes', coalesce(jsonb_agg(jsonb_build_object(
                'quand', at, 'acte', action, 'par_vous', actor_id = $1,
                'reseau', case when actor_id = $1 then address end, 'motif', reason) order by id), '[]'))
         from audit_log where actor_id = $1 or (subject_kind = 'user' and subject_id = $1)",
    )
    .bind(person)
    .fetch_one(db)
    .await
}

/// Removes lines written by then, so many at most. The clock of the database has its say too: the trigger asks it.
pub async fn sweep(db: &PgPool, before: DateTime<Utc>, most: i64) -> sqlx::Result<Swept> {
    sqlx::query_as(
        "with due as (select id from audit_log where at <= $1 and at < now() - interval '3 years'),
              gone as (delete from audit_log where id in (select id from due order by id limit $2) returning 1)
         select (select count(*) from gone), (select count(*) from due)",
    )
    .bind(before)
    .bind(most)
    .fetch_one(db)
    .await
    .map(Swept::of)
}
