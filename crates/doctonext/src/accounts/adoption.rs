//! A database that the first Doctonext filled holds telephones, numbers and tokens in clear: here they are sealed.

use crate::{
    accounts::store::adoption::{self, COLUMNS},
    app::App,
    failure::Failure,
    sealing::{Place, Scope},
};

/// Values sealed in one transaction.
const BATCH: i64 = 200;

/// Seals what lies in clear in columns that are sealed here, a batch at a time; run again, it goes on. Gives how many.
/// Not while sessions are shared: the first Doctonext still reads these columns.
pub async fn seal_clear_columns(app: &App) -> Result<u64, Failure> {
    if app.settings.shared_sessions_secret.is_some() {
        return Ok(0);
    }
    let mut sealed = 0;
    for column in COLUMNS {
        loop {
            let mut tx = app.db.begin().await?;
            let rows = adoption::lock_clear(&mut tx, column, BATCH).await?;
            for row in &rows {
                let place = Place { table: column.table, column: column.name, row: &row.id };
                let value = row.value.trim().as_bytes();
                let value = app.vault.seal(&mut tx, Scope::Person(&row.person), place, value).await?;
                adoption::set_sealed(&mut tx, column, &row.id, &value).await?;
            }
            tx.commit().await?;
            if rows.is_empty() {
                break;
            }
            sealed += rows.len() as u64;
        }
    }
    if sealed > 0 {
        tracing::info!(sealed, "values that lay in clear were sealed");
    }
    Ok(sealed)
}
