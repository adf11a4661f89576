//! What happens around a listing: who opened it, wrote, set it aside; by day, for its owner.
//!
//! Owns `listing_analytics` and `listing_days`. A view is noted in memory ([`count_views`]), written with others each second
//! ([`Views::follow`]) and folded into days and into the listing's own counters each minute ([`fold`]): a popular listing
//! never waits for its counter (decision 0024). A visitor counts once a day, without a cookie: a keyed checksum of the day,
//! the address and the browser, which nobody can turn back and which says nothing the day after.

mod days;
mod milestones;
mod searches;
mod store;
#[cfg(test)]
mod tests;
mod views;

pub use days::{Day, of_listing, totals};
pub use searches::{Searches, count_searches, searches_by_department};
pub use views::{Views, count_views, know_owners};

use sqlx::PgConnection;

use crate::app::App;

/// Events folded in one transaction.
const BATCH: i64 = 5_000;

/// Somebody turned to the author of a listing for the first time, in the transaction that keeps it.
pub async fn contacted(app: &App, db: &mut PgConnection, listing: &str) -> sqlx::Result<()> {
    store::add(db, listing, "contact", app.clock.now()).await
}

/// Adds what was noted to the days and to the counters of the listings. Safe to run twice at once; what is folded is marked in
/// the same transaction, so that a death in between counts nothing twice.
pub async fn fold(app: &App) -> sqlx::Result<u64> {
    let mut folded = 0;
    loop {
        let mut tx = app.db.begin().await?;
        let (batch, read) = store::fold(&mut tx, BATCH).await?;
        milestones::tell(&mut tx, &read, app.clock.now()).await?;
        tx.commit().await?;
        folded += batch;
        if batch == 0 {
            return Ok(folded);
        }
    }
}
