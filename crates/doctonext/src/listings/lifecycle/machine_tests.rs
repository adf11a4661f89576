//! The machine, whole: every state with every event, and walks at random.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::machine::{Actor, Decision, Event, Facts, Refusal, next};
use crate::trades::{ClosingReason, ListingStatus as State};

fn now() -> DateTime<Utc> {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

fn facts() -> Facts {
    Facts {
        now: now(),
        trust_level: 2,
        since: now() - TimeDelta::minutes(5),
        before: Some(State::Active),
        has_time_left: true,
        expires_at: Some(now() + TimeDelta::days(30)),
        publish_at: None,
        is_full: false,
        is_barred: false,
    }
}

const SUBMIT: Event = Event::Submit { flagged: false, publish_at: None };
const EVENTS: [Event; 18] = [
    SUBMIT,
    Event::Approve,
    Event::Reject,
    Event::ApproveUnread,
    Event::ComeOnline,
    Event::Unschedule,
    Event::Pause,
    Event::Forget,
    Event::LoseOwner,
    Event::Resume,
    Event::Fill(ClosingReason::FoundHere),
    Event::Unfill,
    Event::Expire,
    Event::Renew,
    Event::Remove,
    Event::Restore,
    Event::Archive,
    Event::Delete,
];
const ACTORS: [Actor; 3] = [Actor::Owner, Actor::Moderator, Actor::House];

/// Every change that the rules list, and nothing else.
fn is_listed(from: State, event: Event, actor: Actor, to: State) -> bool {
    use Actor::{House, Moderator, Owner};
    use State::{
        Active, Archived, Draft, Expired, Inactive, PendingReview, Rejected, Removed, Scheduled, Sold,
    };
    match (from, event.code(), actor, to) {
        (Draft | Rejected, "submit", Owner, PendingReview | Scheduled | Active)
        | (PendingReview, "approve", Moderator, Active | Scheduled)
        | (PendingReview, "approve_unread", House, Active | Scheduled)
        | (PendingReview, "reject", Moderator, Rejected)
        | (Scheduled | PendingReview, "unschedule", Owner, Draft)
        | (Scheduled, "come_online", House, Active)
        | (Active, "pause", Owner, Inactive)
        | (Active, "forget" | "lose_owner", House, Inactive)
        | (Inactive, "resume", Owner | House, Active)
        | (Active | Inactive, "fill", Owner | House, Sold)
        | (Sold, "unfill", Owner, Active | Inactive)
        | (Active | Inactive, "expire", House, Expired)
        | (Expired, "renew", Owner, Active)
        | (Active | Inactive | Scheduled | PendingReview, "remove", Moderator, Removed)
        | (Removed | Rejected, "restore", Moderator, Draft | Active | Inactive | Scheduled | PendingReview)
        | (Sold | Expired | Rejected | Removed, "archive", House, Archived) => true,
        (from, "delete", Owner | House, Archived) => from != Archived,
        _ => false,
    }
}

fn any_state() -> impl Strategy<Value = State> {
    prop::sample::select(State::ALL)
}

prop_compose! {
    fn any_facts()(
        trust_level in 0_i16..4,
        minutes in 0_i64..600_000,
        before in prop::option::of(any_state()),
        has_time_left in any::<bool>(),
        ends_in in prop::option::of(-1000_i64..1000),
        starts_in in prop::option::of(-1000_i64..1000),
        is_full in any::<bool>(),
        is_barred in any::<bool>(),
    ) -> Facts {
        Facts {
            now: now(),
            trust_level,
            since: now() - TimeDelta::minutes(minutes),
            before,
            has_time_left,
            expires_at: ends_in.map(|hours| now() + TimeDelta::hours(hours)),
            publish_at: starts_in.map(|hours| now() + TimeDelta::hours(hours)),
            is_full,
            is_barred,
        }
    }
}

proptest! {
    #[test]
    fn nothing_happens_that_the_rules_do_not_list(
        from in any_state(),
        event in prop::sample::select(&EVENTS),
        actor in prop::sample::select(&ACTORS),
        facts in any_facts(),
    ) {
        if let Ok(Decision::To(to)) = next(from, event, actor, &facts) {
            prop_assert!(is_listed(from, event, actor, to), "{from:?} {event:?} {actor:?} {to:?}");
        }
    }

    #[test]
    fn an_act_repeated_changes_nothing(
        from in any_state(),
        event in prop::sample::select(&EVENTS),
        actor in prop::sample::select(&ACTORS),
        facts in any_facts(),
    ) {
        if let Ok(Decision::To(to)) = next(from, event, actor, &facts) {
            let again = next(to, event, actor, &Facts { before: Some(from), since: facts.now, ..facts });
            prop_assert!(!matches!(again, Ok(Decision::To(_))), "{from:?} {event:?} {to:?} {again:?}");
        }
    }

    #[test]
    fn what_is_archived_stays_archived(
        event in prop::sample::select(&EVENTS),
        actor in prop::sample::select(&ACTORS),
        facts in any_facts(),
    ) {
        prop_assert!(!matches!(next(State::Archived, event, actor, &facts), Ok(Decision::To(_))));
    }
}

#[test]
fn every_listed_change_can_happen() {
    // Some change needs other facts: each is tried under a few.
    let old = Facts { since: now() - TimeDelta::days(400), ..facts() };
    let days = Facts { since: now() - TimeDelta::days(3), ..facts() };
    let over = Facts { expires_at: Some(now()), ..facts() };
    let mut seen = Vec::new();
    for from in State::ALL {
        for event in EVENTS {
            for actor in ACTORS {
                for facts in [facts(), old, days, over] {
                    if let Ok(Decision::To(_)) = next(*from, event, actor, &facts) {
                        seen.push((*from, event.code()));
                    }
                }
            }
        }
    }
    seen.dedup();
    seen.sort_by_key(|(from, event)| (*from, *event));
    seen.dedup();
    assert_eq!(seen.len(), 37, "{seen:?}");
}

#[test]
fn a_first_listing_is_read_unless_its_owner_is_verified() {
    let submit = |trust_level, flagged, publish_at| {
        let event = Event::Submit { flagged, publish_at };
        next(State::Draft, event, Actor::Owner, &Facts { trust_level, ..facts() })
    };
    let later = Some(now() + TimeDelta::days(2));
    assert_eq!(submit(1, false, None), Ok(Decision::To(State::PendingReview)));
    assert_eq!(submit(2, false, None), Ok(Decision::To(State::Active)));
    assert_eq!(submit(3, true, None), Ok(Decision::To(State::PendingReview)));
    assert_eq!(submit(2, false, later), Ok(Decision::To(State::Scheduled)));
    assert_eq!(submit(2, false, Some(now())), Ok(Decision::To(State::Active)));
}

#[test]
fn approved_before_its_day_it_waits_for_it() {
    let facts = Facts { publish_at: Some(now() + TimeDelta::days(2)), ..facts() };
    assert_eq!(
        next(State::PendingReview, Event::Approve, Actor::Moderator, &facts),
        Ok(Decision::To(State::Scheduled))
    );
}

#[test]
fn nobody_unverified_goes_online_unread() {
    let at = |trust_level, hours| {
        let facts = Facts { trust_level, since: now() - TimeDelta::hours(hours), ..facts() };
        next(State::PendingReview, Event::ApproveUnread, Actor::House, &facts)
    };
    assert_eq!(at(2, 47), Err(Refusal::TooEarly));
    assert_eq!(at(2, 48), Ok(Decision::To(State::Active)));
    assert!(at(1, 480).is_err());
}

#[test]
fn a_mistaken_closing_is_taken_back_within_the_hour_to_where_it_was() {
    let undo = |before, minutes| {
        let facts = Facts { before: Some(before), since: now() - TimeDelta::minutes(minutes), ..facts() };
        next(State::Sold, Event::Unfill, Actor::Owner, &facts)
    };
    assert_eq!(undo(State::Active, 59), Ok(Decision::To(State::Active)));
    assert_eq!(undo(State::Inactive, 59), Ok(Decision::To(State::Inactive)));
    assert_eq!(undo(State::Active, 61), Err(Refusal::TooLate));
}

#[test]
fn a_limit_or_past_dates_keep_a_listing_offline() {
    let full = Facts { is_full: true, ..facts() };
    let past = Facts { has_time_left: false, ..facts() };
    for (from, event) in
        [(State::Draft, SUBMIT), (State::Inactive, Event::Resume), (State::Expired, Event::Renew)]
    {
        assert_eq!(next(from, event, Actor::Owner, &full), Err(Refusal::Full), "{event:?}");
        assert_eq!(next(from, event, Actor::Owner, &past), Err(Refusal::NoTimeLeft), "{event:?}");
    }
}

#[test]
fn nothing_of_somebody_suspended_or_leaving_comes_online() {
    let barred = Facts { is_barred: true, ..facts() };
    for (from, event, actor) in [
        (State::Draft, SUBMIT, Actor::Owner),
        (State::PendingReview, Event::Approve, Actor::Moderator),
        (State::Scheduled, Event::ComeOnline, Actor::House),
        (State::Inactive, Event::Resume, Actor::Owner),
        (State::Expired, Event::Renew, Actor::Owner),
        (State::Sold, Event::Unfill, Actor::Owner),
    ] {
        assert_eq!(next(from, event, actor, &barred), Err(Refusal::Barred), "{event:?}");
    }
    assert!(next(State::Active, Event::Fill(ClosingReason::Other), Actor::Owner, &barred).is_ok());
}

#[test]
fn nothing_comes_online_once_its_dates_are_over() {
    let over = Facts { has_time_left: false, since: now() - TimeDelta::days(3), ..facts() };
    for (from, event, actor) in [
        (State::PendingReview, Event::Approve, Actor::Moderator),
        (State::PendingReview, Event::ApproveUnread, Actor::House),
        (State::Scheduled, Event::ComeOnline, Actor::House),
    ] {
        assert_eq!(next(from, event, actor, &over), Err(Refusal::NoTimeLeft), "{event:?}");
    }
}
