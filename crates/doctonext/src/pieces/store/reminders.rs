//! Documents that end soon.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, PgPool};

use crate::sealing::Sealed;

/// A document whose owner is to be reminded. No `Debug`.
#[derive(sqlx::FromRow)]
pub(in crate::pieces) struct Ending {
    pub(in crate::pieces) user_id: String,
    pub(in crate::pieces) owner_name: String,
    pub(in crate::pieces) email: String,
    pub(in crate::pieces) kind: String,
    pub(in crate::pieces) naming: Sealed,
    pub(in crate::pieces) expires_on: NaiveDate,
}

/// Documents that end within 30 days or 7, whose reminder of that delay was not made; one after another, by `id`, each with its
/// owner. People
/// who leave, and addresses that never answered, are left alone.
pub(in crate::pieces) async fn due_reminders(
    db: &PgPool,
    today: NaiveDate,
    after: &str,
    most: i64,
) -> sqlx::Result<Vec<(String, String)>> {
    sqlx::query_as(
        "select p.id, p.user_id from pieces p join users u on u.id = p.user_id
         where p.expires_on between $1 and $1 + 30 and p.id > $2
               and u.email_verified and u.closing_at is null and u.erased_at is null
               and not exists (select from piece_reminders r where r.piece_id = p.id and r.expires_on = p.expires_on
                               and r.days_before = case when p.expires_on <= $1 + 7 then 7 else 30 end)
         order by p.id limit $3",
    )
    .bind(today)
    .bind(after)
    .bind(most)
    .fetch_all(db)
    .await
}

/// A document and its owner, held until the transaction ends; none when it has no date any more.
pub(in crate::pieces) async fn lock_ending(db: &mut PgConnection, id: &str) -> sqlx::Result<Option<Ending>> {
    sqlx::query_as(
        "select p.user_id, u.name as owner_name, u.email, p.kind, p.naming, p.expires_on
         from pieces p join users u on u.id = p.user_id
         where p.id = $1 and p.expires_on is not null and u.closing_at is null and u.erased_at is null
         for update of p",
    )
    .bind(id)
    .fetch_optional(db)
    .await
}

/// Notes that a reminder is made; false when it was before. One of 7 days stands for the one of 30 too.
pub(in crate::pieces) async fn note_reminder(
    db: &mut PgConnection,
    id: &str,
    expires_on: NaiveDate,
    days: &[i16],
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let made: Vec<i16> = sqlx::query_scalar(
        "insert into piece_reminders (piece_id, expires_on, days_before, reminded_at)
         select $1, $2, d, $4 from unnest($3::smallint[]) as t (d) on conflict do nothing returning days_before",
    )
    .bind(id)
    .bind(expires_on)
    .bind(days)
    .bind(now)
    .fetch_all(db)
    .await?;
    Ok(days.first().is_some_and(|it| made.contains(it)))
}
