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
    fn seventeen_calls_begin_at_once_and_the_others_a_seventeenth_of_a_second_apart() {
        let (bucket, now) = (Bucket::full(), Instant::now());
        let waits: Vec<u128> = (0..20).map(|_| bucket.take(now).as_millis()).collect();

        assert!(waits[..17].iter().all(|it| *it == 0), "{waits:?}");
        assert_eq!(&waits[17..], [58, 117, 176]);
    }

    #[test]
    fn a_rest_fills_the_bucket_again() {
        let (bucket, now) = (Bucket::full(), Instant::now());
        for _ in 0..40 {
            bucket.take(now);
        }

        assert!(bucket.take(now + Duration::from_secs(3)).is_zero());
    }
}
