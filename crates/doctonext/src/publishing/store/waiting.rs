//! What waits to be read by the team: listings never shown yet, and changes to others.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor, types::Json};

use crate::publishing::answers::Answers;

/// A listing, or changes to one, that a person reads first.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Waiting {
    /// `listings.id`.
    pub id: String,
    /// Its title as it reads now.
    pub title: String,
    /// Name of its owner.
    pub owner: String,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Changes to a listing, not a listing.
    pub is_change: bool,
}

/// What waits, the oldest first, after a moment and an identifier: all of it, changes alone, or listings alone.
pub async fn waiting_after(
    db: impl PgExecutor<'_>,
    changes: Option<bool>,
    after: Option<(DateTime<Utc>, &str)>,
    most: i64,
) -> sqlx::Result<Vec<Waiting>> {
    let (at, id) = after.unwrap_or((DateTime::UNIX_EPOCH, ""));
    sqlx::query_as(
        "select w.id, w.title, u.name as owner, w.since, w.is_change
         from (
             (select id, title, user_id, status_since as since, false as is_change from listings
              where status = 'pending_review' and (status_since, id) > ($2, $3) and $4 is not true
              order by status_since, id limit $1)
             union all
             (select l.id, l.title, l.user_id, r.made_at, true
              from listing_revisions r join listings l on l.id = r.listing_id
              where r.status = 'pending' and l.deleted_at is null and (r.made_at, r.listing_id) > ($2, $3)
                and $4 is not false
              order by r.made_at, r.listing_id limit $1)
         ) w join users u on u.id = w.user_id
         order by w.since, w.id limit $1",
    )
    .bind(most)
    .bind(at)
    .bind(id)
    .bind(changes)
    .fetch_all(db)
    .await
}

/// The number of the latest version of a listing, whatever became of it; 0 when none was kept.
pub async fn version(db: &mut PgConnection, listing: &str) -> sqlx::Result<i32> {
    sqlx::query_scalar("select coalesce(max(number), 0) from listing_revisions where listing_id = $1")
        .bind(listing)
        .fetch_one(db)
        .await
}

/// The same, while nobody else can write one until the transaction ends.
pub async fn hold_version(db: &mut PgConnection, listing: &str) -> sqlx::Result<i32> {
    super::lock_listing(db, listing).await?;
    version(db, listing).await
}

/// Listings that wait, and changes that do.
pub async fn count_waiting(db: impl PgExecutor<'_>) -> sqlx::Result<(i64, i64)> {
    sqlx::query_as(
        "select (select count(*) from listings where status = 'pending_review'),
                (select count(*) from listing_revisions where status = 'pending')",
    )
    .fetch_one(db)
    .await
}

/// Since when the changes of a listing wait, or the listing itself.
pub(in crate::publishing) async fn waiting_since(
    db: impl PgExecutor<'_>,
    listing: &str,
) -> sqlx::Result<Option<DateTime<Utc>>> {
    sqlx::query_scalar(
        "select coalesce((select made_at from listing_revisions where listing_id = $1 and status = 'pending'), status_since)
         from listings where id = $1",
    )
    .bind(listing)
    .fetch_one(db)
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

/// Lets refused changes wait again, if nothing was written since.
pub(in crate::publishing) async fn wait_again(
    db: &mut PgConnection,
    listing: &str,
    number: i32,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update listing_revisions r set status = 'pending', decided_by = null, decided_at = null, reason = null
         where listing_id = $1 and number = $2 and status = 'refused'
           and not exists (select from listing_revisions n where n.listing_id = $1 and n.number > $2)",
    )
    .bind(listing)
    .bind(number)
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}
