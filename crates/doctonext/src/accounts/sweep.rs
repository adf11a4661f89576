//! What has served its time: ended sessions, used-up proofs, old counters.

use chrono::TimeDelta;

use super::store;
use crate::app::App;

/// Sweeps, and tells how many rows went.
pub async fn sweep(app: &App) -> sqlx::Result<u64> {
    let now = app.clock.now();
    let sessions = store::sweep_sessions(&app.db, now).await?;
    let proofs = store::sweep_proofs(&app.db, now).await?;
    // A used proof of work must be remembered longer than it could be shown again.
    let tries = store::sweep_tries(&app.db, now - TimeDelta::days(1)).await?;
    Ok(sessions + proofs + tries)
}
