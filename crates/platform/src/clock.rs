//! The hour, passed to whoever needs it so that tests can set it.

use std::time::SystemTime;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::Paris;

/// Tells the present moment. Acts take a `&dyn Clock`; only the program's start chooses which.
pub trait Clock: Send + Sync {
    /// The present moment, in UTC.
    fn now(&self) -> DateTime<Utc>;
}

/// The clock of the machine: the only place of the program that asks it.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        SystemTime::now().into()
    }
}

/// The day that a visitor in mainland France reads on the wall at that moment.
///
/// Dates of listings are days of metropolitan France: near midnight the UTC day is another one.
#[must_use]
pub fn today_in_paris(now: DateTime<Utc>) -> NaiveDate {
    now.with_timezone(&Paris).date_naive()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_day_changes_at_midnight_in_paris_in_winter_and_in_summer() {
        assert_eq!(today_in_paris(at("2026-01-15T22:59:59Z")), day("2026-01-15"));
        assert_eq!(today_in_paris(at("2026-01-15T23:00:00Z")), day("2026-01-16"));
        assert_eq!(today_in_paris(at("2026-07-15T21:59:59Z")), day("2026-07-15"));
        assert_eq!(today_in_paris(at("2026-07-15T22:00:00Z")), day("2026-07-16"));
    }

    #[test]
    fn the_machines_clock_does_not_run_backwards_between_two_looks() {
        let first = SystemClock.now();

        assert!(SystemClock.now() >= first);
    }
}
