//! Accessibility: how many colleagues of a trade are within reach of the people of each commune.
//!
//! Owns `accessibility_runs`, `accessibility_trades`, `commune_accessibility` and `department_accessibility`. The figure is
//! ours, worked out in the database by the enhanced two-step floating catchment area method ([`reach`], decision 0031) from
//! the directory in force, the populations and the positions of communes. Without a directory there is none.

mod compute;
pub mod reach;
mod run;
mod store;
mod supply;
#[cfg(test)]
mod tests;

pub use compute::{ComputeError, Outcome, compute, is_due};
pub use run::{Departments, Figure, Run, Trade};

use sqlx::PgExecutor;

use crate::{directory, territory::Tile};

/// Name of the job that works it out.
pub const COMPUTE: &str = "compute_accessibility";

/// The run whose figures are shown, and the one that runs or broke after it: for the team.
pub async fn latest_runs(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<Run>> {
    store::latest_runs(db).await
}

/// The figures of every department for a trade, from the last run that finished; none before the first, or when the
/// directory has nobody of the trade.
pub async fn by_department(db: impl PgExecutor<'_>, trade: Trade) -> sqlx::Result<Option<Departments>> {
    store::by_department(db, trade).await
}

/// Whether anybody is known to practise anywhere.
pub async fn has_directory(db: impl PgExecutor<'_>) -> sqlx::Result<bool> {
    Ok(directory::edition(db).await?.is_some())
}

/// The communes of a tile, as a vector tile: name, figure in words, and a shade from classes by their least figure.
pub async fn tile(
    db: impl PgExecutor<'_>,
    trade: Trade,
    tile: Tile,
    classes: &[(f64, u8)],
) -> sqlx::Result<Vec<u8>> {
    store::tile(db, trade, tile, classes).await
}
