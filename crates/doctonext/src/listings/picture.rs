//! A picture of a listing, as its page needs it. Pure.

use serde::Deserialize;

/// A picture that is ready to be shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Picture {
    /// Of the largest one that every browser reads.
    pub address: String,
    /// Pixels; unknown for drawings.
    pub width: Option<u32>,
    /// Pixels; unknown for drawings.
    pub height: Option<u32>,
    /// The picture in 32 pixels (WebP, base 64), shown until it has come.
    pub placeholder: Option<String>,
    /// What its owner says of it.
    pub caption: Option<String>,
}

impl From<String> for Picture {
    fn from(address: String) -> Self {
        Self { address, ..Self::default() }
    }
}
