//! The part of the search form about zones, authors, programs, shares of time, ages and shares of days.

use search_index::engine::{COVERAGES, FRESH};

use super::{
    Criteria,
    form::choice,
    views::{Choice, ChoiceGroup},
};
use crate::trades::{ActivityDistribution, AuthorGroup, DensityZone, Software};

pub(super) fn zones(criteria: &Criteria) -> Vec<Choice> {
    DensityZone::ALL.iter().map(|it| choice(it.slug(), it.as_filter(), criteria.zones.contains(it))).collect()
}

pub(super) fn author_groups(criteria: &Criteria) -> Vec<Choice> {
    AuthorGroup::ALL
        .iter()
        .map(|it| choice(it.slug(), it.label(), criteria.author_groups.contains(it)))
        .collect()
}

pub(super) fn times(criteria: &Criteria) -> Vec<Choice> {
    ActivityDistribution::ALL
        .iter()
        .map(|it| choice(it.slug(), it.label(), criteria.times.contains(it)))
        .collect()
}

/// By name; whoever counts leaves out those that nobody uses.
pub(super) fn software(criteria: &Criteria) -> Vec<ChoiceGroup> {
    let mut choices: Vec<Choice> = Software::all()
        .iter()
        .map(|it| choice(&it.slug, it.label, criteria.software.contains(&it)))
        .collect();
    choices.sort_by_cached_key(|it| it.value.clone());
    let chosen = criteria.software.len();
    vec![ChoiceGroup { label: "Logiciel".to_owned(), choices, chosen, open: chosen > 0 }]
}

/// « 7 derniers jours »; an age that an address asked for stands among them.
pub(super) fn ages(criteria: &Criteria) -> Vec<Choice> {
    let mut offered: Vec<u16> = FRESH.iter().filter_map(|days| u16::try_from(*days).ok()).collect();
    if let Some(asked) = criteria.published_within.filter(|days| !offered.contains(days)) {
        offered.push(asked);
        offered.sort_unstable();
    }
    let label = |days: u16| match days {
        1 => "24 dernières heures".to_owned(),
        _ => format!("{days} derniers jours"),
    };
    let each = offered
        .iter()
        .map(|days| choice(&days.to_string(), &label(*days), criteria.published_within == Some(*days)));
    std::iter::once(choice("", "Peu importe", criteria.published_within.is_none())).chain(each).collect()
}

/// « 80 % des jours ».
pub(super) fn coverages(criteria: &Criteria) -> Vec<Choice> {
    let mut offered = COVERAGES.to_vec();
    if let Some(asked) = criteria.coverage_min.filter(|least| !offered.contains(least)) {
        offered.push(asked);
        offered.sort_unstable();
    }
    let label = |least: u8| match least {
        50 => "La moitié des jours au moins".to_owned(),
        100 => "Tous les jours".to_owned(),
        _ => format!("{least}\u{202f}% des jours au moins"),
    };
    let each = offered
        .iter()
        .map(|least| choice(&least.to_string(), &label(*least), criteria.coverage_min == Some(*least)));
    std::iter::once(choice("", "Un jour au moins", criteria.coverage_min.is_none())).chain(each).collect()
}
