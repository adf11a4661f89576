//! The life of a notice: `received → under_review → accepted | rejected → appealed → upheld | reversed`. Whatever is not written
//! here is refused. Pure.

use chrono::{DateTime, Months, NaiveDate, Utc};
use platform::clock::{end_of_day_in_paris, today_in_paris};

use super::words::Party;
use crate::trades::coded;

/// Where a notice stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Nobody looked at it yet.
    Received,
    /// A member of the team does.
    UnderReview,
    /// It was followed.
    Accepted,
    /// It was not.
    Rejected,
    /// Somebody contests that.
    Appealed,
    /// The decision stays.
    Upheld,
    /// It does not.
    Reversed,
}

coded!(State {
    Received => "received", "Reçu";
    UnderReview => "under_review", "En cours d’examen";
    Accepted => "accepted", "Suivi";
    Rejected => "rejected", "Sans suite";
    Appealed => "appealed", "Contesté";
    Upheld => "upheld", "Décision confirmée";
    Reversed => "reversed", "Décision annulée";
});

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// Whoever reported it.
    Notifier,
    /// Whose content it is.
    Author,
    /// A member of the team.
    Moderator,
}

impl Actor {
    /// The word of the history.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Notifier => "notifier",
            Self::Author => "author",
            Self::Moderator => "moderator",
        }
    }
}

impl From<Party> for Actor {
    fn from(party: Party) -> Self {
        match party {
            Party::Author => Self::Author,
            Party::Notifier => Self::Notifier,
        }
    }
}

/// What happens to a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// A member of the team opens it.
    Open,
    /// It is followed.
    Accept,
    /// It is not.
    Reject,
    /// Its outcome is contested.
    Appeal,
    /// The outcome stays.
    Uphold,
    /// It does not.
    Reverse,
}

impl Event {
    /// The word of the history.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accept => "accept",
            Self::Reject => "reject",
            Self::Appeal => "appeal",
            Self::Uphold => "uphold",
            Self::Reverse => "reverse",
        }
    }
}

/// What an event depends on beside the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// The hour.
    pub now: DateTime<Utc>,
    /// Since when it is in its state: for one that was decided, the moment of the decision.
    pub since: DateTime<Utc>,
    /// Whether whoever acts took part in the decision that is contested.
    pub is_first_judge: bool,
}

/// What follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It comes into this state.
    To(State),
    /// It is there already: repeating an act changes nothing.
    Already,
}

/// Why nothing happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Its state does not allow it.
    #[error("a notice that is {} does not allow this", .0.code())]
    NotNow(State),
    /// Somebody else may.
    #[error("this is not for them to do")]
    NotTheirs,
    /// Six months are over.
    #[error("it is too late")]
    TooLate,
    /// An appeal is decided by somebody else than the first decision.
    #[error("whoever decided first does not decide on the appeal")]
    SameJudge,
}

/// How long a decision may be contested (règlement (UE) 2022/2065, art. 20.1: six months at least).
pub const APPEAL: Months = Months::new(6);

/// The last day, in Paris, on which a decision of this moment may be contested.
#[must_use]
pub fn last_day_to_appeal(decided_at: DateTime<Utc>) -> NaiveDate {
    let day = today_in_paris(decided_at);
    day.checked_add_months(APPEAL).unwrap_or(day)
}

/// The moment from which it may not: that day is over.
#[must_use]
pub fn appeal_ends(decided_at: DateTime<Utc>) -> DateTime<Utc> {
    end_of_day_in_paris(last_day_to_appeal(decided_at))
}

/// The state after an event.
pub fn next(state: State, event: Event, actor: Actor, facts: &Facts) -> Result<Decision, Refusal> {
    use State::{Accepted, Appealed, Received, Rejected, Reversed, UnderReview, Upheld};
    if (actor == Actor::Moderator) == (event == Event::Appeal) {
        return Err(Refusal::NotTheirs);
    }
    let to = match (state, event) {
        (Received, Event::Open) => UnderReview,
        (Received | UnderReview, Event::Accept) => Accepted,
        (Received | UnderReview, Event::Reject) => Rejected,
        // Whoever has what they wanted has nothing to contest.
        (Accepted, Event::Appeal) if actor != Actor::Author => return Err(Refusal::NotTheirs),
        (Rejected, Event::Appeal) if actor != Actor::Notifier => return Err(Refusal::NotTheirs),
        (Accepted | Rejected, Event::Appeal) if facts.now >= appeal_ends(facts.since) => {
            return Err(Refusal::TooLate);
        }
        (Accepted | Rejected, Event::Appeal) => Appealed,
        (Appealed, Event::Uphold | Event::Reverse) if facts.is_first_judge => {
            return Err(Refusal::SameJudge);
        }
        (Appealed, Event::Uphold) => Upheld,
        (Appealed, Event::Reverse) => Reversed,
        (UnderReview, Event::Open)
        | (Accepted, Event::Accept)
        | (Rejected, Event::Reject)
        | (Appealed, Event::Appeal)
        | (Upheld, Event::Uphold)
        | (Reversed, Event::Reverse) => return Ok(Decision::Already),
        (state, _) => return Err(Refusal::NotNow(state)),
    };
    Ok(Decision::To(to))
}
