//! What leaving needs of accounts: who is silent, who may not go, who is on their way out.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor};

use super::{Person, SignedIn, store};
use crate::{app::App, failure::Failure};

pub use store::{Sign, is_last_admin, lock_person, not_erased, quiet_since, set_closing, sign_of_life};

/// Signs a person out everywhere but perhaps here.
pub async fn sign_out_elsewhere(
    db: &mut PgConnection,
    person: &str,
    kept: Option<&str>,
) -> sqlx::Result<u64> {
    store::end_sessions_but(db, person, kept).await
}

/// A person by identifier.
pub async fn person(db: impl PgExecutor<'_>, id: &str) -> sqlx::Result<Option<Person>> {
    store::person(db, id).await
}

/// Whether an act that cannot be taken back asks this person for their password: they have one, and have not shown a
/// second factor a short while ago.
pub async fn must_give_password(app: &App, who: &SignedIn) -> Result<bool, Failure> {
    let now: DateTime<Utc> = app.clock.now();
    if who.has_fresh_second_factor(now) {
        return Ok(false);
    }
    Ok(store::password_of(&app.db, &who.person.id).await?.is_some())
}
