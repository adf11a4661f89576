//! Somebody must be the first to give roles: the operator makes them, who reaches the machine itself.

use chrono::TimeDelta;
use platform::ids::{Ids, SystemIds};

use super::{EmailError, read_email, recovery, store};
use crate::{app::App, audit, failure::Failure};

/// How long the link that chooses the password lasts.
const LASTS: TimeDelta = TimeDelta::hours(24);

/// Why there is no first administrator.
#[derive(Debug, thiserror::Error)]
pub enum FirstAdminError {
    /// Roles are given by those who have one.
    #[error(
        "there is an administrator already: they give roles at /equipe/personnes, or use `doctonext people role`"
    )]
    NotTheFirst,
    /// Not an address.
    #[error("{0}")]
    Email(#[from] EmailError),
    /// Fault of ours or of the database.
    #[error("the administrator could not be made")]
    Broken(#[from] Failure),
}

impl From<sqlx::Error> for FirstAdminError {
    fn from(error: sqlx::Error) -> Self {
        Self::Broken(error.into())
    }
}

/// Makes the person of an address administrator, with an account if they have none. Gives the link that chooses their
/// password: it is printed, not sent, since letters may not leave yet. Their sessions end, and the team's pages will
/// ask for a second factor.
pub async fn make_first_admin(app: &App, email: &str, name: &str) -> Result<String, FirstAdminError> {
    let (email, now) = (read_email(email)?, app.clock.now());
    let mut tx = app.db.begin().await?;
    store::lock_first_admin(&mut tx).await?;
    if store::lock_admins(&mut tx).await? > 0 {
        return Err(FirstAdminError::NotTheFirst);
    }
    let person = if let Some(known) = store::person_at(&mut *tx, &email).await? {
        known.id
    } else {
        let id = SystemIds.fresh();
        store::make_staff(&mut tx, &id, name, &email, now).await?;
        id
    };
    store::set_role(&mut tx, &person, "admin", now).await?;
    store::end_sessions_but(&mut tx, &person, None).await?;
    let path = recovery::way_to_a_password(&mut tx, &person, now, LASTS).await?;
    let entry = audit::Entry {
        action: "account.first_admin_made",
        subject: ("user", &person),
        reason: Some("command line"),
        ..audit::Entry::default()
    };
    audit::record(&mut tx, entry, now).await?;
    tx.commit().await?;
    Ok(format!("{}{path}", app.settings.public_url))
}
