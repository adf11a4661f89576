//! The pages of people.

pub(super) mod overview;
pub(super) mod profile;
pub(super) mod public;
pub(super) mod telephone;

use crate::shell::account_frame as frame;
