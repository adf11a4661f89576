//! A collector that does in one pass what a page needs: the first listings, how many there are, and every facet.

use std::{cmp::Reverse, collections::BinaryHeap};

use tantivy::{
    DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
    columnar::Column,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    Newest,
    /// BM25 and freshness; the other parts of our formula would only cost more.
    Best,
}

pub(crate) struct Counted {
    pub(crate) order: Order,
    pub(crate) limit: usize,
}

pub(crate) struct Page {
    first: BinaryHeap<Reverse<(i64, DocId)>>,
    total: u64,
    counts: Vec<Vec<u32>>,
}

pub(crate) struct OfPart {
    order: Order,
    limit: usize,
    packed: Column<u64>,
    published: Column<i64>,
    page: Page,
}

/// Where each fact stands in the packed number, and how wide it is.
const FACTS: [(u32, u32); 5] = [(0, 16), (16, 16), (32, 10), (42, 7), (49, 13)];

impl Collector for Counted {
    type Fruit = Page;
    type Child = OfPart;

    fn for_segment(&self, _: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<OfPart> {
        let page = Page {
            first: BinaryHeap::new(),
            total: 0,
            counts: FACTS.iter().map(|(_, width)| vec![0; 1 << width]).collect(),
        };
        let (packed, published) = (reader.fast_fields().u64("packed")?, reader.fast_fields().i64("published")?);
        Ok(OfPart { order: self.order, limit: self.limit, packed, published, page })
    }

    fn requires_scoring(&self) -> bool {
        self.order == Order::Best
    }

    fn merge_fruits(&self, parts: Vec<Page>) -> tantivy::Result<Page> {
        let mut parts = parts.into_iter();
        let mut whole = parts.next().expect("at least one part");
        for part in parts {
            whole.total += part.total;
            whole.first.extend(part.first);
            for (counts, others) in whole.counts.iter_mut().zip(part.counts) {
                counts.iter_mut().zip(others).for_each(|(count, other)| *count += other);
            }
        }
        Ok(whole)
    }
}

impl SegmentCollector for OfPart {
    type Fruit = Page;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.page.total += 1;
        let packed = self.packed.first(doc).unwrap_or_default();
        for ((from, width), counts) in FACTS.iter().zip(&mut self.page.counts) {
            counts[(packed >> from) as usize & ((1 << width) - 1)] += 1;
        }
        let at = self.published.first(doc).unwrap_or_default();
        let key = match self.order {
            Order::Newest => at,
            Order::Best => {
                let days = (1_795_000_000_000_000 - at) as f64 / 86_400_000_000.0;
                ((0.45 * f64::from(score) / 20.0 + 0.2 * (-days / 21.0).exp()) * 1e6) as i64
            }
        };
        if self.page.first.len() < self.limit {
            self.page.first.push(Reverse((key, doc)));
        } else if self.page.first.peek().is_some_and(|last| key > last.0.0) {
            self.page.first.pop();
            self.page.first.push(Reverse((key, doc)));
        }
    }

    fn harvest(self) -> Page {
        self.page
    }
}
