//! The index as it stands: parts that never change, beside each the listings that are gone from it. Readers take one
//! state and keep it; a change makes the next state beside them.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use arc_swap::ArcSwap;

use super::{
    build::Builder,
    columns::Bands,
    listing::{Facts, Word},
    part::Part,
    search::{Facets, Hit, Page, Search},
    view::{Counting, View},
};

/// A part this many times smaller than the one before it stands alone; otherwise both become one.
pub(crate) const STEP: usize = 4;
/// Parts that have no more listings together become one at once: reading many tiny ones costs more than joining them.
const TINY: usize = 256;

/// A change of one listing.
#[derive(Debug, Clone)]
pub enum Change {
    /// It is there now, with these facts and words.
    Put(Box<Facts>, Vec<Word>),
    /// It is gone.
    Remove(i64),
}

/// A listing that has come.
type Arrived = (Box<Facts>, Vec<Word>);

/// An index that is searched while it changes.
#[derive(Debug)]
pub struct Engine {
    pub(crate) state: ArcSwap<State>,
    writing: Mutex<()>,
    pub(crate) settling: Mutex<()>,
    pub(crate) bands: Bands,
}

#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) parts: Vec<Part>,
}

impl Engine {
    /// From all listings.
    #[must_use]
    pub fn new(listings: Builder) -> Self {
        let segment = listings.finish();
        let bands = segment.bands().clone();
        Self {
            state: ArcSwap::from_pointee(State { parts: vec![Part::new(segment)] }),
            writing: Mutex::new(()),
            settling: Mutex::new(()),
            bands,
        }
    }

    /// The index as it stands now; changes make no difference to it.
    #[must_use]
    pub fn view(&self) -> View {
        View(self.state.load_full())
    }

    /// Listings in it.
    #[must_use]
    pub fn len(&self) -> usize {
        self.state.load().parts.iter().map(Part::len).sum()
    }

    /// Whether it holds no listing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What it takes, bytes, near enough.
    #[must_use]
    pub fn memory(&self) -> usize {
        self.state.load().parts.iter().map(|part| part.segment.memory()).sum()
    }

    /// Applies changes, in order; the last about a listing counts. Readers see all of them at once. Large parts are
    /// not joined here: see [`Engine::settle`].
    pub fn apply(&self, changes: Vec<Change>) {
        let mut last: HashMap<i64, Option<Arrived>> = HashMap::new();
        for change in changes {
            match change {
                Change::Put(facts, words) => last.insert(facts.number, Some((facts, words))),
                Change::Remove(number) => last.insert(number, None),
            };
        }
        let touched: Vec<i64> = last.keys().copied().collect();
        let mut fresh = Builder::new(self.bands.clone());
        for (facts, words) in last.into_values().flatten() {
            fresh.add(*facts, &words);
        }
        let fresh = (!fresh.is_empty()).then(|| Part::new(fresh.finish()));

        let _alone = self.alone();
        let mut parts = self.state.load().parts.clone();
        for part in &mut parts {
            let gone = touched.iter().filter_map(|number| part.segment.columns.slot_of(*number));
            part.bury(gone.collect());
        }
        parts.extend(fresh);
        self.join_tiny(&mut parts);
        self.state.store(Arc::new(State { parts }));
    }

    /// Notes which listings are over at this hour, so that searches need not ask.
    pub fn end(&self, now: i64) {
        if !self.state.load().parts.iter().any(|part| part.is_due(now)) {
            return;
        }
        let _alone = self.alone();
        let mut parts = self.state.load().parts.clone();
        for part in &mut parts {
            part.end(now);
        }
        self.state.store(Arc::new(State { parts }));
    }

    fn join_tiny(&self, parts: &mut Vec<Part>) {
        while let [.., before, last] = parts.as_slice() {
            let together = before.segment.size + last.segment.size;
            if before.joining || last.joining || together > TINY || is_small_beside(last, before) {
                break;
            }
            let joined = joined(&self.bands, &[before.clone(), last.clone()]);
            parts.truncate(parts.len() - 2);
            parts.push(joined);
        }
    }

    /// One writer at a time. One that panicked has left the state as it was.
    pub(crate) fn alone(&self) -> MutexGuard<'_, ()> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A page of results as the index stands now.
    #[must_use]
    pub fn search(&self, search: &Search, page: &Page, counting: Counting) -> (Vec<Hit>, Facets) {
        self.view().search(search, page, counting)
    }

    /// How many listings a search finds now.
    #[must_use]
    pub fn count(&self, search: &Search) -> u64 {
        self.view().count(search)
    }
}

/// Whether a part is so much smaller than the one before it that both may stand.
pub(crate) fn is_small_beside(last: &Part, before: &Part) -> bool {
    last.segment.size * STEP < before.segment.size
}

/// The listings of several parts that are not dead, as one part.
pub(crate) fn joined(bands: &Bands, parts: &[Part]) -> Part {
    let mut joined = Builder::new(bands.clone());
    for part in parts {
        part.segment.pour(&part.dead, &mut joined);
    }
    Part::new(joined.finish())
}
