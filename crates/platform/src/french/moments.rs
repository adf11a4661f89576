use chrono::{DateTime, Timelike, Utc};
use chrono_tz::Europe::Paris;

use super::{NO_BREAK_SPACE, date};

/// A moment as a clock in Paris shows it: "3 mars 2026 à 10 h 05".
#[must_use]
pub fn moment(at: DateTime<Utc>) -> String {
    format!("{} à {}", date(at.with_timezone(&Paris).date_naive()), hour(at))
}

/// The hour of a moment in Paris: "10 h 05".
#[must_use]
pub fn hour(at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&Paris);
    format!("{}{NO_BREAK_SPACE}h{NO_BREAK_SPACE}{:02}", local.hour(), local.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_those_of_paris_in_winter_and_in_summer() {
        assert_eq!(moment("2026-03-02T09:05:00Z".parse().unwrap()), "2\u{a0}mars 2026 à 10\u{a0}h\u{a0}05");
        assert_eq!(hour("2026-08-03T22:30:00Z".parse().unwrap()), "0\u{a0}h\u{a0}30");
    }
}
