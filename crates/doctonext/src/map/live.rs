//! What the script of the map with tiles is told.

use super::layer::LayerKind;
use crate::search::{Criteria, Vocabulary, with_query};

/// Addresses and places, printed as data attributes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LiveMap {
    /// Pattern of the tiles of listings.
    pub tiles: String,
    /// Pattern of the tiles of communes, when the layer has figures of theirs.
    pub communes: Option<String>,
    /// Where the cards of a point are asked for, with the search for those that it does not name.
    pub cards: String,
    /// Where « Chercher ici » leads.
    pub here: String,
    /// `latitude,longitude,kilometres` of the circle that is asked.
    pub around: Option<String>,
    /// Code of the department that is asked.
    pub department: Option<String>,
}

impl LiveMap {
    /// The map of a search.
    pub(super) fn of(criteria: &Criteria, layer: LayerKind) -> Self {
        let everywhere =
            Criteria { department: None, sort: crate::search::Sort::default(), ..criteria.clone() };
        let query = everywhere.query(Vocabulary::French);
        let asked = if query.is_empty() { String::new() } else { format!("?{query}") };
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
            tiles: format!("/carte/tuiles/{{z}}/{{x}}/{{y}}.mvt{asked}"),
            communes: has_communes
                .then(|| format!("/carte/communes/{}/{{z}}/{{x}}/{{y}}.mvt?{whose}", layer.slug())),
            cards: with_query("/carte/fiches", &query),
            here: layer.at(&with_query("/carte/ici", &query)),
            around: criteria
                .around
                .as_ref()
                .map(|it| format!("{},{},{}", it.latitude, it.longitude, it.radius_km)),
            department: criteria.department.as_ref().map(|it| it.code.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{search::Range, trades::Profession};

    #[test]
    fn tiles_of_communes_have_one_address_whatever_else_is_searched_for() {
        let nurses = Criteria { profession: Profession::from_code("nurse"), ..Criteria::default() };
        let cheap = Criteria {
            text: Some("cabinet".to_owned()),
            price: Range { from: None, to: Some(300_000) },
            ..nurses.clone()
        };

        let communes = |it: &Criteria| LiveMap::of(it, LayerKind::Accessibility).communes;

        assert_eq!(communes(&cheap), communes(&nurses));
        let address = "/carte/communes/acces/{z}/{x}/{y}.mvt?prof=infirmier";
        assert_eq!(communes(&nurses).as_deref(), Some(address));
    }
}
