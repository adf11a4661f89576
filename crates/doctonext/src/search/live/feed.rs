//! Building the index and keeping it up to date.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use chrono::{DateTime, Utc};
use futures::TryStreamExt;
use platform::clock::Clock;
use search_index::{
    Learning,
    engine::{Builder, Change, Engine},
};
use sqlx::PgPool;
use tokio::{
    sync::{mpsc, oneshot},
    task::spawn_blocking,
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
/// Notes are kept for a day (`search::sweep_notes`): whoever did not look for this long reads everything anew.
const TOO_LONG: Duration = Duration::from_hours(12);
/// Rows given at once to the thread that builds, or brought in at once.
const BATCH: usize = 1000;
/// From so many changes on, if they touch a quarter of the index, reading everything anew is quicker.
const MANY: usize = 10_000;
/// Listings from which spelling is learnt: more bring few new words.
const LEARNT: usize = 200_000;
/// Building gives way to whoever answers visitors.
const NICENESS: i32 = 10;

/// How far an index has been fed.
pub(in crate::search) struct Progress {
    pub(in crate::search) index: Arc<Index>,
    pub(in crate::search) settled: Settled,
    /// Notes applied whose transaction is not yet below `settled`.
    applied: HashSet<i64>,
}

/// What a look at the changes brought.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::search) enum Look {
    /// Up to date.
    UpToDate,
    /// More changed than was named, or than is worth bringing in one by one; or the database is no longer the one that
    /// was read.
    Everything,
    /// What changed could not be brought in.
    Broken,
}

impl Live {
    /// Builds the index and feeds it until the process ends.
    pub async fn follow(self, db: PgPool, epoch: Epoch, clock: Arc<dyn Clock>) {
        loop {
            let ended = self.build_and_keep(&db, &epoch, &*clock).await;
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

    async fn build_and_keep(&self, db: &PgPool, epoch: &Epoch, clock: &dyn Clock) -> anyhow::Result<()> {
        let mut progress = build(db).await?;
        let ended = self.keep(db, epoch, clock, &mut progress).await;
        // Two indexes at a time would take twice the memory.
        self.fall();
        if spawn_blocking(move || drop(progress)).await.is_err() {
            tracing::warn!("an index was not given back as it should");
        }
        ended
    }

    /// Feeds an index until it is of no use any more.
    async fn keep(
        &self,
        db: &PgPool,
        epoch: &Epoch,
        clock: &dyn Clock,
        progress: &mut Progress,
    ) -> anyhow::Result<()> {
        let mut looked = Instant::now();
        loop {
            let heard = epoch.current();
            match self.look(db, progress, heard, clock.now()).await {
                Ok(Look::UpToDate) => looked = Instant::now(),
                Ok(Look::Everything) => return Ok(()),
                Ok(Look::Broken) => bail!("Changes could not be brought in"),
                // Kept: the notes of what is missed meanwhile will be there.
                Err(error) if looked.elapsed() < TOO_LONG && !db.is_closed() => {
                    tracing::warn!(%error, "changes of listings could not be read; PostgreSQL answers");
                    sleep(LOOK_EVERY).await;
                    continue;
                }
                Err(error) => return Err(error.into()),
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
        now: DateTime<Utc>,
    ) -> sqlx::Result<Look> {
        let changes = store::changes(db, progress.settled).await?;
        // Transactions are numbered upwards, unless an older state of the database was restored.
        if changes.settled < progress.settled {
            return Ok(Look::Everything);
        }
        let new = changes.notes.iter().filter(|(seq, _)| !progress.applied.contains(seq));
        let new: Vec<Option<i64>> = new.map(|(_, lid)| *lid).collect();
        if new.contains(&None) {
            return Ok(Look::Everything);
        }
        let mut lids: Vec<i64> = new.into_iter().flatten().collect();
        lids.sort_unstable();
        lids.dedup();
        if lids.len() > MANY && lids.len() * 4 > progress.index.engine.len() {
            return Ok(Look::Everything);
        }
        for some in lids.chunks(BATCH) {
            let rows = store::rows(db, some).await?;
            if !apply(&progress.index, some, rows).await {
                return Ok(Look::Broken);
            }
        }
        progress.index.engine.end(now.timestamp_micros());
        // What lies below the new mark is never read again.
        progress.applied = changes.notes.into_iter().map(|(seq, _)| seq).collect();
        progress.settled = changes.settled;
        self.stands(&progress.index, heard);
        settle_aside(&progress.index);
        Ok(Look::UpToDate)
    }
}

/// Puts what is there, removes what is not; false when that broke.
async fn apply(index: &Arc<Index>, lids: &[i64], rows: Vec<FedRow>) -> bool {
    let index = index.clone();
    let mut gone: HashSet<i64> = lids.iter().copied().collect();
    let applied = spawn_blocking(move || {
        let mut changes = Vec::with_capacity(gone.len());
        index.learn(rows.iter().flat_map(|row| row.title.iter().chain(&row.excerpt)).map(String::as_str));
        for row in rows {
            match row.read() {
                Some((facts, words)) => {
                    gone.remove(&row.lid);
                    changes.push(Change::Put(Box::new(facts), words));
                }
                None => unreadable(row.lid),
            }
        }
        changes.extend(gone.into_iter().map(Change::Remove));
        index.engine.apply(changes);
    });
    applied.await.inspect_err(|error| tracing::error!(%error, "the search index refused a change")).is_ok()
}

/// Joins large parts on a thread that gives way to whoever answers visitors.
fn settle_aside(index: &Arc<Index>) {
    if !index.engine.is_unsettled() {
        return;
    }
    let index = index.clone();
    let started = std::thread::Builder::new().name("search-settle".to_owned()).spawn(move || {
        platform::priority::lower_this_thread(NICENESS);
        index.engine.settle();
    });
    if let Err(error) = started {
        tracing::warn!(%error, "parts of the search index wait to be joined");
    }
}

fn unreadable(lid: i64) {
    tracing::warn!(lid, "a row of the projection cannot be read: the search index leaves it out");
}

/// Reads the whole projection in one unchanging view.
pub(in crate::search) async fn build(db: &PgPool) -> anyhow::Result<Progress> {
    let begin = Instant::now();
    let mut tx = db.begin_with("begin isolation level repeatable read, read only").await?;
    let store::Beginning { settled, known, about } = store::view(&mut tx).await?;
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
    Ok(Progress { index, settled, applied: known })
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
                None => unreadable(row.lid),
            }
        }
    }
    Index { engine: Engine::new(builder), spelling: learning.finish(), since: Mutex::default() }
}
