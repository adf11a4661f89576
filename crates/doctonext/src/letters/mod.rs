//! Letters: provisional door until the real one is merged.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{failure::Failure, sealing::Vault};

/// Which letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// 1.
    ConfirmAddress,
    /// 1, to who has an account.
    AccountExists,
    /// 2.
    Welcome,
    /// 3.
    ResetPassword,
    /// 3, to who has none.
    NoAccount,
    /// 4.
    AccountChanged,
    /// 5.
    NewDevice,
}

/// A letter.
#[derive(Debug, Clone)]
pub struct Letter {
    subject: String,
}

/// To whom.
#[derive(Debug, Clone, Copy)]
pub struct Recipient<'a> {
    /// `users.id`.
    pub person: Option<&'a str>,
    /// Name.
    pub name: &'a str,
    /// E-mail.
    pub address: &'a str,
}

impl Letter {
    /// A letter.
    #[must_use]
    pub fn new(_kind: Kind, subject: &str) -> Self {
        Self { subject: subject.to_owned() }
    }
    /// Text.
    #[must_use]
    pub fn paragraph(self, _text: &str) -> Self {
        self
    }
    /// Text.
    #[must_use]
    pub fn small(self, _text: &str) -> Self {
        self
    }
    /// A link.
    #[must_use]
    pub fn button(self, _text: &str, _href: &str) -> Self {
        self
    }
    /// Facts.
    #[must_use]
    pub fn facts<const N: usize>(self, _facts: [(&str, String); N]) -> Self {
        self
    }
}

/// Sends.
#[expect(clippy::unused_async, reason = "provisional")]
pub async fn send(
    _db: &mut PgConnection,
    _vault: &Vault,
    _now: DateTime<Utc>,
    recipient: Recipient<'_>,
    letter: &Letter,
) -> Result<(), Failure> {
    tracing::debug!(subject = letter.subject, address = recipient.address.len(), "letter");
    Ok(())
}
