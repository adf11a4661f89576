//! What the owner of a listing says in it, as one value: written at once, read at once.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::{Details, Listing, Place, search_document, store};
use crate::{
    failure::Failure,
    search,
    territory::Gazetteer,
    trades::{ListingType, Profession, Specialty},
};

/// Days in a row, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, sqlx::FromRow)]
pub struct Period {
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
}

/// Everything in a listing that its owner decides.
#[derive(Debug, Clone, PartialEq)]
pub struct Content {
    pub title: String,
    pub description: String,
    pub profession: &'static Profession,
    pub specialty: Option<&'static Specialty>,
    pub place: Place,
    pub details: Details,
    /// Of replacements and availabilities; in order, without overlaps.
    pub periods: Vec<Period>,
    pub is_urgent: bool,
    /// Only verified people may write to the owner.
    pub verified_readers_only: bool,
}

/// A listing beside what is kept of it for its owner alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    pub listing: Listing,
    /// `users.id` of the owner.
    pub owner: String,
    pub verified_readers_only: bool,
    pub closing_reason: Option<String>,
}

/// Makes the row of a listing that is still to be written: a draft that only its owner sees.
pub async fn begin(
    db: &mut PgConnection,
    id: &str,
    owner: &str,
    listing_type: ListingType,
    title: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    store::begin(db, id, owner, listing_type.code(), title, now).await
}

/// A listing whoever owns it. A draft without a place yet is found too.
pub async fn find(db: &mut PgConnection, id: &str) -> sqlx::Result<Option<Written>> {
    let Some(owned) = store::owned(&mut *db, id).await? else { return Ok(None) };
    let Some(listing) = store::find(db, id).await? else { return Ok(None) };
    Ok(Some(Written {
        listing,
        owner: owned.user_id,
        verified_readers_only: owned.verified_readers_only,
        closing_reason: owned.closing_reason,
    }))
}

/// The content of a listing as it stands, when it is whole.
#[must_use]
pub fn contents_of(written: &Written) -> Option<Content> {
    let it = &written.listing;
    Some(Content {
        title: it.title.clone(),
        description: it.description.clone().unwrap_or_default(),
        profession: it.profession?,
        specialty: it.specialty,
        place: it.place.clone(),
        details: it.details.clone(),
        periods: it.periods.clone(),
        is_urgent: it.is_urgent,
        verified_readers_only: written.verified_readers_only,
    })
}

/// Writes the content of a listing; what is online is renewed in search in the same transaction.
pub async fn write(
    db: &mut PgConnection,
    gazetteer: &Gazetteer,
    id: &str,
    content: &Content,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    store::write_content(db, id, content, now).await?;
    let listing = store::find(&mut *db, id).await?.ok_or(Failure::NotFound)?;
    if let Some(document) = search_document(&listing, gazetteer, now) {
        search::put(db, &document).await?;
    }
    Ok(())
}

/// Whether a listing is somebody's.
pub async fn is_owned_by(db: &sqlx::PgPool, id: &str, person: &str) -> sqlx::Result<bool> {
    store::is_owned_by(db, id, person).await
}
