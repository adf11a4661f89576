use aes_gcm::{
    Aes256Gcm, Nonce,
    aead::{Aead, KeyInit, Payload},
};
use hkdf::Hkdf;
use sha2::Sha256;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{DataKey, KEY_LENGTH, Random, VaultError};

/// First byte of a sealed value: version 1 = AES-256-GCM under a field key of HKDF-SHA-256.
pub const FORMAT: u8 = 1;
const ID: usize = 16;
const NONCE: usize = 12;
const TAG: usize = 16;
const COMMITMENT: usize = 16;
/// Bytes before the ciphertext.
const HEAD: usize = 1 + ID + COMMITMENT + NONCE;

/// Where a sealed value lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// Name of the table.
    pub table: &'a str,
    /// Name of the column.
    pub column: &'a str,
    /// Primary key of the row.
    pub row: &'a str,
}

/// Seals a value for its place: version (1), data key (16), commitment (16), nonce (12), ciphertext, tag (16).
///
/// The commitment binds the value to this very key: AES-GCM alone would let two keys open one ciphertext.
pub fn seal(
    key: &DataKey,
    place: Place<'_>,
    plain: &[u8],
    random: &dyn Random,
) -> Result<Vec<u8>, VaultError> {
    let mut nonce = [0; NONCE];
    random.fill(&mut nonce)?;
    let (cipher, commitment) = field_key(key, place);
    let aad = associated(place, key.id());
    let sealed = cipher
        .encrypt(&Nonce::from(nonce), Payload { msg: plain, aad: &aad })
        .map_err(|_| VaultError::Refused)?;
    let mut value = Vec::with_capacity(HEAD + sealed.len());
    value.push(FORMAT);
    value.extend_from_slice(key.id().as_bytes());
    value.extend_from_slice(&commitment);
    value.extend_from_slice(&nonce);
    value.extend_from_slice(&sealed);
    Ok(value)
}

/// Which data key a value was sealed with.
pub fn data_key_of(value: &[u8]) -> Result<Uuid, VaultError> {
    if value.len() < HEAD + TAG || value[0] != FORMAT {
        return Err(VaultError::Malformed);
    }
    Uuid::from_slice(&value[1..=ID]).map_err(|_| VaultError::Malformed)
}

/// Opens a value of this place.
pub fn open(key: &DataKey, place: Place<'_>, value: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    if data_key_of(value)? != key.id() {
        return Err(VaultError::Refused);
    }
    let (cipher, commitment) = field_key(key, place);
    let (head, sealed) = value.split_at(HEAD);
    let (given, nonce) = head[1 + ID..].split_at(COMMITMENT);
    let same: bool = subtle::ConstantTimeEq::ct_eq(given, &commitment[..]).into();
    let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| VaultError::Malformed)?;
    if !same {
        return Err(VaultError::Refused);
    }
    cipher
        .decrypt(&Nonce::from(nonce), Payload { msg: sealed, aad: &associated(place, key.id()) })
        .map(Zeroizing::new)
        .map_err(|_| VaultError::Refused)
}

/// A key for each column (RFC 5869), and the proof that it is that one.
fn field_key(key: &DataKey, place: Place<'_>) -> (Aes256Gcm, [u8; COMMITMENT]) {
    let derivation = Hkdf::<Sha256>::new(Some(key.id().as_bytes()), key.bytes());
    let mut okm = Zeroizing::new([0_u8; KEY_LENGTH + COMMITMENT]);
    let info = format!("doctonext/v1/{}.{}", place.table, place.column);
    // 48 bytes are far below the 8160 that HKDF-SHA-256 can give: expanding cannot fail.
    let expanded = derivation.expand(info.as_bytes(), &mut *okm);
    debug_assert!(expanded.is_ok());
    let mut field = Zeroizing::new([0_u8; KEY_LENGTH]);
    field.copy_from_slice(&okm[..KEY_LENGTH]);
    let mut commitment = [0; COMMITMENT];
    commitment.copy_from_slice(&okm[KEY_LENGTH..]);
    (Aes256Gcm::new(&(*field).into()), commitment)
}

/// Each part after its length, so that no two places give the same bytes.
fn associated(place: Place<'_>, key: Uuid) -> Vec<u8> {
    let mut aad = b"doctonext/v1".to_vec();
    for part in [place.table.as_bytes(), place.column.as_bytes(), place.row.as_bytes(), key.as_bytes()] {
        aad.extend_from_slice(&(part.len() as u64).to_be_bytes());
        aad.extend_from_slice(part);
    }
    aad
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::SystemRandom;

    struct Sevens;

    impl Random for Sevens {
        fn fill(&self, bytes: &mut [u8]) -> Result<(), VaultError> {
            bytes.fill(7);
            Ok(())
        }
    }

    const PHONE: Place<'_> = Place { table: "users", column: "phone", row: "claire" };

    fn key() -> DataKey {
        DataKey::from_bytes(Uuid::from_u128(0x0102_0304_0506_0708_090a_0b0c_0d0e_0f10), [9; KEY_LENGTH])
    }

    /// Whoever changes the format must see this fail: values of that form lie in databases.
    #[test]
    fn a_value_sealed_today_opens_for_ever() {
        let sealed = seal(&key(), PHONE, b"+33612345678", &Sevens).unwrap();
        assert_eq!(hex::encode(&sealed), KNOWN);
        assert_eq!(&**open(&key(), PHONE, &hex::decode(KNOWN).unwrap()).unwrap(), b"+33612345678");
    }
    const KNOWN: &str = "010102030405060708090a0b0c0d0e0f109dc1a328932b2b0f109f7ac33598168107070707070707070707070737b4b4b9e1f96bb542db6fe175a438383b622f7782f884f7818fb060";

    #[test]
    fn a_value_opens_in_its_own_place_alone() {
        let sealed = seal(&key(), PHONE, b"+33612345678", &SystemRandom).unwrap();
        for elsewhere in [
            Place { table: "members", ..PHONE },
            Place { column: "rpps_number", ..PHONE },
            Place { row: "paul", ..PHONE },
        ] {
            assert_eq!(open(&key(), elsewhere, &sealed).err(), Some(VaultError::Refused));
        }
        let other = DataKey::from_bytes(key().id(), [8; KEY_LENGTH]);
        assert_eq!(open(&other, PHONE, &sealed).err(), Some(VaultError::Refused));
    }

    #[test]
    fn every_altered_byte_is_noticed() {
        let sealed = seal(&key(), PHONE, b"+33612345678", &SystemRandom).unwrap();
        for at in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[at] ^= 1;
            assert!(open(&key(), PHONE, &altered).is_err(), "byte {at}");
        }
        for length in 0..sealed.len() {
            assert!(open(&key(), PHONE, &sealed[..length]).is_err(), "cut at {length}");
        }
    }

    proptest! {
        #[test]
        fn what_is_sealed_opens(plain in proptest::collection::vec(any::<u8>(), 0..300), row in ".{0,40}") {
            let place = Place { row: &row, ..PHONE };
            let sealed = seal(&key(), place, &plain, &SystemRandom).unwrap();
            prop_assert_eq!(&**open(&key(), place, &sealed).unwrap(), &plain[..]);
        }
    }
}
