//! A member of the team reads what waits, and decides.

use chrono::{DateTime, Utc};
use platform::clock::today_in_paris;
use sqlx::PgConnection;

use super::{
    answers::Answers,
    completeness, drafts, kept,
    reading::{self, Context},
    store,
};
use crate::{
    accounts::{Origin, SignedIn},
    app::App,
    audit,
    failure::Failure,
    listings::{self, Actor, Content, Event, Written},
    trades::ListingStatus,
};

/// What waits of a listing.
pub(super) struct Case {
    pub(super) written: Written,
    /// The changes, when it is not the listing itself.
    pub(super) changes: Option<Answers>,
    /// The latest revision: what was read is what is decided on.
    pub(super) number: i32,
}

impl Case {
    /// None when nothing of it waits.
    pub(super) async fn find(app: &App, db: &mut PgConnection, id: &str) -> Result<Self, Failure> {
        let written = listings::find(app, &mut *db, id).await?.ok_or(Failure::NotFound)?;
        let changes = kept::waiting(app, &mut *db, id).await?;
        let (_, number) = store::counts(&mut *db, id).await?;
        let waits = changes.is_some() || written.listing.status == ListingStatus::PendingReview;
        if waits && written.listing.deleted_at.is_none() {
            Ok(Self { written, changes, number })
        } else {
            Err(Failure::NotFound)
        }
    }

    /// What visitors would read after a yes; none when its days have passed meanwhile.
    pub(super) fn content(&self, app: &App, now: DateTime<Utc>) -> Option<Content> {
        let Some(changes) = &self.changes else { return listings::contents_of(&self.written) };
        let it = &self.written.listing;
        // Days that have begun since they were written are no fault of theirs.
        let published: Vec<_> = it.periods.iter().copied().chain(drafts::periods_of(changes)).collect();
        let context = Context {
            gazetteer: &app.gazetteer,
            today: today_in_paris(now),
            published: &published,
            // What was accepted when it was written is not asked again.
            knows_sites: true,
        };
        reading::read(it.listing_type(), changes, &context).ok()
    }
}

/// What came of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decided {
    Done,
    /// Somebody else decided, or the owner changed it, meanwhile.
    Already,
    /// The owner wrote something else since it was read.
    Changed,
    /// Nobody decides on their own listing.
    Own,
    /// It cannot be accepted: its days have passed, or its owner may bring nothing online.
    Impossible,
}

/// Accepts or refuses what waits of a listing; the owner reads the reason of a refusal.
pub(super) async fn decide(
    app: &App,
    staff: &SignedIn,
    origin: &Origin,
    (id, number): (&str, i32),
    accepted: bool,
    reason: &str,
) -> Result<Decided, Failure> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    store::lock_listing(&mut tx, id).await?;
    let case = match Case::find(app, &mut tx, id).await {
        Err(Failure::NotFound) => return Ok(Decided::Already),
        other => other?,
    };
    if case.written.owner == staff.person.id {
        return Ok(Decided::Own);
    }
    if case.number != number {
        return Ok(Decided::Changed);
    }
    let decided = if case.changes.is_some() {
        changes(app, &mut tx, staff, &case, accepted, reason).await?
    } else {
        let event = if accepted { Event::Approve } else { Event::Reject };
        let by = (Actor::Moderator, Some(staff.person.id.as_str()), Some(reason).filter(|it| !it.is_empty()));
        match listings::transition(app, &mut tx, id, event, by).await? {
            Ok(_) => Decided::Done,
            Err(_) => Decided::Impossible,
        }
    };
    if decided == Decided::Done {
        let action = match (case.changes.is_some(), accepted) {
            (false, true) => "listing.approved",
            (false, false) => "listing.rejected",
            (true, true) => "revision.approved",
            (true, false) => "revision.refused",
        };
        let entry = audit::Entry {
            actor: Some(&staff.person.id),
            action,
            subject: ("listing", id),
            address: Some(&origin.short_address()),
            reason: Some(reason).filter(|it| !it.is_empty()),
            ..audit::Entry::default()
        };
        audit::record(&mut tx, entry, now).await?;
        tx.commit().await?;
    }
    Ok(decided)
}

async fn changes(
    app: &App,
    db: &mut PgConnection,
    staff: &SignedIn,
    case: &Case,
    accepted: bool,
    reason: &str,
) -> Result<Decided, Failure> {
    let (id, now) = (case.written.listing.id.as_str(), app.clock.now());
    let status = if accepted { "live" } else { "refused" };
    if accepted {
        let Some(content) = case.content(app, now) else { return Ok(Decided::Impossible) };
        listings::write(app, db, id, &content, completeness::told(&content)).await?;
        listings::follow_dates(app, db, id).await?;
        store::mark_revised(db, id, now).await?;
    } else {
        listings::tell_changes_refused(app, db, id, reason).await?;
    }
    store::decide_waiting(db, id, (status, &staff.person.id, reason), now).await?;
    Ok(Decided::Done)
}
