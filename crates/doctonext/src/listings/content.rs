//! What the owner of a listing says in it, as one value: written at once, read at once.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::{
    Details, Listing, Place,
    confidential::{self, HiddenFrom},
    density, search_document, store, street,
};
use crate::{
    app::App,
    failure::Failure,
    search,
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
    /// Nothing in the photographs tells the practice: a confidential listing shows none otherwise.
    pub photos_are_neutral: bool,
    /// Colleagues who must not see it; of confidential listings.
    pub hidden_from: HiddenFrom,
}

/// A listing beside what is kept of it for its owner alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    pub listing: Listing,
    /// `users.id` of the owner.
    pub owner: String,
    pub verified_readers_only: bool,
    pub photos_are_neutral: bool,
    pub hidden_from: HiddenFrom,
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

/// A listing with all that its owner wrote, for the owner and for what the house does with it: nobody else may be shown what
/// is confidential in it. A draft without a place yet is found too.
pub async fn find(app: &App, db: &mut PgConnection, id: &str) -> Result<Option<Written>, Failure> {
    let Some(mut written) = found(db, id).await? else { return Ok(None) };
    if written.listing.place.area.is_some()
        && let Some(exact) = confidential::unsealed(app, db, id).await?
    {
        let it = &mut written.listing;
        (it.place, it.details, it.periods) = (exact.place, exact.details, exact.periods);
        written.hidden_from = exact.hidden_from;
    }
    Ok(Some(written))
}

async fn found(db: &mut PgConnection, id: &str) -> sqlx::Result<Option<Written>> {
    let Some(owned) = store::owned(&mut *db, id).await? else { return Ok(None) };
    let Some(listing) = store::find(db, id).await? else { return Ok(None) };
    Ok(Some(Written {
        listing,
        owner: owned.user_id,
        verified_readers_only: owned.verified_readers_only,
        photos_are_neutral: owned.photos_are_neutral,
        hidden_from: HiddenFrom::default(),
        closing_reason: owned.closing_reason,
    }))
}

/// The owner and content of a confidential listing that is not sealed yet.
pub(super) async fn in_clear(db: &mut PgConnection, id: &str) -> sqlx::Result<Option<(String, Content)>> {
    let written = found(db, id).await?;
    Ok(written.and_then(|it| Some((it.owner.clone(), contents_of(&it)?))))
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
        photos_are_neutral: written.photos_are_neutral,
        hidden_from: written.hidden_from.clone(),
    })
}

/// Writes the content of a listing, how much it tells, of 90, and the density of its commune; what is online is renewed in search
/// in the same transaction. What identifies a confidential one is sealed.
pub async fn write(
    app: &App,
    db: &mut PgConnection,
    id: &str,
    content: &Content,
    completeness: u8,
) -> Result<(), Failure> {
    let now = app.clock.now();
    let owner = store::owned(&mut *db, id).await?.ok_or(Failure::NotFound)?.user_id;
    let public = confidential::conceal(app, db, id, &owner, content).await?;
    store::write_content(db, id, &public, completeness, now).await?;
    density::place(db, &app.gazetteer, id).await?;
    street::ask(app, db, id, &public.place).await?;
    let listing = store::find(&mut *db, id).await?.ok_or(Failure::NotFound)?;
    if let Some(document) = search_document(&listing, &app.gazetteer, now) {
        search::put(db, &document).await?;
    }
    Ok(())
}
