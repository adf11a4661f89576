//! The pages of verification.

pub(super) mod case;
pub(super) mod own;
pub(super) mod queue;
pub(super) mod standing;
mod wording;

use crate::shell::account_frame as frame;

/// An option of a list.
struct Choice {
    value: &'static str,
    label: &'static str,
    selected: bool,
}
