//! SQL of the directory.

mod demonstration;
mod read;
mod staging;
mod swap;

pub(super) use demonstration::replace_demonstration;
pub(super) use read::{density, edition, find, gone, places_of, practising};
pub(super) use staging::{
    clear_next, file_in_force, lines_in_order, open, send_lines, send_next, start_or_resume, sweep,
};
pub(super) use swap::{Swap, refresh_planner_figures, swap};

use std::collections::HashMap;

use platform::database::CopyRows;
use sqlx::PgConnection;

use super::merge::{Count, Spot};

/// The columns of a person, in the order of `PersonRow::copy_to`.
const PERSON: &str = "national_id, names, professions, know_how, modes, communes, sectors, sites";

async fn replace_density(tx: &mut PgConnection, density: &HashMap<Spot, Count>) -> sqlx::Result<()> {
    // Not truncated: readers of the edition before would find it empty.
    sqlx::query("delete from directory_density").execute(&mut *tx).await?;
    let mut rows = CopyRows::new();
    for ((commune, profession, specialty), count) in density {
        rows.text(commune)
            .plain(profession)
            .plain(specialty)
            .plain(count.practitioners)
            .plain(count.shares)
            .end_row();
    }
    let into =
        "copy directory_density (commune_code, profession, specialty, practitioners, shares) from stdin";
    rows.send(tx, into).await?;
    Ok(())
}
