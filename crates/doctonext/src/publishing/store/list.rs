//! What the list of one's own listings shows.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;

/// A line of the list of one's own listings.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(in crate::publishing) struct Line {
    pub(in crate::publishing) id: String,
    pub(in crate::publishing) title: String,
    pub(in crate::publishing) listing_type: String,
    pub(in crate::publishing) status: String,
    pub(in crate::publishing) status_since: Option<DateTime<Utc>>,
    pub(in crate::publishing) published_at: Option<DateTime<Utc>>,
    pub(in crate::publishing) expires_at: Option<DateTime<Utc>>,
    pub(in crate::publishing) publish_at: Option<DateTime<Utc>>,
    pub(in crate::publishing) checkin_asked_at: Option<DateTime<Utc>>,
    pub(in crate::publishing) created_at: DateTime<Utc>,
    pub(in crate::publishing) city: String,
    pub(in crate::publishing) has_draft: bool,
    pub(in crate::publishing) is_waiting: bool,
    pub(in crate::publishing) reason: Option<String>,
}

/// One's own listings in some states, the newest first, after one of them.
pub(in crate::publishing) async fn lines(
    db: impl PgExecutor<'_>,
    owner: &str,
    states: &[&str],
    after: Option<&str>,
    most: i64,
) -> sqlx::Result<Vec<Line>> {
    sqlx::query_as(
        "select l.id, l.title, l.listing_type, l.status, l.status_since, l.published_at, l.expires_at, l.publish_at,
                l.checkin_asked_at, l.created_at, coalesce(p.city, '') as city,
                exists (select from listing_drafts d where d.listing_id = l.id) as has_draft,
                exists (select from listing_revisions r where r.listing_id = l.id and r.status = 'pending') as is_waiting,
                case when l.status in ('rejected', 'removed') then
                    (select e.reason from listing_events e where e.listing_id = l.id order by e.id desc limit 1)
                end as reason
         from listings l left join listing_locations p on p.listing_id = l.id
         where l.user_id = $1 and l.status = any($2) and l.deleted_at is null
           and ($3::text is null
                or (l.created_at, l.id) < (select a.created_at, a.id from listings a where a.id = $3 and a.user_id = $1))
         order by l.created_at desc, l.id desc limit $4",
    )
    .bind(owner)
    .bind(states)
    .bind(after)
    .bind(most)
    .fetch_all(db)
    .await
}

/// How many listings somebody has in each state.
pub(in crate::publishing) async fn states_of(
    db: impl PgExecutor<'_>,
    owner: &str,
) -> sqlx::Result<Vec<(String, i64)>> {
    sqlx::query_as(
        "select status, count(*) from listings where user_id = $1 and deleted_at is null group by status",
    )
    .bind(owner)
    .fetch_all(db)
    .await
}

/// Conversations that others began about somebody's listings since a moment: begun, and when the owner first answered.
pub(in crate::publishing) async fn conversations(
    db: impl PgExecutor<'_>,
    owner: &str,
    since: DateTime<Utc>,
) -> sqlx::Result<Vec<(DateTime<Utc>, Option<DateTime<Utc>>)>> {
    sqlx::query_as(
        "select c.created_at,
                (select min(m.created_at) from messages m where m.conversation_id = c.id and m.sender_id = $1)
         from conversations c join listings l on l.id = c.listing_id
         where l.user_id = $1 and c.participant_1_id <> $1 and c.created_at >= $2",
    )
    .bind(owner)
    .bind(since)
    .fetch_all(db)
    .await
}
