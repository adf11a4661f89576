//! Where a person is signed in, as they and the team see it.

use chrono::{DateTime, Utc};

use super::{device_name, store};
use crate::app::App;

/// An open session.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenSession {
    /// `sessions.id`: may be shown, opens nothing.
    pub id: String,
    /// « Firefox sur Linux ».
    pub device: String,
    /// Address of the network, shortened.
    pub network: String,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// Last request, to five minutes.
    pub seen_at: DateTime<Utc>,
}

/// A person's open sessions, the latest seen first. Looks of the team are not among them.
pub async fn open_sessions(app: &App, person: &str) -> sqlx::Result<Vec<OpenSession>> {
    let rows = store::sessions_of(&app.db, person, app.clock.now()).await?;
    Ok(rows
        .into_iter()
        .map(|it| OpenSession {
            id: it.id,
            device: device_name(it.user_agent.as_deref().unwrap_or_default()),
            network: it.ip_address.unwrap_or_else(|| "inconnu".to_owned()),
            opened_at: it.created_at,
            seen_at: it.last_seen_at.unwrap_or(it.created_at),
        })
        .collect())
}
