//! Seventeen calls a second for the whole application, says the service.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// Calls that may begin at once when there were none before, and calls a second.
const CALLS: u32 = 17;

/// Tells callers how long to wait, so that no second sees more than its calls.
pub(super) struct Bucket {
    /// When the bucket is full again.
    full_at: Mutex<Option<Instant>>,
}

impl Bucket {
    pub(super) fn full() -> Self {
        Self { full_at: Mutex::new(None) }
    }

    /// Takes a call out; it may begin after this time.
    pub(super) fn take(&self, now: Instant) -> Duration {
        let a_call = Duration::from_secs(1) / CALLS;
        let mut full_at = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        let after = full_at.map_or(now, |it| it.max(now)) + a_call;
        *full_at = Some(after);
        after.saturating_duration_since(now).saturating_sub(a_call * CALLS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seventeen_calls_begin_at_once_and_the_next_seventeen_a_second_later() {
        let (calls, now) = (Bucket::full(), Instant::now());
        let waits: Vec<u64> = (0..40).map(|_| calls.take(now).as_secs()).collect();

        assert_eq!(waits, [vec![0; 17], vec![1; 17], vec![2; 6]].concat());
    }

    #[test]
    fn no_second_sees_an_eighteenth_call() {
        let (calls, start) = (Bucket::full(), Instant::now());
        // Somebody asks every 20 milliseconds.
        let begun: Vec<Duration> = (0..100)
            .map(|turn| {
                let asked = Duration::from_millis(20 * turn);
                asked + calls.take(start + asked)
            })
            .collect();

        assert!(begun.windows(18).all(|it| it[17] - it[0] >= Duration::from_secs(1)), "{begun:?}");
    }

    #[test]
    fn a_rest_lets_seventeen_begin_at_once_again() {
        let (calls, now) = (Bucket::full(), Instant::now());
        for _ in 0..40 {
            calls.take(now);
        }
        let later = now + Duration::from_secs(4);

        assert!((0..17).all(|_| calls.take(later).is_zero()) && !calls.take(later).is_zero());
    }
}
