//! Where to go from a page: the same profession near by, other professions here, the other types of listings. Pure.

use platform::french;
use search_index::engine::Facets;

use super::path;
use crate::{
    search::{Counts, Criteria, criteria::ChosenArea, views::Entry, wording},
    territory::Gazetteer,
    trades::{ListingType, Profession},
};

/// Entries of a list: past this, nobody chooses.
const MOST: usize = 24;

/// Lists of ways, each entry with its number of listings; only where there is one.
#[derive(Debug, Clone, Default)]
pub(super) struct Neighbours {
    /// Departments: of the region, or of the whole country.
    pub(super) places: Vec<Entry>,
    /// Professions, in the same place.
    pub(super) professions: Vec<Entry>,
    /// Types, in the same place.
    pub(super) kinds: Vec<Entry>,
}

impl Neighbours {
    /// From what a search counted, each facet as if it did not narrow the search. Types are always counted, places and
    /// professions by the index in memory alone.
    pub(super) fn of(
        criteria: &Criteria,
        counts: &Counts,
        facets: Option<&Facets>,
        gazetteer: &Gazetteer,
    ) -> Self {
        let kinds = ListingType::ALL.iter().filter(|it| Some(**it) != criteria.listing_type).map(|it| {
            let n = u64::try_from(counts.of_type(Some(*it))).unwrap_or_default();
            (n, wording::plural_of(*it).to_owned(), criteria.for_type(Some(*it)))
        });
        let kinds = entries(kinds, gazetteer);
        let Some(facets) = facets else { return Self { kinds, ..Self::default() } };
        Self {
            places: entries(places(criteria, facets, gazetteer), gazetteer),
            professions: entries(professions(criteria, facets), gazetteer),
            kinds,
        }
    }
}

/// The departments around: of the region that is asked for, or that the department belongs to; else all.
fn places<'a>(
    criteria: &'a Criteria,
    facets: &'a Facets,
    gazetteer: &'a Gazetteer,
) -> impl Iterator<Item = (u64, String, Criteria)> + 'a {
    let chosen = criteria.department();
    let own = chosen.and_then(|it| gazetteer.department_by_code(&it.code));
    let region =
        own.map(|it| it.region.code.as_str()).or(criteria.region.as_ref().map(|it| it.code.as_str()));
    gazetteer
        .departments()
        .iter()
        .filter(move |it| region.is_none_or(|region| it.region.code == region))
        .filter(move |it| chosen.is_none_or(|chosen| chosen.key != it.key()))
        .map(|it| {
            let departments = vec![ChosenArea::from(it.as_ref())];
            let there = Criteria { region: None, departments, ..criteria.clone() };
            (facets.departments.get(&it.key()).copied().unwrap_or_default(), it.label(), there)
        })
}

fn professions<'a>(
    criteria: &'a Criteria,
    facets: &'a Facets,
) -> impl Iterator<Item = (u64, String, Criteria)> + 'a {
    Profession::all().iter().filter(|it| Some(*it) != criteria.profession).map(|it| {
        let there = Criteria { profession: Some(it), ..criteria.clone() };
        (facets.professions.get(&it.key).copied().unwrap_or_default(), it.plural.to_owned(), there)
    })
}

/// The fullest first.
fn entries(all: impl Iterator<Item = (u64, String, Criteria)>, gazetteer: &Gazetteer) -> Vec<Entry> {
    let mut found: Vec<(u64, String, Criteria)> = all.filter(|it| it.0 > 0).collect();
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    found.truncate(MOST);
    let entry = |(n, label, there): (u64, String, Criteria)| Entry {
        label,
        href: path(&there, gazetteer).unwrap_or_else(|| there.href()),
        count: french::counted(n, "annonce", "annonces"),
        ..Entry::default()
    };
    found.into_iter().map(entry).collect()
}
