//! Numbers, money, dates, distances and counts as a French reader expects them.
//!
//! The only place that formats them. Spaces inside a value never break at the end of a line: U+202F
//! parts thousands and stands before € and %, U+00A0 stands before a unit that is a word.

mod counts;
mod dates;
mod moments;
mod money;
mod numbers;

pub use counts::{counted, counted_or_none, distance, plural};
pub use dates::{age, date, date_with_weekday, month, period, short_date, short_weekday_date};
pub use moments::{hour, moment};
pub use money::{cents, euro_range, euros, euros_in_short};
pub use numbers::{decimal, number, percent};

/// Narrow no-break space: between thousands, before € and %.
pub const NARROW_SPACE: char = '\u{202F}';
/// No-break space: between a number and the word that it counts.
pub const NO_BREAK_SPACE: char = '\u{A0}';
