//! What the house asks owners: whether a listing still holds, and that its end is near.

use chrono::{DateTime, TimeDelta, Utc};

use sqlx::PgConnection;

use super::{answer, letters, notices, term};
use crate::{
    app::App,
    failure::Failure,
    listings::{
        refresh,
        store::{self, Life},
    },
    rounds::Round,
};

/// Listings looked for at once.
const BATCH: i64 = 200;

/// Asks every owner whose listing nobody confirmed for as long as its type allows. Each is asked once until they answer.
pub async fn ask_whether_it_holds(app: &App) -> Result<u64, Failure> {
    let (now, mut round) = (app.clock.now(), Round::default());
    loop {
        let batch = store::unconfirmed(&app.db, now, round.tried(), BATCH).await?;
        if batch.is_empty() {
            return round.end();
        }
        for id in batch {
            let outcome = ask_of(app, &id).await;
            round.note("checkin", id, outcome);
        }
    }
}

async fn ask_of(app: &App, id: &str) -> Result<bool, Failure> {
    let mut tx = app.db.begin().await?;
    let Some(life) = store::lock_life(&mut tx, id).await? else { return Ok(false) };
    if !ask(app, &mut tx, &life).await? {
        return Ok(false);
    }
    tx.commit().await?;
    Ok(true)
}

/// Asks one owner, unless they were asked and did not answer yet: by letter, on the site; visitors will read it, and the order
/// counts it for less, after some days.
pub(super) async fn ask(app: &App, db: &mut PgConnection, life: &Life) -> Result<bool, Failure> {
    let (now, id) = (app.clock.now(), life.id.as_str());
    if !store::mark_asked(db, id, now).await? {
        return Ok(false);
    }
    let Some(listing) = store::find(&mut *db, id).await? else { return Ok(false) };
    let link = |answer| answer::address(app, id, answer, now);
    let letter = letters::checkin(&listing, link(answer::Answer::Holds), link(answer::Answer::Filled));
    letters::tell(app, db, life, (&letter, Some(&notices::checkin(life, &listing)))).await?;
    refresh(db, &app.gazetteer, id, now).await?;
    Ok(true)
}

/// Tells owners that the end is near: a week before, and on the eve.
pub async fn tell_of_the_end(app: &App) -> Result<u64, Failure> {
    let (now, mut round) = (app.clock.now(), Round::default());
    loop {
        let batch = store::ending(&app.db, now, round.tried(), BATCH).await?;
        if batch.is_empty() {
            return round.end();
        }
        for id in batch {
            let outcome = tell_of(app, &id).await;
            round.note("ends soon", id, outcome);
        }
    }
}

async fn tell_of(app: &App, id: &str) -> Result<bool, Failure> {
    let mut tx = app.db.begin().await?;
    let Some(life) = store::lock_life(&mut tx, id).await? else { return Ok(false) };
    if store::mark_reminded(&mut tx, id, app.clock.now()).await?
        && let Some(listing) = store::find(&mut *tx, id).await?
        && let Some(letter) = letters::ends_soon(app, &listing)
    {
        letters::tell(app, &mut tx, &life, (&letter, notices::ends_soon(&life, &listing).as_ref())).await?;
        tx.commit().await?;
        return Ok(true);
    }
    Ok(false)
}

/// Without an answer for so long, visitors read that the listing is to be confirmed.
pub(in crate::listings) const UNSURE: TimeDelta = TimeDelta::days(5);

/// Whether visitors are told that nobody confirmed it.
#[must_use]
pub fn is_to_confirm(asked_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    asked_at.is_some_and(|at| now - at >= UNSURE)
}

/// The rhythms as the store needs them: type and days.
pub(in crate::listings) fn rhythms() -> [(&'static str, i32); 4] {
    term::RHYTHMS
}
