use aes_gcm::{
    Aes256Gcm, Nonce,
    aead::{Aead, KeyInit, Payload},
};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{DataKey, KEY_LENGTH, KeyEncryptionKey, Random, VaultError};

const NONCE: usize = 12;
/// Version and number of the KEK.
const HEAD: usize = 1 + 2;
const VERSION: u8 = 1;

/// Wraps a data key: version (1), number of the KEK (2), nonce (12), key and tag (48). `belongs_to` says whose it is;
/// it is bound in.
pub fn wrap(
    kek: &KeyEncryptionKey,
    key: &DataKey,
    belongs_to: &str,
    random: &dyn Random,
) -> Result<Vec<u8>, VaultError> {
    let mut nonce = [0; NONCE];
    random.fill(&mut nonce)?;
    let aad = associated(kek.id(), key.id(), belongs_to);
    let sealed = cipher(kek)
        .encrypt(&Nonce::from(nonce), Payload { msg: key.bytes(), aad: &aad })
        .map_err(|_| VaultError::Refused)?;
    let mut wrapped = vec![VERSION];
    wrapped.extend_from_slice(&kek.id().to_be_bytes());
    wrapped.extend_from_slice(&nonce);
    wrapped.extend_from_slice(&sealed);
    Ok(wrapped)
}

/// The number of the KEK that wrapped a key.
pub fn is_wrapped_by(wrapped: &[u8]) -> Result<i16, VaultError> {
    match wrapped {
        [VERSION, high, low, rest @ ..] if rest.len() == NONCE + KEY_LENGTH + 16 => {
            Ok(i16::from_be_bytes([*high, *low]))
        }
        _ => Err(VaultError::Malformed),
    }
}

/// Gives the data key back.
pub fn unwrap(
    kek: &KeyEncryptionKey,
    id: Uuid,
    belongs_to: &str,
    wrapped: &[u8],
) -> Result<DataKey, VaultError> {
    if is_wrapped_by(wrapped)? != kek.id() {
        return Err(VaultError::Refused);
    }
    let (nonce, sealed) = wrapped[HEAD..].split_at(NONCE);
    let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| VaultError::Malformed)?;
    let aad = associated(kek.id(), id, belongs_to);
    let plain = cipher(kek)
        .decrypt(&Nonce::from(nonce), Payload { msg: sealed, aad: &aad })
        .map(Zeroizing::new)
        .map_err(|_| VaultError::Refused)?;
    let mut bytes = Zeroizing::new([0; KEY_LENGTH]);
    if plain.len() != KEY_LENGTH {
        return Err(VaultError::Malformed);
    }
    bytes.copy_from_slice(&plain);
    Ok(DataKey::from_bytes(id, *bytes))
}

/// What a KEK can be recognised by, without saying anything of it: tells a wrong key from a damaged value.
#[must_use]
pub fn check_value(kek: &KeyEncryptionKey) -> Vec<u8> {
    let Ok(mut mac) = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(kek.expose()) else {
        return Vec::new();
    };
    mac.update(b"doctonext/v1/check");
    mac.finalize().into_bytes()[..8].to_vec()
}

fn cipher(kek: &KeyEncryptionKey) -> Aes256Gcm {
    Aes256Gcm::new(kek.expose().into())
}

fn associated(kek: i16, key: Uuid, belongs_to: &str) -> Vec<u8> {
    let mut aad = b"doctonext/v1/data-key".to_vec();
    aad.extend_from_slice(&kek.to_be_bytes());
    aad.extend_from_slice(key.as_bytes());
    aad.extend_from_slice(belongs_to.as_bytes());
    aad
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SystemRandom;

    fn kek(id: i16) -> KeyEncryptionKey {
        KeyEncryptionKey::new(id, [3; KEY_LENGTH])
    }

    #[test]
    fn a_wrapped_key_comes_back_for_its_owner_and_its_kek_alone() {
        let key = DataKey::fresh(Uuid::from_u128(5), &SystemRandom).unwrap();
        let wrapped = wrap(&kek(1), &key, "person/claire", &SystemRandom).unwrap();

        assert_eq!(is_wrapped_by(&wrapped), Ok(1));
        assert_eq!(unwrap(&kek(1), key.id(), "person/claire", &wrapped).unwrap().bytes(), key.bytes());
        assert!(unwrap(&kek(1), key.id(), "person/paul", &wrapped).is_err());
        assert!(unwrap(&kek(1), Uuid::from_u128(6), "person/claire", &wrapped).is_err());
        assert!(unwrap(&kek(2), key.id(), "person/claire", &wrapped).is_err());
        assert!(
            unwrap(&KeyEncryptionKey::new(1, [4; KEY_LENGTH]), key.id(), "person/claire", &wrapped).is_err()
        );
    }

    #[test]
    fn a_kek_is_recognised_without_being_shown() {
        assert_eq!(check_value(&kek(1)), check_value(&kek(2)), "the bytes count, not the number");
        assert_ne!(check_value(&kek(1)), check_value(&KeyEncryptionKey::new(1, [4; KEY_LENGTH])));
    }
}
