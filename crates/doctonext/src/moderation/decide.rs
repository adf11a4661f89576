//! A decision of the team: carried out, kept with its reasons, told, written in the log. One transaction.

use chrono::{DateTime, Days, Utc};
use platform::ids::{Ids, SystemIds};
use serde_json::json;
use sqlx::PgConnection;

use super::{
    grounds::Ground,
    letters,
    measures::{self, Measure},
    noted,
    notice::{self, Actor, Event, Facts, State},
    queue::Item,
    report,
    store::{self, Change, NewDecision, Notice},
    subject::Subject,
    words::{Action, SubjectKind},
};
use crate::{
    accounts::{self, Origin, SignedIn},
    app::App,
    audit,
    failure::Failure,
    media,
    publishing::{self, Decided},
};

/// What is decided on.
pub(super) struct Target {
    /// The item of the queue, for its lock.
    pub(super) item: Item,
    pub(super) subject: Subject,
    /// The notice that it answers.
    pub(super) notice: Option<String>,
    /// What waits of the listing: the version that was read, and whether it is changes.
    pub(super) waits: Option<(i32, bool)>,
    /// Whether an automatic rule drew attention to it.
    pub(super) is_flagged: bool,
    /// Whether it waits because its author is not verified: the notice is the house's own.
    pub(super) is_review: bool,
    /// The mark of its photographs that were read.
    pub(super) photos: String,
    /// Whether what was reported is there no more.
    pub(super) is_gone: bool,
    /// The version of a listing that was read, where none waits.
    pub(super) read: Option<i32>,
}

/// What a moderator decides, every field checked.
pub(super) struct Ruling {
    pub(super) action: Action,
    /// None of an approval.
    pub(super) ground: Option<&'static Ground>,
    pub(super) facts: String,
    pub(super) days: Option<u16>,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Done,
    /// A ban waits for a second person.
    Proposed,
    /// Somebody else decided, or the owner took it back, meanwhile.
    Already,
    /// Somebody else looks at it.
    Held,
    /// The owner wrote something else since it was read.
    Changed,
    /// Nobody decides on what is theirs.
    Own,
    /// The team is not judged here.
    Staff,
    /// Whoever decided first does not decide again.
    SameJudge,
    /// Its dates have passed, or its owner may bring nothing online.
    Impossible,
}

impl Outcome {
    /// Why nothing was done, for the team; empty when something was.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Done | Self::Proposed => "",
            Self::Already => "Quelqu’un d’autre a décidé entre-temps, ou il n’y a plus rien à décider.",
            Self::Held => "Quelqu’un d’autre examine cet élément en ce moment.",
            Self::Changed => {
                "L’auteur a modifié l’annonce depuis que vous l’avez ouverte. La voici\u{202f}: relisez-la."
            }
            Self::Own => "Personne ne décide de ce qui le concerne.",
            Self::Staff => {
                "On ne suspend pas un membre de l’équipe\u{202f}: un administrateur lui retire d’abord son rôle."
            }
            Self::SameJudge => "Une autre personne que vous doit décider.",
            Self::Impossible => {
                "Ce n’est pas possible\u{202f}: ses dates sont passées, ou son auteur est suspendu ou s’en va."
            }
        }
    }
}

impl From<Decided> for Outcome {
    fn from(it: Decided) -> Self {
        match it {
            Decided::Done => Self::Done,
            Decided::Already => Self::Already,
            Decided::Changed => Self::Changed,
            Decided::Impossible => Self::Impossible,
        }
    }
}

/// Who acts, from where.
pub(super) type By<'a> = (&'a SignedIn, &'a Origin);

/// Decides.
pub(super) async fn decide(
    app: &App,
    by: By<'_>,
    target: &Target,
    ruling: &Ruling,
) -> Result<Outcome, Failure> {
    let (now, staff) = (app.clock.now(), by.0.person.id.as_str());
    let mut tx = app.db.begin().await?;
    if !target.item.take(&mut *tx, staff, now).await? {
        return Ok(Outcome::Held);
    }
    let about = (target.subject.kind.code(), target.subject.id.as_str());
    if ruling.action == Action::Remove {
        // All that this will answer, before the listing is held.
        store::lock_open_notices(&mut tx, about).await?;
    }
    let notice = match &target.notice {
        Some(id) => Some(store::lock_notice(&mut tx, id).await?.ok_or(Failure::NotFound)?),
        None => None,
    };
    if let Some(outcome) = hindrance(&mut tx, staff, target, ruling, notice.as_ref()).await? {
        return Ok(outcome);
    }
    if !is_as_it_was_read(&mut tx, target, ruling).await? {
        return Ok(Outcome::Changed);
    }
    if let Some(owner) = target.subject.owner.as_deref().filter(|_| ruling.action.is_of_account()) {
        accounts::leaving::lock_person(&mut tx, owner).await?;
    }
    let before = audit::state_of(&mut tx, noted::acted_on(target, ruling)).await?;
    let ends_at = ruling.days.and_then(|it| now.checked_add_days(Days::new(it.into())));
    let is_proposal = ruling.action == Action::Ban;
    let undo = if is_proposal {
        json!({})
    } else {
        let measure = Measure {
            action: ruling.action,
            subject: &target.subject,
            // Whoever reports something reports what visitors read, not what waits.
            waits: target.waits.filter(|_| notice.is_none() || ruling.action == Action::Remove),
            facts: &ruling.facts,
            staff,
            ends_at,
        };
        match measures::carry_out(app, &mut tx, &measure).await? {
            Ok(undo) => undo,
            Err(why) => return Ok(why.into()),
        }
    };
    if ruling.action == Action::Approve {
        media::mark_listing_read(&mut tx, &target.subject.id, now).await?;
    }
    let undo = if target.is_gone { json!({ "gone": true }) } else { undo };
    let id = keep(&mut tx, staff, target, ruling, (&undo, ends_at), now).await?;
    if !is_proposal {
        tell(app, &mut tx, &id, notice.as_ref(), staff).await?;
    }
    noted::note(&mut tx, by, target, ruling, (before, now)).await?;
    target.item.release(&mut tx, staff).await?;
    tx.commit().await?;
    Ok(if is_proposal { Outcome::Proposed } else { Outcome::Done })
}

/// Whether what is decided on is what was read: nothing of the listing may change any more until the transaction ends.
async fn is_as_it_was_read(db: &mut PgConnection, target: &Target, ruling: &Ruling) -> Result<bool, Failure> {
    let id = target.subject.id.as_str();
    let is_read_again = target.notice.is_some() || target.waits.is_none();
    if let Some(read) = target.read.filter(|_| is_read_again && ruling.action.is_of_content())
        && publishing::hold_version(db, id).await? != read
    {
        return Ok(false);
    }
    if ruling.action != Action::Approve {
        return Ok(true);
    }
    publishing::hold_version(db, id).await?;
    Ok(media::mark_of(&mut *db, id).await? == target.photos)
}

/// Why nothing can be decided.
async fn hindrance(
    db: &mut PgConnection,
    staff: &str,
    target: &Target,
    ruling: &Ruling,
    notice: Option<&Notice>,
) -> Result<Option<Outcome>, Failure> {
    if let Some(it) = notice {
        let is_open = matches!(
            State::from_code(&it.status).unwrap_or(State::Reversed),
            State::Received | State::UnderReview
        );
        let is_proposed = store::decision_on(&mut *db, &it.id).await?.is_some();
        if !is_open || is_proposed {
            return Ok(Some(Outcome::Already));
        }
        if it.notifier_id.as_deref() == Some(staff) {
            return Ok(Some(Outcome::Own));
        }
        // Its refusal was reversed: somebody else looks now.
        let refused = match &it.follows_id {
            Some(before) => store::decision_on(&mut *db, before).await?,
            None => None,
        };
        if refused.is_some_and(|it| it.is_of(staff)) {
            return Ok(Some(Outcome::SameJudge));
        }
    }
    let about = (target.subject.kind.code(), target.subject.id.as_str());
    if store::has_reported(&mut *db, about, staff).await? {
        return Ok(Some(Outcome::Own));
    }
    let Some(owner) = target.subject.owner.as_deref() else { return Ok(None) };
    if owner == staff {
        return Ok(Some(Outcome::Own));
    }
    if ruling.action.is_of_account() {
        if ruling.action == Action::Ban && store::is_banned_already(db, owner).await? {
            return Ok(Some(Outcome::Already));
        }
        let who = store::someone(&mut *db, owner).await?;
        return Ok(match who {
            Some(who) if who.is_staff() => Some(Outcome::Staff),
            Some(who) if who.is_erased => Some(Outcome::Impossible),
            Some(_) => None,
            None => Some(Outcome::Impossible),
        });
    }
    Ok(None)
}

async fn keep(
    db: &mut PgConnection,
    staff: &str,
    target: &Target,
    ruling: &Ruling,
    (undo, ends_at): (&serde_json::Value, Option<DateTime<Utc>>),
    now: DateTime<Utc>,
) -> Result<String, Failure> {
    let id = SystemIds.fresh();
    // A notice is about what visitors read.
    let kind = match target.waits.filter(|_| target.notice.is_none()) {
        _ if ruling.action.is_of_account() => SubjectKind::Account,
        Some((_, true)) if matches!(ruling.action, Action::Approve | Action::AskChange) => {
            SubjectKind::Revision
        }
        _ => target.subject.kind,
    };
    let subject_id = if kind == SubjectKind::Account {
        target.subject.owner.as_deref().unwrap_or_default()
    } else {
        &target.subject.id
    };
    let found_by = match (&target.notice, target.is_flagged, target.waits) {
        (_, true, _) => "rule",
        _ if target.is_review => "review",
        (Some(_), ..) => "notice",
        (None, false, Some(_)) => "review",
        (None, false, None) => "team",
    };
    let decision = NewDecision {
        id: &id,
        notice: target.notice.as_deref(),
        subject: (kind.code(), subject_id),
        title: if kind == SubjectKind::Account { "" } else { &target.subject.title },
        owner: target.subject.owner.as_deref(),
        action: ruling.action.code(),
        ground: ruling.ground.map_or("", |it| it.code),
        facts: &ruling.facts,
        found_by,
        days: ruling.days.map(i32::from),
        ends_at,
        state: if ruling.action == Action::Ban { "proposed" } else { "in_force" },
        undo,
        staff,
    };
    store::add_decision(db, &decision, now).await?;
    Ok(id)
}

/// Tells the owner why, and whoever reported it what became of it.
pub(super) async fn tell(
    app: &App,
    db: &mut PgConnection,
    decision: &str,
    notice: Option<&Notice>,
    staff: &str,
) -> Result<(), Failure> {
    let Some(it) = store::decision(&mut *db, decision).await? else { return Ok(()) };
    let action = Action::from_code(&it.action).unwrap_or(Action::RefuseNotice);
    if action.restricts()
        && let Some(owner) = it.user_id.as_deref()
        && let Some(who) = store::someone(&mut *db, owner).await?
    {
        letters::write(app, db, &who, &letters::statement(app, &it)).await?;
    }
    // Only what is gone answers whatever else was said of it.
    if action == Action::Remove {
        answer_others(app, db, &it, notice, staff).await?;
    }
    let Some(notice) = notice else { return Ok(()) };
    let event = if action == Action::RefuseNotice { Event::Reject } else { Event::Accept };
    // It was open when this transaction began, and its row is held.
    let _ = move_notice(app, db, notice, event, (Actor::Moderator, Some(staff)), false).await?;
    let subject = SubjectKind::from_code(&it.subject_kind).unwrap_or(SubjectKind::Listing);
    let letter = letters::notice_decided(app, &notice.id, &it, (action, subject));
    report::tell_notifier(app, db, notice, &letter).await
}

/// Notices that one decision answers: far above what the limits on reporting let in.
const MOST_ANSWERED: i64 = 2_000;

/// Other notices about the same thing are answered by the same decision.
async fn answer_others(
    app: &App,
    db: &mut PgConnection,
    it: &store::Decision,
    notice: Option<&Notice>,
    staff: &str,
) -> Result<(), Failure> {
    let kind = SubjectKind::from_code(&it.subject_kind).unwrap_or(SubjectKind::Listing);
    let action = Action::from_code(&it.action).unwrap_or(Action::RefuseNotice);
    let but = notice.map_or("", |it| it.id.as_str());
    for other in store::open_notices(&mut *db, (kind.code(), &it.subject_id), but, MOST_ANSWERED).await? {
        let Some(other) = store::lock_notice(db, &other.id).await? else { continue };
        let moderator = (Actor::Moderator, Some(staff));
        if move_notice(app, db, &other, Event::Accept, moderator, false).await?.is_ok() {
            store::note_answer(db, &other.id, &it.id).await?;
            let letter = letters::notice_decided(app, &other.id, it, (action, kind));
            report::tell_notifier(app, db, &other, &letter).await?;
        }
    }
    Ok(())
}

/// Lets an event happen to a notice; nothing when its state does not allow it.
pub(super) async fn move_notice(
    app: &App,
    db: &mut PgConnection,
    notice: &Notice,
    event: Event,
    (actor, staff): (Actor, Option<&str>),
    is_first_judge: bool,
) -> Result<Result<(), notice::Refusal>, Failure> {
    let now = app.clock.now();
    let from = State::from_code(&notice.status).unwrap_or(State::Reversed);
    let facts = Facts { now, since: notice.status_since, is_first_judge };
    match notice::next(from, event, actor, &facts) {
        Ok(notice::Decision::To(to)) => {
            let change =
                Change { event: event.code(), from: from.code(), to: to.code(), actor: actor.code(), staff };
            store::change_notice(db, &notice.id, &change, now).await?;
            Ok(Ok(()))
        }
        Ok(notice::Decision::Already) => Ok(Ok(())),
        Err(refusal) => Ok(Err(refusal)),
    }
}
