//! Identifiers of rows: UUID version 7 as text, sortable by the moment of their making.

use std::sync::atomic::{AtomicU64, Ordering};

use uuid::{Builder, Uuid};

/// Makes identifiers. Acts take a `&dyn Ids`, so that tests know the ones they will meet.
pub trait Ids: Send + Sync {
    /// A new identifier: 36 characters, lower case, never given before.
    fn fresh(&self) -> String;
}

/// Identifiers from the machine's clock and randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemIds;

impl Ids for SystemIds {
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for an identifier")]
    fn fresh(&self) -> String {
        Uuid::now_v7().to_string()
    }
}

/// Identifiers that the same seed gives again in the same order: for tests and demonstration data.
///
/// They have the form of version 7 and ascend, as the real ones do.
#[derive(Debug, Default)]
pub struct SeededIds {
    seed: u64,
    given: AtomicU64,
}

impl SeededIds {
    /// Starts the series of this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { seed, given: AtomicU64::new(0) }
    }
}

/// 2024-01-01T00:00:00Z in milliseconds: seeded identifiers sort before those of the running program.
const SERIES_START_MS: u64 = 1_704_067_200_000;

impl Ids for SeededIds {
    fn fresh(&self) -> String {
        let rank = self.given.fetch_add(1, Ordering::Relaxed);
        let high = scattered(self.seed ^ scattered(rank)).to_be_bytes();
        let low = scattered(self.seed.rotate_left(32) ^ rank).to_be_bytes();
        let mut chance = [0_u8; 10];
        chance[..8].copy_from_slice(&high);
        chance[8..].copy_from_slice(&low[..2]);
        Builder::from_unix_timestamp_millis(SERIES_START_MS + rank, &chance).into_uuid().to_string()
    }
}

/// The finaliser of `SplitMix64` (Steele, Lea and Flood 2014): neighbouring numbers become unlike ones.
fn scattered(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(ids: &dyn Ids) -> Vec<String> {
        (0..1_000).map(|_| ids.fresh()).collect()
    }

    #[test]
    fn the_same_seed_gives_the_same_series_and_another_seed_another() {
        assert_eq!(series(&SeededIds::new(7)), series(&SeededIds::new(7)));
        assert_ne!(series(&SeededIds::new(7)), series(&SeededIds::new(8)));
    }

    #[test]
    fn identifiers_ascend_never_repeat_and_say_version_7() {
        for given in [series(&SystemIds), series(&SeededIds::new(1))] {
            let mut sorted = given.clone();
            sorted.sort();
            sorted.dedup();

            assert_eq!(sorted, given);
            for id in given {
                assert_eq!(id.len(), 36);
                assert_eq!(Uuid::parse_str(&id).unwrap().get_version_num(), 7, "{id}");
            }
        }
    }
}
