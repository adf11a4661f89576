//! The fields of places: chosen in lists, typed in « Où ? », drawn around.

use super::{DEFAULT_RADIUS, Field, FieldReader, Vocabulary, around};
use crate::{
    search::{Around, ChosenArea, Criteria, street::town_of, understood::Spot},
    territory::Commune,
};

/// The commune; the department is 75.
const PARIS: &str = "75056";

/// What was typed as a place.
enum Named {
    /// With the street that was typed before it.
    Around(Around, Option<String>),
    Department(ChosenArea),
    Region(ChosenArea),
}

impl Named {
    fn spot(&self) -> Spot {
        match self {
            Self::Around(around, _) => Spot { around: Some(around.clone()), ..Spot::default() },
            Self::Department(area) => Spot { departments: vec![area.clone()], ..Spot::default() },
            Self::Region(area) => Spot { region: Some(area.clone()), ..Spot::default() },
        }
    }
}

impl FieldReader<'_> {
    pub(super) fn place(&mut self, field: Field, value: &str) {
        let gazetteer = self.gazetteer;
        let department =
            || gazetteer.department_by_code(value).or_else(|| gazetteer.department_by_slug(value));
        match field {
            Field::Region => {
                match gazetteer.region_by_code(value).or_else(|| gazetteer.region_by_slug(value)) {
                    Some(it) => self.asked.criteria.region = Some(ChosenArea::from(it)),
                    None => self.unknown(field, value),
                }
            }
            Field::Department | Field::OtherDepartment | Field::Without => match department() {
                Some(it) => self.department(field, ChosenArea::from(it)),
                None => self.unknown(field, value),
            },
            Field::WithoutRegion => match gazetteer.region_by_code(value) {
                Some(it) => add(&mut self.asked.criteria.without_regions, ChosenArea::from(it)),
                None => self.unknown(field, value),
            },
            Field::Commune => match gazetteer.by_code(value) {
                Some(commune) => self.asked.criteria.around = Some(around(commune)),
                None => self.unknown(field, value),
            },
            Field::Place => self.typed_place(value),
            _ => match value.parse::<u32>() {
                Ok(km) => self.radius(u16::try_from(km.clamp(5, 100)).unwrap_or(DEFAULT_RADIUS)),
                Err(_) => self.unknown(field, value),
            },
        }
    }

    fn department(&mut self, field: Field, it: ChosenArea) {
        let criteria = &mut self.asked.criteria;
        match field {
            Field::Department => add(&mut criteria.departments, it),
            Field::OtherDepartment => add(&mut self.other_departments, it),
            _ => add(&mut criteria.without, it),
        }
    }

    /// A list shows one department: the others that are chosen are sent along, and stand as long as it does.
    pub(super) fn take_other_departments(&mut self) {
        let shown = self.asked.criteria.department().map(|it| it.code.as_str());
        let is_form = self.vocabulary == Vocabulary::French;
        if is_form && shown.is_some() && shown == self.department_before.as_deref() {
            self.asked.criteria.departments.append(&mut self.other_departments);
        }
    }

    /// Without JavaScript the commune that was chosen is sent along after the field was emptied.
    pub(super) fn erase_place(&mut self) {
        if self.place_is_erased && self.vocabulary == Vocabulary::French {
            self.asked.criteria.around = None;
        }
    }

    fn radius(&mut self, km: u16) {
        let is_typed = !self.asked.place.is_empty();
        let criteria = &mut self.asked.criteria;
        // What lies around Paris is more. The usual radius is sent by every page of a circle, and chosen by nobody.
        if self.is_paris_typed && km != DEFAULT_RADIUS {
            criteria.departments.clear();
            criteria.around = self.gazetteer.by_code(PARIS).map(around);
        }
        match &mut criteria.around {
            Some(around) => around.radius_km = km,
            None => criteria.radius_km = Some(km),
        }
        if is_typed && criteria.around.is_none() && km != DEFAULT_RADIUS {
            let note = format!(
                "Les {km}\u{a0}km ne valent qu’autour d’une commune\u{202f}: «\u{a0}{}\u{a0}» est cherché en entier.",
                self.asked.place
            );
            self.asked.notes.push(note);
        }
    }

    /// A place typed without JavaScript: a commune, a department or a region. What was chosen from the suggestions wins while
    /// the text still names it. A view of the map, which the form sends along, is over.
    fn typed_place(&mut self, value: &str) {
        value.clone_into(&mut self.asked.place);
        self.asked.criteria.bounds = None;
        let Some(named) = self.named(value) else {
            self.asked.criteria.around = None;
            return self.unknown(Field::Place, value);
        };
        self.asked.criteria.around = None;
        // Lists and field may contradict each other: whatever was changed on the page counts.
        if self.vocabulary == Vocabulary::French && self.contradicts_lists(&named) {
            if self.place_before.as_deref() == Some(value) {
                self.asked.place.clear();
                let criteria = &mut self.asked.criteria;
                match &named {
                    Named::Around(..) => {}
                    Named::Department(area) => criteria.departments.retain(|it| it != area),
                    Named::Region(area) => criteria.region = criteria.region.take().filter(|it| it != area),
                }
                return;
            }
            self.asked.criteria.region = None;
            self.asked.criteria.departments.clear();
        }
        let criteria: &mut Criteria = &mut self.asked.criteria;
        match named {
            Named::Around(around, street) => {
                criteria.around = Some(around);
                criteria.street = street;
            }
            Named::Department(area) => {
                self.is_paris_typed = area.code == "75";
                criteria.departments = vec![area];
            }
            Named::Region(area) => criteria.region = Some(area),
        }
    }

    /// Whether nothing lies both in a place and in what was chosen in the lists of regions and departments.
    fn contradicts_lists(&self, named: &Named) -> bool {
        let criteria = &self.asked.criteria;
        let lists =
            Spot { region: criteria.region.clone(), departments: criteria.departments.clone(), around: None };
        let is_chosen = lists.region.is_some() || !lists.departments.is_empty();
        is_chosen && !named.spot().meets_spot(&lists, self.gazetteer)
    }

    fn named(&self, value: &str) -> Option<Named> {
        // The suggestions put a name or a label into the field: while it says so, what was chosen stands, though a larger
        // namesake exists (Saint-Denis is in the 93 and in the 974).
        let typed = search_index::fold(value);
        let is_called = |it: &Commune| {
            [it.name.as_str(), it.short_name()].iter().any(|name| search_index::fold(name) == typed)
        };
        let chosen = self.asked.criteria.around.as_ref().filter(|around| {
            search_index::fold(&around.label) == typed
                || self.gazetteer.by_code(&around.commune).is_some_and(is_called)
        });
        if let Some(chosen) = chosen {
            return Some(Named::Around(chosen.clone(), None));
        }
        if let Some(town) = town_of(value, self.gazetteer) {
            return Some(Named::Around(around(town), Some(value.to_owned())));
        }
        if let Some(it) = self.gazetteer.department_by_name(value) {
            return Some(Named::Department(ChosenArea::from(it)));
        }
        if let Some(it) = self.gazetteer.region_by_name(value) {
            return Some(Named::Region(ChosenArea::from(it)));
        }
        self.gazetteer.resolve_place(value).map(|it| Named::Around(around(it), None))
    }
}

/// A region has up to thirteen departments: none of them is too many.
fn add(areas: &mut Vec<ChosenArea>, it: ChosenArea) {
    if !areas.contains(&it) {
        areas.push(it);
    }
}
