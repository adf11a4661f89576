//! The pages of privacy.

pub(super) mod closing;
pub(super) mod data;
pub(super) mod export;
pub(super) mod retention;

use crate::shell::account_frame as frame;
