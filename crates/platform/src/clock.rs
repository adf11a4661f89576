//! The hour, passed to whoever needs it so that tests can set it.

use std::time::SystemTime;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
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

/// Midnight in Paris after a day: the moment from which « until that day, included » is over.
#[must_use]
pub fn end_of_day_in_paris(day: NaiveDate) -> DateTime<Utc> {
    let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
    let midnight = next.and_time(NaiveTime::MIN);
    // The clocks of Paris change at 2 or 3 in the morning: there is one midnight a day.
    midnight.and_local_timezone(Paris).earliest().map_or_else(|| midnight.and_utc(), |it| it.to_utc())
}

/// The last day that is over at that moment: the inverse of [`end_of_day_in_paris`].
#[must_use]
pub fn last_day_before(end: DateTime<Utc>) -> NaiveDate {
    today_in_paris(end - TimeDelta::seconds(1))
}

/// The next moment when clocks in Paris show that time. Between two and three it may come twice, or never, on the days
/// when clocks change.
#[must_use]
pub fn next_in_paris(after: DateTime<Utc>, time: NaiveTime) -> DateTime<Utc> {
    let local = after.with_timezone(&Paris);
    let today = local.date_naive();
    let wait = u64::from(local.time() >= time);
    let day = today.checked_add_days(Days::new(wait)).unwrap_or(today);
    let next = day.and_time(time).and_local_timezone(Paris).earliest();
    next.map_or_else(|| after + TimeDelta::days(1), |it| it.to_utc())
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
    fn a_day_ends_at_midnight_in_paris_on_the_days_when_clocks_change_too() {
        assert_eq!(end_of_day_in_paris(day("2026-03-17")), at("2026-03-17T23:00:00Z"));
        assert_eq!(end_of_day_in_paris(day("2026-03-28")), at("2026-03-28T23:00:00Z"));
        assert_eq!(end_of_day_in_paris(day("2026-03-29")), at("2026-03-29T22:00:00Z"), "23 hours long");
        assert_eq!(end_of_day_in_paris(day("2026-10-25")), at("2026-10-25T23:00:00Z"), "25 hours long");
    }

    #[test]
    fn the_machines_clock_does_not_run_backwards_between_two_looks() {
        let first = SystemClock.now();

        assert!(SystemClock.now() >= first);
    }
}
