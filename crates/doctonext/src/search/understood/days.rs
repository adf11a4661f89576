//! « août », « été 2027 », « du 3 au 15 août », « à partir de septembre »: days that a text names.

use chrono::{Days, Months, NaiveDate};

use super::{
    reading::{Named, TextReading},
    tokens::Token,
    written_days::{WEEKDAYS, Written, is_of_dates, named},
};
use crate::search::Range;

/// Words before a date that belong to it.
const BEFORE: [&str; 16] = [
    "en", "d", "de", "du", "au", "a", "le", "la", "l", "pour", "mois", "cet", "cette", "ce", "courant",
    "pendant",
];
/// « a été », « ont été »: no summer.
const HAVE: [&str; 8] = ["a", "ai", "as", "ont", "avons", "avait", "ayant", "avoir"];
/// « rue du 8 mai » is no day.
const STREETS: [&str; 6] = ["rue", "avenue", "boulevard", "place", "quai", "impasse"];
/// Between two dates: they are the ends of one period.
const TO: [&str; 3] = ["au", "a", "jusqu"];
/// Between two dates that follow each other.
const AND: [&str; 12] = ["et", "le", "la", "les", "l", "du", "de", "d", "des", "en", "mois", "puis"];
/// Days that may lie between two dates of one period: « fin juillet début septembre ».
const NEARLY: i64 = 31;

/// « à partir du », « jusqu’au ».
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    No,
    After,
    /// « après le »: from the day after.
    Past,
    /// « depuis »: the last such day.
    Since,
    Before,
    Until,
    /// « entre »: an « et » follows.
    Between,
    /// « la semaine du ».
    Week,
}

/// A date with the words that lead to it.
#[derive(Debug, Clone, Copy)]
struct Found {
    /// First word, first word of the date itself, one past the last.
    start: usize,
    core: usize,
    end: usize,
    days: Written,
    open: Open,
}

/// Every run of words that names days: first word, one past the last, the days.
pub(super) fn days(reading: &TextReading<'_>, today: NaiveDate) -> Named<Range<NaiveDate>> {
    let mut all: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < reading.tokens.len() {
        let Some(days) = named(&reading.tokens, at, today).filter(|_| !is_participle(reading, at)) else {
            at += 1;
            continue;
        };
        let end = at + days.words;
        let floor = all.last().map_or(0, |it| it.end);
        if is_part_of_name(&reading.tokens, at, end) || is_of_the_past(reading, end) {
            at = end;
            continue;
        }
        if let Some((start, open)) = beginning(reading, at, floor) {
            let end = end + usize::from(is_coming(reading.folded(end)));
            let found = Found { start, core: at, end, days, open };
            match all.last().and_then(|before| joined(reading, before, &found)) {
                Some(both) => {
                    all.pop();
                    all.push(both);
                }
                None => all.push(found),
            }
        }
        at = end;
    }
    all.into_iter().map(|it| (it.start, it.end, range(&it, today))).collect()
}

fn range(it: &Found, today: NaiveDate) -> Range<NaiveDate> {
    let Written { from, to, says_year, .. } = it.days;
    match it.open {
        Open::After => Range { from: Some(from), to: None },
        Open::Past => Range { from: to.succ_opt(), to: None },
        Open::Since => {
            let is_ahead = !says_year && from > today;
            Range { from: if is_ahead { years(from, -1) } else { Some(from) }, to: None }
        }
        Open::Before | Open::Until => Range { from: None, to: Some(to) },
        Open::Week if from == to => Range { from: Some(from), to: from.checked_add_days(Days::new(6)) },
        Open::No | Open::Between | Open::Week => Range { from: Some(from), to: Some(to) },
    }
}

/// « août prochain ».
fn is_coming(word: &str) -> bool {
    matches!(word, "prochain" | "prochaine" | "prochains" | "prochaines" | "inclus")
}

/// « Cinq-Mars-la-Pile »: a hyphen joins the month to a word that is no part of a date.
fn is_part_of_name(tokens: &[Token], at: usize, end: usize) -> bool {
    let is_joined = |at: usize| tokens.get(at).is_some_and(|it| it.after_hyphen);
    let is_date =
        |at: Option<usize>| at.and_then(|at| tokens.get(at)).is_some_and(|it| is_of_dates(&it.folded));
    (is_joined(at) && !is_date(at.checked_sub(1))) || (is_joined(end) && !is_date(Some(end)))
}

/// « 8 mai 1945 ».
fn is_of_the_past(reading: &TextReading<'_>, end: usize) -> bool {
    let is_amount = reading.tokens.get(end).is_some_and(|it| it.is_amount);
    let is_money = matches!(reading.folded(end + 1), "e" | "euro" | "euros" | "eur");
    let number: Option<u16> = reading.folded(end).parse().ok().filter(|_| !reading.breaks(end));
    !is_amount && !is_money && number.is_some_and(|it| (1000..2020).contains(&it))
}

/// Takes the little words before a date along; none when the date is the name of a street.
fn beginning(reading: &TextReading<'_>, at: usize, floor: usize) -> Option<(usize, Open)> {
    let is_number = reading.folded(at).starts_with(|it: char| it.is_ascii_digit());
    let mut start = at;
    while let Some(before) = start.checked_sub(1).filter(|it| *it >= floor)
        && !reading.breaks(start)
        && (BEFORE.contains(&reading.folded(before))
            || (start == at && is_number && WEEKDAYS.contains(&reading.folded(before))))
    {
        start = before;
    }
    let word =
        |back: usize| start.checked_sub(back).filter(|it| *it >= floor).map_or("", |it| reading.folded(it));
    if STREETS.contains(&word(1))
        && !reading.breaks(start)
        && matches!(reading.folded(start), "du" | "de" | "d")
    {
        return None;
    }
    Some(match word(1) {
        "partir" | "compter" if word(2) == "a" => (start - 2, Open::After),
        "des" => (start - 1, Open::After),
        "depuis" => (start - 1, Open::Since),
        "apres" => (start - 1, Open::Past),
        "avant" => (start - 1, Open::Before),
        "jusqu" => (start - 1, Open::Until),
        "entre" => (start - 1, Open::Between),
        "semaine" if is_number => (start - if word(2) == "la" { 2 } else { 1 }, Open::Week),
        _ => (start, Open::No),
    })
}

/// « le cabinet a été rénové », and not « d’été », « à l’été ».
fn is_participle(reading: &TextReading<'_>, at: usize) -> bool {
    let is_summer = reading.folded(at) == "ete";
    is_summer && at.checked_sub(1).is_some_and(|before| HAVE.contains(&reading.folded(before)))
}

/// « 15 décembre 2026 au 5 janvier 2027 », « fin juillet début août »: two dates that are the ends of one period.
fn joined(reading: &TextReading<'_>, one: &Found, other: &Found) -> Option<Found> {
    let between = || (one.end..other.core).map(|it| reading.folded(it));
    let little = |it: &str| TO.contains(&it) || AND.contains(&it) || WEEKDAYS.contains(&it);
    let begins = matches!(one.open, Open::No | Open::After | Open::Between);
    if !begins || !matches!(other.open, Open::No | Open::Until) || !between().all(little) {
        return None;
    }
    let is_dashed = reading.tokens.get(other.core).is_some_and(|it| it.after_dash);
    let has_to = is_dashed
        || between().any(|it| TO.contains(&it))
        || (one.open == Open::Between && between().any(|it| it == "et"));
    let (mut from, mut to) = (one.days.from, other.days.to);
    match (one.days.says_year, other.days.says_year) {
        (false, true) => {
            while let Some(later) = years(from, 1).filter(|it| *it <= other.days.from) {
                from = later;
            }
            from = if from > to { years(from, -1)? } else { from };
        }
        (false, false) if from > to => from = years(from, -1)?,
        (true, false) if from > to => to = years(to, 1)?,
        _ => {}
    }
    let gap = other.days.from.signed_duration_since(one.days.to).num_days();
    let follows = one.open == Open::No && (1..=NEARLY).contains(&gap);
    if from > to || !(has_to || follows) {
        return None;
    }
    let says_year = one.days.says_year || other.days.says_year;
    let days = Written { from, to, words: other.end - one.core, says_year };
    Some(Found { start: one.start, core: one.core, end: other.end, days, open: Open::No })
}

/// The same day so many years later.
fn years(day: NaiveDate, more: i32) -> Option<NaiveDate> {
    let months = Months::new(more.unsigned_abs() * 12);
    if more < 0 { day.checked_sub_months(months) } else { day.checked_add_months(months) }
}
