//! Listings that a decision keeps out of search, and texts for rules to be tried on.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{ownership::refresh, store};
use crate::{app::App, failure::Failure, search};

/// A text as visitors read it, or will.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Read {
    /// `listings.id`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its text.
    pub body: String,
    /// Whatever else its author typed in words, a line for each ([`super::Details::words`]).
    pub others: String,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

/// Keeps a listing out of search, or lets it in again: its page stays. False when it was so already.
pub async fn set_reduced(app: &App, db: &mut PgConnection, id: &str, reduced: bool) -> Result<bool, Failure> {
    let now = app.clock.now();
    if !store::set_reduced(&mut *db, id, reduced.then_some(now)).await? {
        return Ok(false);
    }
    if reduced {
        search::withdraw(db, &[id.to_owned()]).await?;
    } else {
        refresh(db, &app.gazetteer, id, now).await?;
    }
    Ok(true)
}

/// Listings that were sent or changed since then, but drafts, the latest first; after one of them.
pub async fn texts_since(
    db: &sqlx::PgPool,
    since: DateTime<Utc>,
    after: Option<&Read>,
    most: i64,
) -> sqlx::Result<Vec<Read>> {
    let after = after.map(|it| (it.updated_at, it.id.as_str()));
    store::texts_since(db, since, after, most).await
}
