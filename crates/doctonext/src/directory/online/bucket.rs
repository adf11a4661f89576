//! Seventeen calls a second for the whole application, says the service.

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// Calls that may begin within [`WHILE`].
const CALLS: usize = 17;
const WHILE: Duration = Duration::from_secs(1);

/// Tells callers how long to wait, so that no second sees more than its calls.
pub(super) struct Bucket {
    /// When the last calls began, or will; the oldest first.
    begun: Mutex<VecDeque<Instant>>,
}

impl Bucket {
    pub(super) fn full() -> Self {
        Self { begun: Mutex::new(VecDeque::with_capacity(CALLS)) }
    }

    /// Takes a call out; it may begin after this time.
    pub(super) fn take(&self, now: Instant) -> Duration {
        let mut begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        let oldest = if begun.len() < CALLS { None } else { begun.pop_front() };
        let begins = oldest.map_or(now, |it| now.max(it + WHILE));
        begun.push_back(begins);
        begins.saturating_duration_since(now)
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

        assert!(
            begun.windows(18).all(|it| it[17].saturating_sub(it[0]) >= Duration::from_secs(1)),
            "{begun:?}"
        );
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
