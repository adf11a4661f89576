//! Days as they are written: « 3 au 15 août », « 03/08/2027 », « juillet et août », « hiver 2027 ».

use chrono::{Datelike, Days, Months, NaiveDate};

use super::tokens::Token;

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
/// They say nothing that the number of the day does not.
pub(super) const WEEKDAYS: [&str; 7] =
    ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

/// Days, and the words from here on that name them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Written {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub words: usize,
    /// Whether the year stands there, and was not guessed.
    pub says_year: bool,
}

/// The days that the words from `at` on name.
pub(super) fn named(tokens: &[Token], at: usize, today: NaiveDate) -> Option<Written> {
    let rest = tokens.get(at..)?;
    let before = at.checked_sub(1).and_then(|it| tokens.get(it)).map_or("", |it| it.folded.as_str());
    in_digits(rest, before, today)
        .or_else(|| period(rest, today))
        .or_else(|| months(rest, today))
        .or_else(|| season(rest, today))
}

/// Whether a hyphen may join this word to a date: « mi-août », « juillet-août », « 15-août ».
pub(super) fn is_of_dates(word: &str) -> bool {
    matches!(word, "mi" | "debut" | "fin")
        || MONTHS.contains(&word)
        || SEASONS.iter().any(|(name, ..)| *name == word)
        || word.starts_with(|it: char| it.is_ascii_digit())
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

/// « 03/08/2027 », « 03-08-2027 », « 03/08/27 », « le 3/8 », « 08/2027 ». A fraction alone is no day: « 7/7 ».
fn in_digits(rest: &[Token], before: &str, today: NaiveDate) -> Option<Written> {
    let mark = |at: usize| {
        let token = rest.get(at)?;
        token.after_mark.filter(|it| matches!(it, '/' | '.')).or_else(|| token.after_hyphen.then_some('-'))
    };
    let of_year = |at: usize| word(rest, at).parse().ok().filter(|it| (1..=12).contains(it));
    if mark(1) == Some('/')
        && let (Some(month), Some(year)) = (of_year(0), year(rest, 1))
    {
        let (from, to) = (clamped(year, month, 1)?, clamped(year, month, 31)?);
        return Some(Written { from, to, words: 2, says_year: true });
    }
    let (first, month) = (day(rest, 0)?, of_year(1)?);
    let in_year = |year: i32| NaiveDate::from_ymd_opt(year, month, first).map(|it| (it, it));
    let joined = mark(1)?;
    let short = |at: usize| {
        let short: i32 = word(rest, at).parse().ok().filter(|_| word(rest, at).len() == 2)?;
        (20..100).contains(&short).then_some(2000 + short)
    };
    let said =
        year(rest, 2).or_else(|| short(2).filter(|_| joined == '/')).filter(|_| mark(2) == Some(joined));
    let is_sure = matches!(before, "le" | "du" | "au" | "avant" | "apres" | "jusqu" | "partir" | "entre" | "et")
        || [0, 1].iter().any(|at| word(rest, *at).starts_with('0'))
        // « 24/12 au 2/1 ».
        || (word(rest, 2) == "au" && rest.get(4).is_some_and(|it| it.after_mark == Some('/')));
    if said.is_none() && (joined != '/' || mark(2) == Some('/') || !is_sure) {
        return None;
    }
    let (from, to) = coming(said, today, in_year)?;
    Some(Written { from, to, words: 2 + usize::from(said.is_some()), says_year: said.is_some() })
}

/// « 3 au 15 août 2027 », « 28 juillet au 4 août », « 15-30 août », « 3 et le 10 août », « 15 août ».
fn period(rest: &[Token], today: NaiveDate) -> Option<Written> {
    let first = day(rest, 0)?;
    let (first_month, to_at) = match month(rest, 1) {
        Some(month) => (Some(month), 2),
        None => (None, 1),
    };
    let (last, last_month, end) = match (until(rest, to_at), first_month) {
        (Some(until), _) => until,
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
    let says_year = said.is_some();
    (from <= to).then_some(Written { from, to, words: end + usize::from(says_year), says_year })
}

/// « au 15 août », « et le 10 août », « -30 août », « au vendredi 14 août »: day, month, one past the words.
fn until(rest: &[Token], at: usize) -> Option<(u32, u32, usize)> {
    let is_joined = rest.get(at).is_some_and(|it| it.after_dash) && day(rest, at).is_some();
    let mut at = at;
    if !is_joined {
        if !matches!(word(rest, at), "au" | "a" | "et") {
            return None;
        }
        at += 1;
        at += usize::from(matches!(word(rest, at), "le" | "au"));
        at += usize::from(WEEKDAYS.contains(&word(rest, at)));
    }
    Some((day(rest, at)?, month(rest, at + 1)?, at + 2))
}

/// « août », « juillet et août », « de juillet à septembre 2027 », « fin août ».
fn months(rest: &[Token], today: NaiveDate) -> Option<Written> {
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
    Some(Written { from, to, words: end, says_year: said.is_some() })
}

fn season(rest: &[Token], today: NaiveDate) -> Option<Written> {
    let (_, first, last) = SEASONS.iter().find(|(name, ..)| *name == word(rest, 0))?;
    let said = year(rest, 1);
    let wraps = first.0 > last.0;
    // « hiver 2026-2027 ».
    let next_year = rest.get(2).filter(|it| wraps && (it.after_hyphen || it.after_mark == Some('/')));
    let is_next = next_year.is_some() && said.is_some_and(|it| year(rest, 2) == Some(it + 1));
    // A winter bears the year in which it ends, unless its year is said: « hiver 2027 » begins in 2027.
    let in_year = |year: i32| {
        let begins = if wraps && said.is_none() { year - 1 } else { year };
        let ends = if wraps { begins + 1 } else { year };
        Some((clamped(begins, first.0, first.1)?, clamped(ends, last.0, last.1)?))
    };
    let (from, to) = coming(said, today, in_year)?;
    let words = 1 + usize::from(said.is_some()) + usize::from(is_next);
    Some(Written { from, to, words, says_year: said.is_some() })
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
