//! Every SQL statement of moderation.

mod appeals;
mod decisions;
mod figures;
mod leaving;
mod notices;
mod people;
mod queue;
mod sweep;

pub(super) use appeals::*;
pub(super) use decisions::*;
pub(super) use figures::*;
pub(super) use leaving::*;
pub(super) use notices::*;
pub(super) use people::*;
pub(super) use queue::*;
pub use sweep::{anonymise_decisions, anonymise_notices};
