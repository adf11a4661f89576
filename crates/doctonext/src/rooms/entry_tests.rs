//! The life of an access.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::entry::*;

fn at(hours: i64) -> DateTime<Utc> {
    "2026-03-02T09:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::hours(hours)
}

fn to(decision: Result<Decision, Refusal>) -> Access {
    match decision {
        Ok(Decision::To(access)) => access,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_access_is_asked_granted_in_two_steps_and_ends_after_sixty_days() {
    let asked = Access::asked(at(0));
    assert_eq!((asked.open_tier(at(1)), asked.ends_at), (Tier::Nothing, at(7 * 24)));

    let granted = to(next(asked, Event::Grant, Actor::Seller, at(5)));
    assert_eq!((granted.open_tier(at(5)), granted.ends_at), (Tier::Figures, at(5 + 60 * 24)));

    let opened = to(next(granted, Event::OpenDocuments, Actor::Seller, at(30)));
    assert_eq!((opened.open_tier(at(30)), opened.ends_at), (Tier::Documents, granted.ends_at));
    assert_eq!(opened.open_tier(opened.ends_at), Tier::Nothing, "no job has run, nothing is seen");
    assert_eq!(opened.state_at(opened.ends_at), State::Expired);
}

#[test]
fn documents_are_never_opened_before_the_rest() {
    let asked = Access::asked(at(0));
    assert_eq!(next(asked, Event::OpenDocuments, Actor::Seller, at(1)), Err(Refusal::NotNow));
}

#[test]
fn a_request_that_waited_a_week_can_only_end() {
    let asked = Access::asked(at(0));
    let late = asked.ends_at;
    for (event, actor) in
        [(Event::Grant, Actor::Seller), (Event::Refuse, Actor::Seller), (Event::Withdraw, Actor::Reader)]
    {
        assert_eq!(next(asked, event, actor, late), Err(Refusal::Over));
    }
    assert_eq!(to(next(asked, Event::Expire, Actor::House, late)).state, State::Expired);
    assert_eq!(next(asked, Event::Expire, Actor::House, late - TimeDelta::seconds(1)), Err(Refusal::NotNow));
}

#[test]
fn whom_the_seller_turned_away_waits_a_month_who_withdrew_a_week_and_others_ask_again_at_once() {
    assert_eq!(may_ask_again(State::Refused, Some(at(0))), Some(at(30 * 24)));
    assert_eq!(may_ask_again(State::Revoked, Some(at(0))), Some(at(30 * 24)));
    assert_eq!(may_ask_again(State::Withdrawn, Some(at(0))), Some(at(7 * 24)), "changed their mind");
    for free in [State::Expired, State::Closed] {
        assert_eq!(may_ask_again(free, Some(at(0))), None);
    }
}

#[test]
fn every_word_of_the_database_is_read_back() {
    for (state, code, _) in STATES {
        assert_eq!((state.code(), State::from_code(code)), (code, state));
    }
    assert_eq!(State::from_code("later"), State::Closed);
    for key in 0..=2 {
        assert_eq!(Tier::from_key(key).key(), key);
    }
}

fn any_event() -> impl Strategy<Value = Event> {
    prop::sample::select(EVENTS.map(|(event, ..)| event).to_vec())
}

fn any_actor() -> impl Strategy<Value = Actor> {
    prop::sample::select(vec![Actor::Seller, Actor::Reader, Actor::House])
}

fn any_access() -> impl Strategy<Value = Access> {
    let states = prop::sample::select(STATES.map(|(state, ..)| state).to_vec());
    (states, 0_i16..3, -100_i64..2000).prop_map(|(state, tier, hours)| Access {
        state,
        tier: Tier::from_key(tier),
        ends_at: at(hours),
    })
}

proptest! {
    #[test]
    fn what_is_over_stays_over_and_tiers_only_rise(
        steps in prop::collection::vec((any_event(), any_actor(), 0_i64..400), 0..40)
    ) {
        let (mut access, mut hour) = (Access::asked(at(0)), 0);
        for (event, actor, wait) in steps {
            hour += wait;
            if let Ok(Decision::To(after)) = next(access, event, actor, at(hour)) {
                prop_assert!(access.state.is_live(), "{access:?} moved by {event:?}");
                prop_assert!(after.tier >= access.tier);
                prop_assert!(after.ends_at <= at(hour) + LASTS);
                prop_assert!(after.state != State::Granted || after.tier != Tier::Nothing);
                access = after;
            }
        }
    }

    #[test]
    fn an_event_twice_is_an_event_once(access in any_access(), event in any_event(), actor in any_actor()) {
        let now = at(50);
        if let Ok(Decision::To(after)) = next(access, event, actor, now) {
            prop_assert_eq!(next(after, event, actor, now), Ok(Decision::Already));
        }
    }

    #[test]
    fn nobody_does_what_is_anothers(access in any_access(), event in any_event()) {
        let allowed: Vec<Actor> = [Actor::Seller, Actor::Reader, Actor::House]
            .into_iter()
            .filter(|actor| next(access, event, *actor, at(50)) != Err(Refusal::NotTheirs))
            .collect();
        prop_assert_eq!(allowed.len(), 1);
    }

    #[test]
    fn nothing_is_seen_but_of_a_grant_that_still_runs(access in any_access(), hour in -100_i64..2000) {
        let seen = access.open_tier(at(hour)) != Tier::Nothing;
        prop_assert!(!seen || (access.state == State::Granted && at(hour) < access.ends_at));
    }
}
