//! Wishes about a person that the law forbids: age, sex, origin, family, health, belief.

use super::{Cause, Finding, finding};

/// A word of a text, folded for comparison.
pub(super) struct Word<'a> {
    pub(super) start: usize,
    pub(super) text: &'a str,
    pub(super) folded: String,
}

/// Phrases, folded; `_` stands for any one word, `#` for a number.
const PHRASES: &[&str] = &[
    "moins de # ans",
    "age maximum",
    "age maximal",
    "age limite",
    "pas plus de # ans",
    "entre # et # ans",
    "homme uniquement",
    "hommes uniquement",
    "femme uniquement",
    "femmes uniquement",
    "homme exclusivement",
    "femme exclusivement",
    "uniquement un homme",
    "uniquement une femme",
    "que des hommes",
    "que des femmes",
    "de preference un homme",
    "de preference une femme",
    "de preference homme",
    "de preference femme",
    "sans enfant",
    "sans enfants",
    "pas d enfant",
    "pas d enfants",
    "celibataire uniquement",
    "pas enceinte",
    "sans projet de grossesse",
    "francais de souche",
    "origine francaise",
    "d origine europeenne",
    "nationalite francaise exigee",
    "pas d etranger",
    "pas d etrangers",
    "pas de voile",
    "sans voile",
    "de confession",
    "de religion",
    "bonne presentation physique",
    "pas de handicap",
    "sans handicap",
    "en bonne sante exigee",
    "non syndique",
    "pas syndique",
];
/// Phrases of age that speak of patients or of practices, not of the colleague wanted.
const ABOUT_PATIENTS: [&str; 8] =
    ["patients", "patientele", "enfants", "enfant", "population", "habitants", "age", "ouvert"];

pub(super) fn find(text: &str) -> Vec<Finding> {
    let words = words(text);
    let mut found = Vec::new();
    for phrase in PHRASES {
        let pattern: Vec<&str> = phrase.split(' ').collect();
        for (rank, window) in words.windows(pattern.len()).enumerate() {
            let matches = window.iter().zip(&pattern).all(|(word, wanted)| match *wanted {
                "_" => true,
                "#" => word.folded.parse::<u8>().is_ok(),
                it => word.folded == it,
            });
            if matches && !(phrase.contains("ans") && speaks_of_patients(&words, rank)) {
                let last = &window[window.len() - 1];
                found.push(finding(
                    text,
                    window[0].start..last.start + last.text.len(),
                    Cause::Discrimination,
                ));
            }
        }
    }
    found
}

fn speaks_of_patients(words: &[Word<'_>], rank: usize) -> bool {
    let before = &words[rank.saturating_sub(5)..rank];
    before.iter().any(|it| ABOUT_PATIENTS.contains(&it.folded.as_str()))
}

/// The words of a text, without what stands between them.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (letter.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.push(Word {
                    start: from,
                    text: &text[from..at],
                    folded: search_index::fold(&text[from..at]),
                });
                start = None;
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        find(text).into_iter().map(|it| it.words).collect()
    }

    #[test]
    fn wishes_that_the_law_forbids_are_found() {
        for (text, words) in [
            ("Cherche associé de moins de 40 ans.", "moins de 40 ans"),
            ("Remplaçant, de préférence un homme", "de préférence un homme"),
            ("Femme uniquement, merci", "Femme uniquement"),
            ("consœur sans enfant", "sans enfant"),
        ] {
            assert_eq!(found(text), [words], "{text}");
        }
    }

    #[test]
    fn patients_and_places_may_have_ages() {
        for text in [
            "Patients de moins de 16 ans pour un tiers",
            "Cabinet ouvert depuis moins de 10 ans",
            "population entre 20 et 60 ans",
            "pédiatre : enfants de moins de 3 ans",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }
}
