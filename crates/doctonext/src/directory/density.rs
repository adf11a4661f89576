//! How many self-employed practitioners (mode L) there are somewhere.

use crate::trades::{Profession, Specialty};

/// Where practitioners are counted; codes are those of the Insee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountedArea<'a> {
    /// A commune, with its arrondissements if it has any.
    Commune(&'a str),
    /// A department.
    Department(&'a str),
    /// A region.
    Region(&'a str),
    /// All of them.
    France,
}

/// How many practise in a commune.
#[derive(Debug, Clone, Copy, Default, PartialEq, sqlx::FromRow)]
pub struct Practising {
    /// Heads: everybody who practises there.
    pub practitioners: i32,
    /// The same, whoever practises in n communes counting 1/n: these may be added up.
    pub shares: f64,
}

/// Which practitioners.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trade {
    /// Their profession.
    pub profession: &'static Profession,
    /// Only those of this specialty.
    pub specialty: Option<&'static Specialty>,
}

impl Trade {
    /// Keys in the table of counts.
    pub(super) fn keys(self) -> (i16, i16) {
        (self.profession.key, self.specialty.map_or(0, |it| it.key))
    }
}
