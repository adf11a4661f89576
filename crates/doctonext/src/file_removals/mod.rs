//! Files that no row names any more: noted in the transaction that forgot them, removed by a job.
//!
//! Owns `file_removals`. Files cannot be part of a transaction: a new one is noted before it is written ([`expect`]) and
//! struck out in the transaction that names it ([`spare`]); an old one is noted in the transaction that forgets it
//! ([`doom`]). A death at any moment leaves no file that nobody knows of.

mod store;

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{PgConnection, PgPool};

use crate::{app::App, failure::Failure, jobs, personal_data::Swept};

/// The job that removes them.
pub const REMOVE: &str = "remove_files";
/// Longer than any request lasts: a file that no row names by then never will be.
const GRACE: TimeDelta = TimeDelta::hours(1);

/// Notes files to remove and asks for the job.
pub async fn doom(db: &mut PgConnection, keys: &[String], now: DateTime<Utc>) -> sqlx::Result<()> {
    if keys.is_empty() {
        return Ok(());
    }
    store::doom(db, keys, now).await?;
    jobs::ask_once(db, REMOVE).await
}

/// Notes a file that is about to be written: within the hour a row names it, or it goes.
pub async fn expect(db: &PgPool, key: &str, now: DateTime<Utc>) -> sqlx::Result<()> {
    expect_all(db, &[key.to_owned()], now).await
}

/// Notes several files that are about to be written.
pub async fn expect_all(db: &PgPool, keys: &[String], now: DateTime<Utc>) -> sqlx::Result<()> {
    store::doom(&mut *db.acquire().await?, keys, now + GRACE).await
}

/// Strikes a file out, in the transaction that names it.
pub async fn spare(db: &mut PgConnection, key: &str) -> sqlx::Result<()> {
    spare_all(db, &[key.to_owned()]).await
}

/// Strikes several files out, in the transaction that names them.
pub async fn spare_all(db: &mut PgConnection, keys: &[String]) -> sqlx::Result<()> {
    store::spare(db, keys).await
}

/// Removes noted files: first the file, then its line, so that a death in between repeats and forgets nothing.
pub async fn remove(app: &App, most: i64) -> Result<Swept, Failure> {
    let (now, mut removed) = (app.clock.now(), 0);
    for key in store::doomed(&app.db, now, most).await? {
        app.files.delete(&key).await.map_err(Failure::broken)?;
        store::spare(&mut *app.db.acquire().await?, std::slice::from_ref(&key)).await?;
        removed += 1;
    }
    Ok(Swept { removed, left: store::count_doomed(&app.db, now).await?.unsigned_abs() })
}
