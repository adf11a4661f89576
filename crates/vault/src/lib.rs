//! Sealed columns: envelope encryption with a data key per person, and keyed marks for equality. Pure: no database, no
//! clock, no settings.
//!
//! ```text
//! key-encryption key (KEK) --wraps--> data key --HKDF(table.column)--> field key --AES-256-GCM--> sealed value
//! ```
//!
//! - A sealed value is bound to its table, column and row: moved elsewhere it does not open.
//! - Destroying a data key makes every copy of what it sealed unreadable, backups of those columns included.
//! - Changing the KEK touches the wrapped data keys alone.
//!
//! Secret types have neither `Debug` nor `Display` nor `Clone`, and are wiped when dropped.

mod field;
mod keys;
mod marks;
mod random;
mod wrap;

pub use field::{FORMAT, Place, data_key_of, open, seal};
pub use keys::{DataKey, KEY_LENGTH, KeyEncryptionKey};
pub use marks::{BLIND_INDEX_LENGTH, MarkingKey};
pub use random::{Random, SystemRandom};
pub use wrap::{check_value, is_wrapped_by, unwrap, wrap};

/// Why a value does not open. Says nothing of what is inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// Too short, or of a version that this program does not know.
    #[error("the sealed value has no known form")]
    Malformed,
    /// Altered, moved to another place, or sealed under another key.
    #[error("the sealed value does not open")]
    Refused,
    /// The system gives no randomness.
    #[error("the system gives no randomness")]
    NoRandomness,
}
