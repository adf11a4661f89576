//! Seeded chance: the same seed, purpose and number always give the same draws, in any order of asking.

use crate::ids::mix;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A stream of draws for one row.
pub(crate) struct Chance(ChaCha8Rng);

impl Chance {
    /// The stream of row `n` for one `purpose`. Two purposes never share a stream, so that adding a
    /// draw to the texts does not move the prices.
    pub(crate) fn new(seed: u64, purpose: u64, n: u64) -> Self {
        let mut key = [0_u8; 32];
        key[..8].copy_from_slice(&mix(seed).to_le_bytes());
        key[8..16].copy_from_slice(&purpose.to_le_bytes());
        key[16..24].copy_from_slice(&n.to_le_bytes());
        Self(ChaCha8Rng::from_seed(key))
    }

    /// A whole number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        if high <= low { low } else { self.0.random_range(low..=high) }
    }

    /// The same, leaning to the middle of the range.
    pub(crate) fn around(&mut self, low: i64, high: i64) -> i64 {
        i64::midpoint(self.between(low, high), self.between(low, high))
    }

    /// A number from 0 (included) to 1 (excluded).
    pub(crate) fn unit(&mut self) -> f64 {
        self.0.random::<f64>()
    }

    /// True `percent` times out of a hundred.
    pub(crate) fn odds(&mut self, percent: u32) -> bool {
        self.0.random_range(0..100_u32) < percent
    }

    /// An index below `length` (0 when the length is 0).
    pub(crate) fn index(&mut self, length: usize) -> usize {
        if length == 0 { 0 } else { self.0.random_range(0..length) }
    }

    /// One element of a table that is not empty.
    pub(crate) fn pick<'a, T>(&mut self, table: &'a [T]) -> &'a T {
        &table[self.index(table.len())]
    }

    /// One word or sentence of a table.
    pub(crate) fn word(&mut self, table: &[&'static str]) -> &'static str {
        table[self.index(table.len())]
    }

    /// One element, chosen by its weight.
    pub(crate) fn weighted<T: Copy>(&mut self, table: &[(u32, T)]) -> T {
        let total: u32 = table.iter().map(|(weight, _)| weight).sum();
        let mut left = self.0.random_range(0..total.max(1));
        for (weight, value) in table {
            if left < *weight {
                return *value;
            }
            left -= weight;
        }
        table[0].1
    }
}
