//! Working it out: once the pairs of places within reach, then each trade by one statement.

use chrono::{DateTime, Utc};
use platform::clock::Clock;
use sqlx::{Connection, PgPool};
use tokio::time::Instant;

use super::{
    Trade, reach,
    store::{self, NewRun},
    supply,
};
use crate::{
    directory::{self, Edition},
    territory::Gazetteer,
    trades::{Profession, Specialty},
};

/// Why there are no new figures; those of before stay.
#[derive(Debug, thiserror::Error)]
pub enum ComputeError {
    /// Nobody is known to practise anywhere.
    #[error("there is no directory: import one first (doctonext import directory FILE)")]
    NoDirectory,
    /// Two at once would do the same work.
    #[error("accessibility is being worked out already: wait for its end")]
    Another,
    /// The database did not answer.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// What was worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// Communes and arrondissements.
    pub places: i64,
    /// Pairs of them within reach, both ways.
    pub pairs: i64,
    /// Professions and specialties.
    pub trades: i32,
    /// How long it took.
    pub took: std::time::Duration,
}

/// Whether directory, positions or formula changed since the figures that are shown.
pub async fn is_due(db: &PgPool) -> sqlx::Result<bool> {
    let Some(edition) = directory::edition(db).await? else { return Ok(false) };
    let basis = basis(db, &edition).await?;
    Ok(store::last_basis(db).await?.as_deref() != Some(&basis))
}

/// Works out every trade and shows the figures once all are there. Progress goes to the log and to `accessibility_runs`.
/// A run that is killed leaves its line, and figures that nobody is shown; the next one takes them away and starts anew.
pub async fn compute(db: &PgPool, gazetteer: &Gazetteer, clock: &dyn Clock) -> Result<Outcome, ComputeError> {
    compute_trades(db, gazetteer, clock, &Trade::all()).await
}

/// The same for some trades alone.
pub(super) async fn compute_trades(
    db: &PgPool,
    gazetteer: &Gazetteer,
    clock: &dyn Clock,
    trades: &[Trade],
) -> Result<Outcome, ComputeError> {
    let started = Instant::now();
    let edition = directory::edition(db).await?.ok_or(ComputeError::NoDirectory)?;
    let basis = basis(db, &edition).await?;
    // A connection of its own: its temporary tables and its patience end with it.
    let mut connection = db.acquire().await?.detach();
    if !store::begin(&mut connection).await? {
        return Err(ComputeError::Another);
    }
    store::forget_unfinished(&mut connection).await?;
    let (places, approximate) = store::lay_out_places(&mut connection).await?;
    let new = NewRun { edition: &edition, basis: &basis, places, approximate, trades: count(trades) };
    let run = store::start_run(&mut connection, &new, clock.now()).await?;
    let pairs = store::pair_places(&mut connection, &reach::BANDS).await?;
    store::note_pairs(&mut connection, run, pairs).await?;
    tracing::info!(places, pairs, ms = started.elapsed().as_millis(), "places within reach of each other");
    let former = supply::former(gazetteer);
    for trade in trades {
        let practising = directory::practising(&mut connection, named(*trade)).await?;
        let supply = supply::place(&practising, &former, gazetteer);
        store::work_out(&mut connection, run, *trade, &supply).await?;
        tracing::info!(
            profession = trade.profession,
            specialty = trade.specialty,
            places = supply.codes.len(),
            "accessibility of a trade"
        );
    }
    finish(&mut connection, run, clock.now()).await?;
    store::end(&mut connection).await?;
    connection.close().await?;
    Ok(Outcome { places, pairs, trades: count(trades), took: started.elapsed() })
}

/// Shows the new figures and forgets those of before, in one transaction.
async fn finish(connection: &mut sqlx::PgConnection, run: i32, now: DateTime<Utc>) -> sqlx::Result<()> {
    let mut tx = connection.begin().await?;
    store::finish_run(&mut tx, run, now).await?;
    store::forget_other_figures(&mut tx, run).await?;
    tx.commit().await?;
    store::refresh_planner_figures(connection).await
}

async fn basis(db: &PgPool, edition: &Edition) -> sqlx::Result<String> {
    let territory = store::territory_version(db).await?;
    Ok(format!("{} {} {territory}", reach::FORMULA, edition.imported_at.timestamp_micros()))
}

fn named(trade: Trade) -> directory::Trade {
    let profession = Profession::from_key(trade.profession).unwrap_or(&Profession::all()[0]);
    let specialty = profession.specialties().iter().find(|it: &&'static Specialty| it.key == trade.specialty);
    directory::Trade { profession, specialty }
}

fn count(trades: &[Trade]) -> i32 {
    i32::try_from(trades.len()).unwrap_or(i32::MAX)
}
