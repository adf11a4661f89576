//! Every SQL statement of accounts.

pub(super) mod adoption;
mod attempts;
mod leaving;
mod people;
mod proofs;
mod rotation;
mod sessions;
mod sweep;

pub(super) use attempts::*;
pub use leaving::{Sign, is_last_admin, lock_person, not_erased, quiet_since, set_closing, sign_of_life};
pub(super) use leaving::{export, forget_ways_in, pseudonymise};
pub(super) use people::*;
pub(super) use proofs::*;
pub(super) use rotation::*;
pub(super) use sessions::*;
pub use sweep::{sweep_devices, sweep_proofs, sweep_sessions, sweep_tries};
