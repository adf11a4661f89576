//! What moderation holds about a person: told to them, and erased or kept.

use serde_json::Value;
use sqlx::PgConnection;

use super::store;
use crate::personal_data::{Holding, Told};

/// The file of the export that tells of it.
pub const FILE: &str = "moderation.json";

const STAFF: Told = Told::Not("what the team did is in the log of acts, which is told");

/// Every column of ours, and of `screening`, that names a person.
pub const HOLDINGS: &[Holding] = &[
    Holding::gone("moderation_notices.notifier_id", Told::At(FILE, "/signalements_faits")),
    Holding::kept(
        "moderation_notices.subject_owner",
        Told::At(FILE, "/signalements_recus"),
        "a notice and its decision are kept three years, then without anybody's name",
    ),
    Holding::kept(
        "moderation_notice_events.actor_id",
        STAFF,
        "the history of a notice says who of the team acted",
    ),
    Holding::kept(
        "moderation_decisions.user_id",
        Told::At(FILE, "/decisions"),
        "a decision and its reasons are kept three years, then without anybody's name",
    ),
    Holding::kept(
        "moderation_decisions.decided_by",
        STAFF,
        "an appeal must be decided by somebody else than who decided first",
    ),
    Holding::kept(
        "moderation_decisions.confirmed_by",
        STAFF,
        "an appeal must be decided by somebody else than who decided first",
    ),
    Holding::kept("moderation_appeals.decided_by", STAFF, "an appeal says who of the team decided on it"),
    Holding::gone(
        "moderation_locks.held_by",
        Told::Not("a lock says for a quarter of an hour what somebody of the team looks at"),
    ),
    Holding::kept("screening_versions.changed_by", STAFF, "the history of the rules says who wrote them"),
    Holding::kept(
        "screening_versions.activated_by",
        STAFF,
        "the history of the rules says who put them in force",
    ),
];

/// Notices made and received, decisions with their reasons, appeals.
pub async fn export(db: &mut PgConnection, person: &str) -> sqlx::Result<Value> {
    store::export(db, person).await
}

/// Takes their name from the notices they made; decisions about them stay as long as the public page says.
pub async fn erase(db: &mut PgConnection, person: &str) -> sqlx::Result<()> {
    store::erase(db, person).await
}
