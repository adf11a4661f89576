//! Every SQL statement of notifications and of what people wish to be told.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use platform::ids::{Ids, SystemIds};
use serde_json::Value;
use sqlx::{PgConnection, PgPool};

use super::Notice;

/// Writes a notification, in the place of an unread one of its type about the same subject; none to who switched it off.
pub(super) async fn add(
    db: &mut PgConnection,
    it: &Notice<'_>,
    wish: Option<&str>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into notifications (id, user_id, type, subject, title, message, link, created_at)
         select $1, $2, $3, $4, $5, $6, $7, $8
         where not exists (select from notification_preferences
                           where user_id = $2 and kind = $9 and channel = 'in_app' and not enabled)
         on conflict (user_id, type, subject) where not is_read do update
             set title = excluded.title, message = excluded.message, link = excluded.link,
                 created_at = excluded.created_at",
    )
    .bind(SystemIds.fresh())
    .bind(it.person)
    .bind(it.kind.code())
    .bind(it.subject)
    .bind(&it.title)
    .bind(&it.message)
    .bind(&it.link)
    .bind(now)
    .bind(wish)
    .execute(db)
    .await?;
    Ok(())
}

/// A notification as its page needs it.
#[derive(sqlx::FromRow)]
pub(super) struct Row {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) message: Option<String>,
    pub(super) is_read: bool,
    pub(super) created_at: DateTime<Utc>,
}

/// The newest of somebody, after one of them.
pub(super) async fn of(
    db: &PgPool,
    person: &str,
    after: Option<(DateTime<Utc>, &str)>,
    most: i64,
) -> sqlx::Result<Vec<Row>> {
    sqlx::query_as(
        "select id, title, message, is_read, created_at from notifications
         where user_id = $1 and ($2::timestamptz is null or (created_at, id) < ($2, $3))
         order by created_at desc, id desc limit $4",
    )
    .bind(person)
    .bind(after.map(|it| it.0))
    .bind(after.map(|it| it.1))
    .bind(most)
    .fetch_all(db)
    .await
}

/// Where a notification leads, if it is this person's.
pub(super) async fn link(db: &PgPool, person: &str, id: &str) -> sqlx::Result<Option<Option<String>>> {
    sqlx::query_scalar("select link from notifications where id = $1 and user_id = $2")
        .bind(id)
        .bind(person)
        .fetch_optional(db)
        .await
}

/// Marks one as read, or all up to a moment: what came since was not seen. In their order, so that two tabs wait for each other.
pub(super) async fn mark_read(
    db: &PgPool,
    person: &str,
    (id, until): (Option<&str>, DateTime<Utc>),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "with read as (select id from notifications
                       where user_id = $1 and not is_read and ($2::text is null or id = $2) and created_at <= $4
                       order by id for no key update)
         update notifications n set is_read = true, read_at = $3 from read where n.id = read.id",
    )
    .bind(person)
    .bind(id)
    .bind(now)
    .bind(until)
    .execute(db)
    .await?;
    Ok(())
}

/// What a person said, by kind and channel.
pub(super) async fn preferences(db: &PgPool, id: &str) -> sqlx::Result<HashMap<(String, String), bool>> {
    let rows: Vec<(String, String, bool)> =
        sqlx::query_as("select kind, channel, enabled from notification_preferences where user_id = $1")
            .bind(id)
            .fetch_all(db)
            .await?;
    Ok(rows.into_iter().map(|(kind, channel, enabled)| ((kind, channel), enabled)).collect())
}

pub(super) async fn set_preferences(
    db: &mut PgConnection,
    id: &str,
    wanted: &[(&str, &str, bool)],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let kinds: Vec<&str> = wanted.iter().map(|(kind, ..)| *kind).collect();
    let channels: Vec<&str> = wanted.iter().map(|(_, channel, _)| *channel).collect();
    let enabled: Vec<bool> = wanted.iter().map(|(.., enabled)| *enabled).collect();
    sqlx::query(
        "insert into notification_preferences (user_id, kind, channel, enabled, updated_at)
         select $1, kind, channel, enabled, $5 from unnest($2::text[], $3::text[], $4::boolean[]) as t (kind, channel, enabled)
         on conflict (user_id, kind, channel) do update set enabled = excluded.enabled, updated_at = excluded.updated_at",
    )
    .bind(id)
    .bind(kinds)
    .bind(channels)
    .bind(enabled)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// What a person was told on the site, and what they want to be told.
pub(super) async fn export(db: &mut PgConnection, id: &str) -> sqlx::Result<Value> {
    sqlx::query_scalar(
        "select jsonb_build_object(
            'recues', (select coalesce(jsonb_agg(jsonb_build_object(
                'titre', title, 'texte', message, 'lue_le', read_at, 'creee_le', created_at) order by created_at), '[]')
                from notifications where user_id = $1),
            'choix', (select coalesce(jsonb_agg(jsonb_build_object(
                'sujet', kind, 'canal', channel, 'voulu', enabled, 'choisi_le', updated_at) order by kind, channel), '[]')
                from notification_preferences where user_id = $1))",
    )
    .bind(id)
    .fetch_one(db)
    .await
}

pub(super) async fn erase(db: &mut PgConnection, id: &str) -> sqlx::Result<()> {
    for statement in [
        "delete from notification_preferences where user_id = $1",
        "delete from notifications where user_id = $1",
    ] {
        sqlx::query(statement).bind(id).execute(&mut *db).await?;
    }
    Ok(())
}
