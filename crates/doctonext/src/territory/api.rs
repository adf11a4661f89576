//! Communes as the JSON API gives them, and the address of the autocomplete.

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::{Query, RawQuery, State, rejection::QueryRejection},
    http::header,
    response::IntoResponse,
    routing::get,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Commune, Department, DepartmentOrRegion, Gazetteer, Region};
use crate::{
    app::App,
    failure::{Failure, Problem},
};

/// Suggestions given when none are asked for, and at most.
const USUAL: usize = 8;
const MOST: usize = 20;
/// Departments and regions beside them.
const MOST_AREAS: usize = 3;

/// Places that a text may mean, each kind best first.
#[derive(Debug, Serialize, ToSchema)]
pub struct CommuneSuggestions {
    /// At most 20.
    pub communes: Vec<CommuneFacts>,
    /// Departments and regions that are called so or whose name begins so, at most 3; none for a point.
    pub areas: Vec<AreaSuggestion>,
}

/// A department or a region that a text may mean.
#[derive(Debug, Serialize, ToSchema)]
pub struct AreaSuggestion {
    /// `department`, an overseas collectivity too, or `region`.
    #[schema(example = "department")]
    pub kind: &'static str,
    /// INSEE code.
    #[schema(example = "29")]
    pub code: String,
    /// Official name, which search forms understand.
    #[schema(example = "Finistère")]
    pub name: String,
}

impl From<DepartmentOrRegion<'_>> for AreaSuggestion {
    fn from(area: DepartmentOrRegion<'_>) -> Self {
        let kind = match area {
            DepartmentOrRegion::Department(_) => "department",
            DepartmentOrRegion::Region(_) => "region",
        };
        Self { kind, code: area.code().to_owned(), name: area.name().to_owned() }
    }
}

/// A commune, or an arrondissement of Paris, Lyon or Marseille.
#[derive(Debug, Serialize, ToSchema)]
pub struct CommuneFacts {
    /// INSEE code, not the postal code.
    #[schema(example = "23096")]
    pub code: String,
    /// Official name.
    #[schema(example = "Guéret")]
    pub name: String,
    /// Name and department, which search forms understand.
    #[schema(example = "Guéret (23)")]
    pub label: String,
    /// In ascending order; empty where nobody lives.
    #[schema(example = json!(["23000"]))]
    pub postal_codes: Vec<String>,
    /// Department.
    pub department: AreaFacts,
    /// Region.
    pub region: AreaFacts,
    /// Inhabitants; 0 when unknown.
    #[schema(example = 12734)]
    pub population: u32,
    /// Where it lies.
    pub position: PositionFacts,
}

/// A department or a region.
#[derive(Debug, Serialize, ToSchema)]
pub struct AreaFacts {
    /// INSEE code.
    #[schema(example = "23")]
    pub code: String,
    /// Official name.
    #[schema(example = "Creuse")]
    pub name: String,
}

/// A point of the map, WGS 84.
#[derive(Debug, Serialize, ToSchema)]
pub struct PositionFacts {
    /// Degrees north.
    #[schema(example = 46.16939)]
    pub latitude: f64,
    /// Degrees east.
    #[schema(example = 1.87389)]
    pub longitude: f64,
    /// Whether it is only the middle of the neighbouring communes, some kilometres off.
    pub approximate: bool,
}

impl From<&Commune> for CommuneFacts {
    fn from(commune: &Commune) -> Self {
        let area = |code: &str, name: &str| AreaFacts { code: code.to_owned(), name: name.to_owned() };
        Self {
            code: commune.code.clone(),
            name: commune.name.clone(),
            label: commune.label(),
            postal_codes: commune.postal_codes.clone(),
            department: area(&commune.department.code, &commune.department.name),
            region: area(&commune.region().code, &commune.region().name),
            population: commune.population,
            position: PositionFacts {
                latitude: commune.latitude,
                longitude: commune.longitude,
                approximate: commune.position_is_approximate,
            },
        }
    }
}

/// The places that `query` may mean, as the API gives them.
#[must_use]
pub fn suggest(gazetteer: &Gazetteer, query: &str, limit: usize) -> CommuneSuggestions {
    let found = gazetteer.suggest(query, limit.clamp(1, MOST));
    let areas = gazetteer.suggest_areas(query, MOST_AREAS);
    CommuneSuggestions {
        communes: found.into_iter().map(CommuneFacts::from).collect(),
        areas: areas.into_iter().map(AreaSuggestion::from).collect(),
    }
}

/// The addresses of this domain.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/communes", get(communes))
        .route("/api/v1/communes/nearest", get(nearest))
        .route("/api/v1/regions", get(regions))
        .route("/api/v1/departments", get(departments))
}

/// Suggests communes for what somebody types: a name, even with a mistake, the beginning of a postal code, an INSEE
/// code, a name followed by a department or an arrondissement. Beside them, the departments and regions that it may name.
#[utoipa::path(
    get,
    path = "/api/v1/communes",
    tag = "reference",
    params(
        ("q" = String, Query, description = "What was typed", example = "st etienne"),
        ("limit" = Option<usize>, Query, description = "Most results, 1 to 20; 8 when not given"),
    ),
    responses((status = 200, description = "Best first; empty when nothing resembles", body = CommuneSuggestions)),
)]
pub async fn communes(State(app): State<App>, RawQuery(query): RawQuery) -> impl IntoResponse {
    let (text, limit) = asked(query.as_deref().unwrap_or_default());
    let answer = suggest(&app.gazetteer, &text, limit);
    // Names of communes change on the first of January.
    ([(header::CACHE_CONTROL, "public, max-age=86400")], Json(answer))
}

/// A point, degrees, WGS 84.
#[derive(Debug, Deserialize)]
pub(crate) struct Spot {
    latitude: f64,
    longitude: f64,
}

/// The commune nearest to a point. Round the point before you send it: a kilometre is enough to find a commune.
#[utoipa::path(
    get,
    path = "/api/v1/communes/nearest",
    tag = "reference",
    params(
        ("latitude" = f64, Query, description = "Degrees north, WGS 84", example = 46.17),
        ("longitude" = f64, Query, description = "Degrees east", example = 1.87),
    ),
    responses(
        (status = 200, description = "One commune; none when the nearest is more than 100 km away.", body = CommuneSuggestions),
        (status = 400, description = "No point.", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn nearest(
    State(app): State<App>,
    spot: Result<Query<Spot>, QueryRejection>,
) -> Result<Json<CommuneSuggestions>, Failure> {
    /// Whoever is farther away is not in France.
    const FAR_KM: f64 = 100.0;
    let is_on_earth = |it: &Spot| it.latitude.abs() <= 90.0 && it.longitude.abs() <= 180.0;
    let Some(Query(spot)) = spot.ok().filter(|Query(it)| is_on_earth(it)) else {
        return Err(Failure::BadRequest("latitude et longitude sont des degrés.".to_owned()));
    };
    let found = app.gazetteer.nearest(spot.latitude, spot.longitude, 1);
    let communes = found.into_iter().filter(|(_, km)| *km <= FAR_KM).map(|(it, _)| it.into()).collect();
    Ok(Json(CommuneSuggestions { communes, areas: Vec::new() }))
}

/// A department with the region it belongs to.
#[derive(Debug, Serialize, ToSchema)]
pub struct DepartmentFacts {
    /// `23`, `2A`, `974`.
    pub code: String,
    /// « Creuse ».
    pub name: String,
    /// Code of its region.
    pub region: String,
}

/// Regions, by code.
#[utoipa::path(
    get, path = "/api/v1/regions", tag = "reference",
    responses((status = 200, description = "All regions and overseas collectivities.", body = Vec<AreaFacts>))
)]
pub(crate) async fn regions(State(app): State<App>) -> Json<Vec<AreaFacts>> {
    let facts = |it: &Arc<Region>| AreaFacts { code: it.code.clone(), name: it.name.clone() };
    Json(app.gazetteer.regions().iter().map(facts).collect())
}

/// Departments, by code.
#[utoipa::path(
    get, path = "/api/v1/departments", tag = "reference",
    responses((status = 200, description = "All departments.", body = Vec<DepartmentFacts>))
)]
pub(crate) async fn departments(State(app): State<App>) -> Json<Vec<DepartmentFacts>> {
    let facts = |it: &Arc<Department>| DepartmentFacts {
        code: it.code.clone(),
        name: it.name.clone(),
        region: it.region.code.clone(),
    };
    Json(app.gazetteer.departments().iter().map(facts).collect())
}

/// `q` and `limit`, last one wins; a limit that is no number is the usual one.
fn asked(query: &str) -> (String, usize) {
    let mut text = String::new();
    let mut limit = USUAL;
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match name.as_ref() {
            "q" => text = value.into_owned(),
            "limit" => limit = value.parse().unwrap_or(USUAL),
            _ => {}
        }
    }
    (text, limit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::territory::Reference;

    #[test]
    fn a_suggestion_tells_all_that_a_form_needs() {
        let gazetteer = Gazetteer::new(Reference::embedded().unwrap());
        let answer = serde_json::to_value(suggest(&gazetteer, "guéret", 1)).unwrap();
        let commune = &answer["communes"][0];
        assert_eq!(commune["code"], "23096");
        assert_eq!(commune["postal_codes"][0], "23000");
        assert_eq!(commune["department"]["name"], "Creuse");
        assert_eq!(commune["region"]["code"], "75");
        assert_eq!(commune["position"]["approximate"], false);
        assert_eq!(answer["areas"], serde_json::json!([]));
        assert!((commune["position"]["latitude"].as_f64().unwrap() - 46.17).abs() < 0.05);
    }

    #[test]
    fn departments_and_regions_stand_beside_communes() {
        let gazetteer = Gazetteer::new(Reference::embedded().unwrap());
        let answer = serde_json::to_value(suggest(&gazetteer, "finist", 8)).unwrap();
        let finistere = serde_json::json!([{ "kind": "department", "code": "29", "name": "Finistère" }]);
        assert_eq!(answer["areas"], finistere);
        let answer = serde_json::to_value(suggest(&gazetteer, "bretagne", 1)).unwrap();
        let bretagne = serde_json::json!([{ "kind": "region", "code": "53", "name": "Bretagne" }]);
        assert_eq!(answer["areas"], bretagne);
        assert_eq!(answer["communes"].as_array().unwrap().len(), 1);
    }

    #[test]
    fn strange_queries_are_read_as_well_as_they_can_be() {
        assert_eq!(asked("q=st+etienne&limit=3"), ("st etienne".to_owned(), 3));
        assert_eq!(asked("limit=many&q=gu%C3%A9ret"), ("guéret".to_owned(), USUAL));
        assert_eq!(asked("q=%FF%00&limit=-1"), ("\u{fffd}\0".to_owned(), USUAL));
        assert_eq!(asked(""), (String::new(), USUAL));
    }
}
