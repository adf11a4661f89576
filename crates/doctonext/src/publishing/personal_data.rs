//! What publishing holds about a person beside their listings: told to them, and deleted.

use serde_json::Value;
use sqlx::PgConnection;

use super::{imports, kept, store};
use crate::{
    app::App,
    failure::Failure,
    personal_data::{Holding, Told},
};

/// The file of the export that tells of it.
pub const FILE: &str = "imports.json";

/// Every column of ours that names a person, but the team in `listing_revisions`.
pub const HOLDINGS: &[Holding] = &[
    Holding::gone("listing_imports.user_id", Told::At(FILE, "/imports")),
    Holding::gone("listing_import_marks.user_id", Told::At(FILE, "/references")),
];

/// The files that were imported, line by line, the references they gave, and what lies sealed of confidential drafts and
/// versions.
pub async fn export(app: &App, db: &mut PgConnection, person: &str) -> Result<Value, Failure> {
    let mut told = imports::export(db, person).await?;
    if let Value::Object(parts) = &mut told {
        parts.insert("reponses_scellees".to_owned(), kept::told(app, db, person).await?);
    }
    Ok(told)
}

/// Deletes them; the listings are another room's.
pub async fn erase(db: &mut PgConnection, person: &str) -> sqlx::Result<()> {
    store::forget_rate(db, person).await?;
    imports::erase(db, person).await
}
