//! What people say of themselves: told to them, and erased.

use serde_json::{Value, json};
use sqlx::PgConnection;

use super::{phone, picture, store};
use crate::{
    personal_data::{Holding, Told},
    sealing::{Place, Sealed, SealingError, Vault},
};

/// The file of the export that tells of it.
pub const FILE: &str = "profil.json";

/// Every column of ours that names a person.
pub const HOLDINGS: &[Holding] = &[Holding::gone("consents.user_id", Told::At(FILE, "/consentements"))];

/// The profile as its owner may read it, sealed columns opened.
pub async fn export(db: &mut PgConnection, vault: &Vault, person: &str) -> Result<Value, SealingError> {
    let mut told = store::export(db, person).await?;
    let sealed = store::sealed(db, person).await?;
    let number = |column| Place { table: "users", column, row: person };
    for (name, place, value) in [
        ("telephone", phone::place(person), sealed.phone),
        ("numero_rpps", number("rpps_number"), sealed.rpps_number),
        ("numero_adeli", number("adeli_number"), sealed.adeli_number),
    ] {
        if let Some(value) = value {
            told["profil"][name] = json!(opened(db, vault, place, &value).await?);
        }
    }
    Ok(told)
}

/// A sealed text; none when it is not one: a column that the first Doctonext wrote must hold nobody back.
async fn opened(
    db: &mut PgConnection,
    vault: &Vault,
    place: Place<'_>,
    value: &Sealed,
) -> Result<Option<String>, SealingError> {
    match vault.open_text(db, place, value).await {
        Ok(text) => Ok(Some(text)),
        Err(SealingError::Altered | SealingError::Destroyed) => Ok(None),
        Err(other) => Err(other),
    }
}

/// The telephone of a person who leaves, for the legal log.
pub async fn phone_of(
    db: &mut PgConnection,
    vault: &Vault,
    person: &str,
) -> Result<Option<String>, SealingError> {
    match store::sealed(db, person).await?.phone {
        Some(sealed) => opened(db, vault, phone::place(person), &sealed).await,
        None => Ok(None),
    }
}

/// The SIREN of the structure that leaves, for the legal log.
pub async fn siren_of(db: &mut PgConnection, person: &str) -> sqlx::Result<Option<String>> {
    store::siren(db, person).await
}

/// The key of the person's picture in the file storage.
pub async fn picture_of(db: &mut PgConnection, person: &str) -> sqlx::Result<Option<String>> {
    Ok(store::avatar(db, person).await?.map(|file| picture::key_of(&file)))
}

/// Erases what the person said of themselves. The file of their picture is for the caller to remove.
pub async fn erase(db: &mut PgConnection, person: &str) -> sqlx::Result<()> {
    store::erase(db, person).await
}
