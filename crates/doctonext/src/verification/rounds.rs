//! Every night everybody with a badge is looked up again; every hour what has served its time goes.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use platform::{
    clock::today_in_paris,
    ids::{Ids, SystemIds},
};

use super::{
    act::{self, ActError, By},
    check::{declared, is_seen},
    held,
    lifecycle::{Event, NIGHTS},
    names::{self, DirectoryFacts, Verdict},
    review, source,
    store::{self, Row},
};
use crate::{app::App, failure::Failure, personal_data::Swept, trades::VerificationStatus as State};

/// People read at once.
const BATCH: i64 = 200;
/// Whoever was looked up within this time was looked up tonight.
const NIGHT: TimeDelta = TimeDelta::hours(12);
/// What a night brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Night {
    /// People looked up.
    pub seen: u64,
    /// Of them, not in the directory or no longer in activity.
    pub absent: u64,
    /// Badges taken away: the third night in a row.
    pub suspended: u64,
    /// Badges given back.
    pub returned: u64,
    /// Whether so many were absent that the directory must be at fault: the night counts for nobody.
    pub implausible: bool,
}

/// Looks everybody with a badge up again. Run twice in a night, the second run finds nobody to see.
pub async fn recheck(app: &App) -> Result<Night, Failure> {
    let mut night = Night::default();
    if !source::is_there(app).await? {
        return Ok(night);
    }
    let before = app.clock.now() - NIGHT;
    let (mut after, mut absent) = (String::new(), Vec::new());
    loop {
        let rows = store::to_see(&app.db, &after, before, BATCH).await?;
        let Some(last) = rows.last() else { break };
        after.clone_from(&last.id);
        for row in &rows {
            let is_suspended = act::state(row) == State::Suspended;
            let mut db = app.db.acquire().await?;
            let Some(number) = held::number_of(app, &mut db, row).await? else { continue };
            drop(db);
            let found = source::look_up(app, &number, review::is_student(row)).await?;
            night.seen += u64::from(!is_suspended);
            if is_suspended && names::compare(&declared(row), found.as_ref()) == Verdict::Matched {
                night.returned += u64::from(return_badge(app, &row.id).await?);
            } else if !is_suspended && is_absent(app, row, found.as_ref()).await? {
                absent.push(row.id.clone());
            } else {
                store::set_seen(&app.db, &row.id, 0, app.clock.now()).await?;
            }
        }
    }
    night.absent = absent.len() as u64;
    night.implausible = is_implausible(night.seen, night.absent);
    if night.implausible {
        tracing::error!(?night, "too many are absent from the directory for one night: it counts for nobody");
        return Ok(night);
    }
    for person in absent {
        night.suspended += u64::from(count_night(app, &person).await?);
    }
    Ok(night)
}

/// Whether the directory speaks against a badge. Whom it never knew, and the team or Pro Santé Connect vouches for, cannot
/// be missed there: whoever was in it and left is told as inactive.
async fn is_absent(app: &App, row: &Row, found: Option<&DirectoryFacts>) -> Result<bool, Failure> {
    if is_seen(found) {
        return Ok(false);
    }
    Ok(found.is_some() || !store::is_vouched_for_by_people(&app.db, &row.id).await?)
}

/// A cut or wrong file must not take every badge: more than one in twenty, and more than twenty.
fn is_implausible(seen: u64, absent: u64) -> bool {
    absent > 20 && absent * 20 > seen
}

async fn return_badge(app: &App, person: &str) -> Result<bool, Failure> {
    let mut tx = app.db.begin().await?;
    let Some(row) = store::lock(&mut tx, person).await? else { return Ok(false) };
    match act::happen(app, &mut tx, &row, act::state(&row), &Event::SeenAgain, By::HOUSE).await {
        Ok(_) => {}
        Err(ActError::Refused(_)) => return Ok(false),
        Err(ActError::Failed(failure)) => return Err(failure),
    }
    store::set_seen(&mut *tx, person, 0, app.clock.now()).await?;
    tx.commit().await?;
    Ok(true)
}

/// Counts one more night; at the third the badge goes. True then.
async fn count_night(app: &App, person: &str) -> Result<bool, Failure> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let Some(row) = store::lock(&mut tx, person).await? else { return Ok(false) };
    // Another run may have counted it meanwhile.
    if row.verification_checked_at.is_some_and(|it| it > now - NIGHT) {
        return Ok(false);
    }
    let nights = row.verification_nights.saturating_add(1);
    let event = Event::NotSeen { nights };
    let by = By::HOUSE.because("not_seen");
    let is_over = nights >= NIGHTS;
    match act::happen(app, &mut tx, &row, act::state(&row), &event, by).await {
        Ok(_) | Err(ActError::Refused(_)) => {}
        Err(ActError::Failed(failure)) => return Err(failure),
    }
    store::set_seen(&mut *tx, person, if is_over { 0 } else { nights }, now).await?;
    tx.commit().await?;
    Ok(is_over)
}

/// Marks adopted numbers, ends licences, looks up what waited for a directory.
/// Idempotent.
pub async fn tidy(app: &App) -> Result<(), Failure> {
    let today = today_in_paris(app.clock.now());
    mark_adopted(app).await?;
    end_licences(app, today).await?;
    store::expire_pieces(&app.db, today).await?;
    super::check_declared(app).await?;
    Ok(())
}

/// Numbers that the first Doctonext kept: marked, then looked up like any other. Two accounts with one number go to the
/// team.
async fn mark_adopted(app: &App) -> Result<(), Failure> {
    let mut after = String::new();
    loop {
        let people = store::unmarked(&app.db, &after, BATCH).await?;
        let Some(last) = people.last() else { return Ok(()) };
        after.clone_from(last);
        for person in &people {
            let mut tx = app.db.begin().await?;
            let Some(row) = store::lock(&mut tx, person).await? else { continue };
            let Some(number) = held::number_of(app, &mut tx, &row).await? else { continue };
            if !held::claim(app, &mut tx, person, &number).await? {
                store::open_case(&mut tx, &SystemIds.fresh(), person, "contested", app.clock.now()).await?;
            }
            if act::state(&row) == State::None {
                let by = By::HOUSE.because("adopted");
                act::happen(app, &mut tx, &row, State::None, &Event::Declare, by)
                    .await
                    .map_err(ActError::unexpected)?;
            }
            tx.commit().await?;
        }
    }
}

async fn end_licences(app: &App, today: NaiveDate) -> Result<(), Failure> {
    loop {
        let mut tx = app.db.begin().await?;
        let Some(row) = store::lock_licence_over(&mut tx, today).await? else { return Ok(()) };
        let event = Event::LicenceOver { last_day: row.verified_until.unwrap_or(today) };
        let by = By::HOUSE.because("licence_over");
        act::happen(app, &mut tx, &row, State::Proved, &event, by).await.map_err(ActError::unexpected)?;
        tx.commit().await?;
    }
}

/// Removes the files of documents decided by then, so many at most; what was decided stays.
pub async fn remove_documents(app: &App, decided_by: DateTime<Utc>, most: i64) -> Result<Swept, Failure> {
    let mut swept = Swept::default();
    for (id, file) in store::files_due(&app.db, decided_by, most).await? {
        // The file first: a row without a file is a promise kept, a file without a row is lost to every job.
        app.files.delete(&file).await.map_err(Failure::broken)?;
        store::forget_file(&app.db, &id).await?;
        swept.removed += 1;
    }
    swept.left = store::count_files_due(&app.db, decided_by).await?.unsigned_abs();
    Ok(swept)
}

#[cfg(test)]
mod tests {
    use super::is_implausible;

    #[test]
    fn a_night_without_a_directory_takes_nobody_s_badge() {
        assert!(!is_implausible(10, 10), "few may all retire");
        assert!(is_implausible(100, 21));
        assert!(!is_implausible(10_000, 500));
        assert!(is_implausible(10_000, 501));
    }
}
