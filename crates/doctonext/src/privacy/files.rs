//! Files that no row names any more: noted in the transaction that forgot them, removed by a job.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::store;
use crate::{app::App, failure::Failure, jobs, personal_data::Swept};

/// The job that removes them.
pub const REMOVE: &str = "remove_files";

/// Notes files to remove and asks for the job.
pub(super) async fn doom(db: &mut PgConnection, keys: &[String], now: DateTime<Utc>) -> sqlx::Result<()> {
    if keys.is_empty() {
        return Ok(());
    }
    store::doom(db, keys, now).await?;
    jobs::ask_once(db, REMOVE).await
}

/// Removes noted files: first the file, then its line, so that a death in between repeats and forgets nothing.
pub async fn remove(app: &App, most: i64) -> Result<Swept, Failure> {
    let mut removed = 0;
    for key in store::doomed(&app.db, most).await? {
        app.files.delete(&key).await.map_err(Failure::broken)?;
        store::spare(&app.db, &key).await?;
        removed += 1;
    }
    Ok(Swept { removed, left: store::count_doomed(&app.db).await?.unsigned_abs() })
}
