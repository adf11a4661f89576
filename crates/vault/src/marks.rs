use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::DataKey;

/// Bytes of a blind index.
pub const BLIND_INDEX_LENGTH: usize = 16;

/// Makes keyed marks: blind indexes, form tokens, signed links. One key per purpose, derived from a data key of the
/// house.
pub struct MarkingKey(DataKey);

impl MarkingKey {
    /// Marks under this key.
    #[must_use]
    pub fn new(key: DataKey) -> Self {
        Self(key)
    }

    /// HMAC-SHA-256 of a message under the key of a purpose.
    #[must_use]
    pub fn mac(&self, purpose: &str, message: &[u8]) -> [u8; 32] {
        let mut subkey = Zeroizing::new([0_u8; 32]);
        let derivation = Hkdf::<Sha256>::new(Some(b"doctonext/v1/marks"), self.0.bytes());
        let expanded = derivation.expand(purpose.as_bytes(), &mut *subkey);
        debug_assert!(expanded.is_ok());
        // HMAC takes keys of any length: this cannot fail either.
        Hmac::<Sha256>::new_from_slice(&*subkey)
            .map(|it| it.chain_update(message).finalize().into_bytes().into())
            .unwrap_or_default()
    }

    /// Equal for equal values of a column, and telling nothing to who has no key: professional numbers have few digits
    /// and their register is public, a plain hash would be undone in seconds.
    #[must_use]
    pub fn blind_index(&self, column: &str, normalised: &str) -> [u8; BLIND_INDEX_LENGTH] {
        let whole = self.mac(&format!("blind-index/{column}"), normalised.as_bytes());
        let mut index = [0; BLIND_INDEX_LENGTH];
        index.copy_from_slice(&whole[..BLIND_INDEX_LENGTH]);
        index
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn marks() -> MarkingKey {
        MarkingKey::new(DataKey::from_bytes(Uuid::nil(), [1; 32]))
    }

    #[test]
    fn marks_agree_within_a_purpose_and_differ_between_purposes() {
        assert_eq!(marks().mac("form-token", b"x"), marks().mac("form-token", b"x"));
        assert_ne!(marks().mac("form-token", b"x"), marks().mac("attempts", b"x"));
        assert_ne!(marks().mac("form-token", b"x"), marks().mac("form-token", b"y"));
        assert_ne!(
            marks().blind_index("users.rpps_number", "10001234567"),
            marks().blind_index("users.adeli_number", "10001234567")
        );
    }
}
