//! The index in memory beside the database: built at start, fed after each commit, left aside when it is not up to date.
//!
//! PostgreSQL is the truth and answers whenever the index does not: while it is built, between a notice of change and
//! its reading, when the database could not be asked for some seconds.

mod ask;
mod correct;
mod feed;
#[cfg(test)]
mod tests;

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use search_index::{
    Learning, Spelling,
    engine::{Bands, Engine, View},
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    task::spawn_blocking,
    time::timeout,
};

use crate::freshness::Epoch;

pub(super) use ask::{cursor_after, is_long, page_of, search_of};
pub(super) use correct::corrected;

/// Without a look at the changes for so long, the index is not believed.
const BELIEVED: Duration = Duration::from_secs(5);

/// Bounds of the bands that facets count prices in, euros: among those of the bands of confidential listings, so that
/// each of these lies in one.
pub(super) const PRICES: [i32; 5] = [25_000, 50_000, 100_000, 200_000, 500_000];
/// Bounds of the bands that facets count turnovers in, euros a year.
pub(super) const TURNOVERS: [i32; 6] = [50_000, 100_000, 150_000, 200_000, 300_000, 500_000];

/// How long a search waits for a change that was announced to be read.
const WORTH_WAITING: Duration = Duration::from_millis(50);

/// The index, if there is one. Cheap to clone.
#[derive(Clone)]
pub struct Live {
    standing: Arc<watch::Sender<Option<Standing>>>,
    /// Long searches at the same time: one for each core.
    aside: Arc<Semaphore>,
    /// Tiles drawn at the same time: the other turns are for searches, which would wait behind whoever asks for ever new tiles.
    tiles: Arc<Semaphore>,
}

/// Listings to search, and the words they are written in.
pub(super) struct Index {
    pub(super) engine: Engine,
    /// Learnt when the index was built.
    spelling: Spelling,
    /// Learnt since, from listings that came or changed.
    since: Mutex<Since>,
}

/// Words of listings that came after the index was built.
#[derive(Default)]
struct Since {
    learning: Learning,
    spelling: Arc<Spelling>,
}

/// Words learnt between two builds of the index: few enough to make their list anew at each change.
const LEARNT_SINCE: usize = 10_000;

impl Index {
    /// The word that was most likely meant by one that is not known.
    pub(super) fn right(&self, word: &str) -> Option<String> {
        let since = self.since.lock().unwrap_or_else(PoisonError::into_inner).spelling.clone();
        search_index::correct(&[&self.spelling, &since], word).map(str::to_owned)
    }

    /// Learns the words of listings that came or changed.
    fn learn<'a>(&self, texts: impl Iterator<Item = &'a str>) {
        let mut since = self.since.lock().unwrap_or_else(PoisonError::into_inner);
        let mut texts = texts.peekable();
        if texts.peek().is_none() || since.learning.len() >= LEARNT_SINCE {
            return;
        }
        texts.for_each(|text| since.learning.learn(text));
        since.spelling = Arc::new(since.learning.clone().finish());
    }
}

/// An index and how far it has been fed.
#[derive(Clone)]
struct Standing {
    index: Arc<Index>,
    epoch: u64,
    looked: Instant,
}

/// The index as one search reads it.
#[derive(Clone)]
pub(super) struct IndexReading {
    pub(super) index: Arc<Index>,
    pub(super) view: View,
}

impl IndexReading {
    /// Without some listings, by their numbers.
    pub(super) fn without(self, numbers: &[i64]) -> Self {
        Self { view: self.view.without(numbers), ..self }
    }
}

impl Default for Live {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let tiles = Arc::new(Semaphore::new((cores / 2).max(1)));
        Self { standing: Arc::default(), aside: Arc::new(Semaphore::new(cores)), tiles }
    }
}

impl Live {
    /// The index, when it knows every change that this process has heard of.
    pub(super) fn at(&self, epoch: &Epoch) -> Option<IndexReading> {
        self.standing
            .borrow()
            .as_ref()
            .filter(|it| it.is_believed() && it.epoch == epoch.current())
            .map(|it| IndexReading { index: it.index.clone(), view: it.index.engine.view() })
    }

    /// The same, after a moment if a change that was announced is being read.
    pub(super) async fn soon(&self, epoch: &Epoch) -> Option<IndexReading> {
        if let Some(reading) = self.at(epoch) {
            return Some(reading);
        }
        let mut standing = self.standing.subscribe();
        // An index that nobody feeds any more is not waited for.
        let is_told = |it: &Option<Standing>| {
            it.as_ref().is_none_or(|it| !it.is_believed() || it.epoch == epoch.current())
        };
        let _ = timeout(WORTH_WAITING, standing.wait_for(is_told)).await;
        self.at(epoch)
    }

    /// Whether there is an index that is being fed: then what PostgreSQL answers is a makeshift.
    pub(crate) fn is_there(&self) -> bool {
        self.standing.borrow().as_ref().is_some_and(Standing::is_believed)
    }

    /// The right to draw a tile, until it is dropped.
    pub(super) async fn turn_of_a_tile(&self) -> Option<OwnedSemaphorePermit> {
        self.tiles.clone().acquire_owned().await.ok()
    }

    /// Runs a search of some length beside the threads that answer visitors; none when it broke.
    pub(super) async fn aside<T: Send + 'static>(
        &self,
        act: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        // Held until the search ends, even when the visitor leaves.
        let turn = self.aside.clone().acquire_owned().await.ok()?;
        let done = spawn_blocking(move || {
            let _turn = turn;
            act()
        });
        done.await.inspect_err(|error| tracing::error!(%error, "a search in memory broke")).ok()
    }

    /// Says that an index knows all that was announced up to an epoch.
    fn stands(&self, index: &Arc<Index>, epoch: u64) {
        let standing = Standing { index: index.clone(), epoch, looked: Instant::now() };
        self.standing.send_replace(Some(standing));
    }

    /// Leaves the index: PostgreSQL answers from here on.
    fn fall(&self) {
        self.standing.send_replace(None);
    }
}

impl Standing {
    fn is_believed(&self) -> bool {
        self.looked.elapsed() < BELIEVED
    }
}

fn bands() -> Bands {
    Bands { price: PRICES.to_vec(), turnover: TURNOVERS.to_vec() }
}
