//! Photographs that came, or whose words changed, after their listing was read: what neither the rules nor the team have seen of
//! what visitors see.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor, PgPool};

use super::store;

/// A photograph of a listing that is online.
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
    /// Whether the rules have not read its caption as it is.
    pub is_unread: bool,
    /// Whether nobody has looked at it.
    pub is_unseen: bool,
    /// Whether a listing of somebody else shows the same file.
    pub is_copy: bool,
}

/// A photograph as the team looks at it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Displayed {
    /// Of a size that every browser reads.
    pub address: String,
    /// What its owner says of it.
    pub caption: Option<String>,
}

/// Some of those that wait to be read, by `listing_media.id`.
pub async fn unread(db: &PgPool, most: i64) -> sqlx::Result<Vec<String>> {
    store::unread(db, most).await
}

/// One of them, held until the transaction ends; none when it was read meanwhile. Its owner is held first, as by whoever erases
/// an account.
pub async fn hold_unread(db: &mut PgConnection, id: &str) -> sqlx::Result<Option<Unread>> {
    store::hold_owner(&mut *db, id).await?;
    store::hold_unread(db, id).await
}

/// Notes that it was read as it is.
pub async fn mark_read(db: &mut PgConnection, id: &str, now: DateTime<Utc>) -> sqlx::Result<()> {
    store::mark_read(db, id, now).await
}

/// The photographs of a listing that are ready, in their order, with the mark of what is shown: it changes when one comes, goes or
/// is said to be something else.
pub async fn displayed(db: &mut PgConnection, listing: &str) -> sqlx::Result<(Vec<Displayed>, String)> {
    Ok((store::displayed(&mut *db, listing).await?, mark_of(db, listing).await?))
}

/// The mark of the photographs of a listing.
pub async fn mark_of(db: impl PgExecutor<'_>, listing: &str) -> sqlx::Result<String> {
    store::mark_of(db, listing).await
}

/// Notes that somebody of the team read a listing with all its photographs.
pub async fn mark_listing_read(db: &mut PgConnection, listing: &str, now: DateTime<Utc>) -> sqlx::Result<()> {
    store::mark_listing_read(db, listing, now).await
}

/// What its owner says of the photographs of a listing, in a line each.
pub async fn captions(db: impl PgExecutor<'_>, listing: &str) -> sqlx::Result<String> {
    store::captions(db, listing).await
}
