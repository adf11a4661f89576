use std::sync::{Arc, PoisonError, RwLock};

use chrono::{DateTime, Utc};
use platform::clock::Clock;
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;
use vault::{DataKey, KeyEncryptionKey, MarkingKey, SystemRandom, VaultError};
use zeroize::Zeroizing;

use super::{KeySource, Sealed, SourceError, store};

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

/// Why a value cannot be sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum SealingError {
    /// The data key was destroyed: nobody can read this any more.
    #[error("the key of this value was destroyed")]
    Destroyed,
    /// The value was altered, moved or cut.
    #[error("the sealed value is not whole")]
    Altered,
    /// The key-encryption key of this number is nowhere to be found.
    #[error("the key-encryption key {0} is missing: give it back to the source of keys")]
    UnknownKey(i16),
    /// A key given under a number is not the one that this database knows under it.
    #[error(
        "the key-encryption key {0} is not the one that this database was sealed with: restore the right one"
    )]
    WrongKey(i16),
    /// The keys cannot be had.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The system gives no randomness.
    #[error("the system gives no randomness")]
    NoRandomness,
    /// The database does not answer.
    #[error("the keys cannot be read")]
    Database(#[from] sqlx::Error),
}

impl From<VaultError> for SealingError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::NoRandomness => Self::NoRandomness,
            VaultError::Malformed | VaultError::Refused => Self::Altered,
        }
    }
}

/// The keys of the house. Cheap to clone; no plain key ever leaves it.
#[derive(Clone)]
pub struct Vault(Arc<Inner>);

struct Inner {
    source: KeySource,
    ring: RwLock<Arc<Vec<KeyEncryptionKey>>>,
    marks: MarkingKey,
    clock: Arc<dyn Clock>,
    // Data keys are made outside the transaction that needs them: rolled back with it, a key would be lost that
    // another transaction may have used already.
    db: PgPool,
}

impl Scope<'_> {
    pub(super) fn columns(&self) -> (&'static str, &str) {
        match self {
            Self::Person(id) => ("person", id),
            Self::House => ("house", ""),
        }
    }

    /// What is bound into a wrapped key.
    fn belongs_to(&self, purpose: &str) -> String {
        let (scope, id) = self.columns();
        owner(scope, id, purpose)
    }
}

pub(super) fn owner(scope: &str, id: &str, purpose: &str) -> String {
    format!("{scope}/{purpose}/{id}")
}

impl Vault {
    /// Takes the keys from their source, checks that they are those of this database, and opens the marking key (made
    /// at first start).
    pub async fn open_house(
        source: KeySource,
        db: &PgPool,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, SealingError> {
        let now = clock.now();
        let ring = Arc::new(source.load().await?);
        register(db, &ring, now).await?;
        let row = match store::key_of(db, "house", "", "marks").await? {
            Some(row) => row,
            None => make(db, &ring, Scope::House, "marks", now).await?,
        };
        let belongs_to = Scope::House.belongs_to("marks");
        let key = unwrap(&ring, row.id, &belongs_to, &row.wrapped.ok_or(SealingError::Destroyed)?)?;
        let marks = MarkingKey::new(key);
        // Two connections of its own: a request that holds the last one of the pool must not wait for itself.
        let db = sqlx::postgres::PgPoolOptions::new()
            .max_connections(2)
            .min_connections(0)
            .connect_lazy_with((*db.connect_options()).clone());
        Ok(Self(Arc::new(Inner { source, ring: RwLock::new(ring), marks, clock, db })))
    }

    /// Seals a value for a place. In the caller's transaction: the key cannot be destroyed before it ends.
    pub async fn seal(
        &self,
        db: &mut PgConnection,
        scope: Scope<'_>,
        place: Place<'_>,
        plain: &[u8],
    ) -> Result<Sealed, SealingError> {
        let (kind, id) = scope.columns();
        let row = if let Some(row) = store::lock_key_of(db, kind, id, "fields").await? {
            row
        } else {
            self.make_key(scope).await?;
            store::lock_key_of(db, kind, id, "fields").await?.ok_or(SealingError::Destroyed)?
        };
        let key = self.unwrap(row.id, &scope.belongs_to("fields"), &row.wrapped.unwrap_or_default()).await?;
        Ok(Sealed::from_bytes(&vault::seal(&key, there(place), plain, &SystemRandom)?))
    }

    /// Opens a sealed value of this place. The key is read at each time: destroyed here, it is destroyed everywhere at
    /// once.
    pub async fn open(
        &self,
        db: &mut PgConnection,
        place: Place<'_>,
        sealed: &Sealed,
    ) -> Result<Zeroizing<Vec<u8>>, SealingError> {
        let value = sealed.to_bytes().ok_or(SealingError::Altered)?;
        let id = vault::data_key_of(&value)?;
        let row = store::key(db, id).await?.ok_or(SealingError::Altered)?;
        let wrapped = row.wrapped.ok_or(SealingError::Destroyed)?;
        let key = self.unwrap(id, &owner(&row.scope, &row.scope_id, &row.purpose), &wrapped).await?;
        Ok(vault::open(&key, there(place), &value)?)
    }

    /// Opens a sealed text.
    pub async fn open_text(
        &self,
        db: &mut PgConnection,
        place: Place<'_>,
        sealed: &Sealed,
    ) -> Result<String, SealingError> {
        let plain = self.open(db, place, sealed).await?;
        String::from_utf8(plain.to_vec()).map_err(|_| SealingError::Altered)
    }

    /// Destroys the data keys of a scope: every copy of what they sealed becomes unreadable, backups of those columns
    /// included.
    pub async fn destroy(&self, db: &mut PgConnection, scope: Scope<'_>) -> Result<(), SealingError> {
        let (kind, id) = scope.columns();
        store::destroy_keys(db, kind, id, self.0.clock.now()).await?;
        Ok(())
    }

    /// People, by `users.id`, whose key was destroyed.
    pub async fn people_without_key(&self, db: &PgPool) -> sqlx::Result<Vec<String>> {
        store::people_without_key(db).await
    }

    /// A keyed mark of a value, equal for equal values of the same column (`users.rpps_number`): 16 bytes.
    #[must_use]
    pub fn blind_index(&self, column: &'static str, normalised: &str) -> Vec<u8> {
        self.0.marks.blind_index(column, normalised).to_vec()
    }

    /// A keyed checksum for form tokens, signed links and counters, apart for each purpose.
    #[must_use]
    pub fn mac(&self, purpose: &'static str, message: &[u8]) -> [u8; 32] {
        self.0.marks.mac(purpose, message)
    }

    pub(super) fn ring(&self) -> Arc<Vec<KeyEncryptionKey>> {
        self.0.ring.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn source(&self) -> &KeySource {
        &self.0.source
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        self.0.clock.now()
    }

    /// Reads the source again: another process may have changed the keys.
    pub(super) async fn reload(&self) -> Result<Arc<Vec<KeyEncryptionKey>>, SealingError> {
        let ring = Arc::new(self.0.source.load().await?);
        register(&self.0.db, &ring, self.0.clock.now()).await?;
        *self.0.ring.write().unwrap_or_else(PoisonError::into_inner) = ring.clone();
        Ok(ring)
    }

    async fn make_key(&self, scope: Scope<'_>) -> Result<(), SealingError> {
        let (kind, id) = scope.columns();
        // Who is erased stays erased: a late request must not begin anew what was ended.
        if store::was_destroyed(&self.0.db, kind, id, "fields").await? {
            return Err(SealingError::Destroyed);
        }
        let now = self.0.clock.now();
        match make(&self.0.db, &self.ring(), scope, "fields", now).await {
            // The primary key that we know was retired meanwhile: a rotation runs.
            Err(SealingError::UnknownKey(_)) => {
                let ring = self.reload().await?;
                make(&self.0.db, &ring, scope, "fields", now).await.map(drop)
            }
            made => made.map(drop),
        }
    }

    async fn unwrap(&self, id: Uuid, belongs_to: &str, wrapped: &[u8]) -> Result<DataKey, SealingError> {
        match unwrap(&self.ring(), id, belongs_to, wrapped) {
            Err(SealingError::UnknownKey(_)) => unwrap(&self.reload().await?, id, belongs_to, wrapped),
            opened => opened,
        }
    }
}

fn there(place: Place<'_>) -> vault::Place<'_> {
    vault::Place { table: place.table, column: place.column, row: place.row }
}

pub(super) fn unwrap(
    ring: &[KeyEncryptionKey],
    id: Uuid,
    belongs_to: &str,
    wrapped: &[u8],
) -> Result<DataKey, SealingError> {
    let number = vault::is_wrapped_by(wrapped)?;
    let kek = ring.iter().find(|it| it.id() == number).ok_or(SealingError::UnknownKey(number))?;
    Ok(vault::unwrap(kek, id, belongs_to, wrapped)?)
}

/// The key that wraps new data keys: the one of the highest number.
pub(super) fn primary(ring: &[KeyEncryptionKey]) -> Result<&KeyEncryptionKey, SealingError> {
    ring.iter().max_by_key(|it| it.id()).ok_or(SealingError::UnknownKey(0))
}

/// Makes the key of a scope, or takes the one that somebody made at the same moment.
async fn make(
    db: &PgPool,
    ring: &[KeyEncryptionKey],
    scope: Scope<'_>,
    purpose: &'static str,
    now: DateTime<Utc>,
) -> Result<store::KeyRow, SealingError> {
    let kek = primary(ring)?;
    // Random: the clock of identifiers would tell when an account was made.
    let key = DataKey::fresh(Uuid::new_v4(), &SystemRandom)?;
    let wrapped = vault::wrap(kek, &key, &scope.belongs_to(purpose), &SystemRandom)?;
    let (kind, id) = scope.columns();
    store::add_key(db, key.id(), kind, id, purpose, &wrapped, kek.id(), now).await?;
    store::key_of(db, kind, id, purpose).await?.ok_or_else(|| SealingError::UnknownKey(kek.id()))
}

/// Notes keys that are new to the database; refuses one whose number it knows with another key behind.
async fn register(db: &PgPool, ring: &[KeyEncryptionKey], now: DateTime<Utc>) -> Result<(), SealingError> {
    for kek in ring {
        let known = store::register(db, kek.id(), &vault::check_value(kek), now).await?;
        if known != vault::check_value(kek) {
            return Err(SealingError::WrongKey(kek.id()));
        }
    }
    let missing =
        store::kek_ids_in_use(db).await?.into_iter().find(|id| !ring.iter().any(|it| it.id() == *id));
    missing.map_or(Ok(()), |id| Err(SealingError::UnknownKey(id)))
}
