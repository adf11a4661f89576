//! The pages of notifications.

pub(super) mod choices;
pub(super) mod list;
