//! SQL of the demonstration: its people, and its removal.

use demo_data::DemoPerson;
use platform::database::CopyRows;
use sqlx::{PgConnection, PgPool, PgTransaction};

/// The reserved domain (RFC 2606) by which everything made here is known.
pub(super) const DOMAIN: &str = "@demo.doctonext.invalid";

/// Whether a demonstration stands, and whether anything else does.
pub(super) async fn inhabitants(db: &PgPool) -> sqlx::Result<(bool, bool)> {
    sqlx::query_as(
        "select exists (select from users where email like '%' || $1),
                exists (select from users where email not like '%' || $1)",
    )
    .bind(DOMAIN)
    .fetch_one(db)
    .await
}

/// Removes the demonstration: its listings (their rows of other tables go with them), then its people.
pub(super) async fn remove(db: &PgPool) -> sqlx::Result<u64> {
    let mut tx = db.begin().await?;
    sqlx::query("delete from listings where user_id in (select id from users where email like '%' || $1)")
        .bind(DOMAIN)
        .execute(&mut *tx)
        .await?;
    let gone = sqlx::query("delete from users where email like '%' || $1")
        .bind(DOMAIN)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(gone.rows_affected())
}

/// A transaction that does not wait for the disk: a demonstration lost in a crash is made again.
pub(super) async fn begin_hurried(db: &PgPool) -> sqlx::Result<PgTransaction<'static>> {
    let mut tx = db.begin().await?;
    sqlx::query("set local synchronous_commit = off")
        .execute(&mut *tx)
        .await?;
    Ok(tx)
}

/// The planner must know what has just been loaded before the first visitor asks.
pub(super) async fn refresh_planner_figures(db: &PgPool) -> sqlx::Result<()> {
    sqlx::query("analyze").execute(db).await.map(|_| ())
}

/// Adds a person.
pub(super) fn add_person(rows: &mut CopyRows, it: &DemoPerson) {
    rows.text(&it.id)
        .text(&it.name)
        .text(&it.email)
        .plain(it.email_verified)
        .maybe(it.profession)
        .maybe(it.specialty)
        .plain(it.account_kind)
        .plain(it.role)
        .plain(it.is_verified_professional)
        .maybe_text(it.bio.as_deref())
        .plain(it.created_at.to_rfc3339())
        .plain(it.updated_at.to_rfc3339())
        .end_row();
}

/// Sends the people.
pub(super) async fn send_people(rows: CopyRows, tx: &mut PgConnection) -> sqlx::Result<u64> {
    rows.send(
        tx,
        "copy users (id, name, email, email_verified, profession, specialty, account_kind, role, \
         is_verified_professional, bio, created_at, updated_at) from stdin",
    )
    .await
}
