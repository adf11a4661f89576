//! Codes that were sent by letter.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};

use crate::personal_data::Swept;

/// A code to keep.
pub(in crate::rooms) struct NewCode<'a> {
    pub(in crate::rooms) id: &'a str,
    pub(in crate::rooms) user_id: &'a str,
    pub(in crate::rooms) subject: &'a str,
    pub(in crate::rooms) mark: &'a [u8],
    pub(in crate::rooms) expires_at: DateTime<Utc>,
}

/// Keeps a code in the place of the one before.
pub(in crate::rooms) async fn set_code(
    db: &mut PgConnection,
    it: &NewCode<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into room_codes (id, user_id, subject, mark, sent_at, expires_at, tries) values ($1, $2, $3, $4, $5, $6, 0)
         on conflict (user_id, subject) do update set
             id = excluded.id, mark = excluded.mark, sent_at = excluded.sent_at, expires_at = excluded.expires_at, tries = 0",
    )
    .bind(it.id)
    .bind(it.user_id)
    .bind(it.subject)
    .bind(it.mark)
    .bind(now)
    .bind(it.expires_at)
    .execute(db)
    .await?;
    Ok(())
}

/// Counts a try, before the code is looked at; identifier, mark and tries so far. None when no code serves any more.
pub(in crate::rooms) async fn count_try(
    db: &PgPool,
    (person, subject): (&str, &str),
    most: i16,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<(String, Vec<u8>, i16)>> {
    sqlx::query_as(
        "update room_codes set tries = tries + 1
         where user_id = $1 and subject = $2 and expires_at > $3 and tries < $4 returning id, mark, tries",
    )
    .bind(person)
    .bind(subject)
    .bind(now)
    .bind(most)
    .fetch_optional(db)
    .await
}

/// Uses a code up; false when it was meanwhile.
pub(in crate::rooms) async fn use_code(db: &mut PgConnection, id: &str) -> sqlx::Result<bool> {
    Ok(sqlx::query("delete from room_codes where id = $1").bind(id).execute(db).await?.rows_affected() == 1)
}

/// When the code that serves was sent.
pub(in crate::rooms) async fn code_sent(
    db: &PgPool,
    (person, subject): (&str, &str),
    most: i16,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<DateTime<Utc>>> {
    sqlx::query_scalar(
        "select sent_at from room_codes where user_id = $1 and subject = $2 and expires_at > $3 and tries < $4",
    )
    .bind(person)
    .bind(subject)
    .bind(now)
    .bind(most)
    .fetch_optional(db)
    .await
}

/// Removes codes that were over by then, so many at most.
pub async fn sweep_codes(db: &PgPool, before: DateTime<Utc>, most: i64) -> sqlx::Result<Swept> {
    sqlx::query_as(
        "with due as (select id from room_codes where expires_at <= $1),
              few as (select id from due limit $2),
              done as (delete from room_codes c using few where c.id = few.id returning 1)
         select (select count(*) from done), (select count(*) from due)",
    )
    .bind(before)
    .bind(most)
    .fetch_one(db)
    .await
    .map(Swept::of)
}
