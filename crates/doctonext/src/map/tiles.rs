//! What the map with tiles asks for: tiles, the listings of a point, those of a view.

use askama::Template;
use axum::{
    extract::{Path, Query, RawQuery, State},
    http::{HeaderValue, header},
    response::{Html, IntoResponse, Response},
};
use serde::Deserialize;

use super::{
    layer::LayerKind,
    layers::{accessibility_palette, zoning_palette},
};
use crate::{
    accessibility,
    app::App,
    failure::Failure,
    search::{
        Around, Bounds, Criteria, Keeping, Seen, Sort, Vocabulary, cards_in_view, listing_tile, parse, sane,
        views::Card,
    },
    territory::{Gazetteer, Tile},
    zoning,
};

/// The media type of the Mapbox Vector Tile specification.
const KIND: &str = "application/vnd.mapbox-vector-tile";
/// Listings that are shown of a point.
const OF_POINT: u16 = 40;
/// Listings that are shown beside the map.
const OF_VIEW: u16 = 20;
/// Degrees around a point for the search that goes on: a hundred metres, since a view is rounded.
const MARGIN: f64 = 0.001;

/// What the map itself does not narrow by: it shows every department.
fn everywhere(criteria: Criteria) -> Criteria {
    Criteria { departments: Vec::new(), bounds: None, sort: Sort::default(), ..criteria }
}

/// Where the page found a street.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Spot {
    lat: Option<f64>,
    lon: Option<f64>,
}

/// The search around a street, as the page has situated it; the tile itself only knows its commune.
fn around_street(criteria: Criteria, spot: &Spot) -> Criteria {
    let (Some(around), Some(latitude), Some(longitude)) = (&criteria.around, spot.lat, spot.lon) else {
        return criteria;
    };
    if criteria.street.is_none() || !is_on_earth(latitude, longitude) {
        return criteria;
    }
    Criteria { around: Some(Around { latitude, longitude, ..around.clone() }), ..criteria }
}

fn is_on_earth(latitude: f64, longitude: f64) -> bool {
    (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude)
}

/// Listings of a tile.
pub(super) async fn listings(
    State(app): State<App>,
    Seen(viewer): Seen,
    Path((z, x, file)): Path<(String, String, String)>,
    Query(spot): Query<Spot>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let tile = Tile::named(&z, &x, &file).ok_or(Failure::NotFound)?;
    let now = app.clock.now();
    let asked = parse(&sane(query)?, Vocabulary::French, &app.gazetteer, now);
    let criteria = around_street(everywhere(asked.criteria), &spot);
    let (bytes, keeping) = listing_tile(&app, tile, &criteria, viewer.as_ref(), now).await?;
    Ok(answer(bytes, keeping))
}

/// Communes of a tile, coloured by a layer.
pub(super) async fn communes(
    State(app): State<App>,
    Path((layer, z, x, file)): Path<(String, String, String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let tile = Tile::named(&z, &x, &file).filter(|it| it.z >= 8).ok_or(Failure::NotFound)?;
    let criteria = parse(&sane(query)?, Vocabulary::French, &app.gazetteer, app.clock.now()).criteria;
    let profession = criteria.profession.ok_or(Failure::NotFound)?;
    let bytes = match LayerKind::named(&layer) {
        Some(LayerKind::Zoning) => {
            let found = zoning::by_department(&app.db, profession).await?.ok_or(Failure::NotFound)?;
            zoning::tile(&app.db, profession, tile, &zoning_palette(&found)).await?
        }
        Some(LayerKind::Accessibility) => {
            let trade = accessibility::Trade::of_search(profession, &criteria.specialties);
            let found = accessibility::by_department(&app.db, trade).await?.ok_or(Failure::NotFound)?;
            accessibility::tile(&app.db, trade, tile, &accessibility_palette(&found)).await?
        }
        _ => return Err(Failure::NotFound),
    };
    Ok(answer(bytes, Keeping::Anybody))
}

fn answer(bytes: Vec<u8>, keeping: Keeping) -> Response {
    let keep = match keeping {
        // The memory of pages forgets at once when listings change; a browser asks again after that long, by the mark of
        // what it has.
        Keeping::Anybody => "public, max-age=10",
        Keeping::Browser => "private, max-age=0, must-revalidate",
        Keeping::Nobody => "private, no-store",
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(KIND)),
        (header::CACHE_CONTROL, HeaderValue::from_static(keep)),
        // Who is signed in may see less, whether by a browser or by a program's token.
        (header::VARY, HeaderValue::from_static("cookie, authorization")),
    ];
    (headers, bytes).into_response()
}

/// What a tile tells of a point.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Named {
    /// Where it is: its key.
    #[serde(default)]
    point: String,
}

#[derive(Debug, Template)]
#[template(path = "map/found.html")]
struct FoundPart {
    heading: String,
    cards: Vec<Card>,
    /// The search around the point, when it has more listings than are shown.
    all_href: Option<String>,
}

/// The listings of a point, as a part of the page.
pub(super) async fn found(
    State(app): State<App>,
    Seen(viewer): Seen,
    Query(named): Query<Named>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let now = app.clock.now();
    let point = Bounds::of_point(&named.point).ok_or(Failure::NotFound)?;
    let asked = parse(&sane(query)?, Vocabulary::French, &app.gazetteer, now);
    let there = |bounds: Bounds| Criteria {
        around: None,
        bounds: Some(bounds),
        street: None,
        region: None,
        ..everywhere(asked.for_addresses())
    };
    let newest = Criteria { sort: Sort::Newest, ..there(point.clone()) };
    let seen = cards_in_view(&app, &newest, OF_POINT, viewer.as_ref(), now).await?;
    let bounds = seen.has_more.then(|| around(&app.gazetteer, &point)).flatten();
    let all_href = bounds.map(|bounds| there(bounds).href());
    let heading = heading(&seen.total, seen.has_more.then_some(seen.cards.len()));
    let part = FoundPart { heading, cards: seen.cards, all_href };
    part_of_page(&part)
}

/// « 3 annonces à cet endroit », « 57 annonces à cet endroit : les 40 plus récentes ».
fn heading(total: &str, shown_of_more: Option<usize>) -> String {
    match shown_of_more {
        Some(shown) => format!("{total} à cet endroit\u{202f}: les {shown}\u{a0}plus récentes"),
        None => format!("{total} à cet endroit"),
    }
}

/// Which part of which search is before somebody's eyes.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Viewed {
    #[serde(default)]
    vue: String,
}

#[derive(Debug, Template)]
#[template(path = "map/in_view.html")]
struct InViewPart {
    heading: String,
    cards: Vec<Card>,
    /// The list that goes on, when there are more than are shown.
    all_href: Option<String>,
}

/// The listings of the view, as a part of the page that changes as the map moves.
pub(super) async fn in_view(
    State(app): State<App>,
    Seen(viewer): Seen,
    Query(part): Query<Viewed>,
    Query(spot): Query<Spot>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let now = app.clock.now();
    let asked = parse(&sane(query)?, Vocabulary::French, &app.gazetteer, now);
    let bounds = Bounds::read(&part.vue, &app.gazetteer).ok_or(Failure::NotFound)?;
    let searched = around_street(everywhere(asked.for_addresses()), &spot);
    // Beside a circle the view is no place of its own: the list that goes on is that of the circle.
    let of_list = if searched.around.is_some() {
        searched.clone()
    } else {
        Criteria { bounds: Some(bounds.clone()), ..searched.clone() }
    };
    let criteria = Criteria { bounds: Some(bounds), ..searched };
    let seen = cards_in_view(&app, &criteria, OF_VIEW, viewer.as_ref(), now).await?;
    let list = InViewPart {
        heading: format!("{} dans cette vue", seen.total),
        all_href: seen.has_more.then(|| of_list.href()),
        cards: seen.cards,
    };
    part_of_page(&list)
}

/// Never found by itself.
fn part_of_page(part: &impl Template) -> Result<Response, Failure> {
    let headers = [(header::HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"))];
    Ok((headers, Html(part.render().map_err(Failure::broken)?)).into_response())
}

/// What hardly differs from a point, as somebody's view: listings are drawn at the middle of their commune.
fn around(gazetteer: &Gazetteer, point: &Bounds) -> Option<Bounds> {
    let (west, south) = (point.west - MARGIN, point.south - MARGIN);
    let (east, north) = (point.east + MARGIN, point.north + MARGIN);
    Bounds::read(&format!("{west},{south},{east},{north}"), gazetteer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_that_shows_a_part_of_its_listings_says_so() {
        assert_eq!(heading("1\u{a0}annonce", None), "1\u{a0}annonce à cet endroit");
        let part = "57\u{a0}annonces à cet endroit\u{202f}: les 40\u{a0}plus récentes";
        assert_eq!(heading("57\u{a0}annonces", Some(40)), part);
    }

    #[test]
    fn only_a_street_moves_the_circle_of_its_commune() {
        let gazetteer = crate::testing::gazetteer();
        let town =
            parse("commune=23096&rayon=10", Vocabulary::French, gazetteer, chrono::DateTime::UNIX_EPOCH);
        let town = town.criteria;
        let street = Criteria { street: Some("12 rue X Guéret".to_owned()), ..town.clone() };
        let spot = |lat, lon| Spot { lat: Some(lat), lon: Some(lon) };
        let told = |it: Criteria| it.around.map(|it| format!("{} {}", it.latitude, it.longitude)).unwrap();

        assert_eq!(told(around_street(street.clone(), &spot(46.2, 1.9))), "46.2 1.9");
        assert_eq!(around_street(street.clone(), &spot(96.0, 1.9)), street);
        assert_eq!(around_street(street.clone(), &spot(f64::NAN, 1.9)), street);
        assert_eq!(around_street(street.clone(), &Spot::default()), street);
        assert_eq!(around_street(town.clone(), &spot(46.2, 1.9)), town);
    }
}
