//! Decisions.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::{PgConnection, PgExecutor};

/// A decision.
#[derive(Clone, sqlx::FromRow)]
pub(in crate::moderation) struct Decision {
    pub(in crate::moderation) id: String,
    pub(in crate::moderation) notice_id: Option<String>,
    pub(in crate::moderation) subject_kind: String,
    pub(in crate::moderation) subject_id: String,
    pub(in crate::moderation) subject_title: String,
    pub(in crate::moderation) user_id: Option<String>,
    pub(in crate::moderation) action: String,
    pub(in crate::moderation) ground: String,
    pub(in crate::moderation) facts: String,
    pub(in crate::moderation) found_by: String,
    pub(in crate::moderation) ends_at: Option<DateTime<Utc>>,
    pub(in crate::moderation) state: String,
    pub(in crate::moderation) undo: Value,
    pub(in crate::moderation) decided_by: String,
    pub(in crate::moderation) decided_at: DateTime<Utc>,
    pub(in crate::moderation) confirmed_by: Option<String>,
    pub(in crate::moderation) confirmed_at: Option<DateTime<Utc>>,
    pub(in crate::moderation) closed_at: Option<DateTime<Utc>>,
    pub(in crate::moderation) anonymised_at: Option<DateTime<Utc>>,
}

impl Decision {
    /// When it took effect: what the time to contest it runs from.
    pub(in crate::moderation) fn took_effect_at(&self) -> DateTime<Utc> {
        self.confirmed_at.unwrap_or(self.decided_at)
    }

    /// Whether this member of the team took part in it.
    pub(in crate::moderation) fn is_of(&self, staff: &str) -> bool {
        self.decided_by == staff || self.confirmed_by.as_deref() == Some(staff)
    }
}

macro_rules! columns {
    () => {
        "id, notice_id, subject_kind, subject_id, subject_title, user_id, action, ground, facts, found_by, \
    ends_at, state, undo, decided_by, decided_at, confirmed_by, confirmed_at, closed_at, anonymised_at"
    };
}

/// A decision to keep.
pub(in crate::moderation) struct NewDecision<'a> {
    pub(in crate::moderation) id: &'a str,
    pub(in crate::moderation) notice: Option<&'a str>,
    pub(in crate::moderation) subject: (&'a str, &'a str),
    pub(in crate::moderation) title: &'a str,
    pub(in crate::moderation) owner: Option<&'a str>,
    pub(in crate::moderation) action: &'a str,
    pub(in crate::moderation) ground: &'a str,
    pub(in crate::moderation) facts: &'a str,
    pub(in crate::moderation) found_by: &'a str,
    pub(in crate::moderation) days: Option<i32>,
    pub(in crate::moderation) ends_at: Option<DateTime<Utc>>,
    pub(in crate::moderation) state: &'a str,
    pub(in crate::moderation) undo: &'a Value,
    pub(in crate::moderation) staff: &'a str,
}

pub(in crate::moderation) async fn add_decision(
    db: &mut PgConnection,
    it: &NewDecision<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into moderation_decisions (id, notice_id, subject_kind, subject_id, subject_title, user_id, action, ground,
                                           facts, found_by, days, ends_at, state, undo, decided_by, decided_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
    )
    .bind(it.id)
    .bind(it.notice)
    .bind(it.subject.0)
    .bind(it.subject.1)
    .bind(it.title)
    .bind(it.owner)
    .bind(it.action)
    .bind(it.ground)
    .bind(it.facts)
    .bind(it.found_by)
    .bind(it.days)
    .bind(it.ends_at)
    .bind(it.state)
    .bind(it.undo)
    .bind(it.staff)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

pub(in crate::moderation) async fn decision(
    db: impl PgExecutor<'_>,
    id: &str,
) -> sqlx::Result<Option<Decision>> {
    sqlx::query_as(concat!("select ", columns!(), " from moderation_decisions where id = $1"))
        .bind(id)
        .fetch_optional(db)
        .await
}

/// Holds whom a decision struck, then the decision: in this order, which a measure against a person takes too.
pub(in crate::moderation) async fn lock_decision(
    db: &mut PgConnection,
    id: &str,
) -> sqlx::Result<Option<Decision>> {
    sqlx::query(
        "select from users where id = (select user_id from moderation_decisions where id = $1) for update",
    )
    .bind(id)
    .execute(&mut *db)
    .await?;
    sqlx::query_as(concat!("select ", columns!(), " from moderation_decisions where id = $1 for update"))
        .bind(id)
        .fetch_optional(db)
        .await
}

/// The decision on a notice; a ban that was declined is none.
pub(in crate::moderation) async fn decision_on(
    db: impl PgExecutor<'_>,
    notice: &str,
) -> sqlx::Result<Option<Decision>> {
    sqlx::query_as(concat!(
        "select ",
        columns!(),
        " from moderation_decisions
         where (notice_id = $1 or id = (select answered_by from moderation_notices where id = $1))
           and state <> 'declined'
         order by decided_at desc, id desc limit 1"
    ))
    .bind(notice)
    .fetch_optional(db)
    .await
}

/// Decisions about a person, the latest first; those that were never told are left out for themselves.
pub(in crate::moderation) async fn decisions_about(
    db: impl PgExecutor<'_>,
    person: &str,
    for_themselves: bool,
    most: i64,
) -> sqlx::Result<Vec<Decision>> {
    sqlx::query_as(concat!(
        "select ",
        columns!(),
        " from moderation_decisions
         where user_id = $1 and (not $2 or (action not in ('approve', 'refuse_notice')
                                            and state not in ('proposed', 'declined')))
         order by decided_at desc, id desc limit $3"
    ))
    .bind(person)
    .bind(for_themselves)
    .bind(most)
    .fetch_all(db)
    .await
}

/// All decisions, the latest first, after one.
pub(in crate::moderation) async fn decisions(
    db: impl PgExecutor<'_>,
    after: Option<(DateTime<Utc>, &str)>,
    action: Option<&str>,
    most: i64,
) -> sqlx::Result<Vec<Decision>> {
    let (at, id) = after.unzip();
    sqlx::query_as(concat!(
        "select ",
        columns!(),
        " from moderation_decisions
         where ($1::timestamptz is null or (decided_at, id) < ($1, $2)) and ($3::text is null or action = $3)
         order by decided_at desc, id desc limit $4"
    ))
    .bind(at)
    .bind(id)
    .bind(action)
    .bind(most)
    .fetch_all(db)
    .await
}

/// Decisions that struck the same person and are in force, with the latest end; held. `but` is the one that ends.
pub(in crate::moderation) async fn bars_of(
    db: &mut PgConnection,
    person: &str,
    but: &str,
) -> sqlx::Result<Vec<Option<DateTime<Utc>>>> {
    sqlx::query_scalar(
        "select ends_at from moderation_decisions
         where user_id = $1 and id <> $2 and state = 'in_force' and action in ('suspend', 'ban') for update",
    )
    .bind(person)
    .bind(but)
    .fetch_all(db)
    .await
}

/// Whether another decision of this kind is in force on the same thing; what was refused before it was online does not come
/// online under a removal either.
pub(in crate::moderation) async fn has_another(db: &mut PgConnection, it: &Decision) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "select exists (select from moderation_decisions
                        where subject_kind = $1 and subject_id = $2 and state = 'in_force' and id <> $4
                          and (action = $3 or ($3 = 'ask_change' and action = 'remove')))",
    )
    .bind(&it.subject_kind)
    .bind(&it.subject_id)
    .bind(&it.action)
    .bind(&it.id)
    .fetch_one(db)
    .await
}

/// Whether a ban of this person waits for a second person, or is in force.
pub(in crate::moderation) async fn is_banned_already(
    db: &mut PgConnection,
    person: &str,
) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "select exists (select from moderation_decisions
                        where user_id = $1 and action = 'ban' and state in ('proposed', 'in_force'))",
    )
    .bind(person)
    .fetch_one(db)
    .await
}

/// Puts a ban in force that somebody else proposed.
pub(in crate::moderation) async fn confirm(
    db: &mut PgConnection,
    id: &str,
    staff: &str,
    undo: &Value,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update moderation_decisions set state = 'in_force', undo = $3, confirmed_by = $2, confirmed_at = $4 where id = $1",
    )
    .bind(id)
    .bind(staff)
    .bind(undo)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Ends a decision: `declined`, `ended` or `reversed`.
pub(in crate::moderation) async fn close_decision(
    db: &mut PgConnection,
    id: &str,
    state: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("update moderation_decisions set state = $2, closed_at = $3 where id = $1")
        .bind(id)
        .bind(state)
        .bind(now)
        .execute(db)
        .await?;
    Ok(())
}

/// Keeps what brings the state of before back, when another decision is what ends later.
pub(in crate::moderation) async fn pass_undo_on(
    db: &mut PgConnection,
    person: &str,
    but: &str,
    listings: &[String],
) -> sqlx::Result<()> {
    sqlx::query(
        "update moderation_decisions set undo = jsonb_set(undo, '{paused}', coalesce(undo -> 'paused', '[]') || to_jsonb($2))
         where id = (select id from moderation_decisions
                     where user_id = $1 and id <> $3 and state = 'in_force' and action in ('suspend', 'ban')
                     order by ends_at desc nulls first, id limit 1)",
    )
    .bind(person)
    .bind(listings)
    .bind(but)
    .execute(db)
    .await?;
    Ok(())
}

/// Decisions whose time is over.
pub(in crate::moderation) async fn due_decisions(
    db: impl PgExecutor<'_>,
    now: DateTime<Utc>,
    most: i64,
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "select id from moderation_decisions where state = 'in_force' and ends_at <= $1 order by ends_at limit $2",
    )
    .bind(now)
    .bind(most)
    .fetch_all(db)
    .await
}
