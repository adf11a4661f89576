//! The listings of a circle or a rectangle, read from the points inside it.

use super::{
    columns::Columns,
    set::Set,
    sphere::{Bounds, Circle, chord, on_unit_sphere},
};

impl Columns {
    /// The listings of a point, newest first.
    fn standing_at(&self, point: usize) -> &[u32] {
        let bound = |at: usize| self.starts.get(at).map(|start| *start as usize);
        let bounds = bound(point).zip(bound(point + 1));
        bounds.and_then(|(from, to)| self.standing.get(from..to)).unwrap_or_default()
    }

    /// Which public points lie in a circle; every listing stands on one of them or on none.
    pub(crate) fn within(&self, circle: &Circle) -> Within<'_> {
        let reach = circle.reach();
        let first = self.points.partition_point(|it| it.0 < circle.latitude - reach);
        let last = self.points.partition_point(|it| it.0 <= circle.latitude + reach);
        let centre = on_unit_sphere((circle.latitude, circle.longitude));
        let band = self.points.get(first..last).unwrap_or_default().iter();
        let band = band.zip(self.spherical.get(first..last).unwrap_or_default());
        let inside = |(point, spherical): (&(f64, f64), &[f64; 3])| {
            let chord = chord(spherical, &centre);
            if circle.holds(chord, *point) { chord } else { f64::NAN }
        };
        Within { columns: self, circle: *circle, first, chords: band.map(inside).collect() }
    }

    /// The listings of a set that lie in a rectangle.
    pub(crate) fn inside(&self, bounds: &Bounds, set: Set) -> Set {
        let first = self.points.partition_point(|it| it.0 < bounds.south);
        let last = self.points.partition_point(|it| it.0 <= bounds.north);
        let band = (first..).zip(self.points.get(first..last).unwrap_or_default());
        let inside = band.filter(|(_, point)| bounds.holds(**point)).map(|(at, _)| at);
        self.standing_on(inside, set, |slot| self.point(slot).is_some_and(|point| bounds.holds(point)))
    }

    /// The listings of a set that stand on some points: asked one by one when that is shorter than reading the points.
    fn standing_on(
        &self,
        points: impl Iterator<Item = usize>,
        set: Set,
        stands: impl Fn(u32) -> bool,
    ) -> Set {
        let groups: Vec<&[u32]> = points.map(|point| self.standing_at(point)).collect();
        let inside: usize = groups.iter().map(|group| group.len()).sum();
        if set.len() <= inside {
            set.filter(stands)
        } else {
            set.and(&Set::of_groups(&groups, inside, self.number.len()))
        }
    }
}

/// The listings of a circle, with their distance.
pub(crate) struct Within<'a> {
    columns: &'a Columns,
    circle: Circle,
    first: usize,
    /// Squares of the chords from the centre; not numbers outside.
    chords: Vec<f64>,
}

impl Within<'_> {
    /// The listings of a set that lie in the circle.
    pub(crate) fn narrow(&self, set: Set) -> Set {
        let inside = (self.first..).zip(&self.chords).filter(|(_, chord)| !chord.is_nan()).map(|(at, _)| at);
        self.columns.standing_on(inside, set, |slot| self.chord(slot).is_some())
    }

    /// Metres from the centre; none outside the circle.
    pub(crate) fn distance(&self, slot: u32) -> Option<f64> {
        self.chord(slot)?;
        self.columns.point(slot).map(|(latitude, longitude)| self.circle.distance_to(latitude, longitude))
    }

    /// The square of the chord from the centre, which orders as distances do, but for rounding; none outside the circle.
    pub(crate) fn chord(&self, slot: u32) -> Option<f64> {
        let place = *self.columns.place.get(slot as usize)? as usize;
        self.chords.get(place.checked_sub(self.first)?).copied().filter(|chord| !chord.is_nan())
    }
}
