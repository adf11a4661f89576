//! Letters on their way out: what a letter is for the network, and the two ways it can go.
//!
//! Whatever carries them, a letter keeps one `Message-ID` for life: a receiver that meets it twice can tell.

mod message;
mod outbox;
mod route;
mod smtp;

pub use message::{Message, Unsubscription};
pub use outbox::{Outbox, Posted};
pub use route::{Credentials, Route, RouteError, Security, Server};
pub use smtp::Smtp;

use std::path::Path;

/// Why a letter did not leave. The texts name no address: they are logged and stored.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// It may leave later: nobody answered, or the server said 4xx (RFC 5321 §4.2.1).
    #[error("{0}")]
    Temporary(String),
    /// It never will, whatever is tried: the server refused the recipient for good, or the letter is malformed.
    #[error("{0}")]
    Permanent(String),
}

/// What takes letters away.
#[derive(Clone)]
pub enum Carrier {
    /// Files in a folder, for development and for installations without a mail server.
    Outbox(Outbox),
    /// A mail server.
    Smtp(Smtp),
}

impl Carrier {
    /// Opens the way that the operator chose. `authorities` is a PEM file of certificate authorities trusted beside the
    /// public ones.
    pub fn open(route: &Route, outbox: &Path, authorities: Option<&Path>) -> Result<Self, RouteError> {
        match route {
            Route::Outbox => Ok(Self::Outbox(Outbox::at(outbox))),
            Route::Smtp(server) => Ok(Self::Smtp(Smtp::to(server, authorities)?)),
        }
    }

    /// Gives a letter away. Done means done: on disk, or taken over by the server with 250.
    pub async fn send(&self, message: &Message) -> Result<(), MailError> {
        match self {
            Self::Outbox(outbox) => outbox.put(message).await,
            Self::Smtp(smtp) => smtp.send(message).await,
        }
    }
}

/// A text without anything that looks like an address: servers quote the recipient in their refusals.
fn without_addresses(text: &str) -> String {
    let words = text.split_whitespace().map(|word| if word.contains('@') { "(address)" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
