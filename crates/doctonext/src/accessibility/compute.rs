//! Working it out: once the pairs of places within reach, then each trade by one statement.

use chrono::{DateTime, Utc};
use platform::clock::Clock;
use sqlx::{Connection, PgConnection, PgExecutor, PgPool};
use tokio::time::Instant;

use super::{
    Trade, reach,
    store::{self, NewRun},
    supply::{self, Supply},
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
    /// Whether directory or positions changed meanwhile: the figures are those of before, and due again.
    pub is_overtaken: bool,
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
    // A connection of its own: its temporary tables and its patience end with it.
    let mut connection = db.acquire().await?.detach();
    if !store::begin(&mut connection).await? {
        return Err(ComputeError::Another);
    }
    let outcome = work_out(&mut connection, gazetteer, clock, trades).await;
    // Where the database broke, the lock goes with its server process.
    if !matches!(outcome, Err(ComputeError::Database(_))) {
        store::end(&mut connection).await?;
        connection.close().await?;
    }
    outcome
}

/// A run, by whoever holds the lock.
async fn work_out(
    connection: &mut PgConnection,
    gazetteer: &Gazetteer,
    clock: &dyn Clock,
    trades: &[Trade],
) -> Result<Outcome, ComputeError> {
    let started = Instant::now();
    store::forget_unfinished(connection).await?;
    let Read { edition, basis, supplies, places, approximate } = read(connection, gazetteer, trades).await?;
    let new = NewRun { edition: &edition, basis: &basis, places, approximate, trades: count(trades) };
    let run = store::start_run(connection, &new, clock.now()).await?;
    let pairs = store::pair_places(connection, &reach::BANDS).await?;
    store::note_pairs(connection, run, pairs).await?;
    tracing::info!(places, pairs, ms = started.elapsed().as_millis(), "places within reach of each other");
    for (trade, supply) in trades.iter().zip(&supplies) {
        store::work_out(connection, run, *trade, supply).await?;
        tracing::info!(
            profession = trade.profession,
            specialty = trade.specialty,
            places = supply.codes.len(),
            "accessibility of a trade"
        );
    }
    let is_overtaken = basis_of_now(connection).await?.as_ref() != Some(&basis);
    if is_overtaken {
        tracing::warn!(run, "directory or positions changed during a run of accessibility: it is due again");
    }
    finish(connection, run, clock.now()).await?;
    Ok(Outcome { places, pairs, trades: count(trades), took: started.elapsed(), is_overtaken })
}

/// What a run rests on.
struct Read {
    edition: Edition,
    basis: String,
    /// In the order of the trades.
    supplies: Vec<Supply>,
    places: i64,
    approximate: i64,
}

/// Reads all of it as it stands at one moment: a directory that is imported meanwhile would give some trades the figures of
/// before, and others those of after.
async fn read(
    connection: &mut PgConnection,
    gazetteer: &Gazetteer,
    trades: &[Trade],
) -> Result<Read, ComputeError> {
    let mut tx = connection.begin_with(store::AT_ONE_MOMENT).await?;
    let edition = directory::edition(&mut *tx).await?.ok_or(ComputeError::NoDirectory)?;
    let basis = basis(&mut *tx, &edition).await?;
    let former = supply::former(gazetteer);
    let mut supplies = Vec::with_capacity(trades.len());
    for trade in trades {
        let practising = directory::practising(&mut tx, named(*trade)).await?;
        supplies.push(supply::place(&practising, &former, gazetteer));
    }
    let (places, approximate) = store::lay_out_places(&mut tx).await?;
    tx.commit().await?;
    Ok(Read { edition, basis, supplies, places, approximate })
}

/// Shows the new figures and forgets those of before, in one transaction.
async fn finish(connection: &mut PgConnection, run: i32, now: DateTime<Utc>) -> sqlx::Result<()> {
    let mut tx = connection.begin().await?;
    store::finish_run(&mut tx, run, now).await?;
    store::forget_other_figures(&mut tx, run).await?;
    tx.commit().await?;
    store::refresh_planner_figures(connection).await
}

async fn basis_of_now(connection: &mut PgConnection) -> sqlx::Result<Option<String>> {
    match directory::edition(&mut *connection).await? {
        Some(edition) => basis(connection, &edition).await.map(Some),
        None => Ok(None),
    }
}

async fn basis(db: impl PgExecutor<'_>, edition: &Edition) -> sqlx::Result<String> {
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
