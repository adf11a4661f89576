//! What the directory says of somebody.

use chrono::NaiveDate;

use super::NationalId;
use crate::trades::{Profession, Specialty};

/// A person of the directory. All of it is published by the State, and still personal: no `Debug`, no page lists it.
#[derive(Clone, PartialEq, Eq)]
pub struct DirectoryPerson {
    /// Their number.
    pub id: NationalId,
    /// Names under which they practise; one, as a rule. None for somebody inactive.
    pub names: Vec<PublishedName>,
    /// Professions, each with a category.
    pub professions: Vec<Exercise>,
    /// Codes of know-how, such as `SM54`.
    pub know_how: Vec<String>,
    /// Modes of exercise: `L` self-employed, `S` employed, `B` volunteer.
    pub modes: Vec<String>,
    /// INSEE codes of the communes of exercise.
    pub communes: Vec<String>,
    /// Codes of the sectors of activity, such as `SA07`.
    pub sectors: Vec<String>,
    /// Whether they may practise today. Of somebody who may not, only the number is told.
    pub active: bool,
    /// The day of the edition that saw them last.
    pub seen_on: NaiveDate,
    /// Who said so.
    pub source: Source,
}

/// A name as it is published: in capitals, mostly without accents.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PublishedName {
    /// « LE GUEN-MOREAU ».
    pub family: String,
    /// « ANNE LAURE ».
    pub given: String,
}

impl PublishedName {
    /// Family and given name in lower case, without accents, hyphens or apostrophes: ready to compare.
    #[must_use]
    pub fn folded(&self) -> (String, String) {
        (folded(&self.family), folded(&self.given))
    }
}

/// A name in the spelling in which names are compared: « le guen moreau ».
#[must_use]
pub fn folded(name: &str) -> String {
    let plain = search_index::fold(name);
    let words = plain.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// A profession that somebody exercises.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exercise {
    /// Its code in the directory, such as `10`.
    pub code: String,
    /// `C` civilian, `E` student, `M` military.
    pub category: String,
}

impl Exercise {
    /// The profession as the house knows it; none for those we do not serve.
    #[must_use]
    pub fn profession(&self) -> Option<&'static Profession> {
        Profession::from_directory_code(&self.code)
    }

    /// Whether they are still studying.
    #[must_use]
    pub fn is_student(&self) -> bool {
        self.category == "E"
    }
}

impl DirectoryPerson {
    /// Somebody of whom only the number is told.
    pub(super) fn inactive(id: NationalId, seen_on: NaiveDate, source: Source) -> Self {
        let (names, professions, know_how, modes) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (communes, sectors) = (Vec::new(), Vec::new());
        Self { id, names, professions, know_how, modes, communes, sectors, active: false, seen_on, source }
    }

    /// Whether they exercise this profession.
    #[must_use]
    pub fn exercises(&self, profession: &Profession) -> bool {
        self.professions.iter().any(|it| it.profession() == Some(profession))
    }

    /// Their specialties, as far as the house knows the codes.
    pub fn specialties(&self) -> impl Iterator<Item = &'static Specialty> {
        self.know_how.iter().filter_map(|code| Specialty::from_directory_code(code))
    }
}

/// Where a statement about somebody comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// An official extraction that was imported.
    Extraction,
    /// The made-up people of the demonstration.
    Demonstration,
    /// The online service of the directory.
    Online,
}

impl Source {
    pub(super) fn of(code: &str) -> Self {
        if code == "demonstration" { Self::Demonstration } else { Self::Extraction }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_accents_hyphens_and_apostrophes() {
        assert_eq!(folded("LE GUEN-D’ARVOR"), "le guen d arvor");
        assert_eq!(folded("Anne-Élodie  Zoé"), "anne elodie zoe");
        assert_eq!(folded(""), "");
    }
}
