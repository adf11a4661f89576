//! Every SQL statement of accounts.

pub(super) mod adoption;
mod attempts;
mod people;
mod proofs;
mod sessions;

pub(super) use attempts::*;
pub(super) use people::*;
pub(super) use proofs::*;
pub(super) use sessions::*;
