//! What neither the rules nor the team have read yet.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor, PgPool};

use crate::media::{Displayed, Unread};

pub(in crate::media) async fn unread(db: &PgPool, most: i64) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "select m.id from listing_media m join listings l on l.id = m.listing_id
         where (m.read_at is null or m.seen_at is null) and m.state = 'ready' and m.file_type = 'image'
           and l.status = 'active'
         order by m.id limit $1",
    )
    .bind(most)
    .fetch_all(db)
    .await
}

/// Keeps whoever the photograph is of from being erased until the transaction ends.
pub(in crate::media) async fn hold_owner(db: &mut PgConnection, id: &str) -> sqlx::Result<()> {
    sqlx::query(
        "select from users where id = (select l.user_id from listing_media m join listings l on l.id = m.listing_id
                                       where m.id = $1) for key share",
    )
    .bind(id)
    .execute(db)
    .await?;
    Ok(())
}

pub(in crate::media) async fn hold_unread(db: &mut PgConnection, id: &str) -> sqlx::Result<Option<Unread>> {
    sqlx::query_as(
        "select m.id, m.listing_id as listing, l.user_id as owner, u.trust_level, m.caption,
                m.read_at is null as is_unread, m.seen_at is null as is_unseen,
                exists (select from listing_media other join listings o on o.id = other.listing_id
                        where other.original_hash = m.original_hash and other.listing_id <> m.listing_id
                          and o.user_id <> l.user_id and o.published_at is not null and o.forgotten_at is null) as is_copy
         from listing_media m join listings l on l.id = m.listing_id join users u on u.id = l.user_id
         where m.id = $1 and (m.read_at is null or m.seen_at is null) and m.state = 'ready' and l.status = 'active'
         for update of m",
    )
    .bind(id)
    .fetch_optional(db)
    .await
}

pub(in crate::media) async fn mark_read(
    db: &mut PgConnection,
    id: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("update listing_media set read_at = $2, seen_at = coalesce(seen_at, $2) where id = $1")
        .bind(id)
        .bind(now)
        .execute(db)
        .await?;
    Ok(())
}

pub(in crate::media) async fn displayed(
    db: &mut PgConnection,
    listing: &str,
) -> sqlx::Result<Vec<Displayed>> {
    sqlx::query_as(
        "select file_url as address, caption from listing_media
         where listing_id = $1 and file_type = 'image' and state = 'ready' order by display_order, id",
    )
    .bind(listing)
    .fetch_all(db)
    .await
}

pub(in crate::media) async fn mark_of(db: impl PgExecutor<'_>, listing: &str) -> sqlx::Result<String> {
    sqlx::query_scalar(
        "select coalesce(md5(string_agg(concat_ws(' ', id, caption), E'\\n' order by id)), '') from listing_media
         where listing_id = $1 and file_type = 'image' and state = 'ready'",
    )
    .bind(listing)
    .fetch_one(db)
    .await
}

pub(in crate::media) async fn mark_listing_read(
    db: &mut PgConnection,
    listing: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update listing_media set read_at = $2, seen_at = $2
         where listing_id = $1 and file_type = 'image' and state = 'ready'",
    )
    .bind(listing)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

pub(in crate::media) async fn captions(db: impl PgExecutor<'_>, listing: &str) -> sqlx::Result<String> {
    sqlx::query_scalar(
        "select coalesce(string_agg(caption, E'\\n' order by display_order), '') from listing_media
         where listing_id = $1 and file_type = 'image' and state in ('processing', 'ready')",
    )
    .bind(listing)
    .fetch_one(db)
    .await
}
