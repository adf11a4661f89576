//! What the team reads.

use chrono::{DateTime, Utc};
use sqlx::PgPool;

use super::figures::{By, Counted};

/// A person in a list.
#[derive(Clone, sqlx::FromRow)]
pub(super) struct Found {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) role: String,
    pub(super) account_kind: String,
    pub(super) trust_level: i16,
    pub(super) created_at: DateTime<Utc>,
}

/// Where a list goes on: after this moment and identifier, backwards in time.
pub(super) type After = Option<(DateTime<Utc>, String)>;

/// Reads a moment to the microsecond, as lists print it in their addresses.
fn bounds(after: After) -> (Option<DateTime<Utc>>, Option<String>) {
    after.map_or((None, None), |(at, id)| (Some(at), Some(id)))
}

/// The latest accounts; of one level of trust when it is said.
pub(super) async fn latest(
    db: &PgPool,
    trust: Option<i16>,
    after: After,
    most: i64,
) -> sqlx::Result<Vec<Found>> {
    let (at, id) = bounds(after);
    sqlx::query_as(
        "select id, name, email, role, account_kind, trust_level, created_at from users
         where ($1::timestamptz is null or (created_at, id) < ($1, $2)) and ($4::smallint is null or trust_level = $4)
         order by created_at desc, id desc limit $3",
    )
    .bind(at)
    .bind(id)
    .bind(most)
    .bind(trust)
    .fetch_all(db)
    .await
}

/// One person.
pub(super) async fn by_id(db: &PgPool, id: &str) -> sqlx::Result<Vec<Found>> {
    sqlx::query_as(
        "select id, name, email, role, account_kind, trust_level, created_at from users where id = $1",
    )
    .bind(id)
    .fetch_all(db)
    .await
}

/// Several people, in the order of their identifiers.
pub(super) async fn by_ids(db: &PgPool, ids: &[String]) -> sqlx::Result<Vec<Found>> {
    sqlx::query_as(
        "select id, name, email, role, account_kind, trust_level, created_at from users
         where id = any($1) order by array_position($1, id)",
    )
    .bind(ids)
    .fetch_all(db)
    .await
}

/// People whose address begins so, in lower case.
pub(super) async fn by_email(
    db: &PgPool,
    start: &str,
    trust: Option<i16>,
    most: i64,
) -> sqlx::Result<Vec<Found>> {
    let pattern = format!("{}%", start.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
    sqlx::query_as(
        "select id, name, email, role, account_kind, trust_level, created_at from users
         where email like $1 and ($3::smallint is null or trust_level = $3) order by email limit $2",
    )
    .bind(pattern)
    .bind(most)
    .bind(trust)
    .fetch_all(db)
    .await
}

/// People whose names have words that begin so; the words are without accents.
pub(super) async fn by_name(
    db: &PgPool,
    words: &[String],
    trust: Option<i16>,
    most: i64,
) -> sqlx::Result<Vec<Found>> {
    let query = words.iter().map(|it| format!("{it}:*")).collect::<Vec<_>>().join(" & ");
    sqlx::query_as(
        "select id, name, email, role, account_kind, trust_level, created_at from users
         where name_words @@ to_tsquery('simple', $1) and ($3::smallint is null or trust_level = $3)
         order by created_at desc, id desc limit $2",
    )
    .bind(query)
    .bind(most)
    .bind(trust)
    .fetch_all(db)
    .await
}

/// Everything about a person that needs no secret.
#[derive(Clone, sqlx::FromRow)]
pub(super) struct Facts {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) email_verified: bool,
    pub(super) role: String,
    pub(super) account_kind: String,
    pub(super) trust_level: i16,
    pub(super) profession: Option<String>,
    pub(super) created_at: DateTime<Utc>,
    pub(super) last_seen_at: Option<DateTime<Utc>>,
    pub(super) has_phone: bool,
    pub(super) listings: i64,
}

pub(super) async fn facts(db: &PgPool, id: &str) -> sqlx::Result<Option<Facts>> {
    sqlx::query_as(
        "select id, name, email, email_verified, role, account_kind, trust_level, profession, created_at, last_seen_at,
                phone is not null as has_phone,
                (select count(*) from listings l where l.user_id = u.id and l.deleted_at is null) as listings
         from users u where id = $1",
    )
    .bind(id)
    .fetch_optional(db)
    .await
}

/// Accounts in all, of the last seven days, and open sessions.
pub(super) async fn totals(db: &PgPool, now: DateTime<Utc>) -> sqlx::Result<(i64, i64, i64)> {
    sqlx::query_as(
        "select (select count(*) from users), (select count(*) from users where created_at > $1 - interval '7 days'),
                (select count(*) from sessions where expires_at > $1)",
    )
    .bind(now)
    .fetch_one(db)
    .await
}

/// Listings counted, the largest groups first.
pub(super) async fn count_listings(db: &PgPool, by: By) -> sqlx::Result<Vec<Counted>> {
    let (group, _) = by.words();
    sqlx::query_as(
        "with published as (
             select l.id, l.status, l.closing_reason,
                    -- What its owner deleted, or time put away, is over all the same.
                    l.status in ('sold', 'expired') or (l.status = 'archived' and exists (
                        select from listing_events e where e.listing_id = l.id and e.to_status in ('sold', 'expired'))) as is_over,
                    -- Renewed, a listing has a later publication than its first.
                    least((select min(e.at) from listing_events e
                                           where e.listing_id = l.id and e.to_status = 'active'), l.published_at) as published_at,
                    coalesce(case $1 when 'type' then l.listing_type when 'profession' then l.profession
                                     else p.department end, '') as what
             from listings l left join listing_locations p on p.listing_id = l.id
             where l.published_at is not null
         ), answered as (
             select l.what, percentile_cont(0.5) within group (order by extract(epoch from e.at - r.asked_at) / 3600) as hours
             from room_requests r join published l on l.id = r.listing_id
             join (select request_id, min(at) as at from room_events where event in ('grant', 'refuse')
                   group by request_id) e on e.request_id = r.id
             group by l.what
         )
         select l.what, count(*) filter (where status = 'active') as online, count(*) as published,
                count(*) filter (where is_over) as ended,
                count(*) filter (where status = 'sold' or (is_over and closing_reason is not null)) as filled,
                percentile_cont(0.5) within group
                    (order by (d.first_contact - (l.published_at at time zone 'Europe/Paris')::date)::float8) as first_contact,
                min(a.hours)::float8 as answer
         from published l
         left join (select listing_id, min(day) as first_contact from listing_days where contacts > 0
                    group by listing_id) d on d.listing_id = l.id
         left join answered a on a.what = l.what
         group by l.what order by published desc, l.what",
    )
    .bind(group)
    .fetch_all(db)
    .await
}
