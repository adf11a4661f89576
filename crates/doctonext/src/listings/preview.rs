//! A listing as visitors will read it, before they can.

use super::{Content, Listing, Written, pages};
use crate::{app::App, failure::Failure, trades::ListingStatus};

use super::views::ListingPage;

/// The page that this content would make, for its owner alone; `back` leads to where it is changed.
pub fn preview(app: &App, written: &Written, content: Content, back: &str) -> Result<ListingPage, Failure> {
    let now = app.clock.now();
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
        ..written.listing.clone()
    };
    pages::unlinked(app, &listing, back, now)
}
