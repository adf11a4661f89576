//! How long an item has waited, in hours of working days. Pure.
//!
//! The house answers within 24 hours of Monday to Friday, Paris time; Saturdays, Sundays and public holidays do not count.

use chrono::{DateTime, Datelike, TimeDelta, Utc, Weekday};
use platform::{
    clock::{end_of_day_in_paris, today_in_paris},
    holidays::is_public_holiday,
};

/// How an item stands, said in words beside its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Delay {
    /// Of the badge: `success`, `warning`, `error`.
    pub(super) tone: &'static str,
    /// « dans les délais ».
    pub(super) words: &'static str,
}

/// From so many working hours on it is urgent; past so many it is late.
const SOON: i64 = 16;
const LATE: i64 = 24;
/// Older items are late, whatever their weekends.
const LOOKED_BACK: TimeDelta = TimeDelta::days(14);

/// How an item that came then stands now.
#[must_use]
pub(super) fn delay(since: DateTime<Utc>, now: DateTime<Utc>) -> Delay {
    let hours = if now - since > LOOKED_BACK { LATE + 1 } else { worked(since, now).num_hours() };
    if hours >= LATE {
        Delay { tone: "error", words: "en retard (plus de 24\u{a0}h ouvrées)" }
    } else if hours >= SOON {
        Delay { tone: "warning", words: "à traiter avant 24\u{a0}h ouvrées" }
    } else {
        Delay { tone: "success", words: "dans les délais" }
    }
}

fn worked(since: DateTime<Utc>, now: DateTime<Utc>) -> TimeDelta {
    let (mut at, mut sum) = (since, TimeDelta::zero());
    while at < now {
        let day = today_in_paris(at);
        let until = end_of_day_in_paris(day).min(now);
        if !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !is_public_holiday(day) {
            sum += until - at;
        }
        if until <= at {
            break;
        }
        at = until;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(since: &str, now: &str) -> &'static str {
        delay(since.parse().unwrap(), now.parse().unwrap()).tone
    }

    #[test]
    fn a_weekend_does_not_count() {
        assert_eq!(
            tone("2026-03-06T17:00:00Z", "2026-03-08T20:00:00Z"),
            "success",
            "Friday to Sunday evening"
        );
        assert_eq!(tone("2026-03-06T17:00:00Z", "2026-03-09T08:00:00Z"), "success", "6 and 9 hours");
        assert_eq!(tone("2026-03-06T17:00:00Z", "2026-03-09T17:00:00Z"), "error");
    }

    #[test]
    fn a_public_holiday_does_not_count() {
        assert_eq!(
            tone("2026-04-03T17:00:00Z", "2026-04-07T08:00:00Z"),
            "success",
            "Friday evening to Tuesday morning over Easter: 5 and 10 hours"
        );
        assert_eq!(tone("2026-04-03T17:00:00Z", "2026-04-07T18:00:00Z"), "error");
    }

    #[test]
    fn a_day_is_late_after_twenty_four_hours_and_urgent_after_sixteen() {
        assert_eq!(tone("2026-03-02T09:00:00Z", "2026-03-03T00:59:59Z"), "success");
        assert_eq!(tone("2026-03-02T09:00:00Z", "2026-03-03T01:00:00Z"), "warning");
        assert_eq!(tone("2026-03-02T09:00:00Z", "2026-03-03T09:00:00Z"), "error");
        assert_eq!(tone("2025-03-02T09:00:00Z", "2026-03-03T09:00:00Z"), "error");
    }
}
