//! Secrets that we hand out and recognise again: only their SHA-256 is kept.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use rand::TryRngCore;
use sha2::{Digest, Sha256};

/// A new secret of 256 bits: 43 characters that go into an address or a cookie as they are.
#[must_use]
pub fn fresh() -> String {
    URL_SAFE_NO_PAD.encode(random_bytes::<32>())
}

/// Bytes that nobody can guess.
#[must_use]
pub(super) fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0_u8; N];
    // Without the system's randomness no secret may be made: better no sign-in than a guessable one.
    if let Err(error) = rand::rngs::OsRng.try_fill_bytes(&mut bytes) {
        tracing::error!(%error, "the system gives no randomness");
        std::process::abort();
    }
    bytes
}

/// What is kept of a secret: 64 hexadecimal digits. A secret of 256 bits needs no salt.
#[must_use]
pub(super) fn mark(secret: &str) -> String {
    hex::encode(Sha256::digest(secret.as_bytes()))
}

/// The same, as bytes.
#[must_use]
pub fn mark_bytes(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_differ_and_their_marks_do_not_show_them() {
        let (one, two) = (fresh(), fresh());
        assert_ne!(one, two);
        assert_eq!(one.len(), 43);
        assert_eq!(mark(&one).len(), 64);
        assert!(!mark(&one).contains(&one[..8]));
    }
}
