//! The log of sensitive acts: who did what to what, when, from where, why. Rows are added, never changed.
//!
//! What an act changed is kept as two checksums, before and after: enough to prove that a value seen later is or is not
//! the one of that day, and nothing that must be protected. The log owns the table `audit_log`; the team reads it.

pub mod personal_data;
mod read;
mod store;

pub use read::{Filter, Line, read};
pub use store::{about, sharing_network, state_of, sweep, told_to_authorities};

use chrono::{DateTime, Utc};
use serde_json::Value;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;

/// An act to keep.
#[derive(Debug, Clone, Copy, Default)]
pub struct Entry<'a> {
    /// `users.id` of who acted; none for the house itself or for somebody unknown.
    pub actor: Option<&'a str>,
    /// `domain.act_done`, such as `account.password_changed`.
    pub action: &'a str,
    /// What it was done to: kind (`user`, `session`, …) and identifier.
    pub subject: (&'a str, &'a str),
    /// Address of the network, shortened.
    pub address: Option<&'a str>,
    /// The state before: only its checksum is kept.
    pub before: Option<&'a Value>,
    /// The state after: only its checksum is kept.
    pub after: Option<&'a Value>,
    /// Why, in the words of who acted.
    pub reason: Option<&'a str>,
}

/// Keeps an act, in the transaction that does it.
pub async fn record(db: &mut PgConnection, entry: Entry<'_>, now: DateTime<Utc>) -> sqlx::Result<()> {
    store::add(db, &entry, entry.before.map(checksum), entry.after.map(checksum), now).await
}

/// Keeps an act that changed what it was done to: `before` is its [`state_of`] read earlier in the same transaction.
pub async fn record_change(
    db: &mut PgConnection,
    entry: Entry<'_>,
    before: Option<Value>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let after = state_of(&mut *db, entry.subject).await?;
    record(db, Entry { before: before.as_ref(), after: after.as_ref(), ..entry }, now).await
}

/// Keeps an act unless the same person did the same since then: for what is looked at again and again.
pub async fn record_once(
    db: &mut PgConnection,
    entry: Entry<'_>,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    if store::is_known(db, &entry, since).await? { Ok(()) } else { record(db, entry, now).await }
}

/// SHA-256 of the JSON text; `serde_json` writes the keys of an object in order.
fn checksum(state: &Value) -> Vec<u8> {
    Sha256::digest(state.to_string().as_bytes()).to_vec()
}
