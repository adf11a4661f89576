//! Changing the key-encryption key while the site runs: only the wrapped data keys are written anew.

use sqlx::PgPool;
use vault::SystemRandom;

use super::{
    SealingError, Vault,
    house::{owner, primary, unwrap},
    store,
};

/// Data keys written anew in one transaction.
const BATCH: i64 = 500;

/// How many data keys a key-encryption key wraps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyCount {
    /// Its number; 0 counts the data keys that were destroyed.
    pub kek_id: i16,
    /// Whether it still wraps new keys.
    pub retired: bool,
    /// How many.
    pub data_keys: i64,
}

/// Counts data keys by key-encryption key.
pub async fn key_counts(db: &PgPool) -> sqlx::Result<Vec<KeyCount>> {
    let counts = store::counts(db).await?;
    Ok(counts
        .into_iter()
        .map(|(kek_id, retired, data_keys)| KeyCount { kek_id, retired, data_keys })
        .collect())
}

/// Moves every data key to the newest key-encryption key; a source of ours gets a new one first. Interrupted, it goes
/// on where it stopped when called again with `fresh` false. Tells how many were moved; none is left on an older key.
pub async fn rotate(
    vault: &Vault,
    db: &PgPool,
    fresh: bool,
    tell: impl FnMut(u64),
) -> Result<u64, SealingError> {
    rotate_by(vault, db, fresh, BATCH, tell).await
}

/// The same in batches of another size.
pub(super) async fn rotate_by(
    vault: &Vault,
    db: &PgPool,
    fresh: bool,
    batch: i64,
    mut tell: impl FnMut(u64),
) -> Result<u64, SealingError> {
    if fresh {
        vault.source().add_key().await?;
    }
    let ring = vault.reload().await?;
    let newest = primary(&ring)?;
    store::retire(db, newest.id(), vault.now()).await?;
    let mut moved = 0;
    loop {
        let mut tx = db.begin().await?;
        let rows = store::lock_some_left(&mut tx, newest.id(), batch).await?;
        if rows.is_empty() {
            break;
        }
        for row in &rows {
            let belongs_to = owner(&row.scope, &row.scope_id, &row.purpose);
            let Some(wrapped) = &row.wrapped else { continue };
            let key = unwrap(&ring, row.id, &belongs_to, wrapped)?;
            let anew = vault::wrap(newest, &key, &belongs_to, &SystemRandom)?;
            store::set_wrapped(&mut tx, row.id, &anew, newest.id()).await?;
        }
        tx.commit().await?;
        moved += rows.len() as u64;
        tell(moved);
    }
    // Skipped rows are those that somebody holds while sealing; nothing new can join them, so waiting for each ends it.
    while store::counts(db).await?.iter().any(|(id, _, left)| *id != newest.id() && *id != 0 && *left > 0) {
        let mut tx = db.begin().await?;
        let Some(row) = store::lock_one_left(&mut tx, newest.id()).await? else { continue };
        let belongs_to = owner(&row.scope, &row.scope_id, &row.purpose);
        let key = unwrap(&ring, row.id, &belongs_to, &row.wrapped.unwrap_or_default())?;
        let anew = vault::wrap(newest, &key, &belongs_to, &SystemRandom)?;
        store::set_wrapped(&mut tx, row.id, &anew, newest.id()).await?;
        tx.commit().await?;
        moved += 1;
    }
    Ok(moved)
}
