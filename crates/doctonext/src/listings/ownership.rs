//! Whose a listing is, for the rooms that hang something on it.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor};

use super::{Standing, listing::standing, search_document, store};
use crate::{
    search::{self, Viewer},
    territory::Gazetteer,
    trades::ListingStatus,
};

/// What other rooms may know of a listing.
#[derive(Debug, Clone)]
pub struct Owned {
    /// `listings.id`.
    pub id: String,
    /// `users.id` of its owner; none when the account is gone.
    pub owner: Option<String>,
    /// As its owner wrote it.
    pub title: String,
    /// What visitors may see of it now.
    pub standing: Standing,
    /// Whether visitors see its pictures: of a confidential listing only neutral ones.
    pub shows_pictures: bool,
    /// Whether an area stands for its place.
    pub is_confidential: bool,
    /// Whether documents hang on it.
    pub has_papers: bool,
    /// Whether its owner is suspended, barred or about to leave.
    pub is_owner_away: bool,
    /// Whether its owner may still change it.
    pub is_editable: bool,
}

impl Owned {
    /// Whether it is this person's.
    #[must_use]
    pub fn belongs_to(&self, person: &str) -> bool {
        self.owner.as_deref() == Some(person)
    }

    fn of(row: store::OwnershipRow, now: DateTime<Utc>) -> Self {
        let status = ListingStatus::from_code(&row.status).unwrap_or(ListingStatus::Draft);
        let is_over = matches!(status, ListingStatus::Archived | ListingStatus::Removed);
        Self {
            standing: standing(status, row.published_at, row.expires_at, row.deleted_at, now),
            shows_pictures: row.photos_are_neutral || !row.is_confidential,
            is_confidential: row.is_confidential,
            has_papers: row.has_papers,
            is_owner_away: row.is_owner_away,
            is_editable: !is_over && row.deleted_at.is_none() && row.forgotten_at.is_none(),
            id: row.id,
            owner: row.user_id,
            title: row.title,
        }
    }
}

/// A listing as other rooms know it.
pub async fn owned(db: impl PgExecutor<'_>, id: &str, now: DateTime<Utc>) -> sqlx::Result<Option<Owned>> {
    Ok(store::ownership(db, id).await?.map(|it| Owned::of(it, now)))
}

/// Several at once, in no order; those that do not exist are left out.
pub async fn owned_among(
    db: impl PgExecutor<'_>,
    ids: &[String],
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Owned>> {
    Ok(store::ownership_among(db, ids).await?.into_iter().map(|it| Owned::of(it, now)).collect())
}

/// Which of these listings their owners hide from a viewer.
pub async fn hidden_among(
    db: impl PgExecutor<'_>,
    ids: &[String],
    viewer: &Viewer,
) -> sqlx::Result<Vec<String>> {
    store::hidden_among(db, ids, viewer).await
}

/// A listing as other rooms know it, held until the transaction ends: who hangs something on a listing takes turns.
pub async fn lock_owned(db: &mut PgConnection, id: &str, now: DateTime<Utc>) -> sqlx::Result<Option<Owned>> {
    Ok(store::lock_ownership(db, id).await?.map(|it| Owned::of(it, now)))
}

/// Tells search what a listing looks like now, in the transaction that changed it; without effect when it is not online. It is
/// held first: whoever reads a listing that somebody else is writing would put what it was in the place of what it is.
pub async fn refresh(
    db: &mut PgConnection,
    gazetteer: &Gazetteer,
    id: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    store::lock_ownership(&mut *db, id).await?;
    let listing = store::find(&mut *db, id).await?;
    match listing.and_then(|it| search_document(&it, gazetteer, now)) {
        Some(document) => search::put(db, &document).await,
        None => Ok(()),
    }
}
