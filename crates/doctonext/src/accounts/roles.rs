//! Who belongs to the team. A change of rights ends every session of the person: rights are never those of yesterday.

use sqlx::PgConnection;

use super::{letters::account_changed, store};
use crate::{app::App, audit, letters};

/// Why a role cannot be given.
#[derive(Debug, thiserror::Error)]
pub enum RoleError {
    /// Nobody there.
    #[error("Cette personne n’existe pas.")]
    Nobody,
    /// `user`, `moderator` and `admin` exist.
    #[error("Ce rôle n’existe pas.")]
    UnknownRole,
    /// Someone must be able to give roles.
    #[error("C’est le dernier administrateur\u{202f}: nommez-en d’abord un autre.")]
    LastAdmin,
    /// Fault of ours or of the database.
    #[error("Le rôle n’a pas pu être changé.")]
    Failed(#[from] crate::failure::Failure),
}

impl From<sqlx::Error> for RoleError {
    fn from(error: sqlx::Error) -> Self {
        Self::Failed(error.into())
    }
}

/// Gives a person a role; `actor` is none when the operator does it from the command line.
pub async fn give_role(
    app: &App,
    actor: Option<&str>,
    person: &str,
    role: &str,
    reason: &str,
) -> Result<(), RoleError> {
    if !["user", "moderator", "admin"].contains(&role) {
        return Err(RoleError::UnknownRole);
    }
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let before = store::lock_role(&mut tx, person).await?.ok_or(RoleError::Nobody)?;
    if before == "admin" && role != "admin" && store::is_last_admin(&mut tx, person).await? {
        return Err(RoleError::LastAdmin);
    }
    store::set_role(&mut tx, person, role, now).await?;
    store::end_sessions_but(&mut tx, person, None).await?;
    tell(app, &mut tx, person).await?;
    let (old, new) = (serde_json::json!({ "role": before }), serde_json::json!({ "role": role }));
    let entry = audit::Entry {
        actor,
        action: "account.role_changed",
        subject: ("user", person),
        before: Some(&old),
        after: Some(&new),
        reason: Some(reason),
        ..audit::Entry::default()
    };
    audit::record(&mut tx, entry, now).await?;
    tx.commit().await?;
    Ok(())
}

async fn tell(app: &App, db: &mut PgConnection, person: &str) -> Result<(), RoleError> {
    let now = app.clock.now();
    if let Some(who) = store::person(&mut *db, person).await? {
        let recipient = letters::Recipient { person: Some(person), name: &who.name, address: &who.email };
        let letter =
            account_changed(app, "Vos droits sur Doctonext viennent de changer. Reconnectez-vous.", now);
        letters::send(db, &app.vault, now, recipient, &letter)
            .await
            .map_err(crate::failure::Failure::from)?;
    }
    Ok(())
}

/// The identifier of an address.
pub async fn person_at(app: &App, email: &str) -> sqlx::Result<Option<super::Person>> {
    store::person_at(&app.db, email).await
}

/// Ends every session of a person, for the team. Those of an administrator only another administrator ends: false otherwise.
pub async fn end_sessions(
    app: &App,
    staff: &super::SignedIn,
    origin: &super::Origin,
    person: &str,
) -> Result<bool, crate::failure::Failure> {
    let mut tx = app.db.begin().await?;
    let role = store::lock_role(&mut tx, person).await?.ok_or(crate::failure::Failure::NotFound)?;
    if role == "admin" && staff.person.role != "admin" {
        return Ok(false);
    }
    store::end_sessions_but(&mut tx, person, None).await?;
    let entry = audit::Entry {
        actor: Some(&staff.person.id),
        action: "account.sessions_ended",
        subject: ("user", person),
        address: Some(&origin.short_address()),
        ..audit::Entry::default()
    };
    audit::record(&mut tx, entry, app.clock.now()).await?;
    tx.commit().await?;
    Ok(true)
}
