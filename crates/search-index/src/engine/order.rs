//! The first of a set in an order, after a key.

use std::collections::BinaryHeap;

use super::{
    columns::{Columns, NONE, Within},
    rank::Ranking,
    search::{After, Hit, Key, Order, Page, Search},
    segment::Segment,
    set::Set,
};

/// Results by words are ranked among this many of the newest matches.
pub const RANKED: usize = 2000;
/// Days after which a listing of each type counts a third as fresh: replacements and availabilities, collaborations,
/// transfers.
const TAU: [f64; 8] = [45.0, 45.0, 7.0, 21.0, 7.0, 45.0, 45.0, 45.0];
/// What text and freshness weigh.
const TEXT: f64 = 0.7;
const FRESHNESS: f64 = 0.3;
const DAY: f64 = 86_400_000_000.0;

/// A candidate; the smaller comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Candidate {
    /// The order's key and the number, both so that smaller comes first.
    pub(crate) key: (i64, i64),
    pub(crate) number: i64,
    /// Which part of the index, and where in it.
    pub(crate) part: usize,
    pub(crate) slot: u32,
}

/// The first `page.limit` of a set after the page's key.
pub(crate) fn first(
    part: usize,
    segment: &Segment,
    found: &Set,
    within: Option<&Within<'_>>,
    page: &Page,
) -> Vec<Candidate> {
    let columns = &segment.columns;
    if let Order::Newest = page.order {
        return newest(part, columns, found, page.after.and_then(published), page.limit, i64::MAX);
    }
    let after = page.after.map(|after| place(page.order, after));
    let mut heap: BinaryHeap<Candidate> = BinaryHeap::with_capacity(page.limit + 1);
    found.each(|slot| {
        let number = columns.number.get(slot as usize).copied().unwrap_or_default();
        let key = key(page.order, columns, within, slot, number);
        if after.is_some_and(|after| key <= after) {
            return;
        }
        let candidate = Candidate { key, number, part, slot };
        if heap.len() < page.limit {
            heap.push(candidate);
        } else if heap.peek().is_some_and(|last| candidate < *last) {
            heap.pop();
            heap.push(candidate);
        }
    });
    heap.into_sorted_vec()
}

fn published(after: After) -> Option<(i64, i64)> {
    match after.key {
        Key::Whole(at) => Some((at, after.number)),
        Key::Metres(_) | Key::Day(_) => None,
    }
}

/// The newest of a set, slots being in that order: from a moment and number on, published no later than `until`.
pub(crate) fn newest(
    part: usize,
    columns: &Columns,
    found: &Set,
    after: Option<(i64, i64)>,
    limit: usize,
    until: i64,
) -> Vec<Candidate> {
    let of = |slot: usize| {
        let at = columns.published.get(slot).copied().unwrap_or_default();
        (at, columns.number.get(slot).copied().unwrap_or_default())
    };
    let mut from = columns.published.partition_point(|at| *at > until);
    if let Some(after) = after {
        let (mut low, mut high) = (from, columns.published.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if of(middle) >= after { low = middle + 1 } else { high = middle }
        }
        from = low;
    }
    let mut taken = Vec::with_capacity(limit.min(64));
    found.walk(u32::try_from(from).unwrap_or(u32::MAX), |slot| {
        if taken.len() >= limit {
            return false;
        }
        let (at, number) = of(slot as usize);
        taken.push(Candidate { key: (-at, -number), number, part, slot });
        true
    });
    taken
}

/// The key of a listing, smaller first.
fn key(order: Order, columns: &Columns, within: Option<&Within<'_>>, slot: u32, number: i64) -> (i64, i64) {
    let of = |column: &[i32]| column.get(slot as usize).copied().filter(|figure| *figure != NONE);
    match order {
        Order::Newest | Order::Relevance { .. } => {
            (-columns.published.get(slot as usize).copied().unwrap_or_default(), -number)
        }
        Order::Nearest => (metres(within.and_then(|it| it.distance(slot)).unwrap_or_default()), number),
        Order::Start => (of(&columns.start).map_or(i64::MAX, i64::from), number),
        Order::Price => (i64::from(of(&columns.price).unwrap_or(i32::MAX)), number),
        Order::PriceDown => (-i64::from(of(&columns.price).unwrap_or(-1)), -number),
        Order::Pay => (-i64::from(of(&columns.pay).unwrap_or(0)), -number),
    }
}

/// The key of a page's beginning, smaller first.
fn place(order: Order, after: After) -> (i64, i64) {
    let key = match after.key {
        Key::Whole(value) => value,
        Key::Metres(away) => metres(away),
        Key::Day(day) => day.map_or(i64::MAX, i64::from),
    };
    match order {
        Order::Nearest | Order::Start | Order::Price => (key, after.number),
        Order::Newest | Order::PriceDown | Order::Pay | Order::Relevance { .. } => (-key, -after.number),
    }
}

/// Distances are not negative: their bits order as they do.
fn metres(away: f64) -> i64 {
    i64::try_from(away.to_bits()).unwrap_or(i64::MAX)
}

/// Scores the newest matches of all parts, and gives the best after the page's key.
pub(crate) fn best(
    parts: &[&Segment],
    newest: &[Candidate],
    search: &Search,
    judged_at: i64,
    page: &Page,
) -> Vec<(Candidate, Hit)> {
    let Some(words) = &search.words else {
        return Vec::new();
    };
    let mut rankings: Vec<Ranking> = parts.iter().map(|segment| Ranking::new(segment, words)).collect();
    let ranks: Vec<f32> = newest
        .iter()
        .map(|it| match (rankings.get_mut(it.part), parts.get(it.part)) {
            (Some(ranking), Some(segment)) => ranking.of(segment, it.slot),
            _ => 0.0,
        })
        .collect();
    let best = ranks.iter().copied().fold(0.0_f32, f32::max);
    let after = page.after.map(|after| place(page.order, after));
    let mut scored: Vec<(Candidate, Hit)> = newest
        .iter()
        .zip(ranks)
        .map(|(it, rank)| {
            let text = if best > 0.0 { rank / best } else { 0.0 };
            let kind = parts.get(it.part).and_then(|segment| segment.columns.packed.get(it.slot as usize));
            let tau = kind.and_then(|packed| TAU.get(packed.nature() & 7)).copied().unwrap_or(45.0);
            let score = score(text, judged_at.saturating_add(it.key.0), tau);
            let candidate = Candidate { key: (-score, -it.number), ..*it };
            (candidate, Hit { number: it.number, distance: None, score: Some(score) })
        })
        .filter(|(it, _)| after.is_none_or(|after| it.key > after))
        .collect();
    scored.sort_unstable_by_key(|(it, _)| *it);
    scored.truncate(page.limit);
    scored
}

/// The published formula, in millionths. `age` in microseconds.
#[expect(clippy::cast_precision_loss, reason = "ages and scores are far below 2^53")]
#[expect(clippy::cast_possible_truncation, reason = "a score is at most a million")]
fn score(text: f32, age: i64, tau: f64) -> i64 {
    let fresh = (-(age.max(0) as f64) / DAY / tau).exp();
    (1_000_000.0 * (TEXT * f64::from(text) + FRESHNESS * fresh)).round_ties_even() as i64
}
