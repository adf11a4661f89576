//! The second factor: codes of an application (TOTP, RFC 6238), recovery codes, passkeys (`WebAuthn`).
//!
//! Owns `totp_secrets`, `recovery_codes` and `passkeys`. Offers [`is_set_up`], the pages where a person sets it up, the
//! step that asks for it at sign-in, and the sign-in by passkey alone. It is on as soon as there is an application or a
//! passkey: one that a password alone may bypass would protect nobody. Recovery codes stand in for either.

mod pages;
mod panel;
mod passkeys;
mod qr;
mod recovery_codes;
mod refusals;
mod reset;
mod session;
mod set_up;
mod step;
mod store;
#[cfg(test)]
mod tests;
mod totp;

pub(super) use pages::routes;
pub(super) use panel::Panel;
pub(crate) use passkeys::are_possible as passkeys_are_possible;
pub use reset::{ResetError, reset_second_factor};
pub(super) use session::tell;
pub(super) use store::{forget_all, has_passkey, is_set_up};
