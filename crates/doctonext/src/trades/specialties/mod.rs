//! What our people practise: specialties with a recognised title, and declared orientations.
//!
//! A code is unique within its profession only: both doctors and pharmacists have `biologie_medicale`.
mod medicine;
mod orientations;
mod regulated;
mod rehabilitation;
mod surgery;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::LazyLock;

/// One specialty or orientation of a profession.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Specialty {
    /// Number in the search projection: 100 × key of the profession + rank, from 1. Never changes.
    pub key: i16,
    /// Code of its profession.
    pub profession: &'static str,
    /// Word of the database and the API, such as `medecine_cardiovasculaire`.
    pub code: &'static str,
    /// "Médecine cardiovasculaire".
    pub label: &'static str,
    /// The person: "Cardiologue".
    pub practitioner: &'static str,
    /// Word of URLs: the code with hyphens.
    pub slug: &'static str,
    /// Other names people write, to be indexed beside the label.
    pub synonyms: &'static [&'static str],
    /// Codes in the national directory (`TRE_R38`); empty for orientations.
    pub directory_codes: &'static [&'static str],
}

struct Index {
    all: Vec<Specialty>,
    by_key: HashMap<i16, usize>,
    by_code: HashMap<(&'static str, &'static str), usize>,
    by_slug: HashMap<(&'static str, &'static str), usize>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut all: Vec<Specialty> = [
        medicine::MEDICINE,
        surgery::SURGERY,
        regulated::DENTISTS,
        regulated::PHARMACISTS,
        regulated::NURSES,
        rehabilitation::PHYSIOTHERAPISTS,
        rehabilitation::PODIATRISTS,
        rehabilitation::SPEECH_THERAPISTS,
        orientations::MIDWIVES,
        orientations::PSYCHOLOGISTS,
        orientations::DIETITIANS,
        orientations::OSTEOPATHS,
    ]
    .concat();
    all.sort_by_key(|it| it.key);
    let ranked = || all.iter().enumerate();
    Index {
        by_key: ranked().map(|(rank, it)| (it.key, rank)).collect(),
        by_code: ranked().map(|(rank, it)| ((it.profession, it.code), rank)).collect(),
        by_slug: ranked().map(|(rank, it)| ((it.profession, it.slug), rank)).collect(),
        all,
    }
});

impl Specialty {
    /// All specialties of all professions, ordered by key.
    #[must_use]
    pub fn all() -> &'static [Self] {
        &INDEX.all
    }

    /// Those of one profession (its code), ordered by key; empty when it has none or is unknown.
    #[must_use]
    pub fn of(profession: &str) -> &'static [Self] {
        let Some(profession) = super::Profession::from_code(profession) else {
            return &[];
        };
        let (first, next) = (profession.key * 100, profession.key * 100 + 100);
        let start = INDEX.all.partition_point(|it| it.key < first);
        let end = INDEX.all.partition_point(|it| it.key < next);
        &INDEX.all[start..end]
    }

    /// The specialty with this code within a profession (its code).
    #[must_use]
    pub fn from_code(profession: &str, code: &str) -> Option<&'static Self> {
        INDEX.by_code.get(&(profession, code)).map(|rank| &INDEX.all[*rank])
    }

    /// The specialty with this slug within a profession (its code).
    #[must_use]
    pub fn from_slug(profession: &str, slug: &str) -> Option<&'static Self> {
        INDEX.by_slug.get(&(profession, slug)).map(|rank| &INDEX.all[*rank])
    }

    /// The specialty with this key.
    #[must_use]
    pub fn from_key(key: i16) -> Option<&'static Self> {
        INDEX.by_key.get(&key).map(|rank| &INDEX.all[*rank])
    }

    /// The specialty that the national directory calls so (`TRE_R38`, such as `SM54`).
    #[must_use]
    pub fn from_directory_code(code: &str) -> Option<&'static Self> {
        INDEX.all.iter().find(|it| it.directory_codes.contains(&code))
    }
}
