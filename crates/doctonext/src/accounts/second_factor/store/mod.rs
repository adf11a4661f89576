//! Every SQL statement of the second factor.

mod codes;
mod passkeys;

use chrono::{DateTime, Utc};
pub(super) use codes::*;
pub(super) use passkeys::*;
use sqlx::{PgConnection, PgExecutor};

/// What a person has set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, sqlx::FromRow)]
pub(super) struct Factors {
    /// Since when the application's codes are in force.
    pub(super) application: Option<DateTime<Utc>>,
    /// How many passkeys.
    pub(super) passkeys: i64,
    /// How many recovery codes are unused.
    pub(super) codes_left: i64,
}

impl Factors {
    /// Whether a password alone is not enough.
    pub(super) fn any(self) -> bool {
        self.application.is_some() || self.passkeys > 0
    }
}

/// Whether the person has set up a second factor.
pub(in crate::accounts) async fn is_set_up(db: &mut PgConnection, person: &str) -> sqlx::Result<bool> {
    Ok(factors(db, person).await?.any())
}

/// Whether the person may come in with a passkey alone.
pub(in crate::accounts) async fn has_passkey(db: &mut PgConnection, person: &str) -> sqlx::Result<bool> {
    Ok(factors(db, person).await?.passkeys > 0)
}

/// What the person has set up.
pub(super) async fn factors(db: impl PgExecutor<'_>, person: &str) -> sqlx::Result<Factors> {
    sqlx::query_as(
        "select (select confirmed_at from totp_secrets where user_id = $1) as application,
                (select count(*) from passkeys where user_id = $1) as passkeys,
                (select count(*) from recovery_codes where user_id = $1 and used_at is null) as codes_left",
    )
    .bind(person)
    .fetch_one(db)
    .await
}

/// Waits until nobody else changes the factors of this person: « is it the last one » must not be asked twice at once.
pub(super) async fn lock_person(db: &mut PgConnection, person: &str) -> sqlx::Result<()> {
    sqlx::query("select from users where id = $1 for no key update").bind(person).execute(db).await?;
    Ok(())
}

/// Takes every factor of a person away.
pub(in crate::accounts) async fn forget_all(db: &mut PgConnection, person: &str) -> sqlx::Result<()> {
    forget_application(db, person).await?;
    forget_codes(db, person).await?;
    sqlx::query("delete from passkeys where user_id = $1").bind(person).execute(db).await?;
    Ok(())
}

/// Gives a session its new rights.
pub(super) async fn raise_session(
    db: &mut PgConnection,
    session: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("update sessions set second_factor_at = $2, updated_at = $2 where id = $1")
        .bind(session)
        .bind(now)
        .execute(db)
        .await?;
    Ok(())
}

/// Takes the rights of a second factor from every session of a person.
pub(super) async fn lower_sessions(db: &mut PgConnection, person: &str) -> sqlx::Result<()> {
    sqlx::query("update sessions set second_factor_at = null where user_id = $1")
        .bind(person)
        .execute(db)
        .await?;
    Ok(())
}
