//! What one member of the team proposes and another one decides: prices, files of the zoning, rules of installation.
//!
//! Whoever proposed it does not decide, nothing is decided twice, and each step leaves a line in the log, in the
//! transaction that takes it. What else stands against a decision is for the room to say whose thing it is.

use std::convert::Infallible;

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;

use crate::{
    accounts::{Origin, SignedIn},
    audit,
};

/// A member of the team, and where they act from.
pub(crate) type Acting<'a> = (&'a SignedIn, &'a Origin);

/// Why nothing was decided; `Why` is what else the room may find against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Undecided<Why = Infallible> {
    /// Somebody decided before.
    Already,
    /// Whoever proposed it does not decide.
    SamePerson,
    /// The room says why.
    Against(Why),
}

/// Whether a member of the team may decide on what `author` proposed: every other one may.
pub(crate) fn may_decide(staff: &str, author: Option<&str>) -> bool {
    author != Some(staff)
}

/// Lets a member of the team decide on what `author` proposed, while it is open.
pub(crate) fn check<Why>(staff: &str, author: Option<&str>, is_open: bool) -> Result<(), Undecided<Why>> {
    match (is_open, may_decide(staff, author)) {
        (true, true) => Ok(()),
        (true, false) => Err(Undecided::SamePerson),
        (false, _) => Err(Undecided::Already),
    }
}

/// Writes a step into the log: the act, what it is done to, and why; `before` is the state that it changes.
pub(crate) async fn note(
    db: &mut PgConnection,
    (who, origin): Acting<'_>,
    (action, subject, reason): (&str, (&str, &str), Option<&str>),
    before: Option<Value>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let address = origin.short_address();
    let entry = audit::Entry {
        actor: Some(&who.person.id),
        action,
        subject,
        address: Some(&address),
        reason,
        ..audit::Entry::default()
    };
    audit::record_change(db, entry, before, now).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_one_decides_on_what_somebody_proposed_and_only_once() {
        let checked = check::<Infallible>;

        assert_eq!(checked("ada", Some("mina"), true), Ok(()));
        assert_eq!(checked("ada", None, true), Ok(()), "the house proposed it");
        assert_eq!(checked("mina", Some("mina"), true), Err(Undecided::SamePerson));
        assert_eq!(checked("ada", Some("mina"), false), Err(Undecided::Already));
        assert_eq!(
            checked("mina", Some("mina"), false),
            Err(Undecided::Already),
            "nothing is left to decide"
        );
    }
}
