//! Whether a place that a text names has anything in common with the place that was chosen: « Lyon » with the Isère, for its
//! circle reaches there, and not with Paris.

use super::Meaning;
use crate::{
    search::{Area, Around, Criteria},
    territory::{Commune, Gazetteer, Region},
};

/// The place that a text names.
pub(super) struct Spot {
    pub region: Option<Area>,
    pub department: Option<Area>,
    pub around: Option<Around>,
}

impl Spot {
    /// What is named, a circle of this radius.
    pub(super) fn named(meaning: &Meaning, radius_km: u16) -> Self {
        let mut it = Self { region: None, department: None, around: None };
        match meaning {
            Meaning::Region(area) => it.region = Some(area.clone()),
            Meaning::Department(area) => it.department = Some(area.clone()),
            Meaning::Around(around) => it.around = Some(Around { radius_km, ..around.clone() }),
            _ => {}
        }
        it
    }

    /// Whether some commune lies in it and in what was chosen.
    pub(super) fn meets(&self, chosen: &Criteria, gazetteer: &Gazetteer) -> bool {
        let is_anything_chosen =
            chosen.region.is_some() || chosen.department.is_some() || chosen.around.is_some();
        let region = |it: &Option<Area>, commune: &Commune| {
            it.as_ref().is_none_or(|it| it.key == Region::key(commune.region()))
        };
        let department = |it: &Option<Area>, commune: &Commune| {
            it.as_ref().is_none_or(|it| it.key == commune.department.key())
        };
        let around = |it: &Option<Around>, commune: &Commune| {
            it.as_ref()
                .is_none_or(|it| commune.kilometres_to(it.latitude, it.longitude) <= f64::from(it.radius_km))
        };
        !is_anything_chosen
            || gazetteer.communes().iter().any(|it| {
                region(&self.region, it)
                    && region(&chosen.region, it)
                    && department(&self.department, it)
                    && department(&chosen.department, it)
                    && around(&self.around, it)
                    && around(&chosen.around, it)
            })
    }
}
