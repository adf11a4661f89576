//! When: publication, expiry, periods of replacement. Everything lies around the day that is passed in.

use crate::chance::Chance;
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, Utc};

/// The days of a week in order.
pub(crate) const WEEK: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A period of replacement and its days.
#[derive(Clone, Debug, Default)]
pub(crate) struct Period {
    /// `temporary`, `long_term`, `weekend` or `regular`.
    pub kind: &'static str,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Last day.
    pub end: Option<NaiveDate>,
    /// Indexes in `WEEK`.
    pub days: Vec<usize>,
}

/// How far a period lies from today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// It begins after today.
    Ahead,
    /// It has begun and is not over.
    Running,
    /// It is over.
    Over,
}

/// A day `days` after (or before, when negative) another.
pub(crate) fn shift(date: NaiveDate, days: i64) -> NaiveDate {
    let moved = if days >= 0 {
        date.checked_add_days(Days::new(days.unsigned_abs()))
    } else {
        date.checked_sub_days(Days::new(days.unsigned_abs()))
    };
    moved.unwrap_or(date)
}

/// A moment of a day, between 6 and 21 h UTC.
pub(crate) fn moment(date: NaiveDate, chance: &mut Chance) -> DateTime<Utc> {
    let seconds = u32::try_from(chance.between(6 * 3600, 20 * 3600)).unwrap_or(0);
    let time = NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0).unwrap_or_default();
    date.and_time(time).and_utc()
}

/// Days since publication, 1 to 120, more of the recent ones.
pub(crate) fn age(chance: &mut Chance) -> i64 {
    let draw = chance.unit();
    1 + crate::places::whole(draw * draw * 119.0)
}

/// Draws a period of `kind` in a trade that works `week` days a week (5 to 7).
pub(crate) fn period(
    kind: &'static str,
    when: When,
    today: NaiveDate,
    week: usize,
    chance: &mut Chance,
) -> Period {
    match kind {
        "weekend" => weekend(when, today, chance),
        "regular" => regular(when, today, week, chance),
        "long_term" => long(when, today, chance),
        _ => short(when, today, week, chance),
    }
}

/// Weeks ahead or behind; people publish mostly for the coming six weeks, holidays further.
fn weeks(when: When, length: i64, chance: &mut Chance) -> i64 {
    let far = chance.unit();
    match when {
        When::Ahead => 1 + crate::places::whole(far * far * 18.0),
        When::Running => -chance.between(0, (length - 1).max(0)),
        When::Over => -length - chance.between(0, 8),
    }
}

fn monday_of(date: NaiveDate) -> NaiveDate {
    shift(date, -i64::from(date.weekday().num_days_from_monday()))
}

fn short(when: When, today: NaiveDate, week: usize, chance: &mut Chance) -> Period {
    let length = chance.weighted(&[(42, 1), (40, 2), (18, 3)]);
    let ahead =
        if when == When::Running { -chance.between(0, length - 1) } else { weeks(when, length, chance) };
    let start = shift(monday_of(today), 7 * ahead);
    let last = chance.weighted(&[(50, 4), (32, 5), (18, 6)]);
    let end = shift(start, 7 * (length - 1) + last);
    // A running period of one week may be over already at the end of the week: one more week.
    let end = if when == When::Running && end <= today { shift(end, 7) } else { end };
    let mut days: Vec<usize> = (0..=usize::try_from(last).unwrap_or(4)).filter(|day| *day < week).collect();
    if chance.odds(35) {
        let free = chance.weighted(&[(50, 2), (30, 3), (20, 1)]);
        days.retain(|day| *day != free);
    }
    Period { kind: "temporary", start: Some(start), end: Some(end), days }
}

fn weekend(when: When, today: NaiveDate, chance: &mut Chance) -> Period {
    let ahead = if when == When::Running { 0 } else { weeks(when, 1, chance) };
    let saturday = shift(monday_of(today), 7 * ahead + 5);
    Period { kind: "weekend", start: Some(saturday), end: Some(shift(saturday, 1)), days: vec![5, 6] }
}

fn regular(when: When, today: NaiveDate, week: usize, chance: &mut Chance) -> Period {
    let months = chance.between(3, 12);
    let start = shift(monday_of(today), 7 * weeks(when, months * 4, chance));
    let mut days: Vec<usize> = (0..week.min(6)).filter(|_| chance.odds(33)).take(3).collect();
    if days.is_empty() {
        days.push(chance.index(5));
    }
    let end = (when == When::Over || chance.odds(55)).then(|| shift(start, 7 * 4 * months + 4));
    Period { kind: "regular", start: Some(start), end, days }
}

fn long(when: When, today: NaiveDate, chance: &mut Chance) -> Period {
    let months = chance.between(3, 10);
    let offset = match when {
        When::Ahead => chance.between(1, 5),
        When::Running => -chance.between(0, months - 2),
        When::Over => -months - chance.between(0, 2),
    };
    let start = month_start(today, offset);
    let end = shift(month_start(start, months), -1);
    let mut days: Vec<usize> = (0..5).collect();
    if chance.odds(45) {
        let free = chance.weighted(&[(60, 2), (25, 4), (15, 3)]);
        days.retain(|day| *day != free);
    }
    Period { kind: "long_term", start: Some(start), end: Some(end), days }
}

/// The first of the month `offset` months from the month of `date`.
pub(crate) fn month_start(date: NaiveDate, offset: i64) -> NaiveDate {
    let first = date.with_day(1).unwrap_or(date);
    let months = Months::new(u32::try_from(offset.unsigned_abs()).unwrap_or(0));
    let moved = if offset >= 0 { first.checked_add_months(months) } else { first.checked_sub_months(months) };
    moved.unwrap_or(first)
}

/// The day a listing leaves: the last needed day (90 days at most) for a one-off replacement, 60 days for a
/// regular one or an availability, 90 for a collaboration, 180 for a transfer.
pub(crate) fn expiry(listing_type: &str, period: Option<&Period>, published: NaiveDate) -> NaiveDate {
    let life = match (listing_type, period) {
        ("transfer", _) => 180,
        ("collaboration", _) => 90,
        ("replacement", Some(it)) if it.kind != "regular" => 90,
        _ => 60,
    };
    let limit = shift(published, life);
    match period {
        Some(Period { end: Some(end), .. }) if listing_type == "replacement" => limit.min(shift(*end, 1)),
        _ => limit,
    }
}
