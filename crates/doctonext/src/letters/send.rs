use chrono::{DateTime, Utc};
use platform::ids::{Ids, SystemIds};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::{Letter, delivery::DELIVER, store};
use crate::{
    jobs,
    sealing::{Place, Scope, SealingError, Vault},
};

/// To whom a letter goes.
#[derive(Clone, Copy)]
pub struct Recipient<'a> {
    /// `users.id` of who has an account: the letter is sealed with their key and dies with it.
    pub person: Option<&'a str>,
    /// Name, may be empty.
    pub name: &'a str,
    /// E-mail address.
    pub address: &'a str,
}

/// What is sealed of it.
#[derive(Serialize, Deserialize)]
pub(super) struct Addressee {
    pub(super) name: String,
    pub(super) address: String,
}

/// Why a letter cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum LetterError {
    /// The database does not answer.
    #[error("the letter cannot be kept")]
    Database(#[from] sqlx::Error),
    /// The keys do not serve.
    #[error("the letter cannot be sealed")]
    Sealing(#[from] SealingError),
    /// A fault of ours.
    #[error("the letter cannot be written down")]
    Unwritable(#[from] serde_json::Error),
}

/// The place of a letter's recipient.
pub(super) fn recipient_of(id: &str) -> Place<'_> {
    Place { table: "letters", column: "recipient", row: id }
}

/// The place of a letter's content.
pub(super) fn content_of(id: &str) -> Place<'_> {
    Place { table: "letters", column: "content", row: id }
}

/// Writes a letter, in the transaction of the fact that it tells of: it leaves exactly when that commits. A letter that
/// the person switched off is not written.
pub async fn send(
    db: &mut PgConnection,
    vault: &Vault,
    now: DateTime<Utc>,
    recipient: Recipient<'_>,
    letter: &Letter,
) -> Result<(), LetterError> {
    if let Some(person) = recipient.person
        && letter.kind.can_be_refused().is_some()
        && store::is_refused(db, person, letter.kind.code()).await?
    {
        return Ok(());
    }
    let id = SystemIds.fresh();
    let scope = recipient.person.map_or(Scope::House, Scope::Person);
    let addressee = Addressee { name: recipient.name.to_owned(), address: recipient.address.to_owned() };
    let addressee = serde_json::to_vec(&addressee)?;
    let content = serde_json::to_vec(&letter.content)?;
    let addressee = vault.seal(db, scope, recipient_of(&id), &addressee).await?;
    let content = vault.seal(db, scope, content_of(&id), &content).await?;
    store::add(db, &id, letter.kind.code(), recipient.person, &addressee, &content, now).await?;
    // A job for each letter, though one takes them all: asking for one together would make transactions wait for each other.
    jobs::ask(db, DELIVER, &serde_json::json!({})).await?;
    Ok(())
}
