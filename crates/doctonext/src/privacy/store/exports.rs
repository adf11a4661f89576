//! Copies of one's data.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};

/// A copy that was asked for.
#[derive(Clone, sqlx::FromRow)]
pub(in crate::privacy) struct Export {
    pub(in crate::privacy) id: String,
    pub(in crate::privacy) user_id: String,
    /// `asked`, `ready` or `failed`.
    pub(in crate::privacy) state: String,
    pub(in crate::privacy) steps_done: i16,
    pub(in crate::privacy) steps_all: i16,
    pub(in crate::privacy) asked_at: DateTime<Utc>,
    pub(in crate::privacy) ready_at: Option<DateTime<Utc>>,
    pub(in crate::privacy) expires_at: Option<DateTime<Utc>>,
    pub(in crate::privacy) file: Option<String>,
    pub(in crate::privacy) size_bytes: Option<i64>,
}

/// The latest copy of a person.
pub(in crate::privacy) async fn latest_export(db: &PgPool, person: &str) -> sqlx::Result<Option<Export>> {
    sqlx::query_as(
        "select id, user_id, state, steps_done, steps_all, asked_at, ready_at, expires_at, file, size_bytes
         from data_exports where user_id = $1 order by asked_at desc, id desc limit 1",
    )
    .bind(person)
    .fetch_optional(db)
    .await
}

/// A copy, held until the transaction ends.
pub(in crate::privacy) async fn lock_export(db: &mut PgConnection, id: &str) -> sqlx::Result<Option<Export>> {
    sqlx::query_as(
        "select id, user_id, state, steps_done, steps_all, asked_at, ready_at, expires_at, file, size_bytes
         from data_exports where id = $1 for update",
    )
    .bind(id)
    .fetch_optional(db)
    .await
}

pub(in crate::privacy) async fn export(db: &PgPool, id: &str) -> sqlx::Result<Option<Export>> {
    sqlx::query_as(
        "select id, user_id, state, steps_done, steps_all, asked_at, ready_at, expires_at, file, size_bytes
         from data_exports where id = $1",
    )
    .bind(id)
    .fetch_optional(db)
    .await
}

/// Forgets the copies of a person but one that is being made since then; gives the keys of their files.
pub(in crate::privacy) async fn drop_exports(
    db: &mut PgConnection,
    person: &str,
    made_since: DateTime<Utc>,
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "delete from data_exports where user_id = $1 and (state <> 'asked' or asked_at <= $2)
         returning 'exports/' || id",
    )
    .bind(person)
    .bind(made_since)
    .fetch_all(db)
    .await
}

/// Notes that a copy is asked; false while another is being made.
pub(in crate::privacy) async fn add_export(
    db: &mut PgConnection,
    id: &str,
    person: &str,
    steps: i16,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "insert into data_exports (id, user_id, steps_all, asked_at) values ($1, $2, $3, $4)
         on conflict (user_id) where state = 'asked' do nothing",
    )
    .bind(id)
    .bind(person)
    .bind(steps)
    .bind(now)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(in crate::privacy) async fn note_step(db: &PgPool, id: &str, done: i16) -> sqlx::Result<()> {
    sqlx::query("update data_exports set steps_done = $2 where id = $1 and state = 'asked'")
        .bind(id)
        .bind(done)
        .execute(db)
        .await?;
    Ok(())
}

pub(in crate::privacy) async fn note_ready(
    db: &mut PgConnection,
    id: &str,
    (file, size): (&str, i64),
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update data_exports set state = 'ready', steps_done = steps_all, ready_at = $4, expires_at = $5, file = $2,
                                 size_bytes = $3 where id = $1",
    )
    .bind(id)
    .bind(file)
    .bind(size)
    .bind(now)
    .bind(until)
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets copies that expired by then, so many at most: keys of their files, and how many were due.
pub(in crate::privacy) async fn drop_expired(
    db: &mut PgConnection,
    now: DateTime<Utc>,
    most: i64,
) -> sqlx::Result<(Vec<String>, i64)> {
    sqlx::query_as(
        "with due as (select id from data_exports where expires_at <= $1),
              gone as (delete from data_exports where id in (select id from due limit $2) returning id)
         select array(select 'exports/' || id from gone), (select count(*) from due)",
    )
    .bind(now)
    .bind(most)
    .fetch_one(db)
    .await
}
