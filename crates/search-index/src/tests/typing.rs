//! Search while typing: results must not vanish between two letters of a word.
use super::{analyzer, lexemes};
use crate::prefix::lookups;
use crate::{Query, fold};

const WORDS: &[&str] = &[
    "remplacement",
    "collaboration",
    "infirmière",
    "infirmiers",
    "cabinet",
    "médecin",
    "généraliste",
    "dentiste",
    "orthophoniste",
    "kinésithérapeute",
    "psychologue",
    "ostéopathe",
    "cardiologue",
    "cardiologie",
    "installation",
    "patientèle",
    "disponibilité",
    "ophtalmologiste",
    "dermatologue",
    "secrétariat",
    "logement",
    "remplaçante",
    "associée",
    "pluriprofessionnelle",
    "vacances",
    "Clermont",
    "Bordeaux",
    "Creuse",
    "pharmacienne",
    "retraite",
];

#[test]
fn each_beginning_of_a_word_finds_it() {
    let mut lost = Vec::new();
    for word in WORDS {
        let wanted = lexemes(word).remove(0);
        let folded = fold(word);
        for end in 4..=folded.len() {
            let typed = &folded[..end];
            let found = lookups(typed)
                .iter()
                .any(|it| if it.prefix { wanted.starts_with(&it.lexeme) } else { it.lexeme == wanted });
            if !found {
                lost.push(format!("{typed} -> {wanted}"));
            }
        }
    }

    assert_eq!(lost, Vec::<String>::new());
}

#[test]
fn a_finished_abbreviation_keeps_its_meanings_while_typing() {
    let query = Query::parse(&analyzer(), "kiné", true).to_tsquery().unwrap();

    assert_eq!(query, "('kine':* | 'kin')", "the meaning begins so too");
    let query = Query::parse(&analyzer(), "MK", true).to_tsquery().unwrap();
    assert_eq!(query, "('mk':* | 'kinesitherapeut')");
}
