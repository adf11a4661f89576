//! The made-up directory.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use platform::database::CopyRows;
use sqlx::PgConnection;

use super::{PERSON, replace_density};
use crate::directory::merge::{Count, Spot};

/// Puts made-up people in force, unless an official edition is. Gives whether it did.
pub(in crate::directory) async fn replace_demonstration(
    tx: &mut PgConnection,
    people: CopyRows,
    density: &HashMap<Spot, Count>,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let official: bool =
        sqlx::query_scalar("select exists (select from directory_editions where source = 'extraction')")
            .fetch_one(&mut *tx)
            .await?;
    if official {
        return Ok(false);
    }
    sqlx::query("delete from directory_people").execute(&mut *tx).await?;
    let count = people.send(&mut *tx, &format!("copy directory_people ({PERSON}) from stdin")).await?;
    replace_density(tx, density).await?;
    sqlx::query(
        "insert into directory_editions (source, file_name, file_sha256, imported_at, lines, people, added, changed,
                                         disappeared)
         values ('demonstration', 'demonstration', '', $1, $2, $2, $2, 0, 0)",
    )
    .bind(now)
    .bind(i64::try_from(count).unwrap_or(i64::MAX))
    .execute(tx)
    .await?;
    Ok(true)
}
