//! What the script of the map with tiles is told.

use super::layer::LayerKind;
use crate::search::{Criteria, Vocabulary};

/// Addresses and places, printed as data attributes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LiveMap {
    /// Pattern of the tiles of listings.
    pub tiles: String,
    /// Pattern of the tiles of communes, when the layer has figures of theirs.
    pub communes: Option<String>,
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
        let query = elsewhere.query(Vocabulary::French);
        Self {
            tiles: format!("/carte/tuiles/{{z}}/{{x}}/{{y}}.mvt{asked}"),
            communes: has_communes
                .then(|| format!("/carte/communes/{}/{{z}}/{{x}}/{{y}}.mvt?{query}", layer.slug())),
            here: layer.at(&if query.is_empty() {
                "/carte/ici".to_owned()
            } else {
                format!("/carte/ici?{query}")
            }),
            around: criteria
                .around
                .as_ref()
                .map(|it| format!("{},{},{}", it.latitude, it.longitude, it.radius_km)),
            department: criteria.department.as_ref().map(|it| it.code.clone()),
        }
    }
}
