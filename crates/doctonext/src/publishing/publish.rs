//! The decision: a draft goes online, or to a person who reads it first; changes replace what was read before.

use chrono::{DateTime, Utc};
use platform::ids::{Ids, SystemIds};
use sqlx::PgConnection;

use super::{
    back,
    changes::{self, Size},
    completeness, drafts, kept,
    own::Own,
    review::{self, Verdict},
    schedule,
    store::{self, NewRevision},
};
use crate::{
    accounts::{Origin, Person},
    app::App,
    failure::Failure,
    legal_log,
    listings::{self, Content},
    media, screening,
    trades::ListingStatus,
};

/// What became of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Online, or as far as its state lets it be.
    Done(ListingStatus),
    /// The changes wait for a person; what is online stays as it is.
    Waiting,
    /// Nothing was being written: it was published a moment ago, in another tab or by the first of two clicks.
    Already,
    /// It cannot go online so.
    NotReady,
    /// Somebody saved since the page was shown.
    Conflict,
    /// The state of the listing, or a limit, forbids it; why, in French.
    Refused(String),
}

impl Outcome {
    /// Whether something changed, which the caller has to commit. Whatever else was written belongs to no publication.
    pub(super) fn has_published(&self) -> bool {
        matches!(self, Self::Done(_) | Self::Waiting)
    }
}

/// Who publishes can be told from later acts: décret 2021-1362, art. 5.
pub(super) async fn note(
    app: &App,
    db: &mut PgConnection,
    who: &Person,
    origin: &Origin,
    is_new: bool,
) -> Result<(), Failure> {
    let of = (who.id.as_str(), if is_new { "published" } else { "edited" });
    Ok(legal_log::note_connection(db, &app.vault, of, origin.address, app.clock.now()).await?)
}

/// Publishes what is being written of a listing, in a transaction of the caller, who ends it and notes from where it was asked.
/// Any version, if none is named.
pub(super) async fn publish_on(
    app: &App,
    db: &mut PgConnection,
    who: &Person,
    id: &str,
    version: Option<i32>,
) -> Result<Outcome, Failure> {
    let now = app.clock.now();
    store::lock_listing(db, id).await?;
    let Some(draft) = kept::lock_draft(app, db, id).await? else { return Ok(Outcome::Already) };
    if version.is_some_and(|it| it != draft.version) {
        return Ok(Outcome::Conflict);
    }
    // What was true when the page was asked may have changed while we waited for the row.
    let own = Own::of(app, db, &who.id, id).await?;
    let answers = draft.answers.0;
    let verdict = review::verdict(own.listing_type(), &answers, &drafts::context(app, &own), &who.name);
    let last_day = drafts::periods_of(&answers).iter().map(|it| it.ends_on).max();
    let is_scheduled_wrong =
        draft.publish_at.is_some_and(|at| own.is_new() && !schedule::fault(at, last_day, now).is_empty());
    if !verdict.is_ready() || is_scheduled_wrong {
        return Ok(Outcome::NotReady);
    }
    let outcome = if own.is_new() {
        first(app, db, &own, &verdict, draft.publish_at).await?
    } else {
        change(app, db, who, &own, &verdict).await?
    };
    if outcome.has_published() {
        store::forget_draft(db, id).await?;
    }
    Ok(outcome)
}

/// A listing that was never online.
async fn first(
    app: &App,
    db: &mut PgConnection,
    own: &Own,
    verdict: &Verdict,
    publish_at: Option<DateTime<Utc>>,
) -> Result<Outcome, Failure> {
    let Ok(content) = &verdict.content else { return Ok(Outcome::NotReady) };
    listings::write(app, db, own.id(), content, completeness::told(content)).await?;
    keep(db, app, own, "live", content, None).await?;
    let flagged = is_flagged(app, db, own, verdict, content).await?;
    match listings::submit(app, db, own.id(), flagged, publish_at).await? {
        Ok(status) => Ok(Outcome::Done(status)),
        Err(why) => Ok(Outcome::Refused(why.words().to_owned())),
    }
}

/// Changes to a listing that people read, or read before.
async fn change(
    app: &App,
    db: &mut PgConnection,
    who: &Person,
    own: &Own,
    verdict: &Verdict,
) -> Result<Outcome, Failure> {
    let now = app.clock.now();
    if !own.may_change() {
        return Ok(Outcome::Refused(
            "Cette annonce est close\u{202f}: elle ne peut plus être modifiée.".to_owned(),
        ));
    }
    let (Some(before), Ok(after)) = (listings::contents_of(&own.written), &verdict.content) else {
        return Ok(Outcome::NotReady);
    };
    let size = changes::size(&before, after);
    if size == Size::Nothing {
        return Ok(Outcome::Done(own.status()));
    }
    // A listing that is itself waiting to be read needs no second queue; every other may be read by people, now or after a
    // pause, a renewal, an hour to come.
    let skips_reading = own.status() == ListingStatus::PendingReview;
    let is_large = size == Size::Large && who.trust_level < listings::TRUSTED;
    store::withdraw_pending(db, own.id(), now).await?;
    let flagged = is_flagged(app, db, own, verdict, after).await?;
    if !skips_reading && (is_large || flagged) {
        keep(db, app, own, "pending", after, Some(&before)).await?;
        return Ok(Outcome::Waiting);
    }
    apply(app, db, own, after, Some(&before)).await?;
    Ok(Outcome::Done(own.status()))
}

/// Whether a person reads it first, whoever wrote it: the guard or the rules of the team found something.
async fn is_flagged(
    app: &App,
    db: &mut PgConnection,
    own: &Own,
    verdict: &Verdict,
    content: &Content,
) -> Result<bool, Failure> {
    let same_picture = media::copied_from(db, own.id()).await?;
    // What is said of the photographs is read with the rest.
    let captions = media::captions(&mut *db, own.id()).await?;
    let others = format!("{}\n{captions}", content.details.words());
    let text = screening::Text {
        same_picture: same_picture.as_deref(),
        listing: own.id(),
        author: &own.written.owner,
        title: &content.title,
        body: &content.description,
        others: &others,
    };
    let found = screening::screen(db, text, app.clock.now()).await?;
    Ok(found || verdict.is_flagged())
}

/// Puts content in the place of what was read before, and keeps it as a version.
pub(super) async fn apply(
    app: &App,
    db: &mut PgConnection,
    own: &Own,
    after: &Content,
    before: Option<&Content>,
) -> Result<(), Failure> {
    let now = app.clock.now();
    listings::write(app, db, own.id(), after, completeness::told(after)).await?;
    listings::follow_dates(app, db, own.id()).await?;
    keep(db, app, own, "live", after, before).await?;
    if own.written.listing.published_at.is_some() {
        store::mark_revised(db, own.id(), now).await?;
    }
    Ok(())
}

async fn keep(
    db: &mut PgConnection,
    app: &App,
    own: &Own,
    status: &str,
    after: &Content,
    before: Option<&Content>,
) -> Result<(), Failure> {
    let answers = back::answers_of(after);
    let changes = before.map(|it| answers.changed_from(&back::answers_of(it))).unwrap_or_default();
    let revision = NewRevision {
        id: &SystemIds.fresh(),
        listing: own.id(),
        status,
        answers: &answers,
        changes: &changes,
    };
    kept::add_revision(app, db, &own.written.owner, &revision).await
}
