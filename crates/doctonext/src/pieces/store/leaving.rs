//! What goes with a person.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// Erases a person's documents, links and openings; gives the keys of the files.
pub(in crate::pieces) async fn erase(db: &mut PgConnection, person: &str) -> sqlx::Result<Vec<String>> {
    sqlx::query("delete from piece_openings where user_id = $1").bind(person).execute(&mut *db).await?;
    sqlx::query("delete from piece_shares where user_id = $1").bind(person).execute(&mut *db).await?;
    sqlx::query_scalar("delete from pieces where user_id = $1 returning file")
        .bind(person)
        .fetch_all(db)
        .await
}

/// Reminders that were made of a document, the first one first.
pub(in crate::pieces) async fn reminders_of(
    db: &mut PgConnection,
    piece: &str,
) -> sqlx::Result<Vec<DateTime<Utc>>> {
    sqlx::query_scalar("select reminded_at from piece_reminders where piece_id = $1 order by reminded_at")
        .bind(piece)
        .fetch_all(db)
        .await
}
