//! What the rules have not read yet.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor};

use crate::media::Unread;

pub(in crate::media) async fn unread(db: &mut PgConnection, most: i64) -> sqlx::Result<Vec<Unread>> {
    sqlx::query_as(
        "select m.id, m.listing_id as listing, l.user_id as owner, u.trust_level, m.caption,
                m.created_at > l.published_at as is_later,
                exists (select from listing_media other join listings o on o.id = other.listing_id
                        where other.original_hash = m.original_hash and other.listing_id <> m.listing_id
                          and o.user_id <> l.user_id and o.published_at is not null and o.forgotten_at is null) as is_copy
         from listing_media m join listings l on l.id = m.listing_id join users u on u.id = l.user_id
         where m.read_at is null and m.state = 'ready' and m.file_type = 'image' and l.status = 'active'
           and l.published_at is not null
         order by m.id limit $1 for update of m skip locked",
    )
    .bind(most)
    .fetch_all(db)
    .await
}

pub(in crate::media) async fn mark_read(
    db: &mut PgConnection,
    ids: &[String],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("update listing_media set read_at = $2 where id = any($1)")
        .bind(ids)
        .bind(now)
        .execute(db)
        .await?;
    Ok(())
}

pub(in crate::media) async fn mark_listing_read(
    db: &mut PgConnection,
    listing: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("update listing_media set read_at = $2 where listing_id = $1 and state = 'ready'")
        .bind(listing)
        .bind(now)
        .execute(db)
        .await?;
    Ok(())
}

pub(in crate::media) async fn captions(db: impl PgExecutor<'_>, listing: &str) -> sqlx::Result<String> {
    sqlx::query_scalar(
        "select coalesce(string_agg(caption, E'\n' order by display_order), '') from listing_media
         where listing_id = $1 and file_type = 'image' and state in ('processing', 'ready')",
    )
    .bind(listing)
    .fetch_one(db)
    .await
}
