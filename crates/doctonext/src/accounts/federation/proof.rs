//! The number that Pro Santé Connect proved goes to who verifies: sealed, with a job that names it, in the transaction of
//! the link.

use chrono::TimeDelta;
use platform::ids::{Ids, SystemIds};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::{professional::Professional, store};
use crate::{
    app::App,
    failure::Failure,
    jobs,
    sealing::{Place, Scope, SealingError},
};

/// Name of the job that takes it.
pub const PROVE: &str = "prove_by_psc";
/// How long the queue may stand still.
const LASTS: TimeDelta = TimeDelta::days(7);

/// Who proved themselves as whom. No `Debug`.
#[derive(Serialize, Deserialize)]
pub struct ProfessionalProof {
    /// `users.id`.
    pub person: String,
    /// Whom Pro Santé Connect says that they are.
    pub professional: Professional,
}

/// Leaves it for the job.
pub(super) async fn leave(
    app: &App,
    db: &mut PgConnection,
    professional: &Professional,
    person: &str,
) -> Result<(), Failure> {
    let (now, note) = (app.clock.now(), SystemIds.fresh());
    let identifier = identifier(&note);
    let proof = ProfessionalProof { person: person.to_owned(), professional: professional.clone() };
    let plain = serde_json::json!(proof).to_string();
    let sealed = app.vault.seal(db, Scope::Person(person), place(&identifier), plain.as_bytes()).await?;
    store::hold(db, &SystemIds.fresh(), &identifier, &sealed, now, now + LASTS).await?;
    jobs::ask(db, PROVE, &serde_json::json!({ "note": note })).await?;
    Ok(())
}

/// Takes what was left, once. None when it was taken, is too old, or its person is gone with their key.
pub async fn take_professional_proof(
    app: &App,
    db: &mut PgConnection,
    note: &str,
) -> Result<Option<ProfessionalProof>, Failure> {
    let identifier = identifier(note);
    let Some(sealed) = store::take(db, &identifier, app.clock.now()).await? else { return Ok(None) };
    match app.vault.open(db, place(&identifier), &sealed).await {
        Ok(plain) => Ok(serde_json::from_slice(&plain).ok()),
        Err(SealingError::Destroyed) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn identifier(note: &str) -> String {
    format!("professional-proof:{note}")
}

fn place(identifier: &str) -> Place<'_> {
    Place { table: "verifications", column: "value", row: identifier }
}
