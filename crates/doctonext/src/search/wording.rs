//! Searches in words: headings, chips, numbers.

use platform::french;

use super::{ChosenArea, Counts, Criteria, Sort, criteria::Range};
use crate::trades::{ListingType, Weekday};

/// « Cessions », « Remplacements », ….
pub(crate) fn plural_of(kind: ListingType) -> &'static str {
    match kind {
        ListingType::Transfer => "Cessions",
        ListingType::Replacement => "Remplacements",
        ListingType::Collaboration => "Collaborations",
        ListingType::Availability => "Disponibilités",
    }
}

/// « Remplacements · Médecin · Creuse (23) »: the page's heading and title.
pub(crate) fn heading(criteria: &Criteria) -> String {
    let mut parts = vec![criteria.listing_type.map_or("Annonces", plural_of).to_owned()];
    match criteria.specialties.as_slice() {
        [one] => parts.push(one.label.to_owned()),
        _ => parts.extend(criteria.profession.map(|it| it.plural.to_owned())),
    }
    if let Some(around) = &criteria.around {
        parts.push(around.label.clone());
    } else if !criteria.departments.is_empty() {
        parts.push(named_departments(&criteria.departments));
    } else if let Some(area) = criteria.region.as_ref() {
        parts.push(area.name.clone());
    } else if let Some(bounds) = &criteria.bounds {
        parts.push(bounds.label());
    }
    if !criteria.without.is_empty() {
        parts.push(format!("sauf {}", named_departments(&criteria.without)));
    }
    let regions: Vec<&str> = criteria.without_regions.iter().map(|it| it.name.as_str()).collect();
    if !regions.is_empty() {
        parts.push(format!("sauf {}", regions.join(", ")));
    }
    parts.join(" · ")
}

/// « Creuse (23) », « Creuse (23), Corrèze (19) et 2 autres départements ».
fn named_departments(areas: &[ChosenArea]) -> String {
    /// A heading is no list.
    const NAMED: usize = 3;
    let named: Vec<String> = areas.iter().map(|it| format!("{} ({})", it.name, it.code)).collect();
    if named.len() <= NAMED {
        return named.join(", ");
    }
    let (first, rest) = named.split_at(NAMED - 1);
    format!("{} et {} autres départements", first.join(", "), rest.len())
}

/// « 1 234 annonces », « Plus de 1 000 annonces », « Aucune annonce ».
pub(super) fn total(counts: &Counts, kind: Option<ListingType>) -> String {
    let n = u64::try_from(counts.of_type(kind)).unwrap_or_default();
    if counts.is_floor(kind) {
        format!("Plus de {} annonces", french::number(1000))
    } else {
        french::counted_or_none(n, "Aucune", "annonce", "annonces")
    }
}

/// The number on a tab: « 1 234 » or « 1 000+ ».
pub(super) fn tab_count(counts: &Counts, kind: Option<ListingType>) -> String {
    if counts.is_floor(kind) {
        format!("{}+", french::number(1000))
    } else {
        french::number(counts.of_type(kind))
    }
}

/// Each filter in force, with the criteria that drop it.
pub(crate) fn removable(criteria: &Criteria) -> Vec<(String, Criteria)> {
    let mut found: Vec<(String, Criteria)> = Vec::new();
    let mut without = |label: String, drop: &dyn Fn(&mut Criteria)| {
        let mut rest = criteria.unranked();
        drop(&mut rest);
        found.push((label, rest));
    };
    if let Some(text) = &criteria.text {
        without(format!("«\u{a0}{}\u{a0}»", text.trim_end()), &|it| it.text = None);
    }
    if let Some(profession) = criteria.profession {
        without(profession.label.to_owned(), &|it| {
            it.profession = None;
            it.specialties.clear();
        });
    }
    for specialty in &criteria.specialties {
        without(specialty.label.to_owned(), &|it| {
            it.specialties.retain(|other| other.key != specialty.key);
        });
    }
    if let Some(area) = &criteria.region {
        without(area.name.clone(), &|it| it.region = None);
    }
    for area in &criteria.departments {
        without(format!("{} ({})", area.name, area.code), &|it| it.departments.retain(|other| other != area));
    }
    for area in &criteria.without {
        without(format!("Sauf {} ({})", area.name, area.code), &|it| {
            it.without.retain(|other| other != area);
        });
    }
    for area in &criteria.without_regions {
        without(format!("Sauf {}", area.name), &|it| {
            it.without_regions.retain(|other| other != area);
        });
    }
    if let Some(around) = &criteria.around {
        without(format!("{} et {}\u{a0}km autour", around.label, around.radius_km), &|it| {
            it.around = None;
            it.street = None;
            if it.sort == Sort::Nearest {
                it.sort = Sort::default();
            }
        });
    }
    if let Some(bounds) = &criteria.bounds {
        without(bounds.label(), &|it| it.bounds = None);
    }
    removable_signs(criteria, &mut without);
    removable_conditions(criteria, &mut without);
    found
}

/// Notes a label and how to drop what it names.
type Without<'a> = dyn FnMut(String, &dyn Fn(&mut Criteria)) + 'a;

fn removable_conditions(criteria: &Criteria, without: &mut Without<'_>) {
    if let Some(label) = days(criteria.dates) {
        without(label, &|it| {
            it.dates = Range::default();
            it.coverage_min = None;
        });
    }
    if let Some(range) = euro_range(criteria.price) {
        without(format!("Prix\u{202f}: {range}"), &|it| {
            it.price = Range::default();
        });
    }
    if criteria.with_price {
        without("Avec prix".to_owned(), &|it| it.with_price = false);
    }
    if let Some(range) = euro_range(criteria.turnover) {
        without(format!("Chiffre d’affaires\u{202f}: {range}"), &|it| {
            it.turnover = Range::default();
        });
    }
    if let Some(share) = criteria.fee_share_min {
        without(format!("Au moins {} reversés", french::percent(f64::from(share))), &|it| {
            it.fee_share_min = None;
        });
    }
    for practice in &criteria.practice_types {
        without(practice.label().to_owned(), &|it| {
            it.practice_types.retain(|other| other != practice);
        });
    }
    for day in Weekday::ALL.iter().filter(|day| criteria.weekdays & day.key() != 0) {
        without(capitalised(day.label()), &|it| it.weekdays &= !day.key());
    }
    if criteria.housing {
        without("Logement".to_owned(), &|it| it.housing = false);
    }
    if criteria.secretary {
        without("Secrétariat".to_owned(), &|it| it.secretary = false);
    }
    if criteria.urgent {
        without("Urgent".to_owned(), &|it| it.urgent = false);
    }
}

fn removable_signs(criteria: &Criteria, without: &mut Without<'_>) {
    if let Some(least) = criteria.coverage_min {
        without(covering(least), &|it| it.coverage_min = None);
    }
    for zone in &criteria.zones {
        without(zone.as_filter().to_owned(), &|it| it.zones.retain(|other| other != zone));
    }
    for author in &criteria.author_groups {
        without(format!("Auteur\u{202f}: {}", author.label().to_lowercase()), &|it| {
            it.author_groups.retain(|other| other != author);
        });
    }
    for software in &criteria.software {
        without(software.label.to_owned(), &|it| it.software.retain(|other| other != software));
    }
    for time in &criteria.times {
        without(time.label().to_owned(), &|it| it.times.retain(|other| other != time));
    }
    if criteria.guaranteed {
        without("Minimum garanti".to_owned(), &|it| it.guaranteed = false);
    }
    if criteria.pictures {
        without("Avec photos".to_owned(), &|it| it.pictures = false);
    }
    if let Some(days) = criteria.published_within {
        without(within_days(days), &|it| it.published_within = None);
    }
}

/// « Au moins 80 % des jours ».
pub(super) fn covering(least: u8) -> String {
    match least {
        100 => "Tous les jours".to_owned(),
        50 => "Au moins la moitié des jours".to_owned(),
        _ => format!("Au moins {} des jours", french::percent(f64::from(least))),
    }
}

/// « Parue depuis 7 jours au plus ».
pub(super) fn within_days(days: u16) -> String {
    match days {
        1 => "Parue depuis 24\u{a0}heures au plus".to_owned(),
        _ => format!("Parue depuis {days}\u{a0}jours au plus"),
    }
}

/// « Du 3 au 15 août 2026 », « À partir du 1er septembre 2026 ».
pub(super) fn days(range: Range<chrono::NaiveDate>) -> Option<String> {
    match (range.from, range.to) {
        (Some(from), Some(to)) => Some(capitalised(&french::period(from, to))),
        (Some(from), None) => Some(format!("À partir du {}", french::short_date(from))),
        (None, Some(to)) => Some(format!("Jusqu’au {}", french::short_date(to))),
        (None, None) => None,
    }
}

fn euro_range(range: Range<i32>) -> Option<String> {
    french::euro_range(range.from.map(i64::from), range.to.map(i64::from))
}

/// With a capital first letter.
pub(crate) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// « Lu Ma Je », « du lundi au vendredi », « tous les jours »; none when unsaid.
pub(crate) fn days_in_short(mask: i16) -> Option<String> {
    match mask {
        0 => None,
        31 => Some("du lundi au vendredi".to_owned()),
        127 => Some("tous les jours".to_owned()),
        96 => Some("le week-end".to_owned()),
        _ => Some(Weekday::in_mask(mask).map(Weekday::short).collect::<Vec<_>>().join(" ")),
    }
}
/// « août 2026 », « de juillet 2026 à septembre 2026 »: what a confidential listing says of its days.
pub(crate) fn months(from: chrono::NaiveDate, to: Option<chrono::NaiveDate>) -> String {
    let (first, last) = (french::month(from), to.map(french::month));
    match last {
        Some(last) if last != first => format!("{} à {last}", of_month(from)),
        _ => first,
    }
}

/// « de mars 2026 », « d’août 2026 ».
pub(crate) fn of_month(day: chrono::NaiveDate) -> String {
    let month = french::month(day);
    if month.starts_with(['a', 'o']) { format!("d’{month}") } else { format!("de {month}") }
}
