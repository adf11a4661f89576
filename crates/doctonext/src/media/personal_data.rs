//! The files of a person's listings: told to them, and forgotten.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;

use super::{
    file::Kind,
    prepare,
    store::{self, Row},
};
use crate::{app::App, failure::Failure, file_removals, listings};

/// The file of the export that tells of them.
pub const FILE: &str = "fichiers-annonces.json";

/// What is known of every file of a person's listings.
pub async fn export(db: &mut PgConnection, person: &str) -> sqlx::Result<Value> {
    let listings = listings::personal_data::ids_of(db, person).await?;
    store::export(db, &listings).await
}

/// The files of a person's listings.
pub async fn files_of(db: &mut PgConnection, person: &str) -> sqlx::Result<Vec<KeptFile>> {
    let listings = listings::personal_data::ids_of(db, person).await?;
    Ok(store::of_person(db, &listings).await?.into_iter().map(KeptFile).collect())
}

/// A file of a listing, to be read.
pub struct KeptFile(Row);

impl KeptFile {
    /// As its owner called it; a photograph made anew is a JPEG, whatever it was.
    #[must_use]
    pub fn name(&self) -> String {
        let name = self.0.file_name.clone().unwrap_or_else(|| self.0.id.clone());
        match self.0.name {
            Some(_) if !name.to_lowercase().ends_with(".jpg") => format!("{name}.jpg"),
            _ => name,
        }
    }

    /// Its content: the largest size of a photograph, an opened document, what came while nothing was made of it. None
    /// when the storage has lost it.
    pub async fn read(&self, app: &App) -> Result<Option<Vec<u8>>, Failure> {
        let Some(key) = self.0.upload_key.as_ref().or(self.0.staged_key.as_ref()) else { return Ok(None) };
        let Some(bytes) = app.files.get(key).await.map_err(Failure::broken)? else { return Ok(None) };
        let is_sealed =
            key.starts_with("media/documents/") && self.0.file_type.as_deref() == Some(Kind::Document.code());
        if is_sealed {
            return Ok(Some(prepare::open(app, &self.0.id, &bytes).await?.to_vec()));
        }
        Ok(Some(bytes.to_vec()))
    }
}

/// Forgets every file of these listings, in the transaction that empties them; the files go with a job.
pub async fn forget(db: &mut PgConnection, listings: &[String], now: DateTime<Utc>) -> sqlx::Result<()> {
    let keys: Vec<String> = store::delete_of(db, listings).await?.iter().flat_map(Row::keys).collect();
    file_removals::doom(db, &keys, now).await
}
