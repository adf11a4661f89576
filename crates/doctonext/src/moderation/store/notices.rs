//! Notices and their history.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor};

use crate::sealing::Sealed;

/// A notice.
#[derive(Clone, sqlx::FromRow)]
pub(in crate::moderation) struct Notice {
    pub(in crate::moderation) id: String,
    pub(in crate::moderation) source: String,
    pub(in crate::moderation) subject_kind: String,
    pub(in crate::moderation) subject_id: String,
    pub(in crate::moderation) subject_owner: Option<String>,
    pub(in crate::moderation) address: String,
    pub(in crate::moderation) reason: String,
    pub(in crate::moderation) explanation: String,
    pub(in crate::moderation) notifier: Option<Sealed>,
    pub(in crate::moderation) notifier_id: Option<String>,
    pub(in crate::moderation) follows_id: Option<String>,
    pub(in crate::moderation) status: String,
    pub(in crate::moderation) received_at: DateTime<Utc>,
    pub(in crate::moderation) status_since: DateTime<Utc>,
    pub(in crate::moderation) anonymised_at: Option<DateTime<Utc>>,
}

impl Notice {
    /// Whether it waits for a decision.
    pub(in crate::moderation) fn is_open(&self) -> bool {
        matches!(self.status.as_str(), "received" | "under_review")
    }
}

macro_rules! columns {
    () => {
        "id, source, subject_kind, subject_id, subject_owner, address, reason, explanation, notifier, \
    notifier_id, follows_id, status, received_at, status_since, anonymised_at"
    };
}

/// A notice to keep.
pub(in crate::moderation) struct NewNotice<'a> {
    pub(in crate::moderation) id: &'a str,
    pub(in crate::moderation) source: &'a str,
    pub(in crate::moderation) subject: (&'a str, &'a str),
    pub(in crate::moderation) owner: Option<&'a str>,
    pub(in crate::moderation) address: &'a str,
    pub(in crate::moderation) reason: &'a str,
    pub(in crate::moderation) explanation: &'a str,
    pub(in crate::moderation) notifier: Option<&'a Sealed>,
    pub(in crate::moderation) notifier_id: Option<&'a str>,
    /// The notice whose refusal was reversed.
    pub(in crate::moderation) follows: Option<&'a str>,
}

pub(in crate::moderation) async fn add_notice(
    db: &mut PgConnection,
    it: &NewNotice<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into moderation_notices (id, source, subject_kind, subject_id, subject_owner, address, reason, explanation,
                                         notifier, notifier_id, follows_id, received_at, status_since)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)",
    )
    .bind(it.id)
    .bind(it.source)
    .bind(it.subject.0)
    .bind(it.subject.1)
    .bind(it.owner)
    .bind(it.address)
    .bind(it.reason)
    .bind(it.explanation)
    .bind(it.notifier)
    .bind(it.notifier_id)
    .bind(it.follows)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

pub(in crate::moderation) async fn notice(db: impl PgExecutor<'_>, id: &str) -> sqlx::Result<Option<Notice>> {
    sqlx::query_as(concat!("select ", columns!(), " from moderation_notices where id = $1"))
        .bind(id)
        .fetch_optional(db)
        .await
}

/// The same, held until the transaction ends.
pub(in crate::moderation) async fn lock_notice(
    db: &mut PgConnection,
    id: &str,
) -> sqlx::Result<Option<Notice>> {
    sqlx::query_as(concat!("select ", columns!(), " from moderation_notices where id = $1 for update"))
        .bind(id)
        .fetch_optional(db)
        .await
}

/// Notices about the same thing that nobody decided on, but this one; the oldest first.
pub(in crate::moderation) async fn open_notices(
    db: impl PgExecutor<'_>,
    (kind, id): (&str, &str),
    but: &str,
    most: i64,
) -> sqlx::Result<Vec<Notice>> {
    sqlx::query_as(concat!(
        "select ",
        columns!(),
        " from moderation_notices
         where subject_kind = $1 and subject_id = $2 and id <> $3 and status in ('received', 'under_review')
         order by received_at, id limit $4"
    ))
    .bind(kind)
    .bind(id)
    .bind(but)
    .bind(most)
    .fetch_all(db)
    .await
}

/// Holds the open notices about something, in their order: two who decide on two of them wait for each other here.
pub(in crate::moderation) async fn lock_open_notices(
    db: &mut PgConnection,
    (kind, id): (&str, &str),
) -> sqlx::Result<()> {
    sqlx::query(
        "select from moderation_notices
         where subject_kind = $1 and subject_id = $2 and status in ('received', 'under_review') order by id for update",
    )
    .bind(kind)
    .bind(id)
    .execute(db)
    .await?;
    Ok(())
}

/// Whether this member of the team reported something that nobody decided on yet.
pub(in crate::moderation) async fn has_reported(
    db: &mut PgConnection,
    (kind, id): (&str, &str),
    staff: &str,
) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "select exists (select from moderation_notices
                        where subject_kind = $1 and subject_id = $2 and notifier_id = $3
                          and status in ('received', 'under_review'))",
    )
    .bind(kind)
    .bind(id)
    .bind(staff)
    .fetch_one(db)
    .await
}

/// Whether this member of the team made a notice that a decision answered.
pub(in crate::moderation) async fn asked_for(
    db: &mut PgConnection,
    decision: &str,
    staff: &str,
) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "select exists (select from moderation_notices where answered_by = $1 and notifier_id = $2)",
    )
    .bind(decision)
    .bind(staff)
    .fetch_one(db)
    .await
}

/// Notes which decision, taken on another notice, answers this one.
pub(in crate::moderation) async fn note_answer(
    db: &mut PgConnection,
    id: &str,
    decision: &str,
) -> sqlx::Result<()> {
    sqlx::query("update moderation_notices set answered_by = $2 where id = $1")
        .bind(id)
        .bind(decision)
        .execute(db)
        .await?;
    Ok(())
}

/// A change of a notice.
pub(in crate::moderation) struct Change<'a> {
    pub(in crate::moderation) event: &'static str,
    pub(in crate::moderation) from: &'static str,
    pub(in crate::moderation) to: &'static str,
    pub(in crate::moderation) actor: &'static str,
    pub(in crate::moderation) staff: Option<&'a str>,
}

pub(in crate::moderation) async fn change_notice(
    db: &mut PgConnection,
    id: &str,
    it: &Change<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("update moderation_notices set status = $2, status_since = $3 where id = $1")
        .bind(id)
        .bind(it.to)
        .bind(now)
        .execute(&mut *db)
        .await?;
    sqlx::query(
        "insert into moderation_notice_events (notice_id, at, event, from_status, to_status, actor, actor_id)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(id)
    .bind(now)
    .bind(it.event)
    .bind(it.from)
    .bind(it.to)
    .bind(it.actor)
    .bind(it.staff)
    .execute(db)
    .await?;
    Ok(())
}

/// Adds words to the notice of the house about this that waits for the team; false when none does.
pub(in crate::moderation) async fn add_to_what_waits(
    db: &mut PgConnection,
    (kind, id): (&str, &str),
    words: &str,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update moderation_notices set explanation = left(explanation || E'\n' || $3, 6000)
         where subject_kind = $1 and subject_id = $2 and source in ('rule', 'review')
           and status in ('received', 'under_review')",
    )
    .bind(kind)
    .bind(id)
    .bind(words)
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}
