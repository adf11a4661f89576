//! Every SQL statement of privacy.

mod closures;
mod elsewhere;
mod exports;
mod runs;

pub(super) use closures::*;
pub(super) use elsewhere::*;
pub(super) use exports::*;
pub(super) use runs::*;
