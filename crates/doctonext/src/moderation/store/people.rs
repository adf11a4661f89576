//! The people that moderation writes to.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;

/// Somebody with an account.
#[derive(Clone, sqlx::FromRow)]
pub(in crate::moderation) struct Someone {
    pub(in crate::moderation) id: String,
    pub(in crate::moderation) name: String,
    pub(in crate::moderation) email: String,
    pub(in crate::moderation) role: String,
    pub(in crate::moderation) account_kind: String,
    pub(in crate::moderation) trust_level: i16,
    pub(in crate::moderation) created_at: DateTime<Utc>,
    pub(in crate::moderation) barred_at: Option<DateTime<Utc>>,
    pub(in crate::moderation) is_erased: bool,
}

impl Someone {
    /// Whether a letter can reach them: not who left, nor the people of the demonstration (RFC 2606).
    pub(in crate::moderation) fn can_be_written_to(&self) -> bool {
        !self.is_erased && !self.email.ends_with(".invalid")
    }

    /// Nobody judges the team here: roles are taken away first.
    pub(in crate::moderation) fn is_staff(&self) -> bool {
        self.role != "user"
    }
}

pub(in crate::moderation) async fn someone(
    db: impl PgExecutor<'_>,
    id: &str,
) -> sqlx::Result<Option<Someone>> {
    sqlx::query_as(
        "select id, name, email, role, account_kind, trust_level, created_at, barred_at,
                erased_at is not null as is_erased
         from users where id = $1",
    )
    .bind(id)
    .fetch_optional(db)
    .await
}

/// Listings of a person that are online.
pub(in crate::moderation) async fn online_of(
    db: impl PgExecutor<'_>,
    person: &str,
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar("select id from listings where user_id = $1 and status = 'active' order by id")
        .bind(person)
        .fetch_all(db)
        .await
}

/// Accounts made since then: the host of their address, the network that they were made from, and how many.
pub(in crate::moderation) async fn accounts_since(
    db: impl PgExecutor<'_>,
    since: DateTime<Utc>,
) -> sqlx::Result<Vec<(String, Option<String>, i64)>> {
    sqlx::query_as(
        "select split_part(u.email, '@', 2), made.address, count(*)
         from users u
         left join (select subject_id, min(address) as address from audit_log
                    where at > $1 and action = 'account.made' group by subject_id) made on made.subject_id = u.id
         where u.created_at > $1 and u.erased_at is null
         group by 1, 2",
    )
    .bind(since)
    .fetch_all(db)
    .await
}
