//! How often one may try: per account and address of the network together, per address, per account.
//!
//! A try is counted before the password is looked at, so that two hundred tries at once are no more than two hundred
//! tries one after the other. Who does not exist is counted as who does: nothing here tells them apart.

use chrono::{DateTime, TimeDelta, Utc};

/// Length of a window.
pub(super) const WINDOW: TimeDelta = TimeDelta::minutes(15);

/// Tries within the current window, the present one included, and when the window ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Count {
    /// How many.
    pub(super) tries: i32,
    /// When they are forgotten.
    pub(super) until: DateTime<Utc>,
}

/// What a visitor must do before the next try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Toll {
    /// Nothing.
    Free,
    /// A small piece of work for the browser (see `proof_of_work`).
    Work,
    /// Wait until then.
    Wait(DateTime<Utc>),
}

/// From how many tries on work is asked, and past how many one waits.
#[derive(Debug, Clone, Copy)]
struct Limit {
    work: i32,
    wait: i32,
}

/// One account from one address: five tries a quarter of an hour.
const PAIR: Limit = Limit { work: 3, wait: 5 };
/// One address: a surgery or a hospital may share it.
const ADDRESS: Limit = Limit { work: 15, wait: 60 };
/// One account from everywhere: never a wait, or anyone could lock others out.
const ACCOUNT: Limit = Limit { work: 10, wait: i32::MAX };

/// The toll of this try to sign in.
#[must_use]
pub(super) fn of_sign_in(pair: Count, address: Count, account: Count) -> Toll {
    strictest([(pair, PAIR), (address, ADDRESS), (account, ACCOUNT)])
}

/// Letters asked from one address of the network: sign-ups, forgotten passwords, new addresses of members.
const LETTERS: Limit = Limit { work: 3, wait: 20 };

/// The toll of asking for one more letter.
#[must_use]
pub(super) fn of_letters(address: Count) -> Toll {
    strictest([(address, LETTERS)])
}

/// Letters that one member asks for, to an address that they say is theirs.
const MEMBERS_LETTERS: Limit = Limit { work: i32::MAX, wait: 3 };

/// The toll of one more letter that a member asks for.
#[must_use]
pub(super) fn of_members_letters(person: Count) -> Toll {
    strictest([(person, MEMBERS_LETTERS)])
}

/// Passkey ceremonies begun from one address: the page of sign-in begins one by itself, in every browser of a hospital.
const CEREMONIES: Limit = Limit { work: i32::MAX, wait: 300 };

/// The toll of beginning one more ceremony.
#[must_use]
pub(super) fn of_ceremonies(address: Count) -> Toll {
    strictest([(address, CEREMONIES)])
}

fn strictest<const N: usize>(counts: [(Count, Limit); N]) -> Toll {
    let waits = counts.iter().filter(|(count, limit)| count.tries > limit.wait).map(|(count, _)| count.until);
    if let Some(until) = waits.max() {
        return Toll::Wait(until);
    }
    if counts.iter().any(|(count, limit)| count.tries > limit.work) { Toll::Work } else { Toll::Free }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(tries: i32) -> Count {
        Count { tries, until: "2026-03-02T09:15:00Z".parse().unwrap() }
    }

    #[test]
    fn the_first_tries_are_free_then_cost_work_then_a_wait() {
        let toll = |pair| of_sign_in(count(pair), count(1), count(1));
        assert_eq!(toll(3), Toll::Free);
        assert_eq!(toll(4), Toll::Work);
        assert_eq!(toll(6), Toll::Wait(count(6).until));
    }

    #[test]
    fn nobody_can_lock_another_out_from_elsewhere() {
        assert_eq!(of_sign_in(count(1), count(1), count(100_000)), Toll::Work);
    }

    #[test]
    fn an_address_that_tries_many_accounts_waits() {
        assert!(matches!(of_sign_in(count(1), count(61), count(1)), Toll::Wait(_)));
    }
}
