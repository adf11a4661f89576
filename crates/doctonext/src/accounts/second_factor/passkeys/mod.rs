//! Passkeys (WebAuthn): a key that a device keeps and opens for its owner alone. It is a second factor after the password,
//! and both factors at once without it: we always ask the device to verify its user.
//!
//! A ceremony has two halves. We ask ([`Asked`]) and keep the state on our side; the device answers ([`Answered`]), and
//! the state is used up whatever the answer is worth.

mod assertion;
mod ceremony;
mod registration;
mod relying_party;
#[cfg(test)]
mod tests;

pub(super) use assertion::{Entered, Refusal, ask_at_step, ask_to_sign_in, show_at_step, sign_in};
pub(super) use ceremony::{Answered, Asked};
pub(super) use registration::{MOST, Registered, add, ask_to_add, remove, rename};
pub(crate) use relying_party::are_possible;

use uuid::Uuid;

use crate::accounts::tokens;

/// How a device names the owner of a key: sixteen bytes that say nothing, and that no change of the account touches.
fn handle_of(person: &str) -> Uuid {
    let mut bytes = [0_u8; 16];
    bytes.iter_mut().zip(tokens::mark_bytes(&format!("passkey\n{person}"))).for_each(|(to, from)| *to = from);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
