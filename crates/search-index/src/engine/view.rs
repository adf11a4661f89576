//! Searching one state of the index.

use std::sync::Arc;

use super::{
    count,
    filter::Narrowed,
    live::State,
    order::{self, Candidate, RANKED},
    part::Part,
    score::{self, Judging},
    search::{Facets, Hit, Order, Page, Search},
    segment::Segment,
    set::Set,
    within::Within,
};

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

/// The index as it stood at one moment. Cheap to clone.
#[derive(Debug, Clone)]
pub struct View(pub(crate) Arc<State>);

impl View {
    /// A page of results, and what is counted of all that the search finds.
    #[must_use]
    pub fn search(&self, search: &Search, page: &Page, counting: Counting) -> (Vec<Hit>, Facets) {
        let parts = &self.0.parts;
        let segments: Vec<&Segment> = parts.iter().map(|part| &*part.segment).collect();
        let withins: Vec<Option<Within<'_>>> = segments
            .iter()
            .map(|segment| search.circle.as_ref().map(|it| segment.columns.within(it)))
            .collect();
        let mut facets = Facets::default();
        let mut candidates: Vec<Candidate> = Vec::new();
        for (rank, (part, within)) in parts.iter().zip(&withins).enumerate() {
            let segment = &*part.segment;
            let narrowed = Narrowed::new(part, search, within.as_ref());
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
            score::best(&segments, &withins, &candidates, search, &Judging { judged_at, formula, page })
        } else {
            candidates.truncate(page.limit);
            let plain = |it: &Candidate| Hit {
                number: it.number,
                key: order::told(page.order, it.key.0),
                distance: None,
                score: None,
                parts: None,
            };
            candidates.iter().map(|it| (*it, plain(it))).collect()
        };
        for (it, hit) in &mut hits {
            hit.distance =
                withins.get(it.part).and_then(Option::as_ref).and_then(|it_| it_.distance(it.slot));
        }
        (hits.into_iter().map(|(_, hit)| hit).collect(), facets)
    }

    /// The same without some listings, by their numbers: for somebody who must not see them.
    #[must_use]
    pub fn without(&self, numbers: &[i64]) -> Self {
        let mut parts = self.0.parts.clone();
        for part in &mut parts {
            let there = numbers.iter().filter_map(|number| part.segment.columns.slot_of(*number));
            let hidden = there.collect();
            part.bury(hidden);
        }
        Self(Arc::new(State { parts }))
    }

    /// How many listings a search finds.
    #[must_use]
    pub fn count(&self, search: &Search) -> u64 {
        let count = |part: &Part| {
            let within = search.circle.as_ref().map(|circle| part.segment.columns.within(circle));
            Narrowed::new(part, search, within.as_ref()).except(&[]).len() as u64
        };
        self.0.parts.iter().map(count).sum()
    }

    /// Whether a listing that is there at this hour holds a lexeme.
    #[must_use]
    pub fn holds(&self, lexeme: &str, now: i64) -> bool {
        self.0.parts.iter().any(|part| {
            let term = part.segment.lexicon.term(lexeme);
            term.is_some_and(|term| !part.segment.postings.of(term).without(&part.gone(now)).is_empty())
        })
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
