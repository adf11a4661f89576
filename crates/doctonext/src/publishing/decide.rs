//! What waits for the team, and what follows from its decision. `moderation` decides, says why, and tells the owner.

use chrono::{DateTime, Utc};
use platform::clock::today_in_paris;
use sqlx::PgConnection;

use super::{
    answers::Answers,
    back, completeness, drafts, guard, kept, questions,
    reading::{self, Context},
    store,
};
use crate::{
    app::App,
    failure::Failure,
    listings::{self, Actor, Content, Event, Written},
    trades::ListingStatus,
};

/// What waits of a listing.
pub(super) struct Case {
    pub(super) written: Written,
    /// The changes, when it is not the listing itself.
    changes: Option<Answers>,
    since: DateTime<Utc>,
    /// The latest revision: what was read is what is decided on.
    number: i32,
}

impl Case {
    /// None when nothing of it waits.
    pub(super) async fn find(app: &App, db: &mut PgConnection, id: &str) -> Result<Option<Self>, Failure> {
        let Some(written) = listings::find(app, &mut *db, id).await? else { return Ok(None) };
        let changes = kept::waiting(app, &mut *db, id).await?;
        let (_, number) = store::counts(&mut *db, id).await?;
        let waits = changes.is_some() || written.listing.status == ListingStatus::PendingReview;
        if !waits || written.listing.deleted_at.is_some() {
            return Ok(None);
        }
        let since = store::waiting_since(&mut *db, id).await?.unwrap_or(written.listing.updated_at);
        Ok(Some(Self { written, changes, since, number }))
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
            area: None,
        };
        reading::read(it.listing_type(), changes, &context).ok()
    }

    /// Labels of the questions that changed.
    fn changed(&self) -> Vec<&'static str> {
        let (Some(after), Some(before)) = (&self.changes, listings::contents_of(&self.written)) else {
            return Vec::new();
        };
        let changed = after.changed_from(&back::answers_of(&before));
        let kind = self.written.listing.listing_type();
        let mut labels: Vec<&'static str> = changed
            .iter()
            .filter_map(|field| questions::with_field(kind, field))
            .map(|(_, it)| it.label)
            .collect();
        labels.dedup();
        labels
    }
}

/// What waits of a listing, for the eyes of the team.
pub struct WaitingCase {
    /// `users.id` of its owner.
    pub owner: String,
    /// The title that visitors would read.
    pub title: String,
    /// The text that visitors would read.
    pub text: String,
    /// Changes to a listing, not a listing.
    pub is_change: bool,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Labels of the questions that changed.
    pub changes: Vec<&'static str>,
    /// Words that the guard found, and why.
    pub findings: Vec<(String, &'static str)>,
    /// Whether the guard asks for a person's eyes, and not only gives advice.
    pub is_flagged: bool,
    /// The version that was read.
    pub number: i32,
    /// Whether it can be shown as visitors would see it, and accepted.
    pub can_be_shown: bool,
}

/// What waits of a listing; none when nothing does.
pub async fn waiting_case(
    app: &App,
    db: &mut PgConnection,
    id: &str,
) -> Result<Option<WaitingCase>, Failure> {
    let Some(case) = Case::find(app, db, id).await? else { return Ok(None) };
    let content = case.content(app, app.clock.now());
    let text = content.as_ref().map(|it| it.description.clone()).unwrap_or_default();
    let title = content.as_ref().map_or(&case.written.listing.title, |it| &it.title).clone();
    let findings: Vec<_> = [title.as_str(), &text].into_iter().flat_map(|it| guard::read(it, None)).collect();
    Ok(Some(WaitingCase {
        is_flagged: findings.iter().any(|it| it.cause.weight() >= guard::Weight::Review),
        findings: findings.into_iter().map(|it| (it.words, it.cause.why())).collect(),
        changes: case.changed(),
        is_change: case.changes.is_some(),
        since: case.since,
        number: case.number,
        can_be_shown: content.is_some(),
        owner: case.written.owner,
        title,
        text,
    }))
}

/// What came of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decided {
    /// It was carried out.
    Done,
    /// Somebody else decided, or the owner took it back, meanwhile.
    Already,
    /// The owner wrote something else since it was read.
    Changed,
    /// It cannot be accepted: its days have passed, or its owner may bring nothing online.
    Impossible,
}

/// Accepts or refuses what waits of a listing, as it was read (`number`), in a transaction of the caller, who tells its owner.
pub async fn decide_waiting(
    app: &App,
    db: &mut PgConnection,
    staff: &str,
    (id, number): (&str, i32),
    accepted: bool,
    reason: &str,
) -> Result<Decided, Failure> {
    store::lock_listing(db, id).await?;
    let Some(case) = Case::find(app, db, id).await? else { return Ok(Decided::Already) };
    if case.number != number {
        return Ok(Decided::Changed);
    }
    if case.changes.is_some() {
        return changes(app, db, staff, &case, accepted, reason).await;
    }
    let event = if accepted { Event::Approve } else { Event::Reject };
    let by = (Actor::Moderator, Some(staff), Some(reason).filter(|it| !it.is_empty()));
    Ok(match listings::transition(app, db, id, event, by).await? {
        Ok(_) => Decided::Done,
        Err(_) => Decided::Impossible,
    })
}

async fn changes(
    app: &App,
    db: &mut PgConnection,
    staff: &str,
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
        if case.written.listing.published_at.is_some() {
            store::mark_revised(db, id, now).await?;
        }
    }
    store::decide_waiting(db, id, (status, staff, reason), now).await?;
    Ok(Decided::Done)
}

/// After an appeal: changes that were refused with their listing wait for the team again. False when their owner wrote others
/// since.
pub async fn wait_again(db: &mut PgConnection, id: &str, number: i32) -> sqlx::Result<bool> {
    store::lock_listing(db, id).await?;
    store::wait_again(db, id, number).await
}

/// After an appeal: changes that were refused are published, unless their owner wrote others since, or their days have passed.
pub async fn publish_refused(
    app: &App,
    db: &mut PgConnection,
    staff: &str,
    (id, number): (&str, i32),
) -> Result<bool, Failure> {
    store::lock_listing(db, id).await?;
    if !store::wait_again(db, id, number).await? {
        return Ok(false);
    }
    Ok(decide_waiting(app, db, staff, (id, number), true, "").await? == Decided::Done)
}
