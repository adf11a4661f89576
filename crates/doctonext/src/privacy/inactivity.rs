//! Accounts without a sign of life for two years: a letter a month before, another a week before, then the end.

use chrono::{DateTime, Months, TimeDelta, Utc};
use platform::{
    clock::{end_of_day_in_paris, today_in_paris},
    ids::{Ids, SystemIds},
};
use sqlx::PgConnection;

use super::{
    closing::end_after,
    letters::will_be_deleted,
    store::{self, Cause, Closure, NewClosure, Outcome},
};
use crate::{accounts::leaving, app::App, failure::Failure, letters, personal_data::Swept};

/// Months of silence before an account is closed (CNIL: two years are proportionate, with a warning before).
pub(super) const MONTHS_OF_SILENCE: u32 = 24;
/// Days between the first letter and the end.
const FIRST_WARNING: u32 = 30;
/// Days between the second letter and the end.
const SECOND_WARNING: u32 = 7;
/// Accounts looked at in one go.
const BATCH: i64 = 200;

/// Whether somebody gave a sign of life since the first letter, or may not be closed for another reason.
pub(super) async fn is_over(db: &mut PgConnection, closure: &Closure) -> sqlx::Result<bool> {
    let Some(sign) = leaving::sign_of_life(&mut *db, &closure.user_id).await? else { return Ok(true) };
    Ok(sign.is_erased
        || sign.is_staff
        || sign.last_at > closure.asked_at
        || store::has_contract_in_progress(db, &closure.user_id).await?)
}

/// Warns who is silent, reminds who was warned, and lets go of who came back. Counts the letters.
pub(super) async fn watch(app: &App) -> Result<Swept, Failure> {
    let now = app.clock.now();
    let letters = remind_or_let_go(app, now).await? + warn(app, now).await?;
    Ok(Swept { removed: letters, left: 0 })
}

async fn warn(app: &App, now: DateTime<Utc>) -> Result<u64, Failure> {
    let horizon = now + TimeDelta::days(i64::from(FIRST_WARNING));
    let Some(silent) = horizon.checked_sub_months(Months::new(MONTHS_OF_SILENCE)) else { return Ok(0) };
    let (mut warned, mut last) = (0, String::new());
    loop {
        let batch = leaving::quiet_since(&app.db, silent, &last, BATCH).await?;
        let Some(end) = batch.last().cloned() else { return Ok(warned) };
        for person in batch {
            warned += u64::from(warn_one(app, &person, now).await?);
        }
        last = end;
    }
}

async fn warn_one(app: &App, person: &str, now: DateTime<Utc>) -> Result<bool, Failure> {
    let mut tx = app.db.begin().await?;
    if store::has_contract_in_progress(&mut tx, person).await? {
        return Ok(false);
    }
    let Some(who) = leaving::person(&mut *tx, person).await? else { return Ok(false) };
    let Some(sign) = leaving::sign_of_life(&mut *tx, person).await? else { return Ok(false) };
    let silence_ends = sign.last_at.checked_add_months(Months::new(MONTHS_OF_SILENCE)).unwrap_or(now);
    // Never earlier than the letter promises, however long the house slept.
    let due = end_of_day_in_paris(today_in_paris(silence_ends)).max(end_after(now, FIRST_WARNING));
    let closure = NewClosure { id: &SystemIds.fresh(), person, cause: Cause::Inactive, due, paused: &[] };
    if !store::add_closure(&mut tx, closure, now).await? {
        return Ok(false);
    }
    let recipient = letters::Recipient { person: Some(person), name: &who.name, address: &who.email };
    letters::send(&mut tx, &app.vault, now, recipient, &will_be_deleted(app, due)).await?;
    tx.commit().await?;
    Ok(true)
}

async fn remind_or_let_go(app: &App, now: DateTime<Utc>) -> Result<u64, Failure> {
    let (mut reminded, mut last) = (0, String::new());
    loop {
        let batch = store::open_inactive(&app.db, &last, BATCH).await?;
        let Some(end) = batch.last().map(|it| it.id.clone()) else { return Ok(reminded) };
        for closure in batch {
            let mut tx = app.db.begin().await?;
            if is_over(&mut tx, &closure).await? {
                store::end_closure(&mut tx, &closure.id, Outcome::Undone, now).await?;
            } else if closure.reminded_at.is_none() && is_soon(closure.due_at, now) {
                let due = closure.due_at.max(end_after(now, SECOND_WARNING));
                remind(app, &mut tx, &closure, due, now).await?;
                reminded += 1;
            }
            tx.commit().await?;
        }
        last = end;
    }
}

fn is_soon(due: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    due <= end_after(now, SECOND_WARNING)
}

async fn remind(
    app: &App,
    db: &mut PgConnection,
    closure: &Closure,
    due: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    store::note_reminded(db, &closure.id, due, now).await?;
    if let Some(who) = leaving::person(&mut *db, &closure.user_id).await? {
        let recipient = letters::Recipient { person: Some(&who.id), name: &who.name, address: &who.email };
        letters::send(db, &app.vault, now, recipient, &will_be_deleted(app, due)).await?;
    }
    Ok(())
}
