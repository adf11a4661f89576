//! Who is signed in, and how.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use platform::{clock::today_in_paris, french};

use crate::{
    shell::{Face, initials},
    trades::AuthorKind,
};

/// A person with an account, as far as rights depend on them.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Person {
    /// `users.id`.
    pub id: String,
    /// « Claire Moreau ».
    pub name: String,
    /// In lower case.
    pub email: String,
    /// Whether the address answered.
    pub email_verified: bool,
    /// `user`, `moderator` or `admin`.
    pub role: String,
    /// 0 to 3, see `users.trust_level`.
    pub trust_level: i16,
    /// Code of `AuthorKind`.
    pub account_kind: String,
    /// Address of the picture.
    pub avatar_url: Option<String>,
    /// When the account will be erased, as its owner asked.
    pub closing_at: Option<DateTime<Utc>>,
}

impl Person {
    /// Whether the account is of an organisation, a public body or an agency: it publishes for many practices.
    #[must_use]
    pub fn stands_for_many(&self) -> bool {
        let kind = AuthorKind::from_code(&self.account_kind);
        matches!(kind, Some(AuthorKind::Organisation | AuthorKind::PublicBody | AuthorKind::Agency))
    }
}

/// Who, without telling: logs print neither names nor addresses.
impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Person({})", self.id)
    }
}

/// A signed-in browser.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Session {
    /// `sessions.id`: may be shown, opens nothing.
    #[sqlx(rename = "session_id")]
    pub id: String,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    /// When a second factor was shown.
    pub second_factor_at: Option<DateTime<Utc>>,
    /// When the person last proved who they are.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// Last request, to five minutes.
    pub last_seen_at: Option<DateTime<Utc>>,
    /// The member of staff behind it, when it is not the person.
    pub acting_staff_id: Option<String>,
}

/// A person and the session that proves them: what the extractors give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Who.
    pub person: Person,
    /// How.
    pub session: Session,
    /// Notifications that they have not read, a hundred at most.
    pub unread: i32,
}

/// A proof older than this is asked again before a sensitive act.
const RECENT: TimeDelta = TimeDelta::minutes(15);

/// « 17 mars 2026 »: the last day before the account is erased.
fn last_day(due: DateTime<Utc>) -> String {
    french::date(today_in_paris(due - TimeDelta::seconds(1)))
}

impl SignedIn {
    /// Whether the person belongs to the team.
    #[must_use]
    pub fn is_staff(&self) -> bool {
        matches!(self.person.role.as_str(), "moderator" | "admin")
    }

    /// Whether the session may change anything.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.session.acting_staff_id.is_some()
    }

    /// Whether the person proved who they are a short while ago.
    #[must_use]
    pub fn is_recent(&self, now: DateTime<Utc>) -> bool {
        self.session.confirmed_at.is_some_and(|at| now - at < RECENT)
    }

    /// Whether a second factor was shown a short while ago.
    #[must_use]
    pub fn has_fresh_second_factor(&self, now: DateTime<Utc>) -> bool {
        self.session.second_factor_at.is_some_and(|at| now - at < RECENT)
    }

    /// What the header shows.
    #[must_use]
    pub fn face(&self) -> Face {
        Face {
            name: self.person.name.clone(),
            initials: initials(&self.person.name),
            avatar_url: self.person.avatar_url.clone(),
            is_staff: self.is_staff() && !self.is_read_only(),
            looked_at: self.is_read_only(),
            unread: self.unread,
            closes: self.person.closing_at.map(last_day),
        }
    }
}
