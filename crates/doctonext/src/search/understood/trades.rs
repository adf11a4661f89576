//! « kiné », « MG », « orthodontiste »: who is named, in the words of the field.

use std::{collections::HashMap, sync::LazyLock};

use super::reading::{Named, TextReading, folded_words, singular};
use crate::trades::{Profession, Specialty};

/// A profession, perhaps with specialties, any of which is meant.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::search) struct Trade {
    pub profession: &'static Profession,
    pub specialties: Vec<&'static Specialty>,
}

/// Names that also mean something else: a place, an organ, an employer, another trade.
const UNSURE: [&str; 35] = [
    "docteur",
    "praticien",
    "toubib",
    "cd",
    "ortho",
    "psy",
    "optique",
    "audio",
    "nutritionniste",
    "nutrition",
    "allergie",
    "laboratoire",
    "urgences",
    "smur",
    "samu",
    "santé au travail",
    "mir",
    "acp",
    "neuro",
    "imagerie",
    "échographiste",
    "mar",
    "traumatologie",
    "omnipraticien",
    "biologiste",
    "implantologie",
    "soins spécifiques",
    "pratique avancée",
    "dialyse",
    "chirurgie générale",
    "orthopédie",
    "uro",
    "cmf",
    "anesthésie",
    "bloc opératoire",
];

/// Names that the lists of the trades do not have.
const MORE: [(&str, &str, Option<&str>); 13] = [
    ("dentaire", "dentist", None),
    ("kinés", "physiotherapist", None),
    ("véto", "veterinarian", None),
    ("MG", "doctor", Some("medecine_generale")),
    ("généraliste", "doctor", Some("medecine_generale")),
    ("médecin de famille", "doctor", Some("medecine_generale")),
    ("médecin traitant", "doctor", Some("medecine_generale")),
    ("orthopédiste dento faciale", "dentist", Some("orthopedie_dento_faciale")),
    ("infirmière de pratique avancée", "nurse", None),
    ("infirmière libérale", "nurse", None),
    ("infirmière diplômée d’État", "nurse", None),
    ("gastroentérologue", "doctor", Some("hepato_gastro_enterologie")),
    ("gastroentérologie", "doctor", Some("hepato_gastro_enterologie")),
];

/// « proche d’une pharmacie », « à côté du laboratoire »: a neighbour, and nobody who is looked for.
const BESIDE: [&str; 5] = ["proche", "pres", "cote", "face", "dessus"];
/// Where several practise.
const HOUSES: [&str; 8] = ["maison", "cabinet", "cabinets", "centre", "pole", "msp", "local", "locaux"];
/// Between a neighbour and where it stands.
const LITTLE: [&str; 11] = ["de", "d", "a", "du", "des", "la", "le", "l", "les", "un", "une"];

/// Names in words, with what they name, by their first word.
type Forms = HashMap<String, Vec<(Vec<String>, Trade)>>;

/// Forms by their first word, longest first.
static FORMS: LazyLock<Forms> = LazyLock::new(forms);

/// Every run of words that names a trade: first word, one past the last, the trade.
pub(super) fn trades(reading: &TextReading<'_>) -> Named<Trade> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < reading.tokens.len() {
        let here = FORMS
            .get(singular(reading.folded(at)))
            .and_then(|forms| forms.iter().find(|(words, _)| reading.stands(at, words)));
        match here {
            Some((words, trade)) => {
                if !is_neighbour(reading, at, at + words.len()) {
                    found.push((at, at + words.len(), trade.clone()));
                }
                at += words.len();
            }
            None => at += 1,
        }
    }
    found
}

fn is_neighbour(reading: &TextReading<'_>, at: usize, end: usize) -> bool {
    let start = reading.over_little_words(at, &LITTLE);
    BESIDE.contains(&reading.before(start)) || is_part_of_house(reading, start) || is_beside(reading, end)
}

/// « maison de santé avec pharmacie », « cabinet avec kiné »: what a house has besides.
fn is_part_of_house(reading: &TextReading<'_>, at: usize) -> bool {
    let has_house = || (0..at).any(|it| HOUSES.contains(&reading.folded(it)));
    reading.before(at) == "avec" && has_house()
}

/// « pharmacie à côté », « laboratoire en face », « kiné sur place ».
fn is_beside(reading: &TextReading<'_>, end: usize) -> bool {
    let follows = (end..end + 2).all(|at| !reading.breaks(at));
    let pair = (reading.folded(end), reading.folded(end + 1));
    // « à côté de Lyon » says where the listing is.
    let leads_on = matches!(reading.folded(end + 2), "de" | "d" | "du" | "des");
    follows
        && !leads_on
        && matches!(pair, ("a", "cote" | "proximite") | ("en", "face") | ("sur", "place") | ("au", "rez"))
}

fn forms() -> Forms {
    let unsure: Vec<Vec<String>> = UNSURE.iter().map(|it| form(it)).collect();
    let mut known: HashMap<Vec<String>, Option<Trade>> = HashMap::new();
    let mut add = |name: &str, trade: Trade, listed: bool| {
        let words = form(name);
        if words.is_empty() || (listed && unsure.contains(&words)) {
            return;
        }
        known
            .entry(words)
            .and_modify(|before| *before = before.take().and_then(|it| both(it, &trade)))
            .or_insert(Some(trade));
    };
    for specialty in Specialty::all().iter().filter(|it| is_told_by_name(it)) {
        let Some(profession) = Profession::from_code(specialty.profession) else { continue };
        for name in names(specialty) {
            add(&name, Trade { profession, specialties: vec![specialty] }, true);
        }
    }
    for profession in Profession::all() {
        let own = [profession.label, profession.feminine, profession.plural];
        for name in own.iter().chain(profession.synonyms) {
            add(name, Trade { profession, specialties: Vec::new() }, true);
        }
    }
    for (name, profession, specialty) in MORE {
        let specialties =
            specialty.and_then(|code| Specialty::from_code(profession, code)).into_iter().collect();
        if let Some(profession) = Profession::from_code(profession) {
            add(name, Trade { profession, specialties }, false);
        }
    }
    let mut by_first: Forms = HashMap::new();
    for (words, trade) in known {
        if let (Some(first), Some(trade)) = (words.first().cloned(), trade) {
            by_first.entry(first).or_default().push((words, trade));
        }
    }
    for forms in by_first.values_mut() {
        forms.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    by_first
}

/// Whoever practises it is called after it; orientations (« sport », « pédiatrie » of a physiotherapist) are words of the text.
fn is_told_by_name(it: &Specialty) -> bool {
    matches!(it.profession, "doctor" | "dentist" | "nurse") && !matches!(it.code, "omnipratique" | "idel")
}

/// « Dermatologue », « dermatologie », « dermato ».
fn names(specialty: &Specialty) -> Vec<String> {
    let mut all: Vec<String> = vec![specialty.practitioner.to_owned(), specialty.label.to_owned()];
    all.extend(specialty.synonyms.iter().map(|it| (*it).to_owned()));
    let fields: Vec<String> =
        all.iter().filter_map(|it| it.strip_suffix("logue").map(|root| format!("{root}logie"))).collect();
    all.extend(fields);
    all
}

fn form(name: &str) -> Vec<String> {
    folded_words(name).map(|it| singular(&it).to_owned()).collect()
}

/// What a name with two meanings means: either specialty of one profession, the profession alone if that is one of them;
/// nothing sure when the professions differ.
fn both(mut one: Trade, other: &Trade) -> Option<Trade> {
    if one.profession.key != other.profession.key {
        return None;
    }
    if other.specialties.is_empty() {
        one.specialties.clear();
    } else if !one.specialties.is_empty() {
        one.specialties.extend(
            other.specialties.iter().filter(|it| !one.specialties.contains(it)).copied().collect::<Vec<_>>(),
        );
    }
    Some(one)
}
