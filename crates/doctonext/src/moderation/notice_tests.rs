//! The machine of notices, whole: every state with every event, and walks at random.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::notice::{Actor, Decision, Event, Facts, Refusal, State, appeal_ends, next};

fn now() -> DateTime<Utc> {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

fn facts() -> Facts {
    Facts { now: now(), since: now() - TimeDelta::days(1), is_first_judge: false }
}

const EVENTS: [Event; 6] =
    [Event::Open, Event::Accept, Event::Reject, Event::Appeal, Event::Uphold, Event::Reverse];
const ACTORS: [Actor; 3] = [Actor::Notifier, Actor::Author, Actor::Moderator];

/// Every change that the rules list, and nothing else.
fn is_listed(from: State, event: Event, actor: Actor, to: State) -> bool {
    use State::{Accepted, Appealed, Received, Rejected, Reversed, UnderReview, Upheld};
    matches!(
        (from, event.code(), actor, to),
        (Received, "open", Actor::Moderator, UnderReview)
            | (Received | UnderReview, "accept", Actor::Moderator, Accepted)
            | (Received | UnderReview, "reject", Actor::Moderator, Rejected)
            | (Accepted, "appeal", Actor::Author, Appealed)
            | (Rejected, "appeal", Actor::Notifier, Appealed)
            | (Appealed, "uphold", Actor::Moderator, Upheld)
            | (Appealed, "reverse", Actor::Moderator, Reversed)
    )
}

#[test]
fn a_notice_changes_as_listed_and_in_no_other_way() {
    for &from in State::ALL {
        for event in EVENTS {
            for actor in ACTORS {
                if let Ok(Decision::To(to)) = next(from, event, actor, &facts()) {
                    assert!(is_listed(from, event, actor, to), "{from:?} {event:?} {actor:?} {to:?}");
                }
                for &to in State::ALL.iter().filter(|to| is_listed(from, event, actor, **to)) {
                    assert_eq!(next(from, event, actor, &facts()), Ok(Decision::To(to)));
                }
            }
        }
    }
}

#[test]
fn a_decision_is_contested_for_six_months_of_the_calendar() {
    let since: DateTime<Utc> = "2026-08-31T09:00:00Z".parse().unwrap();
    let at = |now: DateTime<Utc>| {
        let facts = Facts { now, since, is_first_judge: false };
        next(State::Accepted, Event::Appeal, Actor::Author, &facts)
    };
    assert_eq!(appeal_ends(since), "2027-02-28T23:00:00Z".parse::<DateTime<Utc>>().unwrap());
    assert_eq!(at(appeal_ends(since) - TimeDelta::seconds(1)), Ok(Decision::To(State::Appealed)));
    assert_eq!(at(appeal_ends(since)), Err(Refusal::TooLate));
}

#[test]
fn whoever_decided_first_does_not_decide_on_the_appeal() {
    let facts = Facts { is_first_judge: true, ..facts() };
    for event in [Event::Uphold, Event::Reverse] {
        assert_eq!(next(State::Appealed, event, Actor::Moderator, &facts), Err(Refusal::SameJudge));
    }
}

proptest! {
    #[test]
    fn a_walk_ends_never_goes_back_and_repeating_changes_nothing(
        steps in prop::collection::vec((prop::sample::select(&EVENTS[..]), prop::sample::select(&ACTORS[..])), 0..30)
    ) {
        let rank = |it: State| match it {
            State::Received => 0,
            State::UnderReview => 1,
            State::Accepted | State::Rejected => 2,
            State::Appealed => 3,
            State::Upheld | State::Reversed => 4,
        };
        let mut state = State::Received;
        for (event, actor) in steps {
            if let Ok(Decision::To(to)) = next(state, event, actor, &facts()) {
                prop_assert!(rank(to) > rank(state), "{state:?} {event:?} {to:?}");
                prop_assert_eq!(next(to, event, actor, &facts()), Ok(Decision::Already));
                state = to;
            }
        }
    }
}
