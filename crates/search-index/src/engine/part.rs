//! A segment and what is gone from it.

use std::{borrow::Cow, sync::Arc};

use super::{
    segment::Segment,
    set::{Set, union},
};

/// A segment beside the listings that are gone from it.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) segment: Arc<Segment>,
    /// Replaced, removed, or over when the index last looked at the hour.
    pub(crate) dead: Set,
    /// How many of the segment's ends are among the dead already.
    ended: usize,
    /// Whether it is being joined with another, which will take its place.
    pub(crate) joining: bool,
}

impl Part {
    /// A segment of which nothing is gone.
    pub(crate) fn new(segment: Segment) -> Self {
        Self { segment: Arc::new(segment), dead: Set::Few(Vec::new()), ended: 0, joining: false }
    }

    /// Listings that are there.
    pub(crate) fn len(&self) -> usize {
        self.segment.size - self.dead.len()
    }

    /// Notes that listings are gone; the segment itself stays.
    pub(crate) fn bury(&mut self, mut gone: Vec<u32>) {
        if gone.is_empty() {
            return;
        }
        gone.sort_unstable();
        gone.dedup();
        self.dead = union(vec![self.dead.clone(), Set::Few(gone)], self.segment.size);
    }

    /// Whether a listing came to its end that is not among the dead yet.
    pub(crate) fn is_due(&self, now: i64) -> bool {
        self.segment.columns.ends.get(self.ended).is_some_and(|(at, _)| *at <= now)
    }

    /// Buries what is over at this hour.
    pub(crate) fn end(&mut self, now: i64) {
        let over = self.over(now);
        self.ended += over.len();
        self.bury(over);
    }

    /// What is dead, and what has ended since.
    pub(crate) fn gone(&self, now: i64) -> Cow<'_, Set> {
        let mut over = self.over(now);
        over.retain(|slot| !self.dead.contains(*slot));
        if over.is_empty() {
            return Cow::Borrowed(&self.dead);
        }
        over.sort_unstable();
        Cow::Owned(union(vec![self.dead.clone(), Set::Few(over)], self.segment.size))
    }

    /// Slots whose end came since the last look at the hour.
    fn over(&self, now: i64) -> Vec<u32> {
        let ends = self.segment.columns.ends.get(self.ended..).unwrap_or_default();
        let over = ends.partition_point(|(at, _)| *at <= now);
        ends.iter().take(over).map(|(_, slot)| *slot).collect()
    }
}
