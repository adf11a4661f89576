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

/// What came of a round of requests. One that cannot be acted on holds up no other.
#[derive(Default)]
struct Round {
    done: u64,
    failed: Option<Failure>,
}

impl Round {
    fn note(&mut self, request: &str, did: Result<bool, Failure>) {
        match did {
            Ok(did) => self.done += u64::from(did),
            Err(error) => {
                tracing::error!(request, %error, "a request for a data room could not be tended");
                self.failed = Some(error);
            }
        }
    }
}

/// Does what is due, each request in a transaction of its own: interrupted or run twice, it does nothing twice. Ends as the last
/// failure when there was one, once everything else is done.
pub async fn tend(app: &App) -> Result<Tended, Failure> {
    let (closed, expired, reminded) = (close(app).await?, expire(app).await?, remind(app).await?);
    let tended = Tended { closed: closed.done, expired: expired.done, reminded: reminded.done };
    [closed, expired, reminded].into_iter().find_map(|it| it.failed).map_or(Ok(tended), Err)
}

async fn happen(app: &App, id: &str, event: Event) -> Result<bool, Failure> {
    let mut tx = app.db.begin().await?;
    let happened = act::happen(app, &mut tx, id, event, (Actor::House, None)).await?;
    tx.commit().await?;
    // Refused: it went on meanwhile.
    Ok(happened.unwrap_or(false))
}

async fn expire(app: &App) -> Result<Round, Failure> {
    let (mut round, mut after, now) = (Round::default(), String::new(), app.clock.now());
    loop {
        let due = store::due(&app.db, now, &after, BATCH).await?;
        let Some(last) = due.last() else { return Ok(round) };
        after.clone_from(last);
        for id in &due {
            round.note(id, happen(app, id, Event::Expire).await);
        }
    }
}

async fn close(app: &App) -> Result<Round, Failure> {
    let (mut round, mut after) = (Round::default(), String::new());
    loop {
        let ids = store::listings_with_live(&app.db, &after, BATCH).await?;
        let Some(last) = ids.last() else { return Ok(round) };
        after.clone_from(last);
        let known = listings::owned_among(&app.db, &ids, app.clock.now()).await?;
        for id in &ids {
            let listing = known.iter().find(|it| it.id == *id && door::is_there(it));
            for request in store::live_for(&app.db, id).await? {
                round.note(&request, close_one(app, listing, &request).await);
            }
        }
    }
}

async fn close_one(app: &App, listing: Option<&Owned>, request: &str) -> Result<bool, Failure> {
    Ok(is_over(app, listing, request).await? && happen(app, request, Event::Close).await?)
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

async fn remind(app: &App) -> Result<Round, Failure> {
    let (mut round, mut after, now) = (Round::default(), String::new(), app.clock.now());
    loop {
        let due = store::ending(&app.db, (now, now + BEFORE_END), &after, BATCH).await?;
        let Some(last) = due.last() else { return Ok(round) };
        after.clone_from(last);
        for id in &due {
            round.note(id, remind_of(app, id).await);
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
