//! Ranges of days and of figures, read off the columns: sixty-four listings at a time where many are asked, without a branch in
//! between, so that a core compares several at once.

#![expect(clippy::needless_bitwise_bool, reason = "a branch for each listing is what this avoids")]

use super::{
    columns::{Columns, NONE},
    search::Search,
    set::{BLOCK, Block, Set},
};

/// Days, both included; open ends reach as far as days go.
#[derive(Clone, Copy)]
struct Days {
    from: i32,
    to: i32,
}

impl Days {
    fn asked(search: &Search) -> Self {
        // The least number stands for no day.
        Self { from: search.dates.0.unwrap_or(NONE + 1), to: search.dates.1.unwrap_or(i32::MAX) }
    }

    /// Whether a listing from `start` to `end` has at least so many of them.
    #[inline]
    fn has(self, (start, end): (i32, i32), wanted: i32) -> bool {
        let (begin, last) = (start.max(self.from), open(end).min(self.to));
        (start != NONE) & (begin <= last) & (last.wrapping_sub(begin) >= wanted - 1)
    }
}

/// A stay without an end goes on.
#[inline]
fn open(end: i32) -> i32 {
    if end == NONE { i32::MAX } else { end }
}

/// The listings of a set whose own days meet those asked; without any day, none.
pub(crate) fn meeting(columns: &Columns, search: &Search, set: Set) -> Set {
    with_days(columns, search, set, 1)
}

/// The listings of a set that have at least this percentage of the days asked, both ends being known.
pub(crate) fn covering(columns: &Columns, search: &Search, set: Set, least: u8) -> Set {
    let Some((_, _, days)) = search.need() else { return set };
    // Rounded up: half of three days is two.
    let wanted = (i64::from(days) * i64::from(least) + 99) / 100;
    with_days(columns, search, set, i32::try_from(wanted.max(0)).unwrap_or(i32::MAX))
}

fn with_days(columns: &Columns, search: &Search, set: Set, least: i32) -> Set {
    let days = Days::asked(search);
    // No day at all is wanted of those that have days.
    let least_in_bounds = least.max(1);
    let set = set.filter_blocks(
        |slot| days.has(stay(columns, slot as usize), least_in_bounds),
        |block, kept| {
            let stays = of_block(&columns.start, block).iter().zip(of_block(&columns.end, block));
            for (kept, (start, end)) in kept.iter_mut().zip(stays) {
                *kept = u8::from(days.has((*start, *end), least_in_bounds));
            }
        },
    );
    // Several ranges of days lie within the first and the last: what has none of these has none of those.
    let exact = |slot: u32| columns.days_within(slot, search.dates).is_some_and(|met| met >= least_in_bounds);
    set.filter_some(&columns.period_slots, exact)
}

fn stay(columns: &Columns, at: usize) -> (i32, i32) {
    let of = |column: &[i32]| column.get(at).copied().unwrap_or(NONE);
    (of(&columns.start), of(&columns.end))
}

/// The listings of a set whose price fits, or is not told.
pub(crate) fn priced(columns: &Columns, search: &Search, set: Set) -> Set {
    let (from, to) = ends(search.price);
    by_ends(&columns.prices, set, move |(least, most)| (least == NONE) | (most >= from) & (least <= to))
}

/// The listings of a set whose turnover is told and fits.
pub(crate) fn turning_over(columns: &Columns, search: &Search, set: Set) -> Set {
    let (from, to) = ends(search.turnover);
    by_ends(&columns.turnovers, set, move |(least, most)| (least != NONE) & (most >= from) & (least <= to))
}

/// The listings of a set that tell their price.
pub(crate) fn telling_price(columns: &Columns, set: Set) -> Set {
    by_ends(&columns.prices, set, |(least, _)| least != NONE)
}

/// A band fits when any of it does.
fn ends((from, to): (Option<i32>, Option<i32>)) -> (i32, i32) {
    (from.unwrap_or(i32::MIN), to.unwrap_or(i32::MAX))
}

fn by_ends(column: &[(i32, i32)], set: Set, fits: impl Fn((i32, i32)) -> bool) -> Set {
    set.filter_blocks(
        |slot| column.get(slot as usize).is_some_and(|ends| fits(*ends)),
        |block, kept| {
            for (kept, ends) in kept.iter_mut().zip(of_block(column, block)) {
                *kept = u8::from(fits(*ends));
            }
        },
    )
}

/// The listings of a set that pay at least this share of the fees.
pub(crate) fn sharing(columns: &Columns, set: Set, least: f32) -> Set {
    set.filter_blocks(
        |slot| columns.fee_share.get(slot as usize).is_some_and(|share| *share >= least),
        |block, kept: &mut Block| {
            for (kept, share) in kept.iter_mut().zip(of_block(&columns.fee_share, block)) {
                *kept = u8::from(*share >= least);
            }
        },
    )
}

/// A block of a column; shorter at its end.
fn of_block<T>(column: &[T], block: usize) -> &[T] {
    let rest = column.get(block * BLOCK..).unwrap_or_default();
    rest.get(..BLOCK).unwrap_or(rest)
}
