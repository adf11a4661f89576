//! Readers who say that a listing is no longer to be had.

use sqlx::PgConnection;

use super::reminders;
use crate::{app::App, failure::Failure, listings::store, trades::ListingStatus};

/// So many readers, since the owner last confirmed, make the house ask at once.
const ENOUGH: i64 = 3;

/// Notes what a reader says of a listing that is online; with enough of them its owner is asked now, not when their turn comes.
/// Said twice counts once; what the owner says of their own counts for nothing.
pub async fn report_taken(app: &App, db: &mut PgConnection, id: &str, reader: &str) -> Result<(), Failure> {
    let life = store::lock_life(&mut *db, id).await?.ok_or(Failure::NotFound)?;
    if life.status() != ListingStatus::Active || life.user_id == reader {
        return Ok(());
    }
    if store::add_taken_report(&mut *db, id, reader, app.clock.now()).await? >= ENOUGH {
        reminders::ask(app, db, &life).await?;
    }
    Ok(())
}
