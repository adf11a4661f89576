//! Sealed columns: what must never lie in the database in clear.
//!
//! Owns `data_keys` and `key_encryption_keys`. Offers the [`Vault`]: `seal` and `open` a value for its place, `destroy`
//! the key of a person, `blind_index` and `mac` for marks. The cryptography is in the crate `vault`; here is where the
//! keys live, how they are changed, and how they are destroyed.

mod house;
mod rotation;
mod sealed;
mod source;
mod store;
#[cfg(test)]
mod tests;

pub use house::{Place, Scope, SealingError, Vault};
pub use rotation::{KeyCount, key_counts, rotate};
pub use sealed::Sealed;
pub use source::{KeySource, SourceError};

use crate::failure::Failure;

impl From<SealingError> for Failure {
    fn from(error: SealingError) -> Self {
        match error {
            SealingError::Database(error) => error.into(),
            other => Self::broken(other),
        }
    }
}
