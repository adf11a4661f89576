//! Every SQL statement of drafts and revisions.

mod kept;
mod list;
mod waiting;
mod weeks;

pub(super) use kept::*;
pub(super) use list::*;
pub use waiting::{Waiting, count_waiting, hold_version, version, waiting_after};
pub(super) use waiting::{decide_waiting, wait_again, waiting_answers, waiting_since};
pub(super) use weeks::*;

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor, types::Json};

use super::answers::Answers;

/// A row of `listing_drafts`.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Draft {
    pub(super) answers: Json<Answers>,
    pub(super) version: i32,
    pub(super) publish_at: Option<DateTime<Utc>>,
    pub(super) updated_at: DateTime<Utc>,
}

/// A row of `listing_revisions`, without its answers.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Revision {
    pub(super) number: i32,
    pub(super) status: String,
    pub(super) made_at: DateTime<Utc>,
    pub(super) changes: Json<Vec<String>>,
    pub(super) reason: Option<String>,
}

/// A draft of a person, for the list to go on with.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Begun {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) listing_type: String,
    pub(super) updated_at: DateTime<Utc>,
}

/// What a new draft may start from.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Known {
    pub(super) profession: Option<String>,
    pub(super) specialty: Option<String>,
    pub(super) city: Option<String>,
    pub(super) postal_code: Option<String>,
    pub(super) commune_code: Option<String>,
}

/// A listing of a person, for the list of their program.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Mine {
    pub(super) id: String,
    pub(super) listing_type: String,
    pub(super) title: String,
    pub(super) status: String,
    pub(super) updated_at: DateTime<Utc>,
    pub(super) published_at: Option<DateTime<Utc>>,
    pub(super) expires_at: Option<DateTime<Utc>>,
}

pub(super) async fn begin(
    db: &mut PgConnection,
    listing: &str,
    answers: &Answers,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "with counted as (
             update listings set draft_version = draft_version + 1
             where id = $1 and not exists (select from listing_drafts where listing_id = $1) returning draft_version
         )
         insert into listing_drafts (listing_id, answers, version, created_at, updated_at)
         select $1, $2, draft_version, $3, $3 from counted
         on conflict (listing_id) do nothing",
    )
    .bind(listing)
    .bind(Json(answers))
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn draft(db: impl PgExecutor<'_>, listing: &str) -> sqlx::Result<Option<Draft>> {
    sqlx::query_as(
        "select answers, version, publish_at, updated_at from listing_drafts where listing_id = $1",
    )
    .bind(listing)
    .fetch_optional(db)
    .await
}

/// The same, held until the transaction ends.
pub(super) async fn lock_draft(db: &mut PgConnection, listing: &str) -> sqlx::Result<Option<Draft>> {
    sqlx::query_as(
        "select answers, version, publish_at, updated_at from listing_drafts where listing_id = $1 for update",
    )
    .bind(listing)
    .fetch_optional(db)
    .await
}

/// Holds the owner, then the listing: the order of locks that every change of a listing takes. The count of its drafts' saves.
pub(super) async fn lock_listing(db: &mut PgConnection, listing: &str) -> sqlx::Result<i32> {
    sqlx::query(
        "select from users where id = (select user_id from listings where id = $1) for no key update",
    )
    .bind(listing)
    .execute(&mut *db)
    .await?;
    let count: Option<i32> =
        sqlx::query_scalar("select draft_version from listings where id = $1 for no key update")
            .bind(listing)
            .fetch_optional(db)
            .await?;
    Ok(count.unwrap_or_default())
}

/// The count of a listing's drafts' saves, and the number of its latest revision.
pub(super) async fn counts(db: impl PgExecutor<'_>, listing: &str) -> sqlx::Result<(i32, i32)> {
    sqlx::query_as(
        "select l.draft_version,
                coalesce((select max(r.number) from listing_revisions r where r.listing_id = l.id), 0)
         from listings l where l.id = $1",
    )
    .bind(listing)
    .fetch_one(db)
    .await
}

/// Keeps answers unless somebody saved since; the new version.
pub(super) async fn save(
    db: &mut PgConnection,
    listing: &str,
    draft: &Draft,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<i32>> {
    sqlx::query_scalar(
        "with counted as (
             update listings set draft_version = draft_version + 1 where id = $1 returning draft_version
         )
         update listing_drafts d set answers = $2, publish_at = $3, version = c.draft_version, updated_at = $4
         from counted c where d.listing_id = $1 and d.version = $5 returning d.version",
    )
    .bind(listing)
    .bind(&draft.answers)
    .bind(draft.publish_at)
    .bind(now)
    .bind(draft.version)
    .fetch_optional(db)
    .await
}

/// The title under which a draft is found again in lists.
pub(super) async fn name_draft(db: &mut PgConnection, listing: &str, title: &str) -> sqlx::Result<()> {
    sqlx::query("update listings set title = $2 where id = $1 and status = 'draft'")
        .bind(listing)
        .bind(title)
        .execute(db)
        .await?;
    Ok(())
}

pub(super) async fn forget_draft(db: &mut PgConnection, listing: &str) -> sqlx::Result<bool> {
    let gone =
        sqlx::query("delete from listing_drafts where listing_id = $1").bind(listing).execute(db).await?;
    Ok(gone.rows_affected() > 0)
}

/// A draft of the same type that was begun a moment ago and holds nothing yet: a double click asks twice.
pub(super) async fn just_begun(
    db: &mut PgConnection,
    owner: &str,
    listing_type: &str,
    since: DateTime<Utc>,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar(
        "select l.id from listings l join listing_drafts d on d.listing_id = l.id
         where l.user_id = $1 and l.listing_type = $2 and l.status = 'draft' and l.deleted_at is null
           and d.version = 1 and l.created_at >= $3
         order by l.created_at desc limit 1",
    )
    .bind(owner)
    .bind(listing_type)
    .bind(since)
    .fetch_optional(db)
    .await
}

/// Serialises what one person begins.
pub(super) async fn lock_owner(db: &mut PgConnection, owner: &str) -> sqlx::Result<()> {
    sqlx::query("select 1 from users where id = $1 for no key update").bind(owner).execute(db).await?;
    Ok(())
}

pub(super) async fn begun(db: impl PgExecutor<'_>, owner: &str, most: i64) -> sqlx::Result<Vec<Begun>> {
    sqlx::query_as(
        "select l.id, l.title, l.listing_type, d.updated_at from listings l join listing_drafts d on d.listing_id = l.id
         where l.user_id = $1 and l.status = 'draft' and l.deleted_at is null
         order by d.updated_at desc limit $2",
    )
    .bind(owner)
    .bind(most)
    .fetch_all(db)
    .await
}

/// Listings of a person after one of them, the latest first; none that was deleted.
pub(super) async fn mine(
    db: impl PgExecutor<'_>,
    owner: &str,
    after: Option<&str>,
    most: i64,
) -> sqlx::Result<Vec<Mine>> {
    sqlx::query_as(
        "select l.id, l.listing_type, l.title, l.status, greatest(l.updated_at, d.updated_at) as updated_at,
                l.published_at, l.expires_at
         from listings l left join listing_drafts d on d.listing_id = l.id
         where l.user_id = $1 and l.deleted_at is null and l.status <> 'archived' and ($2::text is null or l.id < $2)
         order by l.id desc limit $3",
    )
    .bind(owner)
    .bind(after)
    .bind(most)
    .fetch_all(db)
    .await
}

pub(super) async fn count_begun(db: &mut PgConnection, owner: &str) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "select count(*) from listings where user_id = $1 and status = 'draft' and deleted_at is null",
    )
    .bind(owner)
    .fetch_one(db)
    .await
}

/// The trade of the profile, the place of the latest listing.
pub(super) async fn known(db: &mut PgConnection, owner: &str) -> sqlx::Result<Option<Known>> {
    sqlx::query_as(
        "select u.profession, u.specialty, p.city, p.postal_code, p.commune_code
         from users u
         left join lateral (
             select p.city, p.postal_code, p.commune_code from listings l join listing_locations p on p.listing_id = l.id
             where l.user_id = u.id and p.commune_code is not null order by l.created_at desc limit 1
         ) p on true
         where u.id = $1",
    )
    .bind(owner)
    .fetch_optional(db)
    .await
}

/// A version to keep.
pub(super) struct NewRevision<'a> {
    pub(super) id: &'a str,
    pub(super) listing: &'a str,
    pub(super) status: &'a str,
    pub(super) answers: &'a Answers,
    pub(super) changes: &'a [String],
}

/// Adds a version; the listing's row is held, so the numbers follow each other.
pub(super) async fn add_revision(
    db: &mut PgConnection,
    it: &NewRevision<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into listing_revisions (id, listing_id, number, status, made_at, answers, changes)
         select $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6 from listing_revisions where listing_id = $2",
    )
    .bind(it.id)
    .bind(it.listing)
    .bind(it.status)
    .bind(now)
    .bind(Json(it.answers))
    .bind(Json(it.changes))
    .execute(db)
    .await?;
    Ok(())
}

/// A newer version takes the place of the one that waits to be read.
pub(super) async fn withdraw_pending(
    db: &mut PgConnection,
    listing: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update listing_revisions set status = 'withdrawn', decided_at = $2 where listing_id = $1 and status = 'pending'",
    )
    .bind(listing)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Notes that visitors read something new.
pub(super) async fn mark_revised(
    db: &mut PgConnection,
    listing: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("update listings set revised_at = $2 where id = $1")
        .bind(listing)
        .bind(now)
        .execute(db)
        .await?;
    Ok(())
}

pub(super) async fn revisions(
    db: impl PgExecutor<'_>,
    listing: &str,
    most: i64,
) -> sqlx::Result<Vec<Revision>> {
    sqlx::query_as(
        "select number, status, made_at, changes, reason from listing_revisions
         where listing_id = $1 order by number desc limit $2",
    )
    .bind(listing)
    .bind(most)
    .fetch_all(db)
    .await
}
