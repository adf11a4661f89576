//! Whose a listing is.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor};

#[derive(sqlx::FromRow)]
pub(in crate::listings) struct OwnershipRow {
    pub(in crate::listings) id: String,
    pub(in crate::listings) user_id: Option<String>,
    pub(in crate::listings) title: String,
    pub(in crate::listings) status: String,
    pub(in crate::listings) published_at: Option<DateTime<Utc>>,
    pub(in crate::listings) expires_at: Option<DateTime<Utc>>,
    pub(in crate::listings) deleted_at: Option<DateTime<Utc>>,
    pub(in crate::listings) forgotten_at: Option<DateTime<Utc>>,
    pub(in crate::listings) shows_pictures: bool,
}

pub(in crate::listings) async fn ownership(
    db: impl PgExecutor<'_>,
    id: &str,
) -> sqlx::Result<Option<OwnershipRow>> {
    sqlx::query_as(
        "select id, user_id, title, status, published_at, expires_at, deleted_at, forgotten_at,
                photos_are_neutral or not exists (select from listing_locations p
                                                  where p.listing_id = l.id and p.visibility = 'area') as shows_pictures
         from listings l where id = $1",
    )
    .bind(id)
    .fetch_optional(db)
    .await
}

/// The same, held until the transaction ends.
pub(in crate::listings) async fn lock_ownership(
    db: &mut PgConnection,
    id: &str,
) -> sqlx::Result<Option<OwnershipRow>> {
    sqlx::query_as(
        "select id, user_id, title, status, published_at, expires_at, deleted_at, forgotten_at,
                photos_are_neutral or not exists (select from listing_locations p
                                                  where p.listing_id = l.id and p.visibility = 'area') as shows_pictures
         from listings l where id = $1 for no key update",
    )
    .bind(id)
    .fetch_optional(db)
    .await
}

pub(in crate::listings) async fn ids_of(db: &mut PgConnection, person: &str) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar("select id from listings where user_id = $1 order by created_at, id")
        .bind(person)
        .fetch_all(db)
        .await
}
