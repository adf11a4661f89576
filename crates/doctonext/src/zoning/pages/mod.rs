//! The pages of the zoning: the public question, and those of the team.

pub(super) mod edition;
pub(super) mod editions;
pub(super) mod proposal;
pub(super) mod question;
pub(super) mod rules;

use crate::{failure::Failure, trades::Profession};

/// An option of a list.
struct Choice {
    value: String,
    label: String,
    selected: bool,
}

impl Choice {
    fn new(value: &str, label: &str, selected: bool) -> Self {
        Self { value: value.to_owned(), label: label.to_owned(), selected }
    }
}

/// An identifier that may be one of ours.
fn checked_id(id: &str) -> Result<&str, Failure> {
    if id.len() > 80 || id.contains('\0') { Err(Failure::NotFound) } else { Ok(id) }
}

/// « Infirmiers », or the code of a profession of a newer program.
fn plural_of(profession: &str) -> String {
    Profession::from_code(profession).map_or(profession, |it| it.plural).to_owned()
}
