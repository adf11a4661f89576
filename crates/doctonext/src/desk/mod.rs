//! Who of the team looks at what: an item that somebody opened is theirs for a quarter of an hour, so that two people do not
//! decide on it at once.
//!
//! Owns the table `moderation_locks`. Whatever room an item stands in, it has one key: `listing/…`, `notice/…`,
//! `verification/…`.

mod store;

use chrono::{DateTime, TimeDelta, Utc};
use platform::french;
use sqlx::{PgConnection, PgExecutor};

pub use store::{Lock, holders, release};

use crate::app::App;

/// How long a member of the team holds an item.
const HELD_FOR: TimeDelta = TimeDelta::minutes(15);

/// Takes an item, or holds it on; false when somebody else holds it still.
pub async fn take(
    db: impl PgExecutor<'_>,
    item: &str,
    staff: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    store::take(db, item, staff, now, now + HELD_FOR).await
}

/// Takes an item, or says who has it: « Mina examine cet élément jusqu’à 10 h 15. »; empty once it is theirs.
pub async fn hold(app: &App, db: &mut PgConnection, item: &str, staff: &str) -> sqlx::Result<String> {
    let now = app.clock.now();
    if take(&mut *db, item, staff, now).await? {
        return Ok(String::new());
    }
    let holders = holders(&mut *db, &[item.to_owned()], now).await?;
    Ok(holders.first().map_or_else(String::new, |it| {
        format!("{} examine cet élément jusqu’à {}.", it.name, french::hour(it.until))
    }))
}

/// Forgets what is over.
pub async fn sweep(app: &App) -> sqlx::Result<()> {
    store::sweep(&app.db, app.clock.now()).await
}
