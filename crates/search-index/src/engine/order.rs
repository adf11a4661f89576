//! The first of a set in an order, after a key.

use std::collections::BinaryHeap;

use super::{
    columns::{Columns, NONE},
    rank::Ranking,
    search::{After, Formula, Hit, Key, Order, Page, Search},
    segment::Segment,
    set::Set,
    sphere::CHORD_ERROR,
    within::Within,
};

/// Results by words are ranked among this many of the newest matches.
pub const RANKED: usize = 2000;
/// Listings that are asked of the memory together: few enough to stay in the core's own.
const TOGETHER: usize = 256;
/// Days after which a listing of each type counts a third as fresh: replacements and availabilities, collaborations,
/// transfers.
const TAU: [f64; 8] = [45.0, 45.0, 7.0, 21.0, 7.0, 45.0, 45.0, 45.0];
/// From so many times that on, older makes no difference: PostgreSQL refuses exponentials that vanish.
const STALE: f64 = 100.0;
/// Microseconds of a second, seconds of a day.
const MICROS: f64 = 1_000_000.0;
const DAY: f64 = 86_400.0;

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
    let mut first = First::new(page.limit);
    // The chord beyond which nothing is near enough any more, rounding allowed for.
    let mut farthest = f64::INFINITY;
    let nearest = matches!(page.order, Order::Nearest);
    found.each(|slot| {
        if nearest && within.and_then(|it| it.chord(slot)).is_some_and(|chord| chord > farthest) {
            return;
        }
        let number = columns.number.get(slot as usize).copied().unwrap_or_default();
        let key = key(page.order, columns, within, slot, number);
        if after.is_some_and(|after| key <= after) {
            return;
        }
        let taken = first.offer(Candidate { key, number, part, slot });
        if nearest && taken {
            let last = first.last().and_then(|last| within?.chord(last.slot));
            farthest = last.map_or(f64::INFINITY, |chord| chord + 3.0 * CHORD_ERROR);
        }
    });
    first.in_order()
}

/// The first of what is offered, as many as a page holds.
struct First<T> {
    limit: usize,
    heap: BinaryHeap<T>,
}

impl<T: Ord> First<T> {
    fn new(limit: usize) -> Self {
        Self { limit, heap: BinaryHeap::new() }
    }

    /// Whether it is among the first so far.
    fn offer(&mut self, it: T) -> bool {
        if self.heap.len() >= self.limit {
            if self.heap.peek().is_none_or(|last| it >= *last) {
                return false;
            }
            self.heap.pop();
        }
        self.heap.push(it);
        true
    }

    /// The last of a full page.
    fn last(&self) -> Option<&T> {
        self.heap.peek().filter(|_| self.heap.len() >= self.limit)
    }

    fn in_order(self) -> Vec<T> {
        self.heap.into_sorted_vec()
    }
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
    let mut taken = Vec::with_capacity(limit.min(RANKED));
    found.walk(u32::try_from(from).unwrap_or(u32::MAX), |slot| {
        if taken.len() >= limit {
            return false;
        }
        let (at, number) = of(slot as usize);
        taken.push(Candidate { key: (at.saturating_neg(), number.saturating_neg()), number, part, slot });
        true
    });
    taken
}

/// The key of a listing, smaller first.
fn key(order: Order, columns: &Columns, within: Option<&Within<'_>>, slot: u32, number: i64) -> (i64, i64) {
    let of = |column: &[i32]| column.get(slot as usize).copied().filter(|figure| *figure != NONE);
    match order {
        Order::Newest | Order::Relevance { .. } => {
            let at = columns.published.get(slot as usize).copied().unwrap_or_default();
            (at.saturating_neg(), number.saturating_neg())
        }
        Order::Nearest => (metres(within.and_then(|it| it.distance(slot)).unwrap_or_default()), number),
        Order::Start => (of(&columns.start).map_or(i64::MAX, i64::from), number),
        Order::Price => (i64::from(columns.price(slot).unwrap_or(i32::MAX)), number),
        Order::PriceDown => (-i64::from(columns.price(slot).unwrap_or(-1)), number.saturating_neg()),
        Order::Pay => (-i64::from(of(&columns.pay).unwrap_or(0)), number.saturating_neg()),
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
        Order::Newest | Order::PriceDown | Order::Pay | Order::Relevance { .. } => {
            (key.saturating_neg(), after.number.saturating_neg())
        }
    }
}

/// The key of an order as a page's beginning names it.
pub(crate) fn told(order: Order, key: i64) -> Key {
    match order {
        Order::Newest | Order::PriceDown | Order::Pay | Order::Relevance { .. } => {
            Key::Whole(key.saturating_neg())
        }
        Order::Price => Key::Whole(key),
        Order::Nearest => Key::Metres(f64::from_bits(key.unsigned_abs())),
        Order::Start => Key::Day(i32::try_from(key).ok()),
    }
}

/// Distances are not negative: their bits order as they do.
fn metres(away: f64) -> i64 {
    i64::try_from(away.to_bits()).unwrap_or(i64::MAX)
}

/// By what the newest matches are judged.
pub(crate) struct Judging<'a> {
    pub(crate) judged_at: i64,
    pub(crate) formula: Formula,
    pub(crate) page: &'a Page,
}

/// Scores the newest matches of all parts, and gives the best after the page's key.
pub(crate) fn best(
    parts: &[&Segment],
    withins: &[Option<Within<'_>>],
    newest: &[Candidate],
    search: &Search,
    judging: &Judging<'_>,
) -> Vec<(Candidate, Hit)> {
    let Some(words) = &search.words else {
        return Vec::new();
    };
    let mut rankings: Vec<Ranking> = parts.iter().map(|segment| Ranking::new(segment, words)).collect();
    let mut ranks: Vec<f32> = Vec::with_capacity(newest.len());
    for together in newest.chunks(TOGETHER) {
        let touched = together.iter().filter_map(|it| Some(parts.get(it.part)?.touch(it.slot)));
        std::hint::black_box(touched.fold(0, |sum, it| sum ^ it));
        ranks.extend(together.iter().map(|it| match (rankings.get_mut(it.part), parts.get(it.part)) {
            (Some(ranking), Some(segment)) => ranking.of(segment, it.slot),
            _ => 0.0,
        }));
    }
    let best = ranks.iter().copied().fold(0.0_f32, f32::max);
    let judged = |it: &Candidate, rank: f32| {
        let columns = &parts.get(it.part)?.columns;
        let text = if best > 0.0 { rank / best } else { 0.0 };
        let near = nearness(withins.get(it.part).and_then(Option::as_ref), search, it.slot);
        Some(score(columns, it.slot, (f64::from(text), near), judging))
    };
    let after = judging.page.after.map(|after| place(judging.page.order, after));
    let mut first = First::new(judging.page.limit);
    for (at, (it, rank)) in newest.iter().zip(&ranks).enumerate() {
        let Some((score, _)) = judged(it, *rank) else { continue };
        let candidate = Candidate { key: (-score, -it.number), ..*it };
        if after.is_none_or(|after| candidate.key > after) {
            first.offer((candidate, at));
        }
    }
    // What a score is made of is told of the page alone.
    let told = first.in_order().into_iter().filter_map(|(it, at)| {
        let (score, parts) = judged(&it, *ranks.get(at)?)?;
        let hit = Hit {
            number: it.number,
            key: Key::Whole(score),
            distance: None,
            score: Some(score),
            parts: Some(parts),
        };
        Some((it, hit))
    });
    told.collect()
}

/// 1 in the middle of the circle, 0 at its edge and without one.
fn nearness(within: Option<&Within<'_>>, search: &Search, slot: u32) -> f64 {
    let away = within.and_then(|it| it.distance(slot));
    away.zip(search.circle.as_ref()).map_or(0.0, |(away, circle)| (1.0 - away / circle.radius).max(0.0))
}

/// The published formula in millionths, computed in the steps of the database, and what it is made of.
#[expect(clippy::cast_precision_loss, reason = "ages are far below 2^53")]
#[expect(
    clippy::cast_possible_truncation,
    reason = "a score is at most a million; parts are told in single precision"
)]
fn score(columns: &Columns, slot: u32, (text, near): (f64, f64), judging: &Judging<'_>) -> (i64, [f32; 6]) {
    let at = slot as usize;
    let age = judging.judged_at.saturating_sub(columns.published.get(at).copied().unwrap_or_default());
    let tau = TAU.get(columns.kind(slot)).copied().unwrap_or(45.0);
    let fresh = (-((age.max(0) as f64 / MICROS) / DAY / tau).min(STALE)).exp();
    let (told, author) = columns.merits.get(at).copied().unwrap_or_default();
    let confirmed = columns.is_confirmed(slot, judging.judged_at);
    let held = if confirmed { 1.0 } else { judging.formula.unconfirmed };
    let parts = [text, fresh, f64::from(told) / 100.0, f64::from(author) / 100.0, near];
    let weighed = parts.iter().zip(judging.formula.weights).map(|(part, weight)| weight * part);
    let sum = weighed.reduce(|sum, part| sum + part).unwrap_or_default();
    let score = (1_000_000.0 * held * sum).round_ties_even() as i64;
    let [text, fresh, told, author, near] = parts.map(|part| part as f32);
    (score, [text, fresh, told, author, near, held as f32])
}
