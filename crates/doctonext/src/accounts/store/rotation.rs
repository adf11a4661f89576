//! Another token for a session that stays.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// Whether a session's cookie outlives the browser; none when the session has ended.
pub(in crate::accounts) async fn is_remembered(
    db: &mut PgConnection,
    session: &str,
) -> sqlx::Result<Option<bool>> {
    sqlx::query_scalar("select remembered from sessions where id = $1").bind(session).fetch_optional(db).await
}

/// Gives a session another token.
pub(in crate::accounts) async fn set_token(
    db: &mut PgConnection,
    session: &str,
    token: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("update sessions set token = $2, updated_at = $3 where id = $1")
        .bind(session)
        .bind(token)
        .bind(now)
        .execute(db)
        .await?;
    Ok(())
}
