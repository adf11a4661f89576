//! What is asked on the hour: who answers, whose week is to be told.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, PgPool};

/// Owners that somebody wrote to since a moment, or whose rate is known, in their order after one of them.
pub(in crate::publishing) async fn owners_written_to(
    db: &PgPool,
    since: DateTime<Utc>,
    last: &str,
    most: i64,
) -> sqlx::Result<Vec<(String, Option<i16>)>> {
    sqlx::query_as(
        "select u.id, u.response_rate from users u
         where u.id > $2 and u.erased_at is null
           and (u.response_rate is not null
                or exists (select from listings l join conversations c on c.listing_id = l.id
                           where l.user_id = u.id and c.created_at >= $1))
         order by u.id limit $3",
    )
    .bind(since)
    .bind(last)
    .bind(most)
    .fetch_all(db)
    .await
}

pub(in crate::publishing) async fn set_response_rate(
    db: &mut PgConnection,
    owner: &str,
    rate: Option<i16>,
) -> sqlx::Result<()> {
    sqlx::query("update users set response_rate = $2 where id = $1")
        .bind(owner)
        .bind(rate)
        .execute(db)
        .await?;
    Ok(())
}

/// What is online of somebody, held until the transaction ends.
pub(in crate::publishing) async fn lock_online_of(
    db: &mut PgConnection,
    owner: &str,
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "select id from listings where user_id = $1 and status = 'active' order by id for no key update",
    )
    .bind(owner)
    .fetch_all(db)
    .await
}

/// Owners of listings online since before a day, which were not told of this week yet. The people of the demonstration
/// (addresses that cannot exist, RFC 2606) read no letters.
pub(in crate::publishing) async fn untold_owners(
    db: &PgPool,
    monday: NaiveDate,
    last: &str,
    most: i64,
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "select distinct l.user_id from listings l join users u on u.id = l.user_id
         where l.status = 'active' and (l.week_told_on is null or l.week_told_on < $1)
           and (l.published_at at time zone 'Europe/Paris')::date < $1 - 2 and u.email not like '%.invalid'
           and l.user_id > $3
         order by l.user_id limit $2",
    )
    .bind(monday)
    .bind(most)
    .bind(last)
    .fetch_all(db)
    .await
}

/// Marks the listings of an owner as told, in their order; id and title of those that were not.
pub(in crate::publishing) async fn mark_told(
    db: &mut PgConnection,
    owner: &str,
    monday: NaiveDate,
) -> sqlx::Result<Vec<(String, String)>> {
    sqlx::query_as(
        "with due as (select id from listings
                      where user_id = $1 and status = 'active' and (week_told_on is null or week_told_on < $2)
                      order by id for no key update)
         update listings l set week_told_on = $2 from due where l.id = due.id returning l.id, l.title",
    )
    .bind(owner)
    .bind(monday)
    .fetch_all(db)
    .await
}

/// Name and address of an owner, held until the transaction ends.
pub(in crate::publishing) async fn lock_owner_address(
    db: &mut PgConnection,
    owner: &str,
) -> sqlx::Result<Option<(String, String)>> {
    sqlx::query_as("select name, email from users where id = $1 and erased_at is null for no key update")
        .bind(owner)
        .fetch_optional(db)
        .await
}

/// Conversations about somebody's listings that others began and they never answered, between two moments.
pub(in crate::publishing) async fn unanswered(
    db: &mut PgConnection,
    owner: &str,
    (since, until): (DateTime<Utc>, DateTime<Utc>),
) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "select count(*) from conversations c join listings l on l.id = c.listing_id
         where l.user_id = $1 and c.participant_1_id <> $1 and c.created_at >= $2 and c.created_at < $3
           and exists (select from messages m where m.conversation_id = c.id)
           and not exists (select from messages m where m.conversation_id = c.id and m.sender_id = $1)",
    )
    .bind(owner)
    .bind(since)
    .bind(until)
    .fetch_one(db)
    .await
}

/// Forgets how somebody answered.
pub(in crate::publishing) async fn forget_rate(db: &mut PgConnection, owner: &str) -> sqlx::Result<()> {
    set_response_rate(db, owner, None).await
}
