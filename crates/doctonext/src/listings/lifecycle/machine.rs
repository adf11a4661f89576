//! The life of a listing: its states and what leads from one to the next. Whatever is not written here is refused. Pure.

use chrono::{DateTime, TimeDelta, Utc};

use crate::trades::{ClosingReason, ListingStatus as State};

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// Whose listing it is.
    Owner,
    /// A member of the team.
    Moderator,
    /// The clock and the rules.
    House,
}

impl Actor {
    /// The word of the history.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Moderator => "moderator",
            Self::House => "house",
        }
    }
}

/// What happens to a listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// Its owner wants it online: now, or at a moment to come. Flagged: a person has to read it, whoever wrote it.
    Submit { flagged: bool, publish_at: Option<DateTime<Utc>> },
    /// A moderator lets it go online.
    Approve,
    /// A moderator does not.
    Reject,
    /// Nobody decided in time.
    ApproveUnread,
    /// The moment of a scheduled listing has come.
    ComeOnline,
    /// Its owner no longer wants it at that moment.
    Unschedule,
    /// Its owner takes it offline for a while.
    Pause,
    /// Nobody said that it still holds.
    Forget,
    /// Its owner is no longer vouched for, or leaves.
    LoseOwner,
    /// Its owner, or what took it offline, brings it back.
    Resume,
    /// Somebody was found, or the plan was given up.
    Fill(ClosingReason),
    /// That was a mistake.
    Unfill,
    /// Its time, or the last of its dates, is over.
    Expire,
    /// Its owner gives it another life.
    Renew,
    /// A moderator takes it away.
    Remove,
    /// An appeal brings it back where it was.
    Restore,
    /// It was over long ago.
    Archive,
    /// Its owner deletes it.
    Delete,
}

impl Event {
    /// The word of the history.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Submit { .. } => "submit",
            Self::Approve => "approve",
            Self::Reject => "reject",
            Self::ApproveUnread => "approve_unread",
            Self::ComeOnline => "come_online",
            Self::Unschedule => "unschedule",
            Self::Pause => "pause",
            Self::Forget => "forget",
            Self::LoseOwner => "lose_owner",
            Self::Resume => "resume",
            Self::Fill(_) => "fill",
            Self::Unfill => "unfill",
            Self::Expire => "expire",
            Self::Renew => "renew",
            Self::Remove => "remove",
            Self::Restore => "restore",
            Self::Archive => "archive",
            Self::Delete => "delete",
        }
    }
}

/// What a decision depends on beside the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Facts {
    pub now: DateTime<Utc>,
    /// How far the owner is vouched for, 0 to 3.
    pub trust_level: i16,
    /// Since when it is in its state.
    pub since: DateTime<Utc>,
    /// The state before this one.
    pub before: Option<State>,
    /// Whether its dates leave a day to come.
    pub has_time_left: bool,
    /// When it ends.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it comes online, if scheduled.
    pub publish_at: Option<DateTime<Utc>>,
    /// Whether the owner has as many listings online as may be.
    pub is_full: bool,
    /// Whether the owner is suspended or leaves: nothing of theirs comes online.
    pub is_barred: bool,
}

/// What follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decision {
    /// It comes into this state.
    To(State),
    /// It is there already: repeating an act changes nothing.
    Already,
}

/// Why nothing happens; told to people in French by [`Refusal::words`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("a listing that is {} does not allow this", .0.code())]
    NotNow(State),
    #[error("this is not for them to do")]
    NotTheirs,
    #[error("it is too late")]
    TooLate,
    #[error("it is too early")]
    TooEarly,
    #[error("no day is left in its dates")]
    NoTimeLeft,
    #[error("too many listings are online")]
    Full,
    #[error("the owner is suspended or leaves")]
    Barred,
}

impl Refusal {
    /// For the owner.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::NotNow(_) | Self::NotTheirs => {
                "L’état de cette annonce a changé entre-temps\u{202f}: rechargez la page."
            }
            Self::TooLate => "Le délai est passé. Dupliquez l’annonce pour la publier de nouveau.",
            Self::TooEarly => "C’est trop tôt.",
            Self::NoTimeLeft => {
                "Toutes les dates de cette annonce sont passées\u{202f}: modifiez-les d’abord."
            }
            Self::Barred => {
                "Votre vérification est suspendue, ou votre compte va être supprimé\u{202f}: rien ne peut être mis en ligne pour l’instant."
            }
            Self::Full => {
                "Vous avez atteint le nombre d’annonces en ligne permis. Mettez-en une en pause, ou faites vérifier votre inscription pour en publier davantage."
            }
        }
    }
}

/// From this level on, a first listing goes online at once, and is not left unread for ever.
pub const TRUSTED: i16 = 2;
/// How long a moderator has before a listing of somebody trusted goes online unread.
pub(in crate::listings) const UNREAD: TimeDelta = TimeDelta::hours(48);
/// How long an act of closing can be taken back.
pub const UNDO: TimeDelta = TimeDelta::hours(1);
/// How long after its end a listing can be renewed.
pub(super) const RENEWAL: TimeDelta = TimeDelta::days(30);
/// How long after a decision an appeal can bring it back: six months to contest it, and time to decide.
pub(super) const APPEAL: TimeDelta = TimeDelta::days(300);
/// How long after its end a listing is archived.
pub(in crate::listings) const ARCHIVAL: TimeDelta = TimeDelta::days(365);

/// The state after an event.
pub(super) fn next(state: State, event: Event, actor: Actor, facts: &Facts) -> Result<Decision, Refusal> {
    use State::{
        Active, Archived, Draft, Expired, Inactive, PendingReview, Rejected, Removed, Scheduled, Sold,
    };
    if !may(actor, event) {
        return Err(Refusal::NotTheirs);
    }
    let to = match (state, event) {
        (Draft | Rejected, Event::Submit { flagged, publish_at }) => submitted(flagged, publish_at, facts)?,
        (PendingReview, Event::Approve) => online(facts)?,
        (Scheduled, Event::ComeOnline) => due(facts)?,
        (PendingReview, Event::ApproveUnread) => unread(facts)?,
        (PendingReview, Event::Reject) => Rejected,
        (Scheduled | PendingReview, Event::Unschedule) => Draft,
        (Active, Event::Pause | Event::Forget | Event::LoseOwner) => Inactive,
        (Inactive, Event::Resume) => back(facts)?,
        (Active | Inactive, Event::Fill(_)) => Sold,
        (Sold, Event::Unfill) => undone(facts)?,
        (Active | Inactive, Event::Expire) => over(facts)?,
        (Expired, Event::Renew) => renewed(facts)?,
        (Active | Inactive | Scheduled | PendingReview, Event::Remove) => Removed,
        (Removed | Rejected, Event::Restore) => restored(state, facts)?,
        (Sold | Expired | Rejected | Removed, Event::Archive) => archived(facts)?,
        (Archived, Event::Delete | Event::Archive) => return Ok(Decision::Already),
        (_, Event::Delete) => Archived,
        (state, event) if leads_to(event) == Some(state) => return Ok(Decision::Already),
        (PendingReview | Scheduled | Active, Event::Submit { .. }) => return Ok(Decision::Already),
        (state, _) => return Err(Refusal::NotNow(state)),
    };
    if facts.is_barred && matches!(to, Active | Scheduled) {
        return Err(Refusal::Barred);
    }
    Ok(Decision::To(to))
}

fn may(actor: Actor, event: Event) -> bool {
    match event {
        Event::Submit { .. } | Event::Unschedule | Event::Pause | Event::Unfill | Event::Renew => {
            actor == Actor::Owner
        }
        Event::Approve | Event::Reject | Event::Remove | Event::Restore => actor == Actor::Moderator,
        Event::ApproveUnread
        | Event::ComeOnline
        | Event::Forget
        | Event::LoseOwner
        | Event::Expire
        | Event::Archive => actor == Actor::House,
        // The end of what took it offline resumes it too; whoever leaves deletes by the hand of the house.
        Event::Resume | Event::Fill(_) | Event::Delete => actor != Actor::Moderator,
    }
}

/// The one state that an event always leads to.
fn leads_to(event: Event) -> Option<State> {
    match event {
        Event::Approve | Event::ApproveUnread | Event::ComeOnline | Event::Resume | Event::Renew => {
            Some(State::Active)
        }
        Event::Reject => Some(State::Rejected),
        Event::Unschedule => Some(State::Draft),
        Event::Pause | Event::Forget | Event::LoseOwner => Some(State::Inactive),
        Event::Fill(_) => Some(State::Sold),
        Event::Expire => Some(State::Expired),
        Event::Remove => Some(State::Removed),
        Event::Archive | Event::Delete => Some(State::Archived),
        Event::Submit { .. } | Event::Unfill | Event::Restore => None,
    }
}

fn submitted(flagged: bool, publish_at: Option<DateTime<Utc>>, facts: &Facts) -> Result<State, Refusal> {
    if !facts.has_time_left {
        Err(Refusal::NoTimeLeft)
    } else if facts.is_full {
        Err(Refusal::Full)
    } else if flagged || facts.trust_level < TRUSTED {
        Ok(State::PendingReview)
    } else if publish_at.is_some_and(|at| at > facts.now) {
        Ok(State::Scheduled)
    } else {
        Ok(State::Active)
    }
}

/// Approved before its moment, it waits for it; once its dates are over there is nothing left to show.
fn online(facts: &Facts) -> Result<State, Refusal> {
    if !facts.has_time_left {
        Err(Refusal::NoTimeLeft)
    } else if facts.publish_at.is_some_and(|at| at > facts.now) {
        Ok(State::Scheduled)
    } else {
        Ok(State::Active)
    }
}

fn due(facts: &Facts) -> Result<State, Refusal> {
    if facts.publish_at.is_some_and(|at| at > facts.now) { Err(Refusal::TooEarly) } else { online(facts) }
}

fn unread(facts: &Facts) -> Result<State, Refusal> {
    if facts.trust_level < TRUSTED {
        Err(Refusal::NotNow(State::PendingReview))
    } else if facts.now - facts.since < UNREAD {
        Err(Refusal::TooEarly)
    } else {
        online(facts)
    }
}

fn back(facts: &Facts) -> Result<State, Refusal> {
    if facts.expires_at.is_some_and(|end| end <= facts.now) || !facts.has_time_left {
        Err(Refusal::NoTimeLeft)
    } else if facts.is_full {
        Err(Refusal::Full)
    } else {
        Ok(State::Active)
    }
}

fn undone(facts: &Facts) -> Result<State, Refusal> {
    if facts.now - facts.since > UNDO {
        return Err(Refusal::TooLate);
    }
    let is_over = facts.expires_at.is_some_and(|end| end <= facts.now);
    match facts.before {
        Some(State::Active) if !is_over && !facts.is_full => Ok(State::Active),
        Some(State::Active | State::Inactive) if !is_over => Ok(State::Inactive),
        _ => Err(Refusal::TooLate),
    }
}

fn over(facts: &Facts) -> Result<State, Refusal> {
    let is_over = facts.expires_at.is_some_and(|end| end <= facts.now) || !facts.has_time_left;
    if is_over { Ok(State::Expired) } else { Err(Refusal::TooEarly) }
}

fn renewed(facts: &Facts) -> Result<State, Refusal> {
    if facts.now - facts.since > RENEWAL {
        Err(Refusal::TooLate)
    } else if !facts.has_time_left {
        Err(Refusal::NoTimeLeft)
    } else if facts.is_full {
        Err(Refusal::Full)
    } else {
        Ok(State::Active)
    }
}

/// Back where it was; what has ended meanwhile comes back paused, and what has no moment any more as a draft.
fn restored(from: State, facts: &Facts) -> Result<State, Refusal> {
    if facts.now - facts.since > APPEAL {
        return Err(Refusal::TooLate);
    }
    let is_over = facts.expires_at.is_some_and(|end| end <= facts.now) || !facts.has_time_left;
    match facts.before {
        Some(State::Active) if is_over || facts.is_barred => Ok(State::Inactive),
        Some(State::Scheduled) if facts.publish_at.is_none() || facts.is_barred => Ok(State::Draft),
        Some(state @ (State::Active | State::Inactive | State::Scheduled | State::PendingReview)) => {
            Ok(state)
        }
        _ => Err(Refusal::NotNow(from)),
    }
}

fn archived(facts: &Facts) -> Result<State, Refusal> {
    if facts.now - facts.since < ARCHIVAL { Err(Refusal::TooEarly) } else { Ok(State::Archived) }
}
