//! Public pages, as moderation knows them.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor};

use super::{pages::public, store};
use crate::{app::App, failure::Failure};

/// A public page that visitors may read.
pub struct ShownPage {
    /// Name of the person.
    pub name: String,
    /// Its path.
    pub path: String,
    /// What the person says of themselves.
    pub bio: String,
}

/// The public page of a person (`users.id`), if visitors may read it.
pub async fn shown_page(app: &App, id: &str) -> Result<Option<ShownPage>, Failure> {
    let row = store::row(&app.db, id).await?.filter(|it| it.is_public);
    Ok(row.map(|it| ShownPage { path: public::path(&it), bio: it.bio.unwrap_or_default(), name: it.name }))
}

/// Name and words of the public page of a person, whether visitors may read it or not: for the team, who decides on it.
pub async fn page_words(db: impl PgExecutor<'_>, id: &str) -> sqlx::Result<Option<(String, String)>> {
    let row = store::row(db, id).await?;
    Ok(row.map(|it| (it.name, it.bio.unwrap_or_default())))
}

/// Takes a public page away by a decision of moderation, or gives it back to its owner's choice.
pub async fn set_page_hidden(
    db: &mut PgConnection,
    id: &str,
    at: Option<DateTime<Utc>>,
) -> sqlx::Result<bool> {
    store::set_hidden(db, id, at).await
}
