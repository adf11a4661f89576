//! Who reads: what colleagues hid from them is left out everywhere.

use std::convert::Infallible;

use axum::{extract::FromRequestParts, http::request::Parts};

use crate::app::App;

/// The name under which addresses are marked in `listing_hidden`.
pub const EMAIL_MARK: &str = "listing_hidden.email";

/// A signed-in person, as far as what they may see depends on it.
#[derive(Clone, PartialEq, Eq)]
pub struct Viewer {
    /// `users.id`.
    pub person: String,
    /// The mark of their address.
    pub email_mark: Vec<u8>,
}

impl std::fmt::Debug for Viewer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Viewer({})", self.person)
    }
}

/// The viewer of a request, if we know them.
#[derive(Debug, Clone)]
pub struct Seen(pub Option<Viewer>);

impl FromRequestParts<App> for Seen {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Infallible> {
        Ok(Self(parts.extensions.get::<Viewer>().cloned()))
    }
}
