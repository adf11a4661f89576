//! A number that is nearly the same for texts that are nearly the same: simhash (Charikar 2002) of the shingles of three
//! words. Pure.

use sha2::{Digest, Sha256};

use super::engine::flattened;

/// Words of a shingle.
const SHINGLE: usize = 3;
/// Texts of fewer shingles say too little to be compared.
const FEWEST: usize = 8;
/// Bits that may differ between two texts that read the same.
pub const NEAR: u32 = 3;

/// The fingerprint of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// Of a title and its text; none of one that is too short to be compared.
    #[must_use]
    pub fn of(title: &str, body: &str) -> Option<Self> {
        let flat = flattened(&format!("{title} {body}"));
        let words: Vec<&str> = flat.split_whitespace().collect();
        if words.len() < FEWEST + SHINGLE - 1 {
            return None;
        }
        let mut weights = [0_i32; 64];
        for shingle in words.windows(SHINGLE) {
            let hash = hash(&shingle.join(" "));
            for (bit, weight) in weights.iter_mut().enumerate() {
                *weight += if hash >> bit & 1 == 1 { 1 } else { -1 };
            }
        }
        let bits = weights.iter().enumerate().filter(|(_, weight)| **weight > 0);
        Some(Self(bits.fold(0, |all, (bit, _)| all | 1 << bit)))
    }

    /// As the database keeps it: the same bits, signed.
    #[must_use]
    pub const fn to_column(self) -> i64 {
        self.0.cast_signed()
    }

    /// As the database kept it.
    #[must_use]
    pub const fn from_column(value: i64) -> Self {
        Self(value.cast_unsigned())
    }

    /// Bits that differ.
    #[must_use]
    pub const fn distance(self, other: Self) -> u32 {
        (self.0 ^ other.0).count_ones()
    }
}

fn hash(shingle: &str) -> u64 {
    let digest = Sha256::digest(shingle.as_bytes());
    digest.iter().take(8).fold(0, |all, byte| all << 8 | u64::from(*byte))
}
