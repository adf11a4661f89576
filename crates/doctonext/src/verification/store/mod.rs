//! Every SQL statement of verification.

mod leaving;
mod people;
mod pieces;
mod reviews;
mod rounds;

pub(super) use leaving::*;
pub(super) use people::*;
pub(super) use pieces::*;
pub(super) use reviews::*;
pub use reviews::{count_waiting, waiting_after};
pub(super) use rounds::*;
