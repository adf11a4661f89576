use uuid::Uuid;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::{Random, VaultError};

/// Bytes of every key.
pub const KEY_LENGTH: usize = 32;

/// Seals the values of one person (or of the house). Never leaves the process but wrapped.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct DataKey {
    #[zeroize(skip)]
    id: Uuid,
    bytes: [u8; KEY_LENGTH],
}

/// Wraps data keys. Lives outside the database: in a file, the environment, a key management system.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct KeyEncryptionKey {
    #[zeroize(skip)]
    id: i16,
    bytes: [u8; KEY_LENGTH],
}

impl DataKey {
    /// A new key.
    pub fn fresh(id: Uuid, random: &dyn Random) -> Result<Self, VaultError> {
        let mut bytes = [0; KEY_LENGTH];
        random.fill(&mut bytes)?;
        Ok(Self { id, bytes })
    }

    pub(crate) fn from_bytes(id: Uuid, bytes: [u8; KEY_LENGTH]) -> Self {
        Self { id, bytes }
    }

    /// Its identifier: no secret, it stands in front of every value that it sealed.
    #[must_use]
    pub fn id(&self) -> Uuid {
        self.id
    }

    pub(crate) fn bytes(&self) -> &[u8; KEY_LENGTH] {
        &self.bytes
    }
}

impl KeyEncryptionKey {
    /// The key of this number.
    #[must_use]
    pub fn new(id: i16, bytes: [u8; KEY_LENGTH]) -> Self {
        Self { id, bytes }
    }

    /// A new key.
    pub fn fresh(id: i16, random: &dyn Random) -> Result<Self, VaultError> {
        let mut bytes = [0; KEY_LENGTH];
        random.fill(&mut bytes)?;
        Ok(Self { id, bytes })
    }

    /// Its number: no secret.
    #[must_use]
    pub fn id(&self) -> i16 {
        self.id
    }

    /// The key itself, for the file that keeps it and for nothing else.
    #[must_use]
    pub fn expose(&self) -> &[u8; KEY_LENGTH] {
        &self.bytes
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::{Debug, Display};

    use static_assertions::assert_not_impl_any;

    use super::{DataKey, KeyEncryptionKey};
    use crate::MarkingKey;

    // The compiler asks: with a trait too many this file does not build.
    #[test]
    fn secret_types_can_be_neither_printed_nor_copied() {
        assert_not_impl_any!(DataKey: Debug, Display, Clone);
        assert_not_impl_any!(KeyEncryptionKey: Debug, Display, Clone);
        assert_not_impl_any!(MarkingKey: Debug, Display, Clone);
    }
}
