//! Where the checking of a professional stands, and what may happen next. Whatever is not written here is refused.
//!
//! Beside the states of the product's rules: a typing error may be mended (`mismatch` or `not_found` → `declared`), whoever
//! is matched may change name or number and begins again, a student without a number goes straight to review, and a
//! suspension may be contested with documents. Pro Santé Connect proves an identity at once, but undoes no decision.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use platform::clock::today_in_paris;

use super::names::Verdict;
use crate::trades::VerificationStatus as State;

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Actor {
    /// The person themselves.
    Owner,
    /// A member of the team.
    Moderator,
    /// The house: jobs.
    House,
}

/// What happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Event {
    /// A number is declared, with the names and the profession that go with it.
    Declare,
    /// The directory is about to be asked.
    Check,
    /// The directory answered.
    Answer(Verdict),
    /// Documents are sent to be looked at; with the moments of the requests before.
    AskReview { before: Vec<DateTime<Utc>> },
    /// The documents convince.
    Accept,
    /// They do not.
    Refuse,
    /// The identity itself is proved.
    Prove,
    /// Pro Santé Connect says who the person is.
    Identify(Verdict),
    /// The directory has not confirmed the person for so many nights in a row.
    NotSeen { nights: i16 },
    /// A student's licence ran out on that day.
    LicenceOver { last_day: NaiveDate },
    /// A sanction is reported, or the number turned out to be somebody else's.
    Suspend,
    /// The directory knows the person again.
    SeenAgain,
}

impl Event {
    /// The word of the history.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Declare => "declare",
            Self::Check => "check",
            Self::Answer(_) => "answer",
            Self::AskReview { .. } => "ask_review",
            Self::Accept => "accept",
            Self::Refuse => "refuse",
            Self::Prove => "prove",
            Self::Identify(_) => "identify",
            Self::NotSeen { .. } => "not_seen",
            Self::LicenceOver { .. } => "licence_over",
            Self::Suspend => "suspend",
            Self::SeenAgain => "seen_again",
        }
    }
}

impl Actor {
    /// The word of the history.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Moderator => "moderator",
            Self::House => "house",
        }
    }
}

/// Why nothing happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refusal {
    #[error("the state {} does not allow this", .0.code())]
    NotNow(State),
    #[error("this is not for them to do")]
    NotTheirs,
    /// Two requests for review within a month.
    #[error("asked too often: again after {0}")]
    TooOften(DateTime<Utc>),
    /// Not three nights yet, or the licence still holds.
    #[error("it is too early")]
    TooEarly,
}

/// Nights in a row without a trace in the directory before a suspension.
pub(super) const NIGHTS: i16 = 3;
/// Requests for review within [`MONTH`].
const REVIEWS: usize = 2;
const MONTH: TimeDelta = TimeDelta::days(30);

/// The state after an event.
pub(super) fn next(state: State, event: &Event, actor: Actor, now: DateTime<Utc>) -> Result<State, Refusal> {
    use State::{Checking, Declared, Matched, Mismatch, None, NotFound, Proved, Refused, Review, Suspended};
    if !may(actor, event) {
        return Err(Refusal::NotTheirs);
    }
    match (state, event) {
        (None | Mismatch | NotFound | Matched, Event::Declare) => Ok(Declared),
        (Declared, Event::Check) => Ok(Checking),
        (Checking, Event::Answer(Verdict::Matched))
        | (Review, Event::Accept)
        | (Suspended, Event::SeenAgain) => Ok(Matched),
        (Checking, Event::Answer(Verdict::Mismatch(_))) => Ok(Mismatch),
        (Checking, Event::Answer(Verdict::NotFound)) => Ok(NotFound),
        (None | Mismatch | NotFound | Refused | Suspended, Event::AskReview { before }) => {
            let recent: Vec<_> = before.iter().filter(|it| now - **it < MONTH).collect();
            match recent.iter().min() {
                Some(first) if recent.len() >= REVIEWS => Err(Refusal::TooOften(**first + MONTH)),
                _ => Ok(Review),
            }
        }
        // Two adopted accounts with a badge have one number: the team looks.
        (Matched, Event::AskReview { .. }) if actor == Actor::Moderator => Ok(Review),
        (Review, Event::Refuse) => Ok(Refused),
        (Matched, Event::Prove)
        | (None | Declared | Mismatch | NotFound | Matched | Proved, Event::Identify(Verdict::Matched)) => {
            Ok(Proved)
        }
        (None | Declared | Mismatch | NotFound | Matched | Proved, Event::Identify(Verdict::Mismatch(_)))
        | (Review | Refused | Suspended, Event::Identify(Verdict::Matched | Verdict::Mismatch(_))) => {
            Ok(Review)
        }
        (Matched | Proved, Event::NotSeen { nights }) if *nights < NIGHTS => Err(Refusal::TooEarly),
        (Proved, Event::LicenceOver { last_day }) if today_in_paris(now) <= *last_day => {
            Err(Refusal::TooEarly)
        }
        (Matched | Proved, Event::NotSeen { .. } | Event::Suspend) | (Proved, Event::LicenceOver { .. }) => {
            Ok(Suspended)
        }
        _ => Err(Refusal::NotNow(state)),
    }
}

fn may(actor: Actor, event: &Event) -> bool {
    match event {
        Event::Declare => actor == Actor::Owner || actor == Actor::House,
        Event::AskReview { .. } => actor == Actor::Owner || actor == Actor::Moderator,
        Event::Accept | Event::Refuse | Event::Suspend => actor == Actor::Moderator,
        Event::Prove => actor != Actor::Owner,
        Event::Check
        | Event::Answer(_)
        | Event::Identify(_)
        | Event::NotSeen { .. }
        | Event::LicenceOver { .. }
        | Event::SeenAgain => actor == Actor::House,
    }
}

/// The last day of a student’s licence that is accepted on this day: the next 15 November.
#[must_use]
pub fn licence_ends(today: NaiveDate) -> NaiveDate {
    let of = |year| NaiveDate::from_ymd_opt(year, 11, 15).unwrap_or(today);
    if today <= of(today.year()) { of(today.year()) } else { of(today.year() + 1) }
}

/// How far a person in this state is vouched for: 0 address, 1 number declared, 2 directory, 3 identity.
pub(super) fn trust(state: State, has_number: bool) -> i16 {
    match state {
        State::None | State::Refused => 0,
        State::Proved => 3,
        State::Matched => 2,
        _ => i16::from(has_number),
    }
}

/// Whether the badge is shown.
pub(super) fn is_verified(state: State) -> bool {
    matches!(state, State::Matched | State::Proved)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::verification::names::Reason;

    fn now() -> DateTime<Utc> {
        "2026-03-02T09:00:00Z".parse().unwrap()
    }

    fn name(event: &Event) -> &'static str {
        match event {
            Event::Declare => "declare",
            Event::Check => "check",
            Event::Answer(Verdict::Matched) => "answer matched",
            Event::Answer(Verdict::Mismatch(_)) => "answer mismatch",
            Event::Answer(Verdict::NotFound) => "answer not_found",
            Event::AskReview { .. } => "ask review",
            Event::Accept => "accept",
            Event::Refuse => "refuse",
            Event::Prove => "prove",
            Event::Identify(Verdict::Matched) => "identify matched",
            Event::Identify(Verdict::Mismatch(_)) => "identify mismatch",
            Event::Identify(Verdict::NotFound) => "identify not_found",
            Event::NotSeen { .. } => "not seen",
            Event::LicenceOver { .. } => "licence over",
            Event::Suspend => "suspend",
            Event::SeenAgain => "seen again",
        }
    }

    /// Every change that exists: from, event, to, who.
    const LISTED: &str = "
        none        declare          declared   owner house
        mismatch    declare          declared   owner house
        not_found   declare          declared   owner house
        matched     declare          declared   owner house
        declared    check            checking   house
        checking    answer matched   matched    house
        checking    answer mismatch  mismatch   house
        checking    answer not_found not_found  house
        none        ask review       review     owner moderator
        mismatch    ask review       review     owner moderator
        not_found   ask review       review     owner moderator
        refused     ask review       review     owner moderator
        suspended   ask review       review     owner moderator
        matched     ask review       review     moderator
        review      accept           matched    moderator
        review      refuse           refused    moderator
        matched     prove            proved     moderator house
        none        identify matched  proved    house
        declared    identify matched  proved    house
        mismatch    identify matched  proved    house
        not_found   identify matched  proved    house
        matched     identify matched  proved    house
        proved      identify matched  proved    house
        review      identify matched  review    house
        refused     identify matched  review    house
        suspended   identify matched  review    house
        none        identify mismatch review    house
        declared    identify mismatch review    house
        mismatch    identify mismatch review    house
        not_found   identify mismatch review    house
        matched     identify mismatch review    house
        proved      identify mismatch review    house
        review      identify mismatch review    house
        refused     identify mismatch review    house
        suspended   identify mismatch review    house
        matched     not seen         suspended  house
        proved      not seen         suspended  house
        proved      licence over     suspended  house
        matched     suspend          suspended  moderator
        proved      suspend          suspended  moderator
        suspended   seen again       matched    house";

    fn listed(state: State, event: &Event, actor: Actor) -> Option<State> {
        let actor = match actor {
            Actor::Owner => "owner",
            Actor::Moderator => "moderator",
            Actor::House => "house",
        };
        LISTED.lines().find_map(|line| {
            let rest = line.trim().strip_prefix(state.code())?.trim_start().strip_prefix(name(event))?;
            let mut words = rest.split_whitespace();
            let to = State::from_code(words.next()?)?;
            words.any(|it| it == actor).then_some(to)
        })
    }

    fn events() -> impl Strategy<Value = Event> {
        let moments = prop::collection::vec(0_i64..90, 0..5)
            .prop_map(|days| days.into_iter().map(|it| now() - TimeDelta::days(it)).collect());
        let reasons = prop_oneof![
            Just(Reason::Inactive),
            Just(Reason::Profession),
            Just(Reason::FamilyName),
            Just(Reason::GivenName)
        ];
        prop_oneof![
            Just(Event::Declare),
            Just(Event::Check),
            Just(Event::Answer(Verdict::Matched)),
            reasons.clone().prop_map(|it| Event::Answer(Verdict::Mismatch(it))),
            reasons.prop_map(|it| Event::Identify(Verdict::Mismatch(it))),
            Just(Event::Identify(Verdict::Matched)),
            Just(Event::Identify(Verdict::NotFound)),
            Just(Event::Answer(Verdict::NotFound)),
            moments.prop_map(|before| Event::AskReview { before }),
            Just(Event::Accept),
            Just(Event::Refuse),
            Just(Event::Prove),
            (0_i16..6).prop_map(|nights| Event::NotSeen { nights }),
            (-9_i64..9).prop_map(|days| Event::LicenceOver {
                last_day: today_in_paris(now()) + TimeDelta::days(days)
            }),
            Just(Event::Suspend),
            Just(Event::SeenAgain),
        ]
    }

    proptest! {
        #[test]
        fn nothing_happens_that_is_not_listed(state in prop::sample::select(State::ALL), event in events(), who in 0_usize..3) {
            let actor = [Actor::Owner, Actor::Moderator, Actor::House][who];
            match (next(state, &event, actor, now()), listed(state, &event, actor)) {
                (Ok(to), Some(expected)) => prop_assert_eq!(to, expected),
                (Ok(to), None) => prop_assert!(false, "{} → {} by {actor:?}", state.code(), to.code()),
                // Listed, and refused for its own reason.
                (Err(refusal), Some(_)) => prop_assert!(matches!(refusal, Refusal::TooEarly | Refusal::TooOften(_))),
                (Err(refusal), None) => prop_assert!(matches!(refusal, Refusal::NotNow(_) | Refusal::NotTheirs)),
            }
        }
    }

    #[test]
    fn every_listed_change_happens() {
        for line in LISTED.lines().filter(|it| !it.trim().is_empty()) {
            let line = line.trim();
            let state = State::ALL.iter().copied().find(|it| line.starts_with(it.code())).unwrap();
            let event = [
                Event::Declare,
                Event::Check,
                Event::Answer(Verdict::Matched),
                Event::Answer(Verdict::Mismatch(Reason::FamilyName)),
                Event::Answer(Verdict::NotFound),
                Event::AskReview { before: Vec::new() },
                Event::Accept,
                Event::Refuse,
                Event::Prove,
                Event::Identify(Verdict::Matched),
                Event::Identify(Verdict::Mismatch(Reason::FamilyName)),
                Event::NotSeen { nights: 3 },
                Event::LicenceOver { last_day: today_in_paris(now()) - TimeDelta::days(1) },
                Event::Suspend,
                Event::SeenAgain,
            ]
            .into_iter()
            .find(|it| {
                line.contains(&format!(" {} ", name(it)))
                    && listed(state, it, Actor::House).or(listed(state, it, Actor::Moderator)).is_some()
            })
            .unwrap();
            for actor in [Actor::Owner, Actor::Moderator, Actor::House] {
                if let Some(to) = listed(state, &event, actor) {
                    assert_eq!(next(state, &event, actor, now()), Ok(to), "{line}");
                }
            }
        }
    }

    #[test]
    fn two_nights_are_too_few_and_a_third_suspends() {
        let seen = |nights| next(State::Proved, &Event::NotSeen { nights }, Actor::House, now());
        assert_eq!(seen(2), Err(Refusal::TooEarly));
        assert_eq!(seen(3), Ok(State::Suspended));
    }

    #[test]
    fn a_third_request_within_a_month_waits_for_the_first_to_be_forgotten() {
        let ago = |days| now() - TimeDelta::days(days);
        let ask = |before: &[DateTime<Utc>]| {
            next(State::Refused, &Event::AskReview { before: before.to_vec() }, Actor::Owner, now())
        };
        assert_eq!(ask(&[ago(40), ago(3)]), Ok(State::Review));
        assert_eq!(ask(&[ago(20), ago(3)]), Err(Refusal::TooOften(ago(20) + MONTH)));
    }

    #[test]
    fn a_licence_holds_to_the_end_of_its_last_day_in_paris() {
        let on = |moment: &str| {
            let event = Event::LicenceOver { last_day: "2026-11-15".parse().unwrap() };
            next(State::Proved, &event, Actor::House, moment.parse().unwrap())
        };
        assert_eq!(on("2026-11-15T22:59:00Z"), Err(Refusal::TooEarly));
        assert_eq!(on("2026-11-15T23:00:00Z"), Ok(State::Suspended));
    }

    #[test]
    fn a_licence_is_accepted_until_the_next_15_november() {
        let ends = |day: &str| licence_ends(day.parse().unwrap()).to_string();
        assert_eq!(ends("2026-03-02"), "2026-11-15");
        assert_eq!(ends("2026-11-15"), "2026-11-15");
        assert_eq!(ends("2026-11-16"), "2027-11-15");
    }

    #[test]
    fn trust_follows_the_state() {
        let levels = |has_number| State::ALL.iter().map(move |it| trust(*it, has_number)).collect::<Vec<_>>();
        // none, declared, checking, matched, mismatch, not_found, review, proved, suspended, refused
        assert_eq!(levels(true), [0, 1, 1, 2, 1, 1, 1, 3, 1, 0]);
        assert_eq!(levels(false), [0, 0, 0, 2, 0, 0, 0, 3, 0, 0]);
    }
}
