//! `/remplacements/infirmier/gironde`: one type of listing, one profession, perhaps one place. What people ask search engines
//! for, under an address that stays, with the ways to its neighbours.

mod neighbours;
mod sitemap;
#[cfg(test)]
mod tests;

use axum::{
    Extension,
    extract::{OriginalUri, Path, State},
    response::{IntoResponse, Response},
};

use self::neighbours::Neighbours;
use super::{
    Criteria, Seen, Vocabulary,
    address::{map_href, with_query},
    card_of,
    criteria::ChosenArea,
    empty, feeds,
    found::{Wanted, find},
    parse::PAGE,
    views::{Card, EmptyState},
    wording,
};
use crate::{
    app::App,
    delivery::Makeshift,
    failure::Failure,
    shell::{self, Frame, Section},
    territory::Gazetteer,
    trades::{ListingType, Profession},
};

pub use sitemap::sitemap_landings;

#[derive(askama::Template)]
#[template(path = "search/landing.html")]
struct LandingPage {
    frame: Frame,
    heading: String,
    total: String,
    cards: Vec<Card>,
    /// Whether the list holds more than the page.
    has_more: bool,
    /// The same search with all its filters.
    list: String,
    map: String,
    feed: String,
    /// What practices are asked for, beside those for sale.
    prices: Option<String>,
    neighbours: Neighbours,
    empty: Option<EmptyState>,
    clear_href: String,
}

/// The word of the address.
const fn word(kind: ListingType) -> &'static str {
    match kind {
        ListingType::Transfer => "cessions",
        ListingType::Replacement => "remplacements",
        ListingType::Collaboration => "collaborations",
        ListingType::Availability => "disponibilites",
    }
}

/// The type that an address begins with.
fn kind_of(path: &str) -> Option<ListingType> {
    let first = path.trim_start_matches('/').split('/').next()?;
    ListingType::ALL.iter().copied().find(|it| word(*it) == first)
}

/// The page of a search that asks for one type, one profession and at most one place; none for any other.
#[must_use]
pub(super) fn path(criteria: &Criteria, gazetteer: &Gazetteer) -> Option<String> {
    let (kind, profession) = (criteria.listing_type?, criteria.profession?);
    if !criteria.is_structured() || !criteria.specialties.is_empty() {
        return None;
    }
    let start = format!("/{}/{}", word(kind), profession.slug);
    match (&criteria.region, criteria.departments.as_slice()) {
        (None, []) => Some(start),
        (None, [it]) => Some(format!("{start}/{}", gazetteer.department_by_code(&it.code)?.slug)),
        (Some(it), []) => {
            let region = gazetteer.region_by_code(&it.code)?;
            // Réunion is a region and a department: one page for both, the department's.
            let page = if gazetteer.department_by_slug(&region.slug).is_some() { None } else { Some(region) };
            page.map(|it| format!("{start}/{}", it.slug))
        }
        (Some(_) | None, _) => None,
    }
}

/// What an address asks for.
fn asked(
    kind: ListingType,
    profession: &str,
    place: Option<&str>,
    gazetteer: &Gazetteer,
) -> Option<Criteria> {
    let mut criteria = Criteria {
        listing_type: Some(kind),
        profession: Some(Profession::from_slug(profession)?),
        ..Criteria::default()
    };
    if let Some(slug) = place {
        match gazetteer.department_by_slug(slug) {
            Some(it) => criteria.departments = vec![ChosenArea::from(it)],
            None => criteria.region = Some(ChosenArea::from(gazetteer.region_by_slug(slug)?)),
        }
    }
    Some(criteria)
}

/// `/remplacements/infirmier`.
pub(super) async fn of_profession(
    state: State<App>,
    seen: Seen,
    address: OriginalUri,
    Path(profession): Path<String>,
) -> Result<Response, Failure> {
    show(state, seen, address, (profession, None)).await
}

/// `/remplacements/infirmier/gironde`.
pub(super) async fn of_place(
    state: State<App>,
    seen: Seen,
    address: OriginalUri,
    Path((profession, place)): Path<(String, String)>,
) -> Result<Response, Failure> {
    show(state, seen, address, (profession, Some(place))).await
}

async fn show(
    State(app): State<App>,
    Seen(viewer): Seen,
    OriginalUri(address): OriginalUri,
    (profession, place): (String, Option<String>),
) -> Result<Response, Failure> {
    let kind = kind_of(address.path()).ok_or(Failure::NotFound)?;
    let criteria = asked(kind, &profession, place.as_deref(), &app.gazetteer).ok_or(Failure::NotFound)?;
    let (viewer, now) = (viewer.as_ref(), app.clock.now());
    let wanted = Wanted { criteria: &criteria, after: None, limit: PAGE, viewer, facets: true };
    let found = find(&app, wanted, now).await?;
    let empty = if found.hits.is_empty() {
        Some(empty::suggestions(&app, &criteria, viewer, now).await?)
    } else {
        None
    };
    let neighbours = Neighbours::of(&criteria, &found.counts, found.facets.as_ref(), &app.gazetteer);
    let page = LandingPage {
        frame: frame(&app, &criteria, empty.is_some()),
        heading: wording::heading(&criteria),
        total: wording::total(&found.counts, Some(kind)),
        cards: found.hits.iter().map(|hit| card_of(hit, &app.gazetteer, now)).collect(),
        has_more: found.next.is_some(),
        list: criteria.href(),
        map: map_href(&criteria),
        feed: with_query("/annonces.rss", &criteria.query(Vocabulary::French)),
        prices: (kind == ListingType::Transfer).then(|| prices(&criteria)),
        clear_href: Criteria::default().for_type(Some(kind)).href(),
        neighbours,
        empty,
    };
    Ok((found.is_makeshift.then_some(Extension(Makeshift)), shell::page(&page)?).into_response())
}

fn prices(criteria: &Criteria) -> String {
    let profession = criteria.profession.map_or("", |it| it.slug);
    let region = criteria.region.as_ref().map_or("", |it| it.code.as_str());
    format!("/prix-de-cession?prof={profession}&region={region}")
}

fn frame(app: &App, criteria: &Criteria, is_empty: bool) -> Frame {
    let heading = wording::heading(criteria);
    let description = format!(
        "{heading}\u{202f}: les annonces en ligne entre professionnels de santé, avec dates, conditions et prix."
    );
    let kind = criteria.listing_type;
    let section = kind.map_or(Section::Elsewhere, |kind| Section::of_listing_type(kind.code()));
    let path = path(criteria, &app.gazetteer).unwrap_or_else(|| criteria.href());
    let frame = Frame::new(&app.settings.public_url, path, heading, description)
        .in_section(section)
        .followed_by(feeds::links(criteria));
    // A page without listings helps a visitor who came by a link, and nobody who searches the web.
    if is_empty { frame.hidden_from_robots() } else { frame }
}
