//! « août », « été 2027 », « du 3 au 15 août », « à partir de septembre »: days that a text names.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::{
    reading::{Named, Reading},
    tokens::Token,
};
use crate::search::Range;

const MONTHS: [&str; 12] = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
];
/// A name, its first and its last day: month and day.
type Season = (&'static str, (u32, u32), (u32, u32));
/// Seasons with their first and last days, month and day: from one solstice or equinox to the eve of the next.
const SEASONS: [Season; 4] = [
    ("printemps", (3, 20), (6, 20)),
    ("ete", (6, 21), (9, 22)),
    ("automne", (9, 23), (12, 20)),
    ("hiver", (12, 21), (3, 19)),
];
/// Words before a date that belong to it.
const BEFORE: [&str; 16] = [
    "en", "d", "de", "du", "au", "a", "le", "la", "l", "pour", "mois", "cet", "cette", "ce", "courant",
    "pendant",
];
/// « a été », « ont été »: no summer.
const HAVE: [&str; 8] = ["a", "ai", "as", "ont", "avons", "avait", "ayant", "avoir"];

/// Days, and the words from here on that name them.
struct Found {
    from: NaiveDate,
    to: NaiveDate,
    words: usize,
}

/// Every run of words that names days: first word, one past the last, the days.
pub(super) fn days(reading: &Reading<'_>, today: NaiveDate) -> Named<Range<NaiveDate>> {
    let mut all = Vec::new();
    let mut at = 0;
    while at < reading.tokens.len() {
        let rest = reading.tokens.get(at..).unwrap_or_default();
        match named(rest, today).filter(|_| !is_participle(reading, at)) {
            Some(found) => {
                let (start, open) = beginning(reading, at);
                let range = match open {
                    Open::No => Range { from: Some(found.from), to: Some(found.to) },
                    Open::After => Range { from: Some(found.from), to: None },
                    Open::Before => Range { from: None, to: Some(found.to) },
                };
                all.push((start, at + found.words, range));
                at += found.words;
            }
            None => at += 1,
        }
    }
    all
}

/// « à partir du », « jusqu’au ».
enum Open {
    No,
    After,
    Before,
}

/// Takes the little words before a date along.
fn beginning(reading: &Reading<'_>, at: usize) -> (usize, Open) {
    let mut start = at;
    while let Some(before) = start.checked_sub(1)
        && BEFORE.contains(&reading.folded(before))
        && !reading.breaks(start)
    {
        start = before;
    }
    let word = |back: usize| start.checked_sub(back).map_or("", |it| reading.folded(it));
    match word(1) {
        "partir" if word(2) == "a" => (start - 2, Open::After),
        "des" | "depuis" => (start - 1, Open::After),
        "jusqu" | "avant" => (start - 1, Open::Before),
        _ => (start, Open::No),
    }
}

/// « le cabinet a été rénové », and not « d’été », « à l’été ».
fn is_participle(reading: &Reading<'_>, at: usize) -> bool {
    let is_summer = reading.folded(at) == "ete";
    is_summer && at.checked_sub(1).is_some_and(|before| HAVE.contains(&reading.folded(before)))
}

fn named(rest: &[Token], today: NaiveDate) -> Option<Found> {
    period(rest, today).or_else(|| months(rest, today)).or_else(|| season(rest, today))
}

fn word(rest: &[Token], at: usize) -> &str {
    rest.get(at).map_or("", |it| it.folded.as_str())
}

fn month(rest: &[Token], at: usize) -> Option<u32> {
    MONTHS.iter().position(|it| *it == word(rest, at)).and_then(|at| u32::try_from(at + 1).ok())
}

fn day(rest: &[Token], at: usize) -> Option<u32> {
    let written = word(rest, at);
    let digits = written.strip_suffix("er").unwrap_or(written);
    let is_free = rest.get(at).is_some_and(|it| !it.is_amount);
    digits.parse().ok().filter(|day| is_free && digits.len() <= 2 && (1..=31).contains(day))
}

fn year(rest: &[Token], at: usize) -> Option<i32> {
    let year: i32 = word(rest, at).parse().ok()?;
    (word(rest, at).len() == 4 && (2020..2100).contains(&year)).then_some(year)
}

/// « 3 au 15 août 2027 », « 28 juillet au 4 août », « 15 août ».
fn period(rest: &[Token], today: NaiveDate) -> Option<Found> {
    let first = day(rest, 0)?;
    let joins = |at: usize| matches!(word(rest, at), "au" | "a" | "et");
    let (first_month, to_at) = match month(rest, 1) {
        Some(month) => (Some(month), 2),
        None => (None, 1),
    };
    let until = if joins(to_at) { day(rest, to_at + 1).zip(month(rest, to_at + 2)) } else { None };
    let (last, last_month, end) = match (until, first_month) {
        (Some((last, last_month)), _) => (last, last_month, to_at + 3),
        (None, Some(month)) => (first, month, 2),
        (None, None) => return None,
    };
    let first_month = first_month.unwrap_or(last_month);
    let said = year(rest, end);
    let in_year = |year: i32| {
        let to = clamped(year, last_month, last)?;
        let begins = if first_month > last_month { year - 1 } else { year };
        Some((clamped(begins, first_month, first)?, to))
    };
    let (from, to) = coming(said, today, in_year)?;
    (from <= to).then_some(Found { from, to, words: end + usize::from(said.is_some()) })
}

/// « août », « juillet et août », « de juillet à septembre 2027 », « fin août ».
fn months(rest: &[Token], today: NaiveDate) -> Option<Found> {
    let part = match word(rest, 0) {
        "debut" => Some((1, 10)),
        "mi" => Some((11, 20)),
        "fin" => Some((21, 31)),
        _ => None,
    };
    let at = usize::from(part.is_some());
    let first = month(rest, at)?;
    let (last, mut end) = match (month(rest, at + 1), word(rest, at + 1)) {
        (Some(last), _) if part.is_none() => (last, at + 2),
        (None, "et" | "a" | "au" | "ou") if part.is_none() => match month(rest, at + 2) {
            Some(last) => (last, at + 3),
            None => (first, at + 1),
        },
        _ => (first, at + 1),
    };
    let said = year(rest, end);
    end += usize::from(said.is_some());
    let (begin, finish) = part.unwrap_or((1, 31));
    let in_year = |year: i32| {
        let begins = if first > last { year - 1 } else { year };
        Some((clamped(begins, first, begin)?, clamped(year, last, finish)?))
    };
    let (from, to) = coming(said, today, in_year)?;
    Some(Found { from, to, words: end })
}

fn season(rest: &[Token], today: NaiveDate) -> Option<Found> {
    let (_, first, last) = SEASONS.iter().find(|(name, ..)| *name == word(rest, 0))?;
    let said = year(rest, 1);
    // A winter bears the year in which it ends, unless its year is said: « hiver 2027 » begins in 2027.
    let in_year = |year: i32| {
        let wraps = first.0 > last.0;
        let begins = if wraps && said.is_none() { year - 1 } else { year };
        let ends = if wraps { begins + 1 } else { year };
        Some((clamped(begins, first.0, first.1)?, clamped(ends, last.0, last.1)?))
    };
    let (from, to) = coming(said, today, in_year)?;
    Some(Found { from, to, words: 1 + usize::from(said.is_some()) })
}

/// The year that was said, else the first in which the days are not over.
fn coming(
    said: Option<i32>,
    today: NaiveDate,
    in_year: impl Fn(i32) -> Option<(NaiveDate, NaiveDate)>,
) -> Option<(NaiveDate, NaiveDate)> {
    if let Some(year) = said {
        return in_year(year);
    }
    (0..=1).filter_map(|more| in_year(today.year() + more)).find(|(_, to)| *to >= today)
}

/// The day of a month, its last one when it has fewer.
fn clamped(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    let last = first.checked_add_months(Months::new(1))?.checked_sub_days(Days::new(1))?;
    NaiveDate::from_ymd_opt(year, month, day.min(last.day()))
}
