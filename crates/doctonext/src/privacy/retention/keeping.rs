//! How long, and how often one looks. Pure.

use chrono::{DateTime, Months, NaiveTime, TimeDelta, Timelike, Utc};
use platform::{clock::next_in_paris, french};

/// How long something is kept after its time began to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::privacy) enum Keeping {
    /// No longer than it serves.
    Serves,
    /// So many times 24 hours.
    Days(u32),
    /// So many months of the calendar.
    Months(u32),
}

impl Keeping {
    /// What began by this moment is past its time.
    pub(in crate::privacy) fn cutoff(self, now: DateTime<Utc>) -> DateTime<Utc> {
        match self {
            Self::Serves => now,
            Self::Days(days) => now - TimeDelta::days(i64::from(days)),
            Self::Months(months) => {
                now.checked_sub_months(Months::new(months)).unwrap_or(DateTime::UNIX_EPOCH)
            }
        }
    }

    /// « 13 mois », « 2 ans », « 7 jours »; empty for what serves no more.
    pub(in crate::privacy) fn in_french(self) -> String {
        match self {
            Self::Serves => String::new(),
            Self::Days(days) => french::counted(u64::from(days), "jour", "jours"),
            Self::Months(months) if months.is_multiple_of(12) => {
                french::counted(u64::from(months / 12), "an", "ans")
            }
            Self::Months(months) => french::counted(u64::from(months), "mois", "mois"),
        }
    }
}

/// How often a rule is executed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::privacy) enum Rhythm {
    /// Each hour.
    Hourly,
    /// Each night, after three in Paris.
    Nightly,
}

/// Minute of the hour when the timetable looks for what is due.
const MINUTE: u32 = 7;
/// When nights are: seven past three in Paris. The clocks change between two and three, so it comes once a day.
const NIGHT: NaiveTime = match NaiveTime::from_hms_opt(3, MINUTE, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

impl Rhythm {
    /// When a rule that last began then begins again. One that never did begins at the next look.
    pub(in crate::privacy) fn next(self, last: Option<DateTime<Utc>>, now: DateTime<Utc>) -> DateTime<Utc> {
        match (self, last) {
            (_, None) => next_look(now),
            (Self::Hourly, Some(last)) => next_look(last),
            (Self::Nightly, Some(last)) => next_in_paris(last, NIGHT),
        }
    }

    /// Whether a rule that last went well then is to be executed.
    pub(in crate::privacy) fn is_due(self, last: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
        last.is_none() || self.next(last, now) <= now
    }
}

/// The first seventh minute of an hour after a moment.
fn next_look(after: DateTime<Utc>) -> DateTime<Utc> {
    let hour = after
        .with_minute(MINUTE)
        .and_then(|it| it.with_second(0))
        .and_then(|it| it.with_nanosecond(0))
        .unwrap_or(after);
    if hour > after { hour } else { hour + TimeDelta::hours(1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn months_are_those_of_the_calendar() {
        assert_eq!(Keeping::Months(13).cutoff(at("2026-03-31T09:00:00Z")), at("2025-02-28T09:00:00Z"));
        assert_eq!(Keeping::Months(24).cutoff(at("2028-02-29T09:00:00Z")), at("2026-02-28T09:00:00Z"));
        assert_eq!(Keeping::Days(7).cutoff(at("2026-04-02T09:00:00Z")), at("2026-03-26T09:00:00Z"));
    }

    #[test]
    fn durations_are_told_as_people_say_them() {
        assert_eq!(Keeping::Months(13).in_french(), "13\u{a0}mois");
        assert_eq!(Keeping::Months(60).in_french(), "5\u{a0}ans");
        assert_eq!(Keeping::Days(1).in_french(), "1\u{a0}jour");
    }

    #[test]
    fn a_night_comes_once_a_day_on_the_days_when_clocks_change_too() {
        let next = |last| Rhythm::Nightly.next(Some(at(last)), at(last));
        assert_eq!(next("2026-03-28T02:07:00Z"), at("2026-03-29T01:07:00Z"), "from winter to summer");
        assert_eq!(next("2026-03-29T01:07:00Z"), at("2026-03-30T01:07:00Z"));
        assert_eq!(next("2026-10-24T01:07:00Z"), at("2026-10-25T02:07:00Z"), "from summer to winter");
        assert_eq!(next("2026-10-25T00:30:00Z"), at("2026-10-25T02:07:00Z"));
    }

    #[test]
    fn a_rule_is_due_once_an_hour_or_once_a_night_and_makes_up_for_a_sleep() {
        let last = Some(at("2026-03-02T02:07:03Z"));
        assert!(!Rhythm::Hourly.is_due(last, at("2026-03-02T03:06:59Z")));
        assert!(Rhythm::Hourly.is_due(last, at("2026-03-02T03:07:00Z")));
        assert!(!Rhythm::Nightly.is_due(last, at("2026-03-03T02:06:59Z")));
        assert!(Rhythm::Nightly.is_due(last, at("2026-03-03T02:07:00Z")));
        assert!(Rhythm::Nightly.is_due(last, at("2026-03-09T14:00:00Z")));
        assert!(Rhythm::Nightly.is_due(None, at("2026-03-02T14:00:00Z")));
    }
}
