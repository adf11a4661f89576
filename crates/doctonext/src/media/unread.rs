//! Photographs that came, or whose words changed, after their listing was read: what the rules have not seen of what visitors see.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor};

use super::store;

/// A photograph of a listing that is online, as the rules read it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Unread {
    /// `listing_media.id`.
    pub id: String,
    /// `listings.id`.
    pub listing: String,
    /// `users.id`.
    pub owner: String,
    /// Level of trust of its owner, 0 to 3.
    pub trust_level: i16,
    /// What its owner says of it.
    pub caption: Option<String>,
    /// Whether it came after the listing was online: no reader of the listing has seen it.
    pub is_later: bool,
    /// Whether a listing of somebody else shows the same file.
    pub is_copy: bool,
}

/// Some of them, held until the transaction ends: nobody else reads these meanwhile.
pub async fn unread(db: &mut PgConnection, most: i64) -> sqlx::Result<Vec<Unread>> {
    store::unread(db, most).await
}

/// Notes that these were read.
pub async fn mark_read(db: &mut PgConnection, ids: &[String], now: DateTime<Utc>) -> sqlx::Result<()> {
    store::mark_read(db, ids, now).await
}

/// Notes that a person of the team read a listing with all its photographs.
pub async fn mark_listing_read(db: &mut PgConnection, listing: &str, now: DateTime<Utc>) -> sqlx::Result<()> {
    store::mark_listing_read(db, listing, now).await
}

/// What its owner says of the photographs of a listing, in a line each.
pub async fn captions(db: impl PgExecutor<'_>, listing: &str) -> sqlx::Result<String> {
    store::captions(db, listing).await
}
