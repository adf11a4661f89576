//! The first of a set in an order, after a key.

use std::collections::BinaryHeap;

use super::{
    columns::{Columns, NONE},
    search::{After, Key, Order, Page},
    segment::Segment,
    set::Set,
    sphere::CHORD_ERROR,
    within::Within,
};

/// Results by words are ranked among this many of the newest matches.
pub const RANKED: usize = 2000;

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
pub(super) struct First<T> {
    limit: usize,
    heap: BinaryHeap<T>,
}

impl<T: Ord> First<T> {
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, heap: BinaryHeap::new() }
    }

    /// Whether it is among the first so far.
    pub(super) fn offer(&mut self, it: T) -> bool {
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
    pub(super) fn last(&self) -> Option<&T> {
        self.heap.peek().filter(|_| self.heap.len() >= self.limit)
    }

    pub(super) fn in_order(self) -> Vec<T> {
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
pub(super) fn place(order: Order, after: After) -> (i64, i64) {
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
