//! What waits in this room: notices, appeals, bans that need a second person.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;

/// Something that waits.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(in crate::moderation) struct Entry {
    pub(in crate::moderation) id: String,
    pub(in crate::moderation) since: DateTime<Utc>,
    /// What it is about.
    pub(in crate::moderation) subject_kind: String,
    /// A code: of the reason of a notice, of the action that is contested or proposed.
    pub(in crate::moderation) what: String,
    /// Later notices about the same thing, which wait behind this one.
    pub(in crate::moderation) others: i64,
}

type After<'a> = Option<(DateTime<Utc>, &'a str)>;

/// What somebody reported and nobody decided on: the oldest notice about each thing, with how many follow. Those whose ban
/// waits for a second person wait there.
pub(in crate::moderation) async fn waiting_notices(
    db: impl PgExecutor<'_>,
    after: After<'_>,
    most: i64,
) -> sqlx::Result<Vec<Entry>> {
    let (at, id) = after.unwrap_or((DateTime::UNIX_EPOCH, ""));
    sqlx::query_as(
        "select n.id, n.received_at as since, n.subject_kind, n.reason as what,
                (select count(*) - 1 from moderation_notices o
                 where o.subject_kind = n.subject_kind and o.subject_id = n.subject_id
                   and o.status in ('received', 'under_review')
                   and not exists (select from moderation_decisions d where d.notice_id = o.id and d.state = 'proposed')
                ) as others
         from moderation_notices n
         where n.status in ('received', 'under_review') and (n.received_at, n.id) > ($1, $2)
           and n.id = (select o.id from moderation_notices o
                       where o.subject_kind = n.subject_kind and o.subject_id = n.subject_id
                         and o.status in ('received', 'under_review')
                         and not exists (select from moderation_decisions d
                                         where d.notice_id = o.id and d.state = 'proposed')
                       order by o.received_at, o.id limit 1)
         order by n.received_at, n.id limit $3",
    )
    .bind(at)
    .bind(id)
    .bind(most)
    .fetch_all(db)
    .await
}

/// Appeals that wait, but those that this member of the team may not decide on.
pub(in crate::moderation) async fn waiting_appeals(
    db: impl PgExecutor<'_>,
    staff: &str,
    after: After<'_>,
    most: i64,
) -> sqlx::Result<Vec<Entry>> {
    let (at, id) = after.unwrap_or((DateTime::UNIX_EPOCH, ""));
    sqlx::query_as(
        "select a.id, a.made_at as since, d.subject_kind, d.action as what, 0::bigint as others
         from moderation_appeals a join moderation_decisions d on d.id = a.decision_id
         where a.outcome is null and (a.made_at, a.id) > ($1, $2)
           and d.decided_by <> $4 and d.confirmed_by is distinct from $4 and d.user_id is distinct from $4
           and not exists (select from moderation_notices n
                           where (n.id = d.notice_id or n.answered_by = d.id) and n.notifier_id = $4)
         order by a.made_at, a.id limit $3",
    )
    .bind(at)
    .bind(id)
    .bind(most)
    .bind(staff)
    .fetch_all(db)
    .await
}

/// Bans that somebody else proposed.
pub(in crate::moderation) async fn waiting_bans(
    db: impl PgExecutor<'_>,
    staff: &str,
    after: After<'_>,
    most: i64,
) -> sqlx::Result<Vec<Entry>> {
    let (at, id) = after.unwrap_or((DateTime::UNIX_EPOCH, ""));
    sqlx::query_as(
        "select id, decided_at as since, subject_kind, action as what, 0::bigint as others from moderation_decisions
         where state = 'proposed' and (decided_at, id) > ($1, $2) and decided_by <> $4 and user_id is distinct from $4
           and not exists (select from moderation_notices n where n.id = notice_id and n.notifier_id = $4)
         order by decided_at, id limit $3",
    )
    .bind(at)
    .bind(id)
    .bind(most)
    .bind(staff)
    .fetch_all(db)
    .await
}

/// Appeals and bans that nobody of the team may decide on: everybody left took part in them, or is a party.
pub(in crate::moderation) async fn stranded(db: impl PgExecutor<'_>) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "with waiting as (
             select d.id, d.decided_by, d.confirmed_by, d.user_id, d.notice_id
             from moderation_appeals a join moderation_decisions d on d.id = a.decision_id where a.outcome is null
             union all
             select id, decided_by, confirmed_by, user_id, notice_id from moderation_decisions where state = 'proposed')
         select count(*) from waiting w
         where not exists (select from users u
                           where u.role <> 'user' and u.erased_at is null and u.barred_at is null
                             and u.id <> w.decided_by and u.id is distinct from w.confirmed_by
                             and u.id is distinct from w.user_id
                             and not exists (select from moderation_notices n
                                             where (n.id = w.notice_id or n.answered_by = w.id) and n.notifier_id = u.id))",
    )
    .fetch_one(db)
    .await
}

/// Things reported, appeals and bans that wait.
pub(in crate::moderation) async fn count_waiting(
    db: impl PgExecutor<'_>,
    staff: &str,
) -> sqlx::Result<(i64, i64, i64)> {
    sqlx::query_as(
        "select (select count(*) from (select from moderation_notices n where n.status in ('received', 'under_review')
                                        and not exists (select from moderation_decisions d
                                                        where d.notice_id = n.id and d.state = 'proposed')
                                      group by n.subject_kind, n.subject_id) reported),
                (select count(*) from moderation_appeals a join moderation_decisions d on d.id = a.decision_id
                 where a.outcome is null and d.decided_by <> $1 and d.confirmed_by is distinct from $1
                   and d.user_id is distinct from $1
                   and not exists (select from moderation_notices n
                                   where (n.id = d.notice_id or n.answered_by = d.id) and n.notifier_id = $1)),
                (select count(*) from moderation_decisions d
                 where d.state = 'proposed' and d.decided_by <> $1 and d.user_id is distinct from $1
                   and not exists (select from moderation_notices n where n.id = d.notice_id and n.notifier_id = $1))",
    )
    .bind(staff)
    .fetch_one(db)
    .await
}
