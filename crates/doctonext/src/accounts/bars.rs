//! Accounts that a decision closes: nobody signs in, nothing is published. Moderation decides; here is what follows.

use chrono::{DateTime, Utc};
use platform::french;
use sqlx::PgConnection;

use super::store;
use crate::{failure::Failure, trades::AuthorKind};

/// Closes an account until then, or for good, and ends every session of it.
pub async fn bar(
    db: &mut PgConnection,
    person: &str,
    until: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    store::set_bar(db, person, Some(now), until).await?;
    store::end_sessions_but(db, person, None).await?;
    Ok(())
}

/// Opens an account again.
pub async fn unbar(db: &mut PgConnection, person: &str) -> sqlx::Result<()> {
    store::set_bar(db, person, None, None).await
}

/// Says that an account is another kind of author: its name on every listing.
pub async fn set_kind(
    db: &mut PgConnection,
    person: &str,
    kind: AuthorKind,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    store::set_kind(db, person, kind.code(), now).await
}

/// Lets nobody in whose account is closed; held until the transaction ends, so that a decision and a way in take turns.
pub(super) async fn let_in(db: &mut PgConnection, person: &str, now: DateTime<Utc>) -> Result<(), Failure> {
    match store::hold_bar(db, person, now).await? {
        None => Ok(()),
        Some(Some(until)) => Err(Failure::Barred(format!(
            "Votre compte est suspendu jusqu’au {}. La lettre que nous vous avons écrite dit pourquoi, et comment contester.",
            french::moment(until)
        ))),
        Some(None) => Err(Failure::Barred(
            "Votre compte est fermé. La lettre que nous vous avons écrite dit pourquoi, et comment contester."
                .to_owned(),
        )),
    }
}
