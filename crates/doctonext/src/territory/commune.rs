//! A commune, the place at which every listing is shown.

use std::sync::Arc;

use super::{Department, Region, spelling};

/// A commune of France, or an arrondissement of Paris, Lyon or Marseille.
#[derive(Debug, Clone, PartialEq)]
pub struct Commune {
    /// INSEE code, not the postal code: "23096", "2A004", "75116".
    pub code: String,
    /// Official name: "Guéret", "Paris 16e Arrondissement".
    pub name: String,
    /// Department it belongs to.
    pub department: Arc<Department>,
    /// SIREN of its intercommunality; none for a few islands.
    pub epci_code: Option<String>,
    /// In ascending order; empty where nobody lives.
    pub postal_codes: Vec<String>,
    /// Inhabitants; 0 when unknown.
    pub population: u32,
    /// Degrees north, WGS 84.
    pub latitude: f64,
    /// Degrees east, WGS 84.
    pub longitude: f64,
    /// Whether the position is only the middle of its neighbours, some kilometres off.
    pub position_is_approximate: bool,
    /// Code of the city that an arrondissement is part of; none for a commune.
    pub parent_code: Option<String>,
}

impl Commune {
    /// Region it belongs to.
    #[must_use]
    pub fn region(&self) -> &Region {
        &self.department.region
    }

    /// The name as people say it: « Paris 16e » for "Paris 16e Arrondissement".
    #[must_use]
    pub fn short_name(&self) -> &str {
        self.name.strip_suffix(" Arrondissement").unwrap_or(&self.name)
    }

    /// The name with its department, which a search form understands in turn: « Guéret (23) ».
    #[must_use]
    pub fn label(&self) -> String {
        format!("{} ({})", self.short_name(), self.department.code)
    }

    /// The name as written in URLs; several communes share one.
    #[must_use]
    pub fn slug(&self) -> String {
        spelling::slug(self.short_name())
    }

    /// Whether it is a part of Paris, Lyon or Marseille.
    #[must_use]
    pub fn is_arrondissement(&self) -> bool {
        self.parent_code.is_some()
    }

    /// Great-circle distance to a point, in kilometres.
    #[must_use]
    pub fn kilometres_to(&self, latitude: f64, longitude: f64) -> f64 {
        const EARTH_RADIUS_KM: f64 = 6371.0;
        let (from, to) = (self.latitude.to_radians(), latitude.to_radians());
        let half_lat = (to - from) / 2.0;
        let half_lng = (longitude - self.longitude).to_radians() / 2.0;
        let chord = half_lat.sin().powi(2) + from.cos() * to.cos() * half_lng.sin().powi(2);
        2.0 * EARTH_RADIUS_KM * chord.sqrt().min(1.0).asin()
    }
}
