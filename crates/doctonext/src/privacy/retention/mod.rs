//! How long everything is kept: one table of rules, executed by a job and printed on two pages.
//!
//! What the public page promises, what the job does and what the team sees come from [`RULES`] alone.

mod keeping;
mod kept;
mod rule;
mod rules;
mod run;

pub(super) use keeping::{Keeping, Rhythm};
pub(super) use kept::{KEPT, Kept};
pub(super) use rule::{Act, Rule};
pub(super) use rules::RULES;
#[cfg(test)]
pub(super) use run::run;
pub use run::run_due;
