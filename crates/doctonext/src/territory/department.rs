//! A department, the division that people name when they say where they work.

use std::sync::Arc;

use super::{Region, region};

/// A department of France or an overseas collectivity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Department {
    /// INSEE code: "23", "2A", "971".
    pub code: String,
    /// "Creuse".
    pub name: String,
    /// "creuse".
    pub slug: String,
    /// Region it belongs to.
    pub region: Arc<Region>,
    pub(super) liaison: u8,
}

impl Department {
    /// Number in the search projection: the code as an integer, 200 for 2A and 201 for 2B.
    #[must_use]
    pub fn key(&self) -> i16 {
        match self.code.as_str() {
            "2A" => 200,
            "2B" => 201,
            // The reference data was refused at start-up if another code were anything but digits.
            digits => digits.parse().unwrap_or_default(),
        }
    }

    /// « de la Creuse », « du Cantal », « de Paris ».
    #[must_use]
    pub fn of(&self) -> String {
        region::of(&self.name, self.liaison)
    }

    /// « Creuse (23) ».
    #[must_use]
    pub fn label(&self) -> String {
        format!("{} ({})", self.name, self.code)
    }
}
