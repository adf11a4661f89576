//! « rue de Bretagne », « docteur Mathieu », « clinique Saint-Martin »: streets, people and houses that bear the name of a place.

use super::reading::TextReading;

/// Before the name of a street.
const STREETS: [&str; 14] = [
    "rue",
    "avenue",
    "av",
    "boulevard",
    "bd",
    "bld",
    "place",
    "chemin",
    "allee",
    "allees",
    "quai",
    "impasse",
    "faubourg",
    "esplanade",
];
/// Directly before the name of a person or a house.
const HOUSES: [&str; 19] = [
    "docteur",
    "docteurs",
    "dr",
    "drs",
    "pr",
    "professeur",
    "madame",
    "mme",
    "monsieur",
    "clinique",
    "polyclinique",
    "hopital",
    "hospitalier",
    "cabinet",
    "ehpad",
    "residence",
    "lycee",
    "ecole",
    "centre",
];
const LITTLE: [&str; 7] = ["de", "d", "du", "des", "la", "le", "l"];
/// So populous that the town is meant: « cabinet Grenoble », « clinique Quimper ».
const TOWN: u32 = 10_000;
/// So populous that even a name of saints is that of the town: « hôpital Saint-Étienne ».
const METROPOLIS: u32 = 100_000;

/// Whether the name that begins here is that of a street.
pub(super) fn is_street(reading: &TextReading<'_>, at: usize) -> bool {
    let start = reading.over_little_words(at, &LITTLE);
    let before = reading.before(start);
    // « sur place Lyon », « mise en place ».
    let is_idiom = before == "place" && start >= 2 && matches!(reading.folded(start - 2), "sur" | "en");
    STREETS.contains(&before) && !is_idiom
}

/// Whether the name that begins here may be that of a person or a house, when the place of that name has so many inhabitants.
pub(super) fn is_house(reading: &TextReading<'_>, at: usize, name: &str, people: u32) -> bool {
    let is_saint = name.starts_with("saint") || name.starts_with("st ") || name.starts_with("notre dame");
    let least = if is_saint { METROPOLIS } else { TOWN };
    HOUSES.contains(&reading.before(at)) && people < least
}
