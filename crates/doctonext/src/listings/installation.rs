//! Whether one may set up where a listing is, as far as its place may be known.

use chrono::{DateTime, Utc};
use platform::clock::today_in_paris;

use super::{Listing, views::Installation};
use crate::{
    app::App,
    trades::{Profession, Specialty},
    zoning,
};

/// The rule of its profession in its commune today; for a confidential place the question alone, since the class of one
/// commune would narrow its area.
pub(super) async fn of(
    app: &App,
    listing: &Listing,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Installation>> {
    let Some(profession) = listing.profession else { return Ok(None) };
    let commune = listing.place.commune_code.as_deref().filter(|_| !listing.place.is_confidential());
    let Some(commune) = commune.and_then(|code| app.gazetteer.by_code(code)) else {
        let href = href(profession, listing.specialty, None);
        // Without zoning, the place would change nothing.
        return Ok(profession.zoning.map(|_| Installation { answer: None, href }));
    };
    let known = zoning::situation(&app.db, &app.gazetteer, profession, commune).await?;
    if known.origin.is_none() && profession.zoning.is_none() {
        return Ok(None);
    }
    let answer = zoning::views::answer(&known, profession, listing.specialty, today_in_paris(now));
    let href = href(profession, listing.specialty, Some(&commune.code));
    Ok(Some(Installation { answer: Some(answer), href }))
}

fn href(profession: &Profession, specialty: Option<&Specialty>, commune: Option<&str>) -> String {
    let mut query =
        form_urlencoded::Serializer::for_suffix("/installation?".to_owned(), "/installation?".len());
    query.append_pair("prof", profession.slug);
    if let Some(specialty) = specialty {
        query.append_pair("spec", specialty.slug);
    }
    if let Some(commune) = commune {
        query.append_pair("commune", commune);
    }
    query.finish()
}
