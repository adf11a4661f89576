use chrono::{DateTime, Utc};
use sqlx::PgPool;

use super::store;

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Line {
    /// Number of the line: later ones are larger.
    pub id: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who acted: identifier.
    pub actor_id: Option<String>,
    /// Who acted: name.
    pub actor_name: Option<String>,
    /// What was done.
    pub action: String,
    /// Kind of what it was done to.
    pub subject_kind: String,
    /// Identifier of what it was done to.
    pub subject_id: String,
    /// Name of the person that it was done to.
    pub subject_name: Option<String>,
    /// From where, shortened.
    pub address: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// SHA-256 of the state before, when the act changed one.
    pub before_hash: Option<Vec<u8>>,
    /// SHA-256 of the state after.
    pub after_hash: Option<Vec<u8>>,
}

/// Which lines: all of them where nothing is said.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter<'a> {
    /// Lines about this person or by them.
    pub person: Option<&'a str>,
    /// Acts of this name.
    pub action: Option<&'a str>,
    /// Lines before this number.
    pub before: Option<i64>,
}

/// The latest lines first.
pub async fn read(db: &PgPool, filter: Filter<'_>, most: i64) -> sqlx::Result<Vec<Line>> {
    store::read(db, filter, most).await
}
