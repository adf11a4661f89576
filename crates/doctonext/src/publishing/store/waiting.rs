//! What waits to be read by the team: listings never shown yet, and changes to others.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor, types::Json};

use crate::publishing::answers::Answers;

/// A line of the queue.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(in crate::publishing) struct Waiting {
    pub(in crate::publishing) id: String,
    pub(in crate::publishing) title: String,
    pub(in crate::publishing) owner: String,
    pub(in crate::publishing) since: DateTime<Utc>,
    /// Changes to a listing, not a listing.
    pub(in crate::publishing) is_change: bool,
}

/// The queue, the oldest first.
pub(in crate::publishing) async fn waiting(db: impl PgExecutor<'_>, most: i64) -> sqlx::Result<Vec<Waiting>> {
    sqlx::query_as(
        "select w.id, w.title, u.name as owner, w.since, w.is_change
         from (
             (select id, title, user_id, coalesce(status_since, updated_at) as since, false as is_change from listings
              where status = 'pending_review' order by status_since limit $1)
             union all
             (select l.id, l.title, l.user_id, r.made_at, true
              from listing_revisions r join listings l on l.id = r.listing_id
              where r.status = 'pending' and l.deleted_at is null order by r.made_at, r.id limit $1)
         ) w join users u on u.id = w.user_id
         order by w.since, w.id limit $1",
    )
    .bind(most)
    .fetch_all(db)
    .await
}

/// The changes of a listing that wait, and the revision they are.
pub(in crate::publishing) async fn waiting_answers(
    db: impl PgExecutor<'_>,
    listing: &str,
) -> sqlx::Result<Option<(String, Answers)>> {
    let found: Option<(String, Json<Answers>)> = sqlx::query_as(
        "select id, answers from listing_revisions where listing_id = $1 and status = 'pending'",
    )
    .bind(listing)
    .fetch_optional(db)
    .await?;
    Ok(found.map(|(id, answers)| (id, answers.0)))
}

/// Ends the waiting of changes. False when they no longer wait.
pub(in crate::publishing) async fn decide_waiting(
    db: &mut PgConnection,
    listing: &str,
    (status, by, reason): (&str, &str, &str),
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update listing_revisions set status = $2, decided_by = $3, reason = $4, decided_at = $5
         where listing_id = $1 and status = 'pending'",
    )
    .bind(listing)
    .bind(status)
    .bind(by)
    .bind(Some(reason).filter(|it| !it.is_empty()))
    .bind(now)
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}
