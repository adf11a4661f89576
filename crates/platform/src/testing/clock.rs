use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

use crate::clock::Clock;

/// A clock that stands still until a test moves it.
#[derive(Debug)]
pub struct FrozenClock(Mutex<DateTime<Utc>>);

impl FrozenClock {
    /// Stands at that moment.
    #[must_use]
    pub fn at(moment: DateTime<Utc>) -> Self {
        Self(Mutex::new(moment))
    }

    /// Stands at a moment written in RFC 3339: `FrozenClock::reading("2026-03-04T09:00:00Z")`.
    ///
    /// # Panics
    /// When the text is no such moment.
    #[must_use]
    pub fn reading(moment: &str) -> Self {
        Self::at(moment.parse().unwrap_or_else(|error| panic!("`{moment}` is no moment: {error}")))
    }

    /// Puts the hands on another moment, later or earlier.
    pub fn set(&self, moment: DateTime<Utc>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = moment;
    }

    /// Lets that much time pass.
    pub fn advance(&self, by: TimeDelta) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += by;
    }
}

impl Clock for FrozenClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_passes_only_when_the_test_says_so() {
        let clock = FrozenClock::reading("2026-03-04T09:00:00Z");

        assert_eq!(clock.now(), clock.now());
        clock.advance(TimeDelta::days(2));
        assert_eq!(clock.now().to_rfc3339(), "2026-03-06T09:00:00+00:00");
        clock.set("2020-01-01T00:00:00Z".parse().unwrap());
        assert_eq!(clock.now().to_rfc3339(), "2020-01-01T00:00:00+00:00");
    }
}
