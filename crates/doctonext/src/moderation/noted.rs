//! The line of the log that a decision leaves.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{
    decide::{By, Ruling, Target},
    words::Action,
};
use crate::{audit, failure::Failure};

const fn act_of(action: Action) -> &'static str {
    match action {
        Action::Approve => "moderation.approved",
        Action::AskChange => "moderation.change_asked",
        Action::ReduceVisibility => "moderation.visibility_reduced",
        Action::Remove => "moderation.removed",
        Action::Suspend => "moderation.suspended",
        Action::Ban => "moderation.ban_proposed",
        Action::RefuseNotice => "moderation.notice_refused",
    }
}

/// What the log names: the account, or the thing itself.
pub(super) fn acted_on<'a>(target: &'a Target, ruling: &Ruling) -> (&'static str, &'a str) {
    match (&target.subject.owner, ruling.action.is_of_account()) {
        (Some(person), true) => ("user", person.as_str()),
        _ => (target.subject.kind.code(), target.subject.id.as_str()),
    }
}

pub(super) async fn note(
    db: &mut PgConnection,
    (staff, origin): By<'_>,
    target: &Target,
    ruling: &Ruling,
    (before, now): (Option<serde_json::Value>, DateTime<Utc>),
) -> Result<(), Failure> {
    let ground = ruling.ground.map_or("", |it| it.code);
    let reason = format!("{ground} {}", ruling.facts).trim().to_owned();
    let entry = audit::Entry {
        actor: Some(&staff.person.id),
        action: act_of(ruling.action),
        subject: acted_on(target, ruling),
        address: Some(&origin.short_address()),
        reason: Some(reason.as_str()).filter(|it| !it.is_empty()),
        ..audit::Entry::default()
    };
    Ok(audit::record_change(db, entry, before, now).await?)
}
