use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// A sealed value as it lies in a column: `v1.` and base64url. The columns of the design that hold secrets are text.
#[derive(Clone, PartialEq, Eq, sqlx::Type)]
#[sqlx(transparent)]
pub struct Sealed(String);

impl Sealed {
    /// The value that lies in a file, as [`Self::to_bytes`] gave it.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self(format!("v1.{}", URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// The value as it lies in a file; none when the text of the column is not one.
    #[must_use]
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        URL_SAFE_NO_PAD.decode(self.0.strip_prefix("v1.")?).ok()
    }
}
