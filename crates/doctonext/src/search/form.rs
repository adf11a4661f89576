//! The search form, filled with what was asked.

use super::{
    Bounds, Criteria, Sort,
    asked::Asked,
    form_signs,
    parse::DEFAULT_RADIUS,
    views::{Choice, ChoiceGroup, SearchForm},
    wording::{capitalised, plural_of, removable},
};
use crate::{
    territory::Gazetteer,
    trades::{ListingType, PracticeType, Profession, Weekday},
};

/// A list that a glance takes in.
const SHORT: usize = 8;
const RADII: [u16; 6] = [5, 10, 20, 30, 50, 100];

/// The form with the visitor's own words in it.
pub(crate) fn form(asked: &Asked, gazetteer: &Gazetteer) -> SearchForm {
    // What was chosen: what the text was understood to name is asked by the text, which is sent again.
    let criteria = &asked.typed;
    let text = asked.mistyped.as_ref().or(criteria.text.as_ref()).cloned().unwrap_or_default();
    let is_read = !asked.understood.recognised.is_empty() || !criteria.as_typed.is_empty();
    SearchForm {
        text_before: if is_read { text.clone() } else { String::new() },
        as_typed: as_typed(criteria),
        text,
        types: types(criteria),
        professions: professions(criteria),
        specialties: specialties(asked),
        regions: regions(criteria, gazetteer),
        departments: departments(criteria, gazetteer),
        place: asked.place.clone(),
        bounds: criteria.bounds.as_ref().map_or_else(String::new, Bounds::written),
        commune: criteria.around.as_ref().map_or_else(String::new, |it| it.commune.clone()),
        other_departments: criteria.departments.iter().skip(1).map(|it| it.code.clone()).collect(),
        without: criteria.without.iter().map(|it| it.code.clone()).collect(),
        without_regions: criteria.without_regions.iter().map(|it| it.code.clone()).collect(),
        department_before: criteria.departments.first().map(|it| it.code.clone()).unwrap_or_default(),
        radii: radii(asked),
        from: printed(criteria.dates.from),
        to: printed(criteria.dates.to),
        price_min: printed(criteria.price.from),
        price_max: printed(criteria.price.to),
        with_price: criteria.with_price,
        turnover_min: printed(criteria.turnover.from),
        turnover_max: printed(criteria.turnover.to),
        fee_share_min: printed(criteria.fee_share_min),
        practice_types: practice_types(criteria),
        weekdays: weekdays(criteria),
        housing: choice("1", "Logement", criteria.housing),
        secretary: choice("1", "Secrétariat", criteria.secretary),
        urgent: choice("1", "Urgent", criteria.urgent),
        zones: form_signs::zones(criteria),
        author_groups: form_signs::author_groups(criteria),
        software: form_signs::software(criteria),
        times: form_signs::times(criteria),
        guaranteed: choice("1", "Minimum garanti par jour", criteria.guaranteed),
        pictures: choice("1", "Avec photos", criteria.pictures),
        ages: form_signs::ages(criteria),
        coverages: form_signs::coverages(criteria),
        price_bands: Vec::new(),
        turnover_bands: Vec::new(),
        sorts: sorts(asked),
        about_transfers: asked.criteria.listing_type.is_none_or(|kind| kind == ListingType::Transfer),
        about_replacements: asked
            .criteria
            .listing_type
            .is_none_or(|kind| matches!(kind, ListingType::Replacement | ListingType::Availability)),
        keeps_undated: asked.criteria.keeps_undated(),
        about_collaborations: asked
            .criteria
            .listing_type
            .is_none_or(|kind| kind == ListingType::Collaboration),
        active_filters: removable(criteria).len(),
    }
}

fn as_typed(criteria: &Criteria) -> Vec<String> {
    if criteria.as_typed.is_all { vec!["1".to_owned()] } else { criteria.as_typed.words.clone() }
}

fn printed<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

pub(super) fn choice(value: &str, label: &str, selected: bool) -> Choice {
    Choice { value: value.to_owned(), label: label.to_owned(), selected }
}

fn types(criteria: &Criteria) -> Vec<Choice> {
    let all = choice("", "Toutes les annonces", criteria.listing_type.is_none());
    let each = ListingType::ALL
        .iter()
        .map(|kind| choice(kind.slug(), plural_of(*kind), criteria.listing_type == Some(*kind)));
    std::iter::once(all).chain(each).collect()
}

fn professions(criteria: &Criteria) -> Vec<Choice> {
    let all = choice("", "Toutes les professions", criteria.profession.is_none());
    let chosen = criteria.profession.map(|it| it.key);
    let each = Profession::all().iter().map(|it| choice(it.slug, it.label, chosen == Some(it.key)));
    std::iter::once(all).chain(each).collect()
}

/// Only those of the profession that is chosen or named: a list of a hundred helps nobody. A specialty that the text names is
/// asked by the text: sent as chosen, it would stand against the next text.
fn specialties(asked: &Asked) -> Vec<ChoiceGroup> {
    let Some(profession) = asked.criteria.profession else {
        return Vec::new();
    };
    let choices: Vec<Choice> = profession
        .specialties()
        .iter()
        .map(|it| {
            choice(it.slug, it.label, asked.typed.specialties.iter().any(|chosen| chosen.key == it.key))
        })
        .collect();
    if choices.is_empty() {
        return Vec::new();
    }
    let chosen = choices.iter().filter(|it| it.selected).count();
    let open = chosen > 0 || choices.len() <= SHORT;
    vec![ChoiceGroup { label: profession.label.to_owned(), choices, chosen, open }]
}

fn regions(criteria: &Criteria, gazetteer: &Gazetteer) -> Vec<Choice> {
    let chosen = criteria.region.as_ref().map(|it| it.key);
    let all = choice("", "Toutes les régions", chosen.is_none());
    let each = gazetteer.regions().iter().map(|it| choice(&it.code, &it.name, chosen == Some(it.key())));
    std::iter::once(all).chain(each).collect()
}

fn departments(criteria: &Criteria, gazetteer: &Gazetteer) -> Vec<Choice> {
    // A list shows one; the others that are chosen are sent along: see `other_departments`.
    let chosen = criteria.departments.first().map(|it| it.key);
    let all = choice("", "Tous les départements", chosen.is_none());
    let each = gazetteer
        .departments()
        .iter()
        .map(|it| choice(&it.code, &format!("{} – {}", it.code, it.name), chosen == Some(it.key())));
    std::iter::once(all).chain(each).collect()
}

/// The radius in force says nothing as long as nobody chose it: the next text may name another.
fn radii(asked: &Asked) -> Vec<Choice> {
    let in_force = asked.criteria.around.as_ref().map(|it| it.radius_km).or(asked.typed.radius_km);
    let chosen = in_force.unwrap_or(DEFAULT_RADIUS);
    let is_usual = asked.typed.around.is_none() && asked.typed.radius_km.is_none();
    let mut offered = RADII.to_vec();
    if !offered.contains(&chosen) {
        offered.push(chosen);
        offered.sort_unstable();
    }
    let value = |km: u16| if is_usual && km == chosen { String::new() } else { km.to_string() };
    offered.iter().map(|km| choice(&value(*km), &format!("{km}\u{a0}km"), *km == chosen)).collect()
}

fn practice_types(criteria: &Criteria) -> Vec<Choice> {
    PracticeType::ALL
        .iter()
        .map(|it| choice(it.slug(), it.label(), criteria.practice_types.contains(it)))
        .collect()
}

fn weekdays(criteria: &Criteria) -> Vec<Choice> {
    Weekday::ALL
        .iter()
        .map(|day| choice(day.slug(), &capitalised(day.label()), criteria.weekdays & day.key() != 0))
        .collect()
}

/// « Plus proches » is offered only around a place. The usual order of a search is no choice, and is not sent as one.
fn sorts(asked: &Asked) -> Vec<Choice> {
    let (criteria, usual) = (&asked.criteria, asked.usual_sort());
    let chosen = criteria.effective_sort();
    Sort::ALL
        .iter()
        .filter(|(sort, ..)| match sort {
            Sort::Nearest => criteria.around.is_some(),
            Sort::Relevance => criteria.has_words() || usual == Sort::Relevance,
            _ => true,
        })
        .map(|(sort, slug, _, label)| choice(if *sort == usual { "" } else { slug }, label, *sort == chosen))
        .collect()
}
