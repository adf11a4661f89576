//! What the clock brings: requests and accesses that end, readers who are told a week before, rooms whose listing is over.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgPool;

use super::{
    act, door,
    entry::{Actor, Event},
    letters, notices, store,
};
use crate::{
    app::App,
    failure::Failure,
    listings::{self, Owned},
    people,
    personal_data::Swept,
};

/// Requests looked at in one statement.
const BATCH: i64 = 200;
/// How long before the end of an access its reader is told.
const BEFORE_END: TimeDelta = TimeDelta::days(7);

/// What a round did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tended {
    /// Requests and accesses whose time was over.
    pub expired: u64,
    /// Requests and accesses whose listing was over.
    pub closed: u64,
    /// Readers who were told that their access ends.
    pub reminded: u64,
}

/// Does what is due, each request in a transaction of its own: interrupted or run twice, it does nothing twice.
pub async fn tend(app: &App) -> Result<Tended, Failure> {
    Ok(Tended { closed: close(app).await?, expired: expire(app).await?, reminded: remind(app).await? })
}

/// One that cannot be acted on holds up no other: it is told in the log, and tried again at the next run.
async fn one(app: &App, id: &str, event: Event) -> bool {
    happen(app, id, event).await.unwrap_or_else(|error| {
        tracing::error!(request = id, %error, "a data room could not be tended");
        false
    })
}

async fn happen(app: &App, id: &str, event: Event) -> Result<bool, Failure> {
    let mut tx = app.db.begin().await?;
    let happened = act::happen(app, &mut tx, id, event, (Actor::House, None)).await?;
    tx.commit().await?;
    // Refused: it went on meanwhile.
    Ok(happened.unwrap_or(false))
}

async fn expire(app: &App) -> Result<u64, Failure> {
    let mut expired = 0;
    loop {
        let due = store::due(&app.db, app.clock.now(), BATCH).await?;
        let mut done = 0;
        for id in &due {
            done += u64::from(one(app, id, Event::Expire).await);
        }
        expired += done;
        if done == 0 {
            return Ok(expired);
        }
    }
}

async fn close(app: &App) -> Result<u64, Failure> {
    let (mut after, mut closed) = (String::new(), 0);
    loop {
        let ids = store::listings_with_live(&app.db, &after, BATCH).await?;
        let Some(last) = ids.last() else { return Ok(closed) };
        after.clone_from(last);
        let known = listings::owned_among(&app.db, &ids, app.clock.now()).await?;
        for id in &ids {
            let listing = known.iter().find(|it| it.id == *id && door::is_there(it));
            for request in store::live_for(&app.db, id).await? {
                if is_over(app, listing, &request).await? {
                    closed += u64::from(one(app, &request, Event::Close).await);
                }
            }
        }
    }
}

/// Whether there is nothing to see any more for the reader of a request: the listing is over, or hidden from them.
async fn is_over(app: &App, listing: Option<&Owned>, request: &str) -> Result<bool, Failure> {
    let Some(listing) = listing else { return Ok(true) };
    if !listing.is_confidential {
        return Ok(false);
    }
    let mut db = app.db.acquire().await?;
    let Some(request) = store::request(&mut *db, request).await? else { return Ok(false) };
    door::is_hidden(app, &mut db, listing, &request.reader_id).await
}

async fn remind(app: &App) -> Result<u64, Failure> {
    let mut reminded = 0;
    loop {
        let now = app.clock.now();
        let due = store::ending(&app.db, now, now + BEFORE_END, BATCH).await?;
        if due.is_empty() {
            return Ok(reminded);
        }
        for id in &due {
            reminded += u64::from(remind_of(app, id).await?);
        }
    }
}

async fn remind_of(app: &App, id: &str) -> Result<bool, Failure> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let Some(before) = store::request(&mut *tx, id).await? else { return Ok(false) };
    store::hold_people(&mut tx, &[Some(before.reader_id.as_str())]).await?;
    let Some(request) = store::lock_request(&mut tx, id).await? else { return Ok(false) };
    if !store::note_reminder(&mut tx, id, now).await? {
        return Ok(false);
    }
    let title =
        listings::owned(&mut *tx, &request.listing_id, now).await?.map(|it| it.title).unwrap_or_default();
    let reader = people::introduce(app, &mut *tx, std::slice::from_ref(&request.reader_id)).await?;
    if let Some(reader) = reader.first() {
        letters::send(app, &mut tx, reader, &letters::ends_soon(app, &request, &title)).await?;
        notices::ends_soon(&mut tx, &request, &title, now).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// Removes rooms where something was shown, with their log and what was signed, that ended by then.
pub async fn sweep_rooms(db: &PgPool, before: DateTime<Utc>, most: i64) -> sqlx::Result<Swept> {
    store::sweep(db, true, before, most).await
}

/// Removes requests that came to nothing and ended by then.
pub async fn sweep_requests(db: &PgPool, before: DateTime<Utc>, most: i64) -> sqlx::Result<Swept> {
    store::sweep(db, false, before, most).await
}
