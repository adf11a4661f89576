//! Whether a place that a text names has anything in common with the place that was chosen: « Lyon » with the Isère, for its
//! circle reaches there, and not with Paris.

use super::Meaning;
use crate::{
    search::{Around, ChosenArea, Criteria},
    territory::{Commune, Gazetteer, Region},
};

/// A place that a text or a field names.
#[derive(Debug, Default)]
pub(in crate::search) struct Spot {
    pub region: Option<ChosenArea>,
    /// Any of them.
    pub departments: Vec<ChosenArea>,
    pub around: Option<Around>,
}

impl Spot {
    /// What is named, a circle of this radius, or of its own.
    pub(super) fn named(meaning: &Meaning, radius_km: Option<u16>) -> Self {
        let mut it = Self::default();
        match meaning {
            Meaning::Region(area) => it.region = Some(area.clone()),
            Meaning::Department(area) => it.departments = vec![area.clone()],
            Meaning::Around(around) => {
                let radius_km = radius_km.unwrap_or(around.radius_km);
                it.around = Some(Around { radius_km, ..around.clone() });
            }
            _ => {}
        }
        it
    }

    /// What was chosen.
    fn chosen(it: &Criteria) -> Self {
        Self { region: it.region.clone(), departments: it.departments.clone(), around: it.around.clone() }
    }

    /// Whether some commune lies in it and in what was chosen.
    pub(super) fn meets(&self, chosen: &Criteria, gazetteer: &Gazetteer) -> bool {
        let is_anything_chosen =
            chosen.region.is_some() || !chosen.departments.is_empty() || chosen.around.is_some();
        !is_anything_chosen || self.meets_spot(&Self::chosen(chosen), gazetteer)
    }

    /// Whether some commune lies in both.
    pub(in crate::search) fn meets_spot(&self, other: &Self, gazetteer: &Gazetteer) -> bool {
        gazetteer.communes().iter().any(|it| self.holds(it) && other.holds(it))
    }

    fn holds(&self, commune: &Commune) -> bool {
        self.region.as_ref().is_none_or(|it| it.key == Region::key(commune.region()))
            && (self.departments.is_empty()
                || self.departments.iter().any(|it| it.key == commune.department.key()))
            && self
                .around
                .as_ref()
                .is_none_or(|it| commune.kilometres_to(it.latitude, it.longitude) <= f64::from(it.radius_km))
    }
}
