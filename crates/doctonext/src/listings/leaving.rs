//! Listings whose owner leaves, and those that were over long ago.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};

use super::{
    lifecycle::{Actor, Event, transition},
    store,
};
use crate::{app::App, failure::Failure, personal_data::Swept, search};

/// Takes every listing of a person offline, and says which.
pub async fn pause_all(app: &App, db: &mut PgConnection, person: &str) -> Result<Vec<String>, Failure> {
    let online = store::online_of(&mut *db, person).await?;
    let mut paused = Vec::new();
    for id in online {
        let moved = transition(app, db, &id, Event::LoseOwner, (Actor::House, None, None)).await?;
        if moved.is_ok_and(|it| it.changed) {
            paused.push(id);
        }
    }
    Ok(paused)
}

/// Brings paused listings back online, but those whose time is over or whose owner resumed others meanwhile.
pub async fn resume(app: &App, db: &mut PgConnection, listings: &[String]) -> Result<(), Failure> {
    for id in listings {
        // A listing that cannot come back stays as it is: its owner sees it and decides.
        match transition(app, db, id, Event::Resume, (Actor::House, None, None)).await {
            Ok(_) | Err(Failure::NotFound) => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(())
}

/// Erases what the owners of listings wrote that were closed by then, so many at most; gives the listings, for the caller
/// to have other rooms forget what hangs on them, in the same transaction.
pub async fn forget_closed(
    db: &PgPool,
    before: DateTime<Utc>,
    now: DateTime<Utc>,
    most: i64,
    also: impl AsyncFnOnce(&mut PgConnection, &[String]) -> sqlx::Result<()>,
) -> sqlx::Result<Swept> {
    let mut tx = db.begin().await?;
    let due = store::count_forgettable(&mut tx, before).await?;
    let ids = store::lock_forgettable(&mut tx, before, most).await?;
    store::forget(&mut tx, &ids, now).await?;
    search::forget_hidden(&mut tx, &ids).await?;
    also(&mut tx, &ids).await?;
    tx.commit().await?;
    Ok(Swept::of((i64::try_from(ids.len()).unwrap_or(i64::MAX), due)))
}
