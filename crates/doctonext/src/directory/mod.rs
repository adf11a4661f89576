//! The national directory of health professionals (Annuaire Santé): who may practise what, and how many practise where.
//!
//! The domain owns the tables `directory_…`. They are filled from the official extraction by `doctonext import
//! directory`, hold neither telephone nor e-mail, and answer one number at a time: no page lists them. Where nothing was
//! imported, the online service of the directory may answer instead.

mod demonstration;
mod density;
mod extraction;
mod identity;
mod import;
mod merge;
mod online;
mod person;
mod report;
mod store;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, PgExecutor, PgPool};

pub use demonstration::{Demonstration, MadeUp};
pub use density::{CountedArea, Practising, Trade};
pub use extraction::{ExtractionError, Wrong};
pub use identity::{IdKind, NationalId};
pub use import::{ImportError, Order, import};
pub use online::{Online, OnlineError};
pub use person::{DirectoryPerson, Exercise, PublishedName, Source, folded};
pub use report::{Changes, Imported, Report};

/// The edition in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// Official, or made up.
    pub source: Source,
    /// Day of the extraction; of the import when the file did not tell.
    pub day: NaiveDate,
    /// When it was put in force.
    pub imported_at: DateTime<Utc>,
    /// Lines that were read.
    pub lines: u64,
    /// People in it.
    pub people: u64,
}

impl Edition {
    /// Whether its people are made up.
    #[must_use]
    pub fn is_demonstration(&self) -> bool {
        self.source == Source::Demonstration
    }
}

/// Why nobody could be looked up.
#[derive(Debug, thiserror::Error)]
pub enum LookUpError {
    /// The database did not answer.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The online service did not.
    #[error(transparent)]
    Online(#[from] OnlineError),
    /// Neither a file was imported nor a key of the online service given.
    #[error("there is no directory: import one, or set DOCTONEXT_DIRECTORY_FHIR_KEY")]
    NoDirectory,
}

/// The edition in force; none before the first import.
pub async fn edition(db: impl PgExecutor<'_>) -> sqlx::Result<Option<Edition>> {
    store::edition(db).await
}

/// The person with this number in the imported directory. Of somebody who disappeared since, only the number is told,
/// inactive, with the day of the last edition that knew them.
pub async fn find(db: &PgPool, id: &NationalId) -> sqlx::Result<Option<DirectoryPerson>> {
    match store::find(db, id).await? {
        None => store::gone(db, id).await,
        found => Ok(found),
    }
}

/// The person with this number, from the imported directory if there is an official one, otherwise from the online
/// service if there is a key.
pub async fn look_up(
    db: &PgPool,
    online: Option<&Online>,
    id: &NationalId,
    today: NaiveDate,
) -> Result<Option<DirectoryPerson>, LookUpError> {
    let found = find(db, id).await?;
    if found.is_some() {
        return Ok(found);
    }
    match (edition(db).await?, online) {
        (Some(edition), _) if !edition.is_demonstration() => Ok(None),
        (_, Some(online)) => Ok(online.find(id, today).await?),
        (Some(_), None) => Ok(None),
        (None, None) => Err(LookUpError::NoDirectory),
    }
}

/// How many self-employed practitioners of a trade an area has. In one commune people are counted; over several,
/// whoever practises in `n` communes counts `1/n` in each, so that sums are of people too.
pub async fn density(db: &PgPool, area: CountedArea<'_>, trade: Trade) -> sqlx::Result<u64> {
    store::density(db, area, trade).await
}

/// Communes and sites where somebody practises, as the imported edition tells.
pub async fn places_of(
    db: &mut PgConnection,
    id: &NationalId,
) -> sqlx::Result<Option<(Vec<String>, Vec<String>)>> {
    store::places_of(db, id).await
}

/// How many self-employed practitioners of a trade each commune has in the edition in force, by the code that was published.
pub async fn practising(db: &mut PgConnection, trade: Trade) -> sqlx::Result<HashMap<String, Practising>> {
    store::practising(db, trade).await
}
