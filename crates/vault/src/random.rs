use rand::TryRngCore;

use crate::VaultError;

/// Where nonces and keys come from: passed in, so that known answers can be tested.
pub trait Random {
    /// Fills the whole slice.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), VaultError>;
}

/// The randomness of the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), VaultError> {
        rand::rngs::OsRng.try_fill_bytes(bytes).map_err(|_| VaultError::NoRandomness)
    }
}
