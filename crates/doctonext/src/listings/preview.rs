//! A listing as visitors will read it, before they can.

use sqlx::PgConnection;

use super::{
    Content, Listing, Written,
    confidential::{self, Crowds},
    pages,
};
use crate::{
    app::App,
    failure::Failure,
    trades::{ListingStatus, Visibility},
};

use super::views::ListingPage;

/// The page that this content would make, for its owner and the team; `back` leads to where it is changed. Of a confidential
/// listing it shows what visitors will read, and nothing else.
pub async fn preview(
    app: &App,
    db: &mut PgConnection,
    written: &Written,
    content: Content,
    back: &str,
) -> Result<ListingPage, Failure> {
    let now = app.clock.now();
    let id = &written.listing.id;
    let is_confidential = content.place.visibility == Visibility::Area;
    let shows_pictures = !is_confidential || content.photos_are_neutral;
    let content = if is_confidential {
        confidential::public_of(app, db, id, &content, &mut Crowds::official()).await?
    } else {
        content
    };
    let listing = Listing {
        title: content.title,
        description: Some(content.description),
        profession: Some(content.profession),
        specialty: content.specialty,
        place: content.place,
        details: content.details,
        periods: content.periods,
        is_urgent: content.is_urgent,
        // It must look online to have a page.
        status: ListingStatus::Active,
        published_at: written.listing.published_at.or(Some(now)),
        expires_at: None,
        deleted_at: None,
        pictures: if shows_pictures { written.listing.pictures.clone() } else { Vec::new() },
        ..written.listing.clone()
    };
    pages::unlinked(app, &listing, back, now)
}
