//! Sealed columns: what must never lie in the database in clear.

use sqlx::PgConnection;

use crate::failure::Failure;

/// Whose data key seals a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope<'a> {
    /// A person, by `users.id`: destroyed with the account.
    Person(&'a str),
    /// The house itself.
    House,
}

/// Where a sealed value lies: bound into it, so that no value can be moved to another row.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Name of the table.
    pub table: &'static str,
    /// Name of the column.
    pub column: &'static str,
    /// Primary key of the row.
    pub row: &'a str,
}

/// The keys of the house.
#[derive(Clone)]
pub struct Vault {
    root: [u8; 32],
}

/// A sealed value, as it lies in a column: `v1.` and base64url.
#[derive(Clone, PartialEq, Eq, sqlx::Type)]
#[sqlx(transparent)]
pub struct Sealed(String);

/// Why a value cannot be sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum SealingError {
    /// The data key was destroyed: nobody can read this any more.
    #[error("the key of this value was destroyed")]
    Destroyed,
    /// The value was altered, moved or cut.
    #[error("the sealed value is not whole")]
    Altered,
    /// The database does not answer.
    #[error("the keys cannot be read")]
    Database(#[from] sqlx::Error),
}

impl From<SealingError> for Failure {
    fn from(error: SealingError) -> Self {
        match error {
            SealingError::Database(error) => error.into(),
            other => Self::broken(other),
        }
    }
}

impl Vault {
    /// A vault with one key, until the real one.
    #[must_use]
    pub fn provisional(root: [u8; 32]) -> Self {
        Self { root }
    }

    /// Seals a value for a place.
    pub async fn seal(
        &self,
        _db: &mut PgConnection,
        _scope: Scope<'_>,
        _place: Place<'_>,
        _plain: &[u8],
    ) -> Result<Sealed, SealingError> {
        Err(SealingError::Altered)
    }

    /// Opens a sealed value of this place.
    pub async fn open(
        &self,
        _db: &mut PgConnection,
        _place: Place<'_>,
        _sealed: &Sealed,
    ) -> Result<zeroize::Zeroizing<Vec<u8>>, SealingError> {
        Err(SealingError::Altered)
    }

    /// Destroys the data keys of a scope: every copy of what they sealed becomes unreadable.
    pub async fn destroy(&self, _db: &mut PgConnection, _scope: Scope<'_>) -> Result<(), SealingError> {
        Err(SealingError::Altered)
    }

    /// A keyed mark of a value, equal for equal values of the same column: 16 bytes.
    #[must_use]
    pub fn blind_index(&self, column: &'static str, normalised: &str) -> Vec<u8> {
        self.mac(column, normalised.as_bytes())[..16].to_vec()
    }

    /// A keyed checksum for form tokens, signed links and counters, apart for each purpose.
    #[must_use]
    pub fn mac(&self, purpose: &'static str, message: &[u8]) -> [u8; 32] {
        use sha2::Digest;
        let mut digest = sha2::Sha256::new();
        digest.update(self.root);
        digest.update(purpose);
        digest.update(message);
        digest.finalize().into()
    }
}
