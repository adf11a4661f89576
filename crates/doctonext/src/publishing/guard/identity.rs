//! What gives a confidential listing away: its commune, its postal code, its street, its owner's name, the name of the practice, a
//! telephone, a landmark with its distance.

use super::{
    Cause, Finding,
    areas::Areas,
    contact,
    discrimination::{Word, words},
    finding,
};
use crate::{listings::confidential::AreaLevel, territory::Commune};

/// Places that everybody in a town knows, folded; beside a number they tell where somebody is.
const LANDMARKS: [&str; 44] = [
    "abbaye",
    "aeroport",
    "arena",
    "autoroute",
    "basilique",
    "beffroi",
    "canal",
    "cathedrale",
    "centre",
    "chateau",
    "chu",
    "chru",
    "cinema",
    "citadelle",
    "collegiale",
    "college",
    "ecole",
    "eglise",
    "faculte",
    "gare",
    "hopital",
    "hypermarche",
    "lac",
    "lycee",
    "mairie",
    "marche",
    "metro",
    "musee",
    "parc",
    "peage",
    "plage",
    "pont",
    "port",
    "prefecture",
    "quai",
    "rer",
    "rocade",
    "stade",
    "station",
    "supermarche",
    "tram",
    "tramway",
    "universite",
    "zenith",
];
/// Numbers in letters, folded.
const NUMBERS: [&str; 16] = [
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "douze",
    "quinze",
    "vingt",
    "trente",
    "quarante",
    "cinquante",
    "cent",
];
/// Words between a number and a landmark that still belong together: « à 10 minutes à pied de la gare ».
const REACH: usize = 6;
/// Practices that bear a name, folded.
const PRACTICES: [&str; 9] =
    ["cabinet", "centre", "clinique", "laboratoire", "maison", "officine", "pharmacie", "pole", "residence"];
/// What may follow such a word and is no name, folded.
const NO_NAMES: [&str; 34] = [
    "avec",
    "collective",
    "de",
    "dentaire",
    "des",
    "du",
    "en",
    "et",
    "groupe",
    "hospitalier",
    "imagerie",
    "individuel",
    "infirmier",
    "infirmiers",
    "kine",
    "kinesitherapie",
    "la",
    "le",
    "les",
    "liberal",
    "medical",
    "medicale",
    "medicaux",
    "medecine",
    "paramedical",
    "paramedicale",
    "partage",
    "pluridisciplinaire",
    "pluriprofessionnelle",
    "sante",
    "soins",
    "specialise",
    "ville",
    "veterinaire",
];
const ARTICLES: [&str; 8] = ["a", "au", "aux", "d", "de", "des", "du", "la"];
/// A name of fewer letters is also the beginning of ordinary words.
const LONG_ENOUGH: usize = 5;
/// So many digits in a row, with or without blanks, are somebody's number: SIREN or FINESS, RPPS, SIRET.
const DIGITS: [usize; 3] = [9, 11, 14];

/// What must not be read in a confidential listing.
#[derive(Debug, Clone, Default)]
pub(in crate::publishing) struct Identity {
    /// Folded words that belong together.
    names: Vec<Vec<String>>,
    /// Folded beginnings of words: « guérétois ».
    roots: Vec<String>,
    /// Of what holds the commune.
    areas: Areas,
}

/// One spelling of the words that people shorten.
pub(super) fn written_out(folded: &str) -> &str {
    match folded {
        "st" => "saint",
        "ste" => "sainte",
        "av" | "ave" => "avenue",
        "bd" | "bld" | "blvd" | "boul" => "boulevard",
        "pl" => "place",
        "r" => "rue",
        "chem" | "ch" => "chemin",
        "rte" => "route",
        "dr" => "docteur",
        other => other,
    }
}

impl Identity {
    /// Gathers names: of the commune, of the street, of the owner. A name of one or two letters tells nothing.
    pub(in crate::publishing) fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let folded = |name: &str| -> Vec<String> {
            words(name).iter().map(|it| written_out(&it.folded).to_owned()).collect()
        };
        let names = names.into_iter().map(folded);
        Self {
            names: names.filter(|it| it.iter().map(String::len).sum::<usize>() > 2).collect(),
            ..Self::default()
        }
    }

    /// Whoever lives there is called after it, too.
    pub(in crate::publishing) fn with_inhabitants_of(mut self, commune: &str) -> Self {
        let words = words(commune);
        if let [one] = words.as_slice()
            && one.folded.len() >= LONG_ENOUGH
        {
            self.roots.push(one.folded.clone());
        }
        self
    }

    /// The areas around a commune that are smaller than the one that is told.
    pub(in crate::publishing) fn with_areas_around(mut self, commune: &Commune, told: AreaLevel) -> Self {
        self.areas = Areas::around(commune, told);
        self
    }

    pub(super) fn find(&self, text: &str) -> Vec<Finding> {
        let words = words(text);
        let told = self.areas.are_told(&words);
        let mut found = self.named(text, &words, &told);
        found.extend(self.areas.find(text, &words, &told));
        found.extend(landmarks(text, &words));
        found.extend(practices(text, &words));
        found.extend(numbers(text));
        found.extend(contact::find(text).into_iter().map(|it| Finding { cause: Cause::Identity, ..it }));
        found
    }

    fn named(&self, text: &str, words: &[Word<'_>], told: &[bool]) -> Vec<Finding> {
        let mut found = Vec::new();
        for name in &self.names {
            for (window, told) in words.windows(name.len()).zip(told.windows(name.len())) {
                let is_named =
                    window.iter().zip(name).all(|(word, wanted)| written_out(&word.folded) == wanted);
                if is_named && !told.iter().all(|it| *it) {
                    found.push(from_to(text, &window[0], &window[window.len() - 1]));
                }
            }
        }
        for word in words.iter().zip(told).filter(|(_, told)| !**told).map(|(word, _)| word) {
            if self.roots.iter().any(|root| word.folded.starts_with(root.as_str())) {
                found.push(from_to(text, word, word));
            }
        }
        found
    }
}

pub(super) fn from_to(text: &str, first: &Word<'_>, last: &Word<'_>) -> Finding {
    finding(text, first.start..last.start + last.text.len(), Cause::Identity)
}

/// Whether nothing ends a sentence between two words.
fn are_together(text: &str, first: &Word<'_>, last: &Word<'_>) -> bool {
    let between = text.get(first.start..last.start).unwrap_or_default();
    !between.contains(['.', ';', '!', '?', '\n', '•'])
}

/// « à 200 m de la gare », « gare à dix minutes ».
fn landmarks(text: &str, words: &[Word<'_>]) -> Vec<Finding> {
    let is_number = |it: &Word<'_>| {
        it.text.starts_with(|it: char| it.is_ascii_digit()) || NUMBERS.contains(&it.folded.as_str())
    };
    let is_landmark = |it: &Word<'_>| {
        let singular = it.folded.strip_suffix('s').unwrap_or(&it.folded);
        LANDMARKS.contains(&it.folded.as_str()) || LANDMARKS.contains(&singular)
    };
    let mut found = Vec::new();
    for (rank, word) in words.iter().enumerate().filter(|(_, it)| is_landmark(it)) {
        // « Centre » alone is a kind of practice; « centre-ville » and « centre commercial » are places.
        if word.folded == "centre"
            && !words.get(rank + 1).is_some_and(|it| ["ville", "commercial"].contains(&it.folded.as_str()))
        {
            continue;
        }
        let before = &words[rank.saturating_sub(REACH)..rank];
        let after = &words[rank + 1..(rank + 1 + REACH).min(words.len())];
        // The nearest one: what stands farther away is found for its own sake.
        let first = before.iter().rev().find(|it| is_number(it) && are_together(text, it, word));
        let last = after.iter().find(|it| is_number(it) && are_together(text, word, it));
        match (first, last) {
            (Some(first), _) => found.push(from_to(text, first, word)),
            (None, Some(last)) => found.push(from_to(text, word, last)),
            (None, None) => {}
        }
    }
    found
}

/// « Maison de santé des Trois Rivières », « pharmacie du Marché »: a proper name behind the word for a practice.
fn practices(text: &str, words: &[Word<'_>]) -> Vec<Finding> {
    // Where everything is in capitals, a capital says nothing.
    let is_shouted = !text.chars().any(char::is_lowercase);
    let mut found = Vec::new();
    for (rank, word) in words.iter().enumerate() {
        if is_shouted || !PRACTICES.contains(&word.folded.as_str()) {
            continue;
        }
        let rest = &words[rank + 1..(rank + 6).min(words.len())];
        let is_filler =
            |it: &&Word<'_>| ARTICLES.contains(&it.folded.as_str()) || NO_NAMES.contains(&it.folded.as_str());
        let fillers = rest.iter().take_while(is_filler).count();
        let Some(name) = rest.get(fillers) else { continue };
        let is_proper =
            name.text.starts_with(char::is_uppercase) && name.text.chars().any(char::is_lowercase);
        if is_proper
            && are_together(text, word, name)
            && !text[word.start..name.start].contains([',', ':', '(', '·', '–'])
        {
            found.push(from_to(text, word, name));
        }
    }
    found
}

/// SIRET, FINESS, RPPS.
fn numbers(text: &str) -> Vec<Finding> {
    let (mut found, mut start, mut end, mut digits) = (Vec::new(), 0, 0, 0);
    for (at, letter) in text.char_indices().chain([(text.len(), 'x')]) {
        if letter.is_ascii_digit() {
            if digits == 0 {
                start = at;
            }
            (digits, end) = (digits + 1, at + 1);
        } else if digits > 0 && !matches!(letter, ' ' | '\u{a0}' | '\u{202f}') {
            if DIGITS.contains(&digits) {
                found.push(finding(text, start..end, Cause::Identity));
            }
            digits = 0;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(identity: &Identity, text: &str) -> Vec<String> {
        identity.find(text).into_iter().map(|it| it.words).collect()
    }

    #[test]
    fn the_commune_is_found_whatever_its_accents_and_hyphens() {
        let identity = Identity::of(["Saint-Étienne", "42000", "Le Guen-O'Brien", "X"]);
        assert_eq!(
            found(&identity, "À SAINT ETIENNE (42000), chez Le Guen-O’Brien"),
            ["SAINT ETIENNE", "42000", "Le Guen-O’Brien"]
        );
        assert_eq!(found(&identity, "Proche de St-Étienne"), ["St-Étienne"]);
        assert!(identity.find("Près d’une grande ville de la Loire").is_empty());
    }

    #[test]
    fn inhabitants_tell_their_commune() {
        let identity = Identity::of(["Guéret"]).with_inhabitants_of("Guéret");
        assert_eq!(found(&identity, "Une patientèle guérétoise"), ["guérétoise"]);
        let short = Identity::of(["Pau"]).with_inhabitants_of("Pau");
        assert!(short.find("Une pause le midi").is_empty());
    }

    #[test]
    fn a_street_is_found_under_its_short_names() {
        let identity = Identity::of(["avenue du Général Leclerc"]);
        assert_eq!(found(&identity, "12 av. du Général-Leclerc"), ["av. du Général-Leclerc"]);
    }

    #[test]
    fn a_landmark_with_its_distance_tells_the_place() {
        for text in [
            "À 200 m de la gare",
            "La gare est à dix minutes",
            "5 min à pied du métro",
            "Hôpital à 3 km",
            "À deux pas du centre-ville, 10 minutes",
        ] {
            assert_eq!(found(&Identity::default(), text).len(), 1, "{text}");
        }
        for text in [
            "Proche d’une gare",
            "Cabinet de 120 m² au 2e étage. La mairie soutient le projet",
            "Centre de santé de 12 praticiens",
        ] {
            assert!(Identity::default().find(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn the_name_of_a_practice_is_found_and_a_kind_of_practice_is_not() {
        for (text, words) in [
            ("Rejoignez la Maison de santé des Trois Rivières", "Maison de santé des Trois"),
            ("La pharmacie du Beffroi cherche", "pharmacie du Beffroi"),
            ("Cabinet Moreau, patientèle fidèle", "Cabinet Moreau"),
        ] {
            assert_eq!(found(&Identity::default(), text), [words], "{text}");
        }
        for text in [
            "Cabinet Médical en maison de santé pluriprofessionnelle",
            "Maison de Santé Pluriprofessionnelle récente",
            "Un cabinet. Patientèle fidèle",
            "Cabinet dentaire, Matériel récent",
        ] {
            assert!(
                Identity::default().find(text).is_empty(),
                "{text}: {:?}",
                found(&Identity::default(), text)
            );
        }
    }

    #[test]
    fn numbers_and_addresses_of_people_are_found() {
        for text in [
            "Écrivez à paul@example.org",
            "06 12 34 56 78",
            "SIRET 732 829 320 00074",
            "www.cabinet-lilas.fr",
        ] {
            assert!(!Identity::default().find(text).is_empty(), "{text}");
        }
        assert!(Identity::default().find("CA de 160 000 € en 2025, 24 actes par jour").is_empty());
    }
}
