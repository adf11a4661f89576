//! Where listings stand: the public points of a segment, on the sphere and on the square of the map.

use std::{cmp::Ordering, f64::consts::PI};

use super::{columns::Columns, sphere::on_unit_sphere, within::in_rows};

/// Stands for a listing without a public point.
const NOWHERE: u32 = u32::MAX;
/// The square of Web Mercator is so many units wide, as in the database.
const WIDE: f64 = 1_073_741_824.0;

/// What kind of listings stand on a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Of a place that anybody may know.
    Open,
    /// Drawn at random in their area.
    Confidential,
    /// Of an area larger than a department: a point of it would say nothing, and is on no tile.
    Vague,
}

/// A point in the square of Web Mercator, from the north-west, with its kind: 30 bits of column, 30 of row, two of kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Spot(u64);

impl Spot {
    /// By the formula of the database (`map_x`, `map_y`), so that both say the same cell.
    fn new((latitude, longitude): (f64, f64), kind: Kind) -> Self {
        let upright = PI / 4.0 + latitude.clamp(-85.0, 85.0).to_radians() / 2.0;
        let (x, y) = ((longitude + 180.0) / 360.0, 0.5 - upright.tan().ln() / (2.0 * PI));
        Self(units(x) << 32 | units(y) << 2 | kind as u64)
    }

    /// Column.
    pub(crate) fn x(self) -> u64 {
        self.0 >> 32
    }

    /// Row.
    pub(crate) fn y(self) -> u64 {
        self.0 >> 2 & 0x3fff_ffff
    }

    /// Whether tiles show it.
    pub(crate) fn is_shown(self) -> bool {
        self.0 & 3 != Kind::Vague as u64
    }

    /// Whether its listings are confidential.
    pub(crate) fn is_confidential(self) -> bool {
        self.0 & 3 == Kind::Confidential as u64
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below 2^30, and not below 0")]
fn units(share: f64) -> u64 {
    (share.clamp(0.0, 0.999_999_999) * WIDE) as u64
}

#[expect(clippy::cast_possible_truncation, reason = "half a metre does not matter there")]
fn single(axis: f64) -> f32 {
    axis as f32
}

/// A point with what kind of listings it is for.
type Standing = ((f64, f64), Kind);

fn in_order(one: &Standing, other: &Standing) -> Ordering {
    in_rows(&one.0, &other.0).then(one.1.cmp(&other.1))
}

impl Columns {
    /// Puts in order what needs all listings: points, numbers, ends.
    pub(crate) fn finish(&mut self, points: &[Option<(f64, f64)>]) {
        let number = &self.number;
        self.slots.sort_unstable_by_key(|slot| number.get(*slot as usize));
        self.ends.sort_unstable();
        self.ends.shrink_to_fit();
        let standing = |(slot, point): (usize, &Option<(f64, f64)>)| Some(((*point)?, self.kind_of(slot)));
        let mut all: Vec<Standing> = points.iter().enumerate().filter_map(standing).collect();
        all.sort_unstable_by(in_order);
        all.dedup();
        let rank = |it: &Standing| all.binary_search_by(|other| in_order(other, it)).ok();
        let place = |it| {
            let rank = standing(it).as_ref().and_then(rank).and_then(|it| u32::try_from(it).ok());
            rank.unwrap_or(NOWHERE)
        };
        self.place = points.iter().enumerate().map(place).collect();
        self.spherical = all.iter().map(|(point, _)| on_unit_sphere(*point).map(single)).collect();
        self.spots = all.iter().map(|(point, kind)| Spot::new(*point, *kind)).collect();
        self.points = all.iter().map(|(point, _)| *point).collect();
        self.sort_by_point();
    }

    fn kind_of(&self, slot: usize) -> Kind {
        let packed = self.packed.get(slot);
        let area = packed.and_then(|it| self.areas.pairs.get(it.area()));
        match packed {
            _ if area.is_none_or(|(_, department)| *department == 0) => Kind::Vague,
            Some(packed) if packed.is_confidential() => Kind::Confidential,
            _ => Kind::Open,
        }
    }

    /// The listings of each point one after the other: an area is read from its points, not from all listings.
    fn sort_by_point(&mut self) {
        let mut starts = vec![0_u32; self.points.len() + 1];
        for place in self.place.iter().filter(|place| **place != NOWHERE) {
            if let Some(count) = starts.get_mut(*place as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut standing = vec![0; sum as usize];
        for (slot, place) in (0_u32..).zip(&self.place) {
            let Some(at) = next.get_mut(*place as usize).filter(|_| *place != NOWHERE) else { continue };
            if let Some(listing) = standing.get_mut(*at as usize) {
                *listing = slot;
            }
            *at += 1;
        }
        (self.starts, self.standing) = (starts, standing);
    }
}
