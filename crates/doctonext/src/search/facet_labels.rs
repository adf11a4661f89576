//! « Creuse (12) »: how many listings each choice of the form would leave.

use platform::french;
use search_index::engine::{COVERAGES, FRESH, Facets};

use super::{
    Criteria, Range,
    asked::Asked,
    live::{PRICES, TURNOVERS},
    views::{Choice, SearchForm},
};
use crate::{
    shell::Link,
    territory::Gazetteer,
    trades::{ActivityDistribution, AuthorGroup, DensityZone, PracticeType, Profession, Software, Weekday},
};

/// Writes its number behind each choice that the index counts.
pub(super) fn write(form: &mut SearchForm, facets: &Facets, asked: &Asked, places: &Gazetteer) {
    let criteria = &asked.typed;
    let count = |counts: &std::collections::BTreeMap<i16, u64>, key: Option<i16>| {
        key.map(|key| counts.get(&key).copied().unwrap_or_default())
    };
    number(&mut form.professions, |value| {
        count(&facets.professions, Profession::from_slug(value).map(|it| it.key))
    });
    let specialties = asked.criteria.profession.map(Profession::specialties).unwrap_or_default();
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
    for (choice, n) in [
        (&mut form.housing, facets.housing),
        (&mut form.secretary, facets.secretary),
        (&mut form.urgent, facets.urgent),
        (&mut form.guaranteed, facets.guaranteed),
        (&mut form.pictures, facets.pictures),
    ] {
        number(std::slice::from_mut(choice), |_| Some(n));
    }
    signs(form, facets);
    form.price_bands =
        bands(&facets.prices, &PRICES, |price| Criteria { price, with_price: true, ..criteria.clone() });
    form.turnover_bands =
        bands(&facets.turnovers, &TURNOVERS, |turnover| Criteria { turnover, ..criteria.clone() });
}

/// Zones, authors, shares of time, programs, ages and shares of days. A zone of which no listing is known would only puzzle.
fn signs(form: &mut SearchForm, facets: &Facets) {
    let count = |counts: &std::collections::BTreeMap<i16, u64>, key: Option<i16>| {
        key.map(|key| counts.get(&key).copied().unwrap_or_default())
    };
    let zone = |value: &str| count(&facets.zones, DensityZone::from_slug(value).map(DensityZone::key));
    form.zones.retain(|it| it.selected || zone(&it.value).is_some_and(|n| n > 0));
    number(&mut form.zones, zone);
    number(&mut form.author_groups, |value| {
        count(&facets.author_groups, AuthorGroup::from_slug(value).map(AuthorGroup::key))
    });
    number(&mut form.times, |value| {
        count(&facets.times, ActivityDistribution::from_slug(value).map(ActivityDistribution::key))
    });
    let software =
        |value: &str| count(&facets.software, Software::from_slug(value).map(|it| i16::from(it.bit)));
    for group in &mut form.software {
        group.choices.retain(|it| it.selected || software(&it.value).is_some_and(|n| n > 0));
        group.choices.sort_by_key(|it| std::cmp::Reverse(software(&it.value)));
        number(&mut group.choices, software);
    }
    form.software.retain(|group| !group.choices.is_empty());
    number(&mut form.ages, |value| {
        let days = value.parse::<i64>().ok()?;
        Some(facets.fresh[FRESH.iter().position(|it| *it == days)?])
    });
    if facets.coverages != [0; 3] {
        number(&mut form.coverages, |value| {
            let least = value.parse::<u8>().ok()?;
            Some(facets.coverages[COVERAGES.iter().position(|it| *it == least)?])
        });
    }
}

/// The bands that have listings, with the search that asks for each.
fn bands(
    counts: &std::collections::BTreeMap<i16, u64>,
    bounds: &[i32],
    search: impl Fn(Range<i32>) -> Criteria,
) -> Vec<Link> {
    // Band 0 is « unknown ».
    let known =
        counts.iter().filter_map(|(band, n)| Some((usize::try_from(*band).ok()?.checked_sub(1)?, *n)));
    known
        .map(|(rank, n)| {
            let from = rank.checked_sub(1).and_then(|before| bounds.get(before)).copied();
            let past = bounds.get(rank).copied();
            let label = format!(
                "{}\u{a0}({})",
                band(from, past),
                french::number(i64::try_from(n).unwrap_or(i64::MAX))
            );
            Link::new(label, search(Range { from, to: past.map(|it| it - 1) }).href())
        })
        .collect()
}

/// « 50 000 à 100 000 € », as the bands of confidential listings are said.
fn band(from: Option<i32>, past: Option<i32>) -> String {
    let euros = |amount: i32| french::euros(i64::from(amount));
    match (from, past) {
        (Some(from), Some(past)) => format!("{} à {}", french::number(i64::from(from)), euros(past)),
        (Some(from), None) => format!("{} et plus", euros(from)),
        (None, Some(past)) => format!("moins de {}", euros(past)),
        (None, None) => "toutes".to_owned(),
    }
}

fn number(choices: &mut [Choice], count: impl Fn(&str) -> Option<u64>) {
    for choice in choices.iter_mut().filter(|it| !it.value.is_empty()) {
        if let Some(n) = count(&choice.value) {
            choice.label =
                format!("{}\u{a0}({})", choice.label, french::number(i64::try_from(n).unwrap_or(i64::MAX)));
        }
    }
}
