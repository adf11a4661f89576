//! An import on its way: what is written here is seen by nobody, and survives the end of the program.

use chrono::{DateTime, Utc};
use futures::stream::BoxStream;
use platform::database::CopyRows;
use sqlx::{Connection, PgConnection, PgPool};

use super::PERSON;
use crate::directory::merge::StagedLine;

/// A connection for long work, or none while another import runs. The lock ends with the connection, however it ends.
pub(in crate::directory) async fn open(db: &PgPool) -> sqlx::Result<Option<PgConnection>> {
    let mut connection = db.acquire().await?.detach();
    for setting in [
        "set statement_timeout = 0",
        // A killed program must not keep the lock for as long as its last statement takes.
        "set client_connection_check_interval = '1s'",
        "set lock_timeout = '20s'",
        "set work_mem = '64MB'",
    ] {
        sqlx::query(setting).execute(&mut connection).await?;
    }
    let locked = sqlx::query("select pg_advisory_lock(hashtext('doctonext directory import'))")
        .execute(&mut connection)
        .await;
    match locked {
        Ok(_) => Ok(Some(connection)),
        Err(error) if error.as_database_error().and_then(|it| it.code()).as_deref() == Some("55P03") => {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// SHA-256 of the file in force; empty for a demonstration.
pub(in crate::directory) async fn file_in_force(
    connection: &mut PgConnection,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("select file_sha256 from directory_editions order by id desc limit 1")
        .fetch_optional(connection)
        .await
}

/// How many lines of this file are here already. What remains of another file is swept away.
pub(in crate::directory) async fn start_or_resume(
    connection: &mut PgConnection,
    file_sha256: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<u64> {
    let mut tx = connection.begin().await?;
    let known: Option<i64> = sqlx::query_scalar(
        "select lines from directory_loading
         where file_sha256 = $1 and lines = (select count(*) from directory_lines)",
    )
    .bind(file_sha256)
    .fetch_optional(&mut *tx)
    .await?;
    if known.is_none() {
        sqlx::query("truncate directory_lines").execute(&mut *tx).await?;
        sqlx::query("delete from directory_loading").execute(&mut *tx).await?;
        sqlx::query("insert into directory_loading (file_sha256, lines, started_at) values ($1, 0, $2)")
            .bind(file_sha256)
            .bind(now)
            .execute(&mut *tx)
            .await?;
    }
    tx.commit().await?;
    Ok(known.and_then(|it| u64::try_from(it).ok()).unwrap_or(0))
}

/// Takes lines in, and remembers how many of the file are here now: both or neither.
pub(in crate::directory) async fn send_lines(
    connection: &mut PgConnection,
    rows: CopyRows,
    taken: u64,
) -> sqlx::Result<()> {
    let mut tx = connection.begin().await?;
    sqlx::query("set local synchronous_commit = off").execute(&mut *tx).await?;
    let into = "copy directory_lines (national_id, family_name, given_name, profession, category, know_how, mode, \
                commune_code, sector, site) from stdin";
    rows.send(&mut tx, into).await?;
    sqlx::query("update directory_loading set lines = $1")
        .bind(i64::try_from(taken).unwrap_or(i64::MAX))
        .execute(&mut *tx)
        .await?;
    tx.commit().await
}

/// Forgets an import on its way.
pub(in crate::directory) async fn sweep(connection: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query("truncate directory_lines, directory_next").execute(&mut *connection).await?;
    sqlx::query("delete from directory_loading").execute(connection).await?;
    Ok(())
}

/// All lines, those of a person together.
pub(in crate::directory) fn lines_in_order(
    connection: &mut PgConnection,
) -> BoxStream<'_, sqlx::Result<StagedLine>> {
    sqlx::query_as(
        "select national_id, family_name, given_name, profession, category, know_how, mode, commune_code, sector, site
         from directory_lines order by national_id",
    )
    .fetch(connection)
}

pub(in crate::directory) async fn clear_next(connection: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query("truncate directory_next").execute(connection).await?;
    Ok(())
}

/// Adds people to the next edition.
pub(in crate::directory) async fn send_next(
    connection: &mut PgConnection,
    rows: CopyRows,
) -> sqlx::Result<u64> {
    rows.send(connection, &format!("copy directory_next ({PERSON}) from stdin")).await
}
