//! Building the index and keeping it up to date.

use std::{
    collections::HashSet,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::Context;
use futures::TryStreamExt;
use search_index::{
    Learning,
    engine::{Builder, Change, Engine},
};
use sqlx::PgPool;
use tokio::{
    sync::{mpsc, oneshot},
    time::{sleep, timeout},
};

use super::{Index, Live, bands};
use crate::{
    freshness::Epoch,
    search::store::{self, FedRow, Settled},
};

/// A look at the changes without any notice: notices may get lost, the index must not.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// Pause after the database refused.
const AGAIN_AFTER: Duration = Duration::from_secs(5);
/// Notes of changes are swept this often.
const SWEEP_EVERY: Duration = Duration::from_hours(1);
/// Notes are kept for a day: whoever did not look for this long reads everything anew.
const TOO_LONG: Duration = Duration::from_hours(12);
/// Rows given at once to the thread that builds.
const BATCH: usize = 1000;
/// Listings from which spelling is learnt: more bring few new words.
const LEARNT: usize = 200_000;
/// Building gives way to whoever answers visitors.
const NICENESS: i32 = 10;

/// How far an index has been fed.
pub(in crate::search) struct Progress {
    pub(in crate::search) index: Arc<Index>,
    settled: Settled,
    /// Notes applied whose transaction is not yet below `settled`.
    applied: HashSet<i64>,
}

/// What a look at the changes brought.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::search) enum Look {
    /// Up to date.
    UpToDate,
    /// More changed than was named.
    Everything,
}

impl Live {
    /// Builds the index and feeds it until the process ends.
    pub async fn follow(self, db: PgPool, epoch: Epoch) {
        loop {
            let ended = self.build_and_keep(&db, &epoch).await;
            if db.is_closed() {
                return;
            }
            match ended {
                Ok(()) => tracing::info!("most listings changed: the search index is built anew"),
                Err(error) => {
                    tracing::warn!(
                        error = format!("{error:#}"),
                        "the search index stands still; PostgreSQL answers"
                    );
                    sleep(AGAIN_AFTER).await;
                }
            }
        }
    }

    async fn build_and_keep(&self, db: &PgPool, epoch: &Epoch) -> anyhow::Result<()> {
        let mut progress = build(db).await?;
        let mut swept: Option<Instant> = None;
        let mut looked = Instant::now();
        loop {
            let heard = epoch.current();
            match self.look(db, &mut progress, heard).await {
                Ok(Look::UpToDate) => looked = Instant::now(),
                Ok(Look::Everything) => return Ok(()),
                // Kept: the notes of what is missed meanwhile will be there.
                Err(error) if looked.elapsed() < TOO_LONG && !db.is_closed() => {
                    tracing::warn!(%error, "changes of listings could not be read; PostgreSQL answers");
                    sleep(LOOK_EVERY).await;
                    continue;
                }
                Err(error) => return Err(error.into()),
            }
            if swept.is_none_or(|at| at.elapsed() > SWEEP_EVERY) {
                store::sweep_changes(db).await?;
                swept = Some(Instant::now());
            }
            // Either is a reason to look again.
            let _ = timeout(LOOK_EVERY, epoch.passed(heard)).await;
        }
    }

    /// Reads what changed, applies it, and says that all announced up to `heard` is known.
    pub(in crate::search) async fn look(
        &self,
        db: &PgPool,
        progress: &mut Progress,
        heard: u64,
    ) -> sqlx::Result<Look> {
        let changes = store::changes(db, progress.settled).await?;
        let new = changes.notes.iter().filter(|(seq, _)| !progress.applied.contains(seq));
        let new: Vec<Option<i64>> = new.map(|(_, lid)| *lid).collect();
        if new.contains(&None) {
            return Ok(Look::Everything);
        }
        let mut lids: Vec<i64> = new.into_iter().flatten().collect();
        lids.sort_unstable();
        lids.dedup();
        for some in lids.chunks(BATCH) {
            let rows = store::rows(db, some).await?;
            apply(&progress.index, some, rows).await;
        }
        // What lies below the new mark is never read again.
        progress.applied = changes.notes.into_iter().map(|(seq, _)| seq).collect();
        progress.settled = changes.settled;
        self.stands(&progress.index, heard);
        Ok(Look::UpToDate)
    }
}

/// Puts what is there, removes what is not.
async fn apply(index: &Arc<Index>, lids: &[i64], rows: Vec<FedRow>) {
    let index = index.clone();
    let mut gone: HashSet<i64> = lids.iter().copied().collect();
    let applied = tokio::task::spawn_blocking(move || {
        let mut changes = Vec::with_capacity(gone.len());
        for row in rows {
            if let Some((facts, words)) = row.read() {
                gone.remove(&row.lid);
                changes.push(Change::Put(Box::new(facts), words));
            }
        }
        changes.extend(gone.into_iter().map(Change::Remove));
        index.engine.apply(changes);
    });
    if applied.await.is_err() {
        tracing::error!("changes could not be brought into the search index");
    }
}

/// Reads the whole projection in one unchanging view.
pub(in crate::search) async fn build(db: &PgPool) -> anyhow::Result<Progress> {
    let begin = Instant::now();
    let mut tx = db.begin_with("begin isolation level repeatable read, read only").await?;
    let (settled, about) = store::view(&mut tx).await?;
    let (batches, work) = mpsc::channel::<Vec<FedRow>>(4);
    let (done, index) = oneshot::channel();
    std::thread::Builder::new()
        .name("search-index".to_owned())
        .spawn(move || {
            platform::priority::lower_this_thread(NICENESS);
            // Nobody waits any more when the reading failed.
            let _ = done.send(read_all(work));
        })
        .context("A thread for the search index cannot be started")?;

    let mut rows = store::all(&mut tx);
    let mut batch = Vec::with_capacity(BATCH);
    let mut read: i64 = 0;
    while let Some(row) = rows.try_next().await? {
        batch.push(row);
        read += 1;
        if batch.len() == BATCH {
            batches.send(std::mem::take(&mut batch)).await.context("The search index could not be built")?;
        }
        if read % 100_000 == 0 {
            tracing::info!(read, about, "building the search index");
        }
    }
    drop(rows);
    batches.send(batch).await.context("The search index could not be built")?;
    drop(batches);
    tx.commit().await?;
    let index = Arc::new(index.await.context("The search index could not be built")?);
    tracing::info!(
        listings = index.engine.len(),
        words = index.spelling.len(),
        megabytes = index.engine.memory() / 1_000_000,
        seconds = begin.elapsed().as_secs_f32(),
        "the search index is ready"
    );
    Ok(Progress { index, settled, applied: HashSet::new() })
}

fn read_all(mut work: mpsc::Receiver<Vec<FedRow>>) -> Index {
    let mut builder = Builder::new(bands());
    let mut learning = Learning::default();
    while let Some(batch) = work.blocking_recv() {
        for row in batch {
            if builder.len() < LEARNT {
                row.title.iter().chain(&row.excerpt).for_each(|text| learning.learn(text));
            }
            match row.read() {
                Some((facts, words)) => builder.add(facts, &words),
                None => tracing::warn!(lid = row.lid, "a row of the projection cannot be read"),
            }
        }
    }
    Index { engine: Engine::new(builder), spelling: learning.finish() }
}
