use chrono::{Datelike, NaiveDate};

use super::{NO_BREAK_SPACE, counted};

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const WEEKDAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

/// A day in full: "3 mars 2026", "1er août 2026".
#[must_use]
pub fn date(day: NaiveDate) -> String {
    format!("{} {}", short_date(day), day.year())
}

/// A day whose year goes without saying: "3 mars", "1er août".
#[must_use]
pub fn short_date(day: NaiveDate) -> String {
    format!("{}{NO_BREAK_SPACE}{}", day_of_month(day), month_name(day))
}

/// A day with its weekday in full: "lundi 3 août 2026".
#[must_use]
pub fn date_with_weekday(day: NaiveDate) -> String {
    format!("{} {}", weekday(day), date(day))
}

/// A day with its weekday in little room: "lun. 3 août".
#[must_use]
pub fn short_weekday_date(day: NaiveDate) -> String {
    let short: String = weekday(day).chars().take(3).collect();
    format!("{short}. {}", short_date(day))
}

/// A month: "mars 2026".
#[must_use]
pub fn month(day: NaiveDate) -> String {
    format!("{} {}", month_name(day), day.year())
}

/// From one day to another, both included, saying the month and the year only once when they are the same.
///
/// "du 3 au 17 août 2026", "du 28 juillet au 3 août 2026", "le 3 août 2026".
#[must_use]
pub fn period(from: NaiveDate, to: NaiveDate) -> String {
    if from == to {
        return format!("le {}", date(from));
    }
    let begin = if from.year() != to.year() {
        date(from)
    } else if from.month() != to.month() {
        short_date(from)
    } else {
        day_of_month(from)
    };
    format!("du {begin} au {}", date(to))
}

/// How long ago a day was: "aujourd’hui", "hier", "il y a 3 jours", "il y a 2 mois", "il y a 1 an".
///
/// A day to come counts as today: a listing published on another continent is not from the future.
#[must_use]
pub fn age(then: NaiveDate, today: NaiveDate) -> String {
    let days = u64::try_from((today - then).num_days()).unwrap_or(0);
    let months = whole_months(then, today);
    let ago = match (days, months) {
        (0, _) => return "aujourd’hui".to_owned(),
        (1, _) => return "hier".to_owned(),
        (2..14, _) => counted(days, "jour", "jours"),
        (_, 0) => counted(days / 7, "semaine", "semaines"),
        (_, 1..12) => counted(months, "mois", "mois"),
        _ => counted(months / 12, "an", "ans"),
    };
    format!("il y a {ago}")
}

/// Whole calendar months between two days: 0 until the same day of the next month.
fn whole_months(then: NaiveDate, today: NaiveDate) -> u64 {
    let started = (today.year() - then.year()) * 12 + i32::try_from(today.month0()).unwrap_or(0)
        - i32::try_from(then.month0()).unwrap_or(0);
    let whole = if today.day() < then.day() { started - 1 } else { started };
    u64::try_from(whole).unwrap_or(0)
}

fn day_of_month(day: NaiveDate) -> String {
    if day.day() == 1 { "1er".to_owned() } else { day.day().to_string() }
}

fn month_name(day: NaiveDate) -> &'static str {
    MONTHS.get(day.month0() as usize).copied().unwrap_or_default()
}

fn weekday(day: NaiveDate) -> &'static str {
    WEEKDAYS.get(day.weekday().num_days_from_monday() as usize).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Ordinary spaces, so that the tables below can be read.
    fn seen(text: &str) -> String {
        text.replace(['\u{202F}', '\u{A0}'], " ")
    }

    #[test]
    fn days_are_written_in_french_with_the_first_as_an_ordinal() {
        assert_eq!(date(day("2026-03-03")), "3\u{A0}mars 2026");
        assert_eq!(seen(&date(day("2026-08-01"))), "1er août 2026");
        assert_eq!(seen(&date_with_weekday(day("2026-08-03"))), "lundi 3 août 2026");
        assert_eq!(seen(&short_weekday_date(day("2026-08-03"))), "lun. 3 août");
        assert_eq!(seen(&short_weekday_date(day("2026-12-27"))), "dim. 27 décembre");
        assert_eq!(month(day("2026-03-03")), "mars 2026");
    }

    #[test]
    fn a_period_says_month_and_year_once() {
        for (from, to, text) in [
            ("2026-08-03", "2026-08-03", "le 3 août 2026"),
            ("2026-08-03", "2026-08-17", "du 3 au 17 août 2026"),
            ("2026-08-01", "2026-08-31", "du 1er au 31 août 2026"),
            ("2026-07-28", "2026-08-03", "du 28 juillet au 3 août 2026"),
            ("2026-12-28", "2027-01-03", "du 28 décembre 2026 au 3 janvier 2027"),
            ("2026-08-03", "2027-08-03", "du 3 août 2026 au 3 août 2027"),
        ] {
            assert_eq!(seen(&period(day(from), day(to))), text);
        }
    }

    #[test]
    fn an_age_grows_from_today_to_years() {
        for (then, text) in [
            ("2026-03-05", "aujourd’hui"),
            ("2026-03-04", "aujourd’hui"),
            ("2026-03-03", "hier"),
            ("2026-03-02", "il y a 2 jours"),
            ("2026-02-19", "il y a 13 jours"),
            ("2026-02-18", "il y a 2 semaines"),
            ("2026-02-05", "il y a 3 semaines"),
            ("2026-02-04", "il y a 1 mois"),
            ("2026-01-05", "il y a 1 mois"),
            ("2026-01-04", "il y a 2 mois"),
            ("2025-03-05", "il y a 11 mois"),
            ("2025-03-04", "il y a 1 an"),
            ("2023-12-31", "il y a 2 ans"),
        ] {
            assert_eq!(seen(&age(day(then), day("2026-03-04"))), text, "{then}");
        }
    }
}
