//! What the operator does for a person who lost every factor.

use super::{session::write_to, store};
use crate::{accounts::store as rows, app::App, audit, failure::Failure};

/// Why a second factor was not reset.
#[derive(Debug, thiserror::Error)]
pub enum ResetError {
    /// No account has this address.
    #[error("no account has the address {0}")]
    Nobody(String),
    /// There is nothing to take away.
    #[error("{0} has no second factor")]
    Nothing(String),
    /// The database or the vault.
    #[error("the second factor could not be reset")]
    Broken(#[from] Failure),
}

impl From<sqlx::Error> for ResetError {
    fn from(error: sqlx::Error) -> Self {
        Self::Broken(error.into())
    }
}

/// Takes every factor of a person away and ends their sessions: they sign in with their password and begin anew. They
/// are told by letter; the log says that it came from the command line.
pub async fn reset_second_factor(app: &App, email: &str) -> Result<(), ResetError> {
    let email = email.trim().to_lowercase();
    let mut tx = app.db.begin().await?;
    let Some(person) = rows::person_at(&mut *tx, &email).await? else {
        return Err(ResetError::Nobody(email));
    };
    store::lock_person(&mut tx, &person.id).await?;
    if !store::factors(&mut *tx, &person.id).await?.any() {
        return Err(ResetError::Nothing(email));
    }
    store::forget_all(&mut tx, &person.id).await?;
    rows::end_sessions_but(&mut tx, &person.id, None).await?;
    let entry = audit::Entry {
        action: "account.second_factor_reset",
        subject: ("user", &person.id),
        reason: Some("command line"),
        ..audit::Entry::default()
    };
    audit::record(&mut tx, entry, app.clock.now()).await?;
    let what = "À la suite d’une demande à notre équipe, la double authentification de votre compte vient d’être retirée. Connectez-vous avec votre mot de passe, puis remettez-la en place.";
    write_to(app, &mut tx, &person.id, what).await?;
    tx.commit().await?;
    Ok(())
}
