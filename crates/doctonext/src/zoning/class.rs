//! What the official files write for a class, and what it means. Pure.

use crate::trades::{DensityZone, OfficialZone};

/// A class of the zoning, read from what a file writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Class {
    /// The class without the spelling of any file.
    pub zone: OfficialZone,
    /// The class in three steps; none where the file has no result.
    pub density: Option<DensityZone>,
    /// From 1 (very many colleagues) to 10 (very few).
    pub score: Option<i32>,
}

/// The words of the files without their number, which differs from one edition to the next: `3_HZ`, `6_HZ`.
const WORDS: [(&str, OfficialZone, DensityZone, i32); 17] = {
    use DensityZone::{Balanced, OverServed, UnderServed};
    use OfficialZone as Zone;
    [
        ("tressousdotee", Zone::VeryUnderServed, UnderServed, 10),
        ("sousdense", Zone::UnderDense, UnderServed, 8),
        ("sousdotee", Zone::UnderServed, UnderServed, 8),
        ("intermediaire", Zone::Intermediate, Balanced, 5),
        ("tresdotee", Zone::WellServed, OverServed, 3),
        ("surdotee", Zone::OverServed, OverServed, 1),
        ("nonprioritaire", Zone::NotPriority, OverServed, 1),
        ("zip", Zone::Zip, UnderServed, 10),
        ("qpvzip", Zone::Qpv, UnderServed, 9),
        ("gqzip", Zone::Qpv, UnderServed, 9),
        ("zac", Zone::Zac, UnderServed, 7),
        ("qpvzac", Zone::Qpv, UnderServed, 7),
        ("gqzac", Zone::Qpv, UnderServed, 7),
        ("zv", Zone::Watch, Balanced, 5),
        // Help of the region alone: between the two neighbours.
        ("zar", Zone::Regional, Balanced, 5),
        // Few helps, and nothing that would be full.
        ("hz", Zone::Outside, Balanced, 3),
        ("horszonage", Zone::Outside, Balanced, 3),
    ]
};

impl Class {
    /// The class that a file writes so; none when nobody has taught us the word.
    #[must_use]
    pub fn of(raw_code: &str) -> Option<Self> {
        let letters = letters(raw_code);
        if ["na", "naresultatnondisponible"].contains(&letters.as_str()) {
            return Some(Self { zone: OfficialZone::Unavailable, density: None, score: None });
        }
        let found = WORDS.iter().find(|(word, ..)| *word == letters)?;
        Some(Self { zone: found.1, density: Some(found.2), score: Some(found.3) })
    }
}

/// `5b_Non_prioritaire` as `nonprioritaire`: without its number, accents and signs.
fn letters(raw_code: &str) -> String {
    let folded = search_index::fold(raw_code.trim());
    let (number, word) = folded.split_once('_').unwrap_or(("", &folded));
    let is_number = number.starts_with(|it: char| it.is_ascii_digit()) && number.len() <= 3;
    let word = if is_number { word } else { folded.as_str() };
    word.chars().filter(char::is_ascii_alphanumeric).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw_code: &str) -> Option<(OfficialZone, Option<i32>)> {
        Class::of(raw_code).map(|it| (it.zone, it.score))
    }

    #[test]
    fn every_word_of_the_official_files_is_known() {
        use OfficialZone as Zone;
        for (raw_code, zone, score) in [
            ("1_Tres_sous_dotee", Zone::VeryUnderServed, 10),
            ("1b_Sous_dense", Zone::UnderDense, 8),
            ("2_Sous_dotee", Zone::UnderServed, 8),
            ("3_intermediaire", Zone::Intermediate, 5),
            ("4_Tres_dotee", Zone::WellServed, 3),
            ("5_Sur_dotee", Zone::OverServed, 1),
            ("5b_Non_prioritaire", Zone::NotPriority, 1),
            ("1_ZIP", Zone::Zip, 10),
            ("2_ZAC", Zone::Zac, 7),
            ("3_QPV_ZIP", Zone::Qpv, 9),
            ("4_QPV_ZAC", Zone::Qpv, 7),
            ("5_ZV", Zone::Watch, 5),
            ("6_HZ", Zone::Outside, 3),
            ("3_HZ", Zone::Outside, 3),
            ("4_ZAR", Zone::Regional, 5),
            ("7_GQ_ZAC", Zone::Qpv, 7),
            ("8_GQ_ZIP", Zone::Qpv, 9),
        ] {
            assert_eq!(read(raw_code), Some((zone, Some(score))), "{raw_code}");
        }
    }

    #[test]
    fn no_result_is_no_class_and_a_new_word_is_unknown() {
        assert_eq!(read("N/A - résultat non disponible"), Some((OfficialZone::Unavailable, None)));
        assert_eq!(read("6_Zone_nouvelle"), None);
        assert_eq!(read(""), None);
        assert_eq!(read("Nantes non disponible"), None);
    }
}
