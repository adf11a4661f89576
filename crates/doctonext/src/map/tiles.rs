//! What the map with tiles asks for: tiles, the listings of a point, the search around a place.

use askama::Template;
use axum::{
    extract::{Path, Query, RawQuery, State},
    http::{HeaderValue, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use platform::french;
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
        Around, Criteria, Keeping, Seen, Sort, Vocabulary, cards_named, listing_tile, map_href, parse, sane,
        views::Card,
    },
    territory::Tile,
    zoning,
};

/// The media type of the Mapbox Vector Tile specification.
const KIND: &str = "application/vnd.mapbox-vector-tile";
/// Listings that a point may name.
const MOST: usize = 40;
/// Kilometres around a place, as the search has them.
const RADII: std::ops::RangeInclusive<u16> = 5..=100;

/// What the map itself does not narrow by: it shows every department.
fn everywhere(criteria: Criteria) -> Criteria {
    Criteria { department: None, sort: Sort::default(), ..criteria }
}

/// Listings of a tile.
pub(super) async fn listings(
    State(app): State<App>,
    Seen(viewer): Seen,
    Path((z, x, file)): Path<(String, String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let tile = Tile::named(&z, &x, &file).ok_or(Failure::NotFound)?;
    let now = app.clock.now();
    let asked = parse(&sane(query)?, Vocabulary::French, &app.gazetteer, now);
    let (bytes, keeping) =
        listing_tile(&app, tile, &everywhere(asked.criteria), viewer.as_ref(), now).await?;
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

#[derive(Debug, Default, Deserialize)]
pub(super) struct Named {
    #[serde(default)]
    ids: String,
}

#[derive(Debug, Template)]
#[template(path = "map/found.html")]
struct FoundPart {
    heading: String,
    cards: Vec<Card>,
}

/// The listings of a point, as a part of the page.
pub(super) async fn found(
    State(app): State<App>,
    Seen(viewer): Seen,
    Query(named): Query<Named>,
) -> Result<Response, Failure> {
    let ids: Vec<String> = named.ids.split(',').take(MOST).map(str::to_owned).collect();
    let cards = cards_named(&app, &ids, viewer.as_ref(), app.clock.now()).await?;
    let n = u64::try_from(cards.len()).unwrap_or_default();
    let heading = french::counted_or_none(n, "Aucune", "annonce", "annonces");
    let part = FoundPart { heading: format!("{heading} à cet endroit"), cards };
    let headers = [(header::HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"))];
    Ok((headers, Html(part.render().map_err(Failure::broken)?)).into_response())
}

/// A place on the map.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Place {
    lat: Option<f64>,
    lon: Option<f64>,
    rayon: Option<f64>,
}

/// « Chercher ici »: the same search around the commune that is nearest to a point, so that list, map, feed and alert all
/// say where in words.
pub(super) async fn here(
    State(app): State<App>,
    Query(place): Query<Place>,
    RawQuery(query): RawQuery,
) -> Result<Redirect, Failure> {
    let query = sane(query)?;
    let kind = LayerKind::asked(&query);
    let asked = parse(&query, Vocabulary::French, &app.gazetteer, app.clock.now());
    let (Some(lat), Some(lon)) = (place.lat, place.lon) else { return Err(Failure::NotFound) };
    if !(-90.0..=90.0).contains(&lat) || !(-180.0..=180.0).contains(&lon) {
        return Err(Failure::NotFound);
    }
    let nearest = app.gazetteer.nearest(lat, lon, 1);
    let (commune, _) = nearest.first().ok_or(Failure::NotFound)?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between the bounds of a radius"
    )]
    let radius =
        place.rayon.unwrap_or(30.0).clamp((*RADII.start()).into(), (*RADII.end()).into()).round() as u16;
    let around = Around {
        commune: commune.code.clone(),
        label: commune.label(),
        latitude: commune.latitude,
        longitude: commune.longitude,
        radius_km: radius,
    };
    let criteria = Criteria { around: Some(around), region: None, ..everywhere(asked.criteria) };
    Ok(Redirect::to(&kind.at(&map_href(&criteria))))
}
