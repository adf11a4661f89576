//! The index as it stands: parts that never change, beside each the listings that are gone from it. Readers take one
//! state and keep it; a change makes the next state beside them.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use arc_swap::ArcSwap;

use super::{
    build::Builder,
    columns::{Bands, Within},
    count,
    filter::Narrowed,
    listing::{Facts, Word},
    order::{self, Candidate, Judging, RANKED},
    search::{Facets, Hit, Order, Page, Search},
    segment::Segment,
    set::{Set, union},
};

/// A part this many times smaller than the one before it stands alone; otherwise both become one.
const STEP: usize = 4;

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

/// What is counted beside the results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counting {
    /// Nothing.
    Nothing,
    /// The total, and listings by type.
    Kinds,
    /// Everything.
    All,
}

/// An index that is searched while it changes.
#[derive(Debug)]
pub struct Engine {
    state: ArcSwap<State>,
    writing: Mutex<()>,
    bands: Bands,
}

#[derive(Debug, Default)]
struct State {
    parts: Vec<Part>,
}

#[derive(Debug, Clone)]
struct Part {
    segment: Arc<Segment>,
    dead: Set,
}

impl Engine {
    /// From all listings.
    #[must_use]
    pub fn new(listings: Builder) -> Self {
        let segment = listings.finish();
        let bands = segment.bands().clone();
        let parts = vec![Part { segment: Arc::new(segment), dead: Set::Few(Vec::new()) }];
        Self { state: ArcSwap::from_pointee(State { parts }), writing: Mutex::new(()), bands }
    }

    /// Listings in it.
    #[must_use]
    pub fn len(&self) -> usize {
        self.state.load().parts.iter().map(|part| part.segment.size - part.dead.len()).sum()
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

    /// Applies changes, in order; the last about a listing counts. Readers see all of them at once.
    pub fn apply(&self, changes: Vec<Change>) {
        // A writer that panicked has left the state as it was.
        let _alone = self.writing.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut last: HashMap<i64, Option<Arrived>> = HashMap::new();
        for change in changes {
            match change {
                Change::Put(facts, words) => last.insert(facts.number, Some((facts, words))),
                Change::Remove(number) => last.insert(number, None),
            };
        }
        let mut parts = self.state.load().parts.clone();
        for part in &mut parts {
            let gone = last.keys().filter_map(|number| part.segment.columns.slot_of(*number));
            part.bury(gone.collect());
        }
        let mut fresh = Builder::new(self.bands.clone());
        for (facts, words) in last.into_values().flatten() {
            fresh.add(*facts, &words);
        }
        if !fresh.is_empty() {
            parts.push(Part { segment: Arc::new(fresh.finish()), dead: Set::Few(Vec::new()) });
        }
        self.settle(&mut parts);
        self.state.store(Arc::new(State { parts }));
    }

    /// Joins small parts, so that there are few.
    fn settle(&self, parts: &mut Vec<Part>) {
        parts.retain(|part| part.dead.len() < part.segment.size || part.segment.size == 0);
        while let [.., before, last] = parts.as_slice() {
            if last.segment.size * STEP < before.segment.size {
                break;
            }
            let mut joined = Builder::new(self.bands.clone());
            before.segment.pour(&before.dead, &mut joined);
            last.segment.pour(&last.dead, &mut joined);
            parts.truncate(parts.len() - 2);
            parts.push(Part { segment: Arc::new(joined.finish()), dead: Set::Few(Vec::new()) });
        }
    }

    /// A page of results, and what is counted of all that the search finds.
    #[must_use]
    pub fn search(&self, search: &Search, page: &Page, counting: Counting) -> (Vec<Hit>, Facets) {
        let state = self.state.load();
        let segments: Vec<&Segment> = state.parts.iter().map(|part| &*part.segment).collect();
        let withins: Vec<Option<Within<'_>>> = segments
            .iter()
            .map(|segment| search.circle.as_ref().map(|it| segment.columns.within(it)))
            .collect();
        let mut facets = Facets::default();
        let mut candidates: Vec<Candidate> = Vec::new();
        for (rank, (part, within)) in state.parts.iter().zip(&withins).enumerate() {
            let segment = &*part.segment;
            let narrowed = Narrowed::new(segment, &part.dead, search, within.as_ref());
            let found = narrowed.except(&[]);
            candidates.extend(candidates_of(rank, segment, &found, within.as_ref(), page));
            match counting {
                Counting::Nothing => {}
                Counting::Kinds => facets.add(&count::kinds(segment, search, &narrowed, &found)),
                Counting::All => facets.add(&count::facets(segment, search, &narrowed, &found)),
            }
        }
        candidates.sort_unstable();
        let mut hits: Vec<(Candidate, Hit)> = if let Order::Relevance { judged_at, formula } = page.order {
            candidates.truncate(RANKED);
            order::best(&segments, &withins, &candidates, search, &Judging { judged_at, formula, page })
        } else {
            candidates.truncate(page.limit);
            let plain = |it: &Candidate| Hit { number: it.number, distance: None, score: None, parts: None };
            candidates.iter().map(|it| (*it, plain(it))).collect()
        };
        for (it, hit) in &mut hits {
            hit.distance =
                withins.get(it.part).and_then(Option::as_ref).and_then(|it_| it_.distance(it.slot));
        }
        (hits.into_iter().map(|(_, hit)| hit).collect(), facets)
    }

    /// How many listings a search finds.
    #[must_use]
    pub fn count(&self, search: &Search) -> u64 {
        let state = self.state.load();
        let count = |part: &Part| {
            let within = search.circle.as_ref().map(|circle| part.segment.columns.within(circle));
            Narrowed::new(&part.segment, &part.dead, search, within.as_ref()).except(&[]).len() as u64
        };
        state.parts.iter().map(count).sum()
    }

    /// How many listings, those of deleted ones included, hold a lexeme.
    #[must_use]
    pub fn holding(&self, lexeme: &str, prefix: bool) -> usize {
        let state = self.state.load();
        let held = |part: &Part| {
            let (from, to) = part.segment.lexicon.terms(lexeme, prefix);
            (from..to).map(|term| part.segment.postings.count(term)).sum::<usize>()
        };
        state.parts.iter().map(held).sum()
    }
}

fn candidates_of(
    rank: usize,
    segment: &Segment,
    found: &Set,
    within: Option<&Within<'_>>,
    page: &Page,
) -> Vec<Candidate> {
    if let Order::Relevance { judged_at, .. } = page.order {
        order::newest(rank, &segment.columns, found, None, RANKED, judged_at)
    } else {
        order::first(rank, segment, found, within, page)
    }
}

impl Part {
    /// Notes that listings are gone; the part itself stays.
    fn bury(&mut self, gone: Vec<u32>) {
        if gone.is_empty() {
            return;
        }
        let dead = union(
            vec![
                self.dead.clone(),
                Set::Few({
                    let mut gone = gone;
                    gone.sort_unstable();
                    gone
                }),
            ],
            self.segment.size,
        );
        self.dead = dead;
    }
}
