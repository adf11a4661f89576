//! Leaving, and changing one's mind: fifteen days during which nothing of the person is public and nothing is lost.

use chrono::{DateTime, Days, Utc};
use platform::{
    clock::{end_of_day_in_paris, today_in_paris},
    ids::{Ids, SystemIds},
};

use super::{
    letters::{deletion_asked, deletion_undone},
    store::{self, Cause, NewClosure, Outcome},
};
use crate::{
    accounts::{Origin, SignedIn, leaving},
    app::App,
    audit,
    failure::Failure,
    letters, listings,
};

/// Whole days to undo, in Paris: « until the 17th, included ».
pub(super) const DAYS_TO_UNDO: u32 = 15;

/// How asking went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// Erased from that moment on.
    Due(DateTime<Utc>),
    /// Somebody must be able to give roles.
    LastAdmin,
}

/// The end of the last day, so many whole days from today.
pub(super) fn end_after(now: DateTime<Utc>, days: u32) -> DateTime<Utc> {
    let today = today_in_paris(now);
    end_of_day_in_paris(today.checked_add_days(Days::new(u64::from(days))).unwrap_or(today))
}

/// Begins the fifteen days: listings paused, public page hidden, signed out everywhere but here. Asked again, it answers
/// the same.
pub(super) async fn ask(app: &App, origin: &Origin, who: &SignedIn) -> Result<Asked, Failure> {
    let (now, person) = (app.clock.now(), who.person.id.as_str());
    let mut tx = app.db.begin().await?;
    leaving::lock_person(&mut tx, person).await?;
    if leaving::is_last_admin(&mut tx, person).await? {
        return Ok(Asked::LastAdmin);
    }
    match store::open_closure(&mut tx, person).await? {
        Some(open) if open.cause() == Cause::Asked => return Ok(Asked::Due(open.due_at)),
        Some(open) => store::end_closure(&mut tx, &open.id, Outcome::Undone, now).await?,
        None => {}
    }
    let due = end_after(now, DAYS_TO_UNDO);
    let paused = listings::pause_all(app, &mut tx, person).await?;
    let closure = NewClosure { id: &SystemIds.fresh(), person, cause: Cause::Asked, due, paused: &paused };
    store::add_closure(&mut tx, closure, now).await?;
    leaving::set_closing(&mut tx, person, Some(due)).await?;
    leaving::sign_out_elsewhere(&mut tx, person, Some(&who.session.id)).await?;
    let letter = deletion_asked(app, due);
    letters::send(&mut tx, &app.vault, now, to(who), &letter).await?;
    audit::record(&mut tx, act(who, "privacy.deletion_asked", &origin.short_address()), now).await?;
    tx.commit().await?;
    Ok(Asked::Due(due))
}

/// Ends the fifteen days: everything is as before. False when nothing was under way, or it is too late.
pub(super) async fn undo(app: &App, origin: &Origin, who: &SignedIn) -> Result<bool, Failure> {
    let (now, person) = (app.clock.now(), who.person.id.as_str());
    let mut tx = app.db.begin().await?;
    leaving::lock_person(&mut tx, person).await?;
    let open = store::open_closure(&mut tx, person).await?.filter(|it| it.due_at > now);
    let Some(open) = open else { return Ok(false) };
    store::end_closure(&mut tx, &open.id, Outcome::Undone, now).await?;
    leaving::set_closing(&mut tx, person, None).await?;
    listings::resume(app, &mut tx, &open.paused_listings).await?;
    if open.cause() == Cause::Asked {
        letters::send(&mut tx, &app.vault, now, to(who), &deletion_undone(app)).await?;
    }
    audit::record(&mut tx, act(who, "privacy.deletion_undone", &origin.short_address()), now).await?;
    tx.commit().await?;
    Ok(true)
}

fn to(who: &SignedIn) -> letters::Recipient<'_> {
    letters::Recipient { person: Some(&who.person.id), name: &who.person.name, address: &who.person.email }
}

/// A line of the log about what somebody did to their own data.
pub(super) fn act<'a>(who: &'a SignedIn, action: &'a str, address: &'a str) -> audit::Entry<'a> {
    audit::Entry {
        actor: Some(&who.person.id),
        action,
        subject: ("user", &who.person.id),
        address: Some(address),
        ..audit::Entry::default()
    }
}
