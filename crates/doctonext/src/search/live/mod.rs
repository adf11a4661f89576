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
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

use search_index::{
    Spelling,
    engine::{Bands, Engine},
};

use crate::freshness::Epoch;

pub(super) use ask::{page_of, search_of};
pub(super) use correct::corrected;

/// Without a look at the changes for so long, the index is not believed.
const BELIEVED: Duration = Duration::from_secs(5);

/// Bounds of the bands that facets count prices in, euros.
pub(super) const PRICES: [i32; 6] = [25_000, 50_000, 100_000, 200_000, 350_000, 500_000];
/// Bounds of the bands that facets count turnovers in, euros a year.
pub(super) const TURNOVERS: [i32; 6] = [50_000, 100_000, 150_000, 200_000, 300_000, 500_000];

/// The index, if there is one. Cheap to clone.
#[derive(Clone, Default)]
pub struct Live(Arc<RwLock<Option<Standing>>>);

/// Listings to search, and the words they are written in.
pub(super) struct Index {
    pub(super) engine: Engine,
    /// Learnt when the index was built; new words come with the next start.
    pub(super) spelling: Spelling,
}

/// An index and how far it has been fed.
#[derive(Clone)]
struct Standing {
    index: Arc<Index>,
    epoch: u64,
    looked: Instant,
}

impl Live {
    /// The index, when it knows every change that this process has heard of.
    pub(super) fn at(&self, epoch: &Epoch) -> Option<Arc<Index>> {
        let standing = self.0.read().unwrap_or_else(PoisonError::into_inner);
        standing
            .as_ref()
            .filter(|it| it.epoch == epoch.current() && it.looked.elapsed() < BELIEVED)
            .map(|it| it.index.clone())
    }

    /// Says that an index knows all that was announced up to an epoch.
    fn stands(&self, index: &Arc<Index>, epoch: u64) {
        let standing = Standing { index: index.clone(), epoch, looked: Instant::now() };
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some(standing);
    }
}

fn bands() -> Bands {
    Bands { price: PRICES.to_vec(), turnover: TURNOVERS.to_vec() }
}
