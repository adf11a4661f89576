//! Who is looked at again, night after night.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, PgExecutor};

use super::people::{Row, select_row};

/// People with a badge or suspended for absence whom tonight's round has not seen, in their order. Who is about to leave
/// is left alone: a badge that comes back would bring listings back.
pub(in crate::verification) async fn to_see(
    db: impl PgExecutor<'_>,
    after: &str,
    before: DateTime<Utc>,
    most: i64,
) -> sqlx::Result<Vec<Row>> {
    sqlx::query_as(select_row!(
        "where id > $1 and (rpps_number is not null or adeli_number is not null) and closing_at is null
           and (verification_status in ('matched', 'proved')
                or (verification_status = 'suspended' and verification_reason = 'not_seen'))
           and (verification_checked_at is null or verification_checked_at < $2)
         order by id limit $3"
    ))
    .bind(after)
    .bind(before)
    .bind(most)
    .fetch_all(db)
    .await
}

/// Everybody who has a number, after one of them.
pub(in crate::verification) async fn with_number(
    db: impl PgExecutor<'_>,
    after: &str,
    most: i64,
) -> sqlx::Result<Vec<Row>> {
    sqlx::query_as(select_row!(
        "where id > $1 and (rpps_number is not null or adeli_number is not null) and erased_at is null
         order by id limit $2"
    ))
    .bind(after)
    .bind(most)
    .fetch_all(db)
    .await
}

/// Whether the badge came from the team or Pro Santé Connect, and not from the directory.
pub(in crate::verification) async fn is_vouched_for_by_people(
    db: impl PgExecutor<'_>,
    id: &str,
) -> sqlx::Result<bool> {
    let found: Option<bool> = sqlx::query_scalar(
        "select event in ('accept', 'prove', 'identify') from verification_events
         where user_id = $1 and to_status in ('matched', 'proved') order by id desc limit 1",
    )
    .bind(id)
    .fetch_optional(db)
    .await?;
    Ok(found.unwrap_or(false))
}

/// Notes what tonight's look found.
pub(in crate::verification) async fn set_seen(
    db: impl PgExecutor<'_>,
    id: &str,
    nights: i16,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("update users set verification_checked_at = $2, verification_nights = $3 where id = $1")
        .bind(id)
        .bind(now)
        .bind(nights)
        .execute(db)
        .await?;
    Ok(())
}

/// Students whose licence ran out before this day, held until the transaction ends.
pub(in crate::verification) async fn lock_licence_over(
    db: &mut PgConnection,
    today: NaiveDate,
) -> sqlx::Result<Option<Row>> {
    sqlx::query_as(select_row!(
        "where verification_status = 'proved' and verified_until < $1 order by id limit 1 for update skip locked"
    ))
    .bind(today)
    .fetch_optional(db)
    .await
}

/// People whose number was there before numbers were marked, in their order.
pub(in crate::verification) async fn unmarked(
    db: impl PgExecutor<'_>,
    after: &str,
    most: i64,
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "select id from users u
         where id > $1 and verification_status in ('none', 'matched')
           and ((starts_with(rpps_number, 'v1.') and rpps_mark is null)
                or (starts_with(adeli_number, 'v1.') and adeli_mark is null))
           and not exists (select 1 from verification_reviews r where r.user_id = u.id and r.cause = 'contested')
         order by id limit $2",
    )
    .bind(after)
    .bind(most)
    .fetch_all(db)
    .await
}
