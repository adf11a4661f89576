//! « Creuse (12) »: how many listings each choice of the form would leave.

use platform::french;
use search_index::engine::Facets;

use super::views::{Choice, SearchForm};
use crate::{
    territory::Gazetteer,
    trades::{PracticeType, Profession, Weekday},
};

/// Writes its number behind each choice that the index counts.
pub(super) fn write(
    form: &mut SearchForm,
    facets: &Facets,
    profession: Option<&Profession>,
    places: &Gazetteer,
) {
    let count = |counts: &std::collections::BTreeMap<i16, u64>, key: Option<i16>| {
        key.map(|key| counts.get(&key).copied().unwrap_or_default())
    };
    number(&mut form.professions, |value| {
        count(&facets.professions, Profession::from_slug(value).map(|it| it.key))
    });
    let specialties = profession.map(Profession::specialties).unwrap_or_default();
    for group in &mut form.specialties {
        number(&mut group.choices, |value| {
            count(&facets.specialties, specialties.iter().find(|it| it.slug == value).map(|it| it.key))
        });
    }
    number(&mut form.regions, |value| {
        count(&facets.regions, places.regions().iter().find(|it| it.code == value).map(|it| it.key()))
    });
    number(&mut form.departments, |value| {
        count(&facets.departments, places.department_by_code(value).map(|it| it.key()))
    });
    number(&mut form.practice_types, |value| {
        count(&facets.practices, PracticeType::ALL.iter().find(|it| it.slug() == value).map(|it| it.key()))
    });
    number(&mut form.weekdays, |value| {
        let day = Weekday::ALL.iter().position(|it| it.slug() == value)?;
        facets.days.get(day).copied()
    });
}

fn number(choices: &mut [Choice], count: impl Fn(&str) -> Option<u64>) {
    for choice in choices.iter_mut().filter(|it| !it.value.is_empty()) {
        if let Some(n) = count(&choice.value) {
            choice
                .label
                .push_str(&format!("\u{a0}({})", french::number(i64::try_from(n).unwrap_or(i64::MAX))));
        }
    }
}
