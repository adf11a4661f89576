//! What the script of the map with tiles is told.

use super::layer::LayerKind;
use crate::{
    search::{Bounds, ChosenArea, Criteria, Vocabulary, with_query},
    territory::Gazetteer,
};

/// Addresses and places, printed as data attributes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LiveMap {
    /// Pattern of the tiles of listings.
    pub tiles: String,
    /// Pattern of the tiles of communes, when the layer has figures of theirs.
    pub communes: Option<String>,
    /// Where the cards of a point are asked for, with the search for those that it does not name.
    pub cards: String,
    /// Where the listings of the view are asked for; none where the layer tells of something else.
    pub list: Option<String>,
    /// Where « Chercher ici » leads, once the view is added.
    pub here: String,
    /// `latitude,longitude,kilometres` of the circle that is asked.
    pub around: Option<String>,
    /// The view that is asked, else the department, as [`Spot::bounds`].
    pub bounds: Option<String>,
    /// Whether `bounds` are somebody's view, which is to look as it did.
    pub is_view: bool,
    /// Pattern of the tiles of another server that lie under ours, and whose they are.
    pub background: Option<(String, String)>,
    /// Where the map can be taken: the mainland and the departments overseas.
    pub spots: Vec<Spot>,
}

/// A part of France that the map can show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    /// « La Réunion ».
    pub name: String,
    /// `west,south,east,north`, degrees.
    pub bounds: String,
}

/// France in Europe, degrees.
const MAINLAND: &str = "-5.2,41.3,9.6,51.1";
/// A commune is larger than its middle, degrees.
const MARGIN: f64 = 0.08;

/// The square that holds the communes of some departments; none without any.
fn bounds_of(departments: &[ChosenArea], gazetteer: &Gazetteer) -> Option<String> {
    let is_there = |code: &str| departments.iter().any(|it| it.code == code);
    let communes = gazetteer.communes().iter().filter(|it| is_there(&it.department.code));
    let all = communes.map(|it| (it.longitude, it.latitude, it.longitude, it.latitude));
    let (west, south, east, north) =
        all.reduce(|a, b| (a.0.min(b.0), a.1.min(b.1), a.2.max(b.2), a.3.max(b.3)))?;
    let (west, south, east, north) = (west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN);
    Some(format!("{west:.3},{south:.3},{east:.3},{north:.3}"))
}

fn spots(gazetteer: &Gazetteer) -> Vec<Spot> {
    // Collectivities are regions of their own.
    let overseas =
        gazetteer.departments().iter().filter(|it| it.code.len() == 3 && it.region.code != it.code);
    let spots = overseas.filter_map(|it| {
        Some(Spot { name: it.name.clone(), bounds: bounds_of(&[ChosenArea::from(&**it)], gazetteer)? })
    });
    let mainland = Spot { name: "France hexagonale et Corse".to_owned(), bounds: MAINLAND.to_owned() };
    std::iter::once(mainland).chain(spots).collect()
}

impl LiveMap {
    /// The map of a search.
    pub(super) fn of(criteria: &Criteria, layer: LayerKind, gazetteer: &Gazetteer) -> Self {
        let everywhere = Criteria {
            departments: Vec::new(),
            bounds: None,
            sort: crate::search::Sort::default(),
            ..criteria.clone()
        };
        let query = everywhere.query(Vocabulary::French);
        // A tile does not ask a service where a street is: the page knows.
        let point = match (&criteria.street, &criteria.around) {
            (Some(_), Some(it)) => format!("&lat={}&lon={}", it.latitude, it.longitude),
            _ => String::new(),
        };
        let tiles = with_query("/carte/tuiles/{z}/{x}/{y}.mvt", &query);
        let list = with_query("/carte/vue", &query);
        let view = criteria.bounds.as_ref();
        let elsewhere = Criteria { around: None, region: None, ..everywhere };
        let has_communes = matches!(layer, LayerKind::Zoning | LayerKind::Accessibility);
        // Of a search, only whose figures they are matters to communes: one address for every price and word.
        let whose = Criteria {
            profession: criteria.profession,
            specialties: criteria.specialties.clone(),
            ..Criteria::default()
        };
        let whose = whose.query(Vocabulary::French);
        let query = elsewhere.query(Vocabulary::French);
        Self {
            tiles: format!("{tiles}{point}"),
            communes: has_communes
                .then(|| format!("/carte/communes/{}/{{z}}/{{x}}/{{y}}.mvt?{whose}", layer.slug())),
            cards: with_query("/carte/fiches", &query),
            list: (layer == LayerKind::Listings).then(|| format!("{list}{point}")),
            here: layer.at(&with_query("/carte", &query)),
            around: criteria
                .around
                .as_ref()
                .map(|it| format!("{},{},{}", it.latitude, it.longitude, it.radius_km)),
            bounds: view.map(Bounds::written).or_else(|| bounds_of(&criteria.departments, gazetteer)),
            is_view: view.is_some(),
            background: None,
            spots: spots(gazetteer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{search::Range, testing::gazetteer, trades::Profession};

    #[test]
    fn tiles_of_communes_have_one_address_whatever_else_is_searched_for() {
        let nurses = Criteria { profession: Profession::from_code("nurse"), ..Criteria::default() };
        let cheap = Criteria {
            text: Some("cabinet".to_owned()),
            price: Range { from: None, to: Some(300_000) },
            ..nurses.clone()
        };

        let communes = |it: &Criteria| LiveMap::of(it, LayerKind::Accessibility, gazetteer()).communes;

        assert_eq!(communes(&cheap), communes(&nurses));
        let address = "/carte/communes/acces/{z}/{x}/{y}.mvt?prof=infirmier";
        assert_eq!(communes(&nurses).as_deref(), Some(address));
    }

    #[test]
    fn tiles_lie_around_the_street_that_the_page_has_found() {
        let gueret = crate::search::Around {
            commune: "23096".to_owned(),
            label: "12 rue de la République".to_owned(),
            latitude: 46.1712,
            longitude: 1.8723,
            radius_km: 10,
        };
        let town = Criteria { around: Some(gueret), ..Criteria::default() };
        let street = Criteria { street: Some("12 rue X Guéret".to_owned()), ..town.clone() };

        let tiles = |it: &Criteria| LiveMap::of(it, LayerKind::Listings, gazetteer()).tiles;

        assert_eq!(tiles(&town), "/carte/tuiles/{z}/{x}/{y}.mvt?commune=23096&rayon=10");
        assert!(tiles(&street).ends_with("&rayon=10&lat=46.1712&lon=1.8723"), "{}", tiles(&street));
    }

    #[test]
    fn a_department_overseas_is_where_the_map_opens_and_the_map_can_be_taken_to_each_of_them() {
        let reunion = gazetteer().department_by_code("974").unwrap();
        let there = Criteria { departments: vec![ChosenArea::from(reunion)], ..Criteria::default() };

        let map = LiveMap::of(&there, LayerKind::Listings, gazetteer());

        let bounds = map.bounds.unwrap();
        let sides: Vec<f64> = bounds.split(',').map(|it| it.parse().unwrap()).collect();
        assert!(sides[0] < 55.3 && sides[1] < -21.3 && sides[2] > 55.8 && sides[3] > -20.9, "{sides:?}");
        assert!(sides[2] - sides[0] < 1.0, "{sides:?}");
        let names: Vec<&str> = map.spots.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names.len(), 6, "{names:?}");
        assert_eq!(map.spots.last().map(|it| it.name.as_str()), Some("Mayotte"));
        assert!(map.spots.iter().any(|it| it.bounds == bounds));
    }
}
