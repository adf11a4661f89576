//! Words that tell of one patient: a name beside an age or an illness. Whole groups of patients may be described.

use super::{Cause, Finding, discrimination::words, finding};

const TITLES: [&str; 8] = ["m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle", "patient"];
const ONE: [&str; 6] = ["patient", "patiente", "malade", "monsieur", "madame", "enfant"];
/// What is said of somebody who is cared for.
const CARE: [&str; 16] = [
    "souffre",
    "souffrant",
    "atteint",
    "atteinte",
    "diabetique",
    "alzheimer",
    "cancer",
    "depressif",
    "depressive",
    "hospitalise",
    "hospitalisee",
    "dialyse",
    "dialysee",
    "seropositif",
    "seropositive",
    "schizophrene",
];
/// Words on either side that belong together.
const NEAR: usize = 6;

pub(super) fn find(text: &str) -> Vec<Finding> {
    let words = words(text);
    let mut found = Vec::new();
    for (rank, word) in words.iter().enumerate() {
        let around = &words[rank..words.len().min(rank + NEAR)];
        let names_somebody = TITLES.contains(&word.folded.as_str())
            && around.get(1).is_some_and(|it| starts_with_capital(it.text));
        let tells_of_one = ONE.contains(&word.folded.as_str());
        if !names_somebody && !tells_of_one {
            continue;
        }
        let cared_for = around.iter().skip(1).position(|it| CARE.contains(&it.folded.as_str()));
        let aged = names_somebody.then(|| age(around)).flatten();
        if let Some(last) = cared_for.map(|at| at + 1).or(aged) {
            let end = around[last].start + around[last].text.len();
            found.push(finding(text, word.start..end, Cause::Patient));
        }
    }
    found
}

/// « 54 ans » among the words that follow.
fn age(around: &[super::discrimination::Word<'_>]) -> Option<usize> {
    let at = around.windows(2).position(|it| it[0].folded.parse::<u8>().is_ok() && it[1].folded == "ans")?;
    Some(at + 1)
}

fn starts_with_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        find(text).into_iter().map(|it| it.words).collect()
    }

    #[test]
    fn a_name_with_an_age_or_an_illness_is_a_patient() {
        assert_eq!(found("Visite chez Mme Durand, 84 ans, le lundi"), ["Mme Durand, 84 ans"]);
        assert_eq!(found("M. Petit est diabétique"), ["M. Petit est diabétique"]);
        assert_eq!(found("une patiente atteinte de la maladie"), ["patiente atteinte"]);
    }

    #[test]
    fn patients_in_general_and_colleagues_are_not() {
        for text in [
            "Patientèle de 1 200 patients, dont beaucoup de plus de 70 ans",
            "Mme Durand, notre secrétaire, reste en place",
            "suivi de patients diabétiques et de soins palliatifs",
            "Je suis installé depuis 30 ans",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }
}
