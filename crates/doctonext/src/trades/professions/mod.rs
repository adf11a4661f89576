//! Who our people are: the professions, and how to find one by code, slug or key.
mod table;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::LazyLock;

/// How the authorities divide France for the setting up of a profession.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zoning {
    /// ZIP, ZAC and outside, set by each regional agency.
    Doctors,
    /// From very under-served to over-served, five classes.
    FiveClasses,
    /// From very under-served to over-served, four classes.
    FourClasses,
}

/// One profession.
#[derive(Debug, PartialEq, Eq)]
pub struct Profession {
    /// Number in the search projection: rank in the list, from 1. Never changes.
    pub key: i16,
    /// Word of the database and the API, such as `speech_therapist`.
    pub code: &'static str,
    /// "Infirmier".
    pub label: &'static str,
    /// "Infirmière".
    pub feminine: &'static str,
    /// "Infirmiers".
    pub plural: &'static str,
    /// Word of URLs, such as `sage-femme`.
    pub slug: &'static str,
    /// Other names people write, to be indexed beside the label.
    pub synonyms: &'static [&'static str],
    /// Code in the national directory: `TRE_G15`, or `TRE_R95` for users of a title (osteopaths, psychotherapists,
    /// chiropractors). None for who is not in it.
    pub directory_code: Option<&'static str>,
    /// Whether a professional council (Ordre) registers its members.
    pub has_council: bool,
    /// Rules of density that apply to setting up; none where one settles freely.
    pub zoning: Option<Zoning>,
}

struct Index {
    by_code: HashMap<&'static str, &'static Profession>,
    by_slug: HashMap<&'static str, &'static Profession>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| Index {
    by_code: table::TABLE.iter().map(|it| (it.code, it)).collect(),
    by_slug: table::TABLE.iter().map(|it| (it.slug, it)).collect(),
});

impl Profession {
    /// All professions, ordered by key.
    #[must_use]
    pub fn all() -> &'static [Self] {
        table::TABLE
    }

    /// The profession with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<&'static Self> {
        INDEX.by_code.get(code).copied()
    }

    /// The profession with this slug.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<&'static Self> {
        INDEX.by_slug.get(slug).copied()
    }

    /// The profession with this key.
    #[must_use]
    pub fn from_key(key: i16) -> Option<&'static Self> {
        let rank = usize::try_from(key).ok()?.checked_sub(1)?;
        table::TABLE.get(rank)
    }

    /// The profession that the national directory calls so (`TRE_G15`).
    #[must_use]
    pub fn from_directory_code(code: &str) -> Option<&'static Self> {
        table::TABLE.iter().find(|it| it.directory_code == Some(code))
    }

    /// Its specialties or orientations, ordered by key; empty when it has none.
    #[must_use]
    pub fn specialties(&self) -> &'static [super::Specialty] {
        super::Specialty::of(self.code)
    }
}
