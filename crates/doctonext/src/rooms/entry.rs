//! What a reader may see of a room, and how that changes: asked, granted in two tiers, ended. Pure.

use chrono::{DateTime, TimeDelta, Utc};

/// A request without answer ends after so long.
pub(super) const ANSWER_WITHIN: TimeDelta = TimeDelta::days(7);
/// An access lasts so long from its grant.
pub(super) const LASTS: TimeDelta = TimeDelta::days(60);
/// After a refusal or a withdrawal by the seller, the same reader waits so long before asking again.
pub(super) const ASK_AGAIN_AFTER: TimeDelta = TimeDelta::days(30);
/// After they took a request or an access back themselves, so long.
pub(super) const CHANGED_MIND: TimeDelta = TimeDelta::days(7);

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Requested,
    Granted,
    Refused,
    Withdrawn,
    Revoked,
    Expired,
    /// The listing is over, or somebody left.
    Closed,
}

/// State, word of the database, what people read.
pub(super) const STATES: [(State, &str, &str); 7] = [
    (State::Requested, "requested", "En attente de réponse"),
    (State::Granted, "granted", "Accès ouvert"),
    (State::Refused, "refused", "Accès non accordé"),
    (State::Withdrawn, "withdrawn", "Demande retirée"),
    (State::Revoked, "revoked", "Accès retiré"),
    (State::Expired, "expired", "Terminé"),
    (State::Closed, "closed", "Annonce indisponible"),
];

impl State {
    pub(super) fn code(self) -> &'static str {
        STATES.iter().find(|(it, ..)| *it == self).map_or("closed", |(_, code, _)| code)
    }

    /// A word of a newer version opens nothing.
    pub(super) fn from_code(code: &str) -> Self {
        STATES.iter().find(|(_, it, _)| *it == code).map_or(Self::Closed, |(state, ..)| *state)
    }

    pub(super) fn label(self) -> &'static str {
        STATES.iter().find(|(it, ..)| *it == self).map_or("", |(.., label)| label)
    }

    pub(super) fn is_live(self) -> bool {
        matches!(self, Self::Requested | Self::Granted)
    }
}

/// How far a reader sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tier {
    Nothing,
    /// Commune, exact figures, photographs.
    Figures,
    /// The documents too, page by page.
    Documents,
}

impl Tier {
    pub(super) fn key(self) -> i16 {
        match self {
            Self::Nothing => 0,
            Self::Figures => 1,
            Self::Documents => 2,
        }
    }

    pub(super) fn from_key(key: i16) -> Self {
        match key {
            1 => Self::Figures,
            2 => Self::Documents,
            _ => Self::Nothing,
        }
    }

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Figures => "Commune, chiffres exacts et photos",
            Self::Documents => "Commune, chiffres exacts, photos et documents",
        }
    }
}

/// What happens to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Event {
    /// Opens the first tier.
    Grant,
    /// Opens the second.
    OpenDocuments,
    Refuse,
    /// The reader takes their request, or an access that they have, back.
    Withdraw,
    Revoke,
    /// Its time is over.
    Expire,
    /// There is nothing to see any more.
    Close,
}

pub(super) const EVENTS: [(Event, &str, &str); 7] = [
    (Event::Grant, "grant", "Accès ouvert aux chiffres et aux photos"),
    (Event::OpenDocuments, "open_documents", "Documents ouverts"),
    (Event::Refuse, "refuse", "Demande non accordée"),
    (Event::Withdraw, "withdraw", "Demande retirée par le lecteur"),
    (Event::Revoke, "revoke", "Accès retiré"),
    (Event::Expire, "expire", "Délai écoulé"),
    (Event::Close, "close", "Annonce indisponible"),
];

impl Event {
    pub(super) fn code(self) -> &'static str {
        EVENTS.iter().find(|(it, ..)| *it == self).map_or("close", |(_, code, _)| code)
    }

    /// What the history says of a word of the database, and of the state that it happened in.
    pub(super) fn told(code: &str, from: &str) -> &'static str {
        if (code, from) == (Self::Withdraw.code(), State::Granted.code()) {
            return "Accès rendu par le lecteur";
        }
        EVENTS.iter().find(|(_, it, _)| *it == code).map_or("Accès demandé", |(.., label)| label)
    }
}

/// Who makes it happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Actor {
    Seller,
    Reader,
    House,
}

impl Actor {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Seller => "seller",
            Self::Reader => "reader",
            Self::House => "house",
        }
    }
}

/// A request as far as the rules look at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Access {
    pub(super) state: State,
    pub(super) tier: Tier,
    /// When it ends by itself, while it is live.
    pub(super) ends_at: DateTime<Utc>,
}

/// What comes of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decision {
    To(Access),
    /// It is so already.
    Already,
}

/// Why an event cannot happen, in French.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refusal {
    #[error("Cet acte ne vous revient pas.")]
    NotTheirs,
    #[error("Ce dossier est déjà fermé\u{202f}: plus rien ne peut y être changé.")]
    Over,
    #[error("Cette étape ne peut pas venir maintenant. Rechargez la page pour voir où en est la demande.")]
    NotNow,
}

impl Access {
    /// A request that is made now.
    pub(super) fn asked(now: DateTime<Utc>) -> Self {
        Self { state: State::Requested, tier: Tier::Nothing, ends_at: now + ANSWER_WITHIN }
    }

    /// How far the reader sees at this hour. The hour decides over the state: between the end of an access and the job that
    /// notes it, nobody sees anything.
    pub(super) fn open_tier(self, now: DateTime<Utc>) -> Tier {
        if self.state == State::Granted && now < self.ends_at { self.tier } else { Tier::Nothing }
    }

    /// What people read of a state that this access is told to be in.
    pub(super) fn label(self, state: State) -> &'static str {
        if state == State::Withdrawn && self.tier > Tier::Nothing { "Accès rendu" } else { state.label() }
    }

    /// The state as people are told it at this hour.
    pub(super) fn state_at(self, now: DateTime<Utc>) -> State {
        if self.state.is_live() && self.ends_at <= now { State::Expired } else { self.state }
    }
}

/// What an event does; an event that happened already changes nothing, one that is not listed here is refused.
pub(super) fn next(
    access: Access,
    event: Event,
    actor: Actor,
    now: DateTime<Utc>,
) -> Result<Decision, Refusal> {
    let mine = match event {
        Event::Grant | Event::OpenDocuments | Event::Refuse | Event::Revoke => Actor::Seller,
        Event::Withdraw => Actor::Reader,
        Event::Expire | Event::Close => Actor::House,
    };
    if actor != mine {
        return Err(Refusal::NotTheirs);
    }
    let ended = |state| Ok(Decision::To(Access { state, ends_at: access.ends_at, tier: access.tier }));
    let is_due = access.state.is_live() && access.ends_at <= now;
    match (access.state, event) {
        (State::Refused, Event::Refuse)
        | (State::Withdrawn, Event::Withdraw)
        | (State::Revoked, Event::Revoke)
        | (State::Expired, Event::Expire)
        | (State::Closed, Event::Close) => Ok(Decision::Already),
        (State::Requested | State::Granted, Event::Close) => ended(State::Closed),
        (State::Requested | State::Granted, Event::Expire) => {
            if is_due {
                ended(State::Expired)
            } else {
                Err(Refusal::NotNow)
            }
        }
        (state, _) if is_due || !state.is_live() => Err(Refusal::Over),
        (State::Granted, Event::Grant) => Ok(Decision::Already),
        (State::Granted, Event::OpenDocuments) if access.tier == Tier::Documents => Ok(Decision::Already),
        (State::Requested, Event::Grant) => {
            Ok(Decision::To(Access { state: State::Granted, tier: Tier::Figures, ends_at: now + LASTS }))
        }
        (State::Granted, Event::OpenDocuments) => {
            Ok(Decision::To(Access { tier: Tier::Documents, ..access }))
        }
        (State::Requested, Event::Refuse) => ended(State::Refused),
        (State::Requested | State::Granted, Event::Withdraw) => ended(State::Withdrawn),
        (State::Granted, Event::Revoke) => ended(State::Revoked),
        _ => Err(Refusal::NotNow),
    }
}

/// From when the reader of a request that ended so may ask again.
pub(super) fn may_ask_again(state: State, ended_at: Option<DateTime<Utc>>) -> Option<DateTime<Utc>> {
    match state {
        State::Refused | State::Revoked => ended_at.map(|at| at + ASK_AGAIN_AFTER),
        State::Withdrawn => ended_at.map(|at| at + CHANGED_MIND),
        _ => None,
    }
}
