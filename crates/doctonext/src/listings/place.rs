//! Where a listing is, and what of it may be known. Pure.

use serde::{Deserialize, Serialize};

use super::confidential::{AreaLevel, HidingArea};
use crate::trades::{DensityZone, Visibility};

/// Columns of `listing_locations`. The exact position stays inside the house unless `visibility` says otherwise; of a
/// confidential listing the columns hold only what its area allows.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Street; public only when `visibility` is exact.
    pub address: Option<String>,
    pub postal_code: Option<String>,
    pub city: String,
    /// Region name.
    pub region: String,
    /// Department code.
    pub department: Option<String>,
    pub commune_code: Option<String>,
    pub visibility: Visibility,
    /// Degrees, WGS 84; public only when `visibility` is exact.
    pub latitude: Option<f64>,
    /// Degrees, WGS 84; public only when `visibility` is exact.
    pub longitude: Option<f64>,
    pub medical_density_zone: Option<DensityZone>,
    pub density_score: Option<i32>,
    /// What stands for a confidential place; none for others, and beside the exact place itself.
    #[serde(skip)]
    pub area: Option<HidingArea>,
}

impl std::fmt::Debug for Place {
    /// Logs must never carry a street or a position.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Place").field("department", &self.department).finish_non_exhaustive()
    }
}

impl Place {
    /// Only its area may be known.
    #[must_use]
    pub fn is_confidential(&self) -> bool {
        self.visibility == Visibility::Area
    }

    /// The commune, when it may be known.
    #[must_use]
    pub fn public_city(&self) -> Option<&str> {
        let is_area = self.area.as_ref().is_some_and(|it| it.level == AreaLevel::Commune);
        (is_area || !self.is_confidential()).then_some(self.city.as_str())
    }

    /// The postal code, when it may be known.
    #[must_use]
    pub fn public_postal_code(&self) -> Option<&str> {
        self.postal_code.as_deref().filter(|_| !self.is_confidential())
    }

    /// The street, when its owner made it public.
    #[must_use]
    pub fn public_address(&self) -> Option<&str> {
        self.address.as_deref().filter(|_| self.visibility == Visibility::Exact)
    }

    /// Latitude and longitude for everybody: the owner's own when made public, else the commune's centre; of a confidential
    /// listing the point that was drawn in its area.
    #[must_use]
    pub fn public_point(&self, commune_centre: Option<(f64, f64)>) -> Option<(f64, f64)> {
        match self.visibility {
            Visibility::Exact => self.latitude.zip(self.longitude).or(commune_centre),
            Visibility::Commune => commune_centre,
            Visibility::Area => self.area.as_ref().and(self.latitude.zip(self.longitude)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(visibility: Visibility) -> Place {
        Place {
            address: Some("3 rue des Lilas".to_owned()),
            postal_code: Some("23000".to_owned()),
            city: "Guéret".to_owned(),
            region: "Nouvelle-Aquitaine".to_owned(),
            department: Some("23".to_owned()),
            commune_code: Some("23096".to_owned()),
            visibility,
            latitude: Some(46.17123),
            longitude: Some(1.87345),
            medical_density_zone: None,
            density_score: None,
            area: None,
        }
    }

    #[test]
    fn the_commune_hides_street_and_position() {
        let place = place(Visibility::Commune);

        assert_eq!(place.public_city(), Some("Guéret"));
        assert_eq!(place.public_address(), None);
        assert_eq!(place.public_point(Some((46.2, 1.9))), Some((46.2, 1.9)));
    }

    #[test]
    fn a_confidential_place_that_is_not_concealed_yet_has_neither_commune_nor_point() {
        let place = place(Visibility::Area);

        assert_eq!(place.public_city(), None);
        assert_eq!(place.public_postal_code(), None);
        assert_eq!(place.public_point(Some((46.2, 1.9))), None);
    }

    #[test]
    fn an_owner_may_make_the_address_public() {
        let place = place(Visibility::Exact);

        assert_eq!(place.public_address(), Some("3 rue des Lilas"));
        assert_eq!(place.public_point(None), Some((46.17123, 1.87345)));
    }

    #[test]
    fn the_printed_form_for_logs_tells_no_street() {
        let text = format!("{:?}", place(Visibility::Exact));
        assert!(!text.contains("Lilas") && !text.contains("46.17"), "{text}");
    }
}
