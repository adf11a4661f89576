//! The listings of a circle or a rectangle, read from the points inside it.
//!
//! Points stand in rows of like latitude, from west to east in each: what an area holds of a row is one run of points, of
//! which only those near its ends have to be looked at, and the listings of a run stand together too.

use std::{cmp::Ordering, ops::Range};

use super::{
    columns::Columns,
    set::Set,
    sphere::{Bounds, Circle, ReadyCircle, Span},
};

/// Rows in a degree of latitude: some two kilometres each.
const ROWS: f64 = 50.0;

/// The row of a latitude.
fn row(latitude: f64) -> f64 {
    (latitude * ROWS).floor()
}

/// The order of points: by row, from west to east.
pub(super) fn in_rows(one: &(f64, f64), other: &(f64, f64)) -> Ordering {
    let by_row = row(one.0).total_cmp(&row(other.0));
    by_row.then(one.1.total_cmp(&other.1)).then(one.0.total_cmp(&other.0))
}

impl Columns {
    /// The listings of a run of points.
    pub(super) fn standing_at(&self, run: &Range<usize>) -> &[u32] {
        let bound = |at: usize| self.starts.get(at).map(|start| *start as usize);
        let bounds = bound(run.start).zip(bound(run.end));
        bounds.and_then(|(from, to)| self.standing.get(from..to)).unwrap_or_default()
    }

    /// Which public points lie in a circle; every listing stands on one of them or on none.
    pub(crate) fn within(&self, circle: &Circle) -> Within<'_> {
        let area = ReadyCircle::new(circle);
        let reach = circle.reach();
        let runs = self.runs(
            (circle.latitude - reach, circle.latitude + reach),
            |south, north| area.span(south, north),
            |at| self.in_area(&area, at),
        );
        Within { columns: self, area, runs }
    }

    /// The listings of a set that lie in a rectangle.
    pub(crate) fn inside(&self, bounds: &Bounds, set: Set) -> Set {
        let holds = |at: usize| self.points.get(at).is_some_and(|point| bounds.holds(*point));
        let runs = self.runs((bounds.south, bounds.north), |south, north| bounds.span(south, north), holds);
        self.standing_on(&runs, set, |slot| self.point(slot).is_some_and(|point| bounds.holds(point)))
    }

    fn in_area(&self, area: &ReadyCircle, at: usize) -> bool {
        let point = self.points.get(at).zip(self.spherical.get(at));
        point.is_some_and(|(point, spherical)| area.holds(spherical, *point))
    }

    /// The points of an area between two latitudes, as runs: `span` tells of a row from where to where to look and to trust,
    /// `holds` decides in between.
    pub(super) fn runs(
        &self,
        (south, north): (f64, f64),
        span: impl Fn(f64, f64) -> Option<Span>,
        holds: impl Fn(usize) -> bool,
    ) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        let mut add = |run: Range<usize>| match runs.last_mut() {
            Some(last) if last.end == run.start => last.end = run.end,
            _ => runs.extend((!run.is_empty()).then_some(run)),
        };
        // Whether a point stands before a row is asked without rounding down, for which many a processor has no step of its own.
        let before = |bound: f64| move |it: &(f64, f64)| it.0 * ROWS < bound;
        let (first, last) = (row(south), row(north));
        let mut at = self.points.partition_point(before(first));
        while let Some(here) = self.points.get(at).map(|it| row(it.0)).filter(|it| *it <= last) {
            let end = at + length(self.points.get(at..), before(here + 1.0));
            if let Some(span) = span(here / ROWS, (here + 1.0) / ROWS) {
                let east_of = |longitude: f64| at + length(self.points.get(at..end), |it| it.1 < longitude);
                let past = |longitude: f64| at + length(self.points.get(at..end), |it| it.1 <= longitude);
                let looked_at = east_of(span.look.0)..past(span.look.1);
                let trusted = east_of(span.trust.0)..past(span.trust.1);
                let trusted = if trusted.is_empty() { looked_at.end..looked_at.end } else { trusted };
                (looked_at.start..trusted.start).filter(|at| holds(*at)).for_each(|at| add(at..at + 1));
                add(trusted.clone());
                (trusted.end..looked_at.end).filter(|at| holds(*at)).for_each(|at| add(at..at + 1));
            }
            at = end;
        }
        runs
    }

    /// The listings of a set that stand on some points: asked one by one when that is shorter than reading the points.
    fn standing_on(&self, runs: &[Range<usize>], set: Set, stands: impl Fn(u32) -> bool) -> Set {
        /// Asking a listing where it stands takes so many times as long as reading one off its point.
        const ASKING: usize = 4;
        let groups: Vec<&[u32]> = runs.iter().map(|run| self.standing_at(run)).collect();
        let inside: usize = groups.iter().map(|group| group.len()).sum();
        if set.len() * ASKING <= inside {
            set.filter(stands)
        } else {
            set.and(&Set::of_groups(&groups, inside, self.number.len()))
        }
    }
}

/// How many of the first points are so.
fn length(points: Option<&[(f64, f64)]>, are: impl Fn(&(f64, f64)) -> bool) -> usize {
    points.map_or(0, |points| points.partition_point(are))
}

/// The listings of a circle, with their distance.
pub(crate) struct Within<'a> {
    columns: &'a Columns,
    area: ReadyCircle,
    runs: Vec<Range<usize>>,
}

impl Within<'_> {
    /// The listings of a set that lie in the circle.
    pub(crate) fn narrow(&self, set: Set) -> Set {
        let stands = |slot| self.columns.place(slot).is_some_and(|at| self.columns.in_area(&self.area, at));
        self.columns.standing_on(&self.runs, set, stands)
    }

    /// Metres from the centre; none without a point.
    pub(crate) fn distance(&self, slot: u32) -> Option<f64> {
        let (latitude, longitude) = self.columns.point(slot)?;
        Some(self.area.circle.distance_to(latitude, longitude))
    }

    /// The straight way from the centre, which orders as distances do but for [`CHORD_ERROR`](super::sphere::CHORD_ERROR);
    /// none without a point.
    pub(crate) fn chord(&self, slot: u32) -> Option<f64> {
        let spherical = self.columns.spherical.get(self.columns.place(slot)?)?;
        Some(self.area.chord(spherical).sqrt())
    }
}
