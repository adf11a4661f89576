//! SQL of the demonstration: its people, and its removal.

use demo_data::DemoPerson;
use platform::database::CopyRows;
use sqlx::{Connection, PgConnection, PgPool, PgTransaction};

/// The reserved domain (RFC 2606) by which everything made here is known.
pub(super) const DOMAIN: &str = "@demo.doctonext.invalid";

/// A transaction for the operator's long work: alone of its kind, without the bound that protects visitors, and without
/// waiting for the disk (a demonstration lost in a crash is made again).
pub(super) async fn begin_alone(db: &PgPool) -> sqlx::Result<PgTransaction<'static>> {
    let mut tx = db.begin().await?;
    sqlx::query("set local statement_timeout = 0").execute(&mut *tx).await?;
    sqlx::query("set local synchronous_commit = off").execute(&mut *tx).await?;
    sqlx::query("select pg_advisory_xact_lock(hashtext('doctonext demonstration'))")
        .execute(&mut *tx)
        .await?;
    Ok(tx)
}

/// Whether a demonstration stands, and whether anything else does.
pub(super) async fn inhabitants(connection: &mut PgConnection) -> sqlx::Result<(bool, bool)> {
    sqlx::query_as(
        "select exists (select from users where email like '%' || $1),
                exists (select from users where email not like '%' || $1)",
    )
    .bind(DOMAIN)
    .fetch_one(connection)
    .await
}

/// Removes the demonstration: its listings (their rows of other tables go with them), then its people.
pub(super) async fn remove(tx: &mut PgConnection) -> sqlx::Result<u64> {
    sqlx::query("delete from listings where user_id in (select id from users where email like '%' || $1)")
        .bind(DOMAIN)
        .execute(&mut *tx)
        .await?;
    let gone =
        sqlx::query("delete from users where email like '%' || $1").bind(DOMAIN).execute(&mut *tx).await?;
    Ok(gone.rows_affected())
}

/// The planner must know what has just been loaded before the first visitor asks.
pub(super) async fn refresh_planner_figures(db: &PgPool) -> sqlx::Result<()> {
    let mut patient = db.acquire().await?.detach();
    sqlx::query("set statement_timeout = 0").execute(&mut patient).await?;
    sqlx::query("analyze").execute(&mut patient).await?;
    patient.close().await
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
        .plain(if it.is_verified_professional { "matched" } else { "none" })
        .plain(if it.is_verified_professional { 2 } else { 0 })
        .maybe(it.is_verified_professional.then(|| it.created_at.to_rfc3339()))
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
         is_verified_professional, verification_status, trust_level, verified_at, bio, created_at, updated_at) from stdin",
    )
    .await
}
