//! Numbers and days as people type them. Pure.

use chrono::NaiveDate;

/// « 120 000 », « 120 k€ », « 62,5 % »: a number; none of what is none.
pub(super) fn number(text: &str) -> Option<f64> {
    let mut plain: String = text
        .chars()
        .filter(|it| !it.is_whitespace() && !matches!(it, '€' | '%' | '\u{202f}' | '\''))
        .collect();
    plain = plain.to_lowercase().replace("euros", "").replace("eur", "");
    let (plain, times) = match plain.strip_suffix('k') {
        Some(thousands) => (thousands.to_owned(), 1000.0),
        None => (plain, 1.0),
    };
    // A point before three figures separates thousands; anywhere else, and for every comma, decimals follow.
    let plain = if is_grouped(&plain) { plain.replace('.', "") } else { plain.replace(',', ".") };
    let is_plain =
        !plain.is_empty() && plain.chars().all(|it| it.is_ascii_digit() || matches!(it, '.' | '-'));
    let value: f64 = plain.parse().ok().filter(|_| is_plain)?;
    value.is_finite().then_some(value * times)
}

fn is_grouped(text: &str) -> bool {
    let mut groups = text.split('.');
    let first = groups.next().unwrap_or_default();
    let mut others = groups.peekable();
    others.peek().is_some() && first.len() <= 3 && others.all(|it| it.len() == 3 && !it.contains(','))
}

/// A whole number.
pub(super) fn whole(text: &str) -> Option<i64> {
    let value = number(text).filter(|it| it.fract() == 0.0 && it.abs() < 9e15)?;
    #[expect(clippy::cast_possible_truncation, reason = "whole and far below the bound")]
    Some(value as i64)
}

/// `2026-08-03` as browsers send it, `03/08/2026` as people write it.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    if let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return Some(day).filter(|it| is_of_our_time(*it));
    }
    let parts: Vec<&str> = text.split(['/', '.', '-', ' ']).filter(|it| !it.is_empty()).collect();
    let [day, month, year] = parts.as_slice() else { return None };
    let year: i32 = year.parse().ok()?;
    let year = if year < 100 { year + 2000 } else { year };
    NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?).filter(|it| is_of_our_time(*it))
}

fn is_of_our_time(day: NaiveDate) -> bool {
    use chrono::Datelike;
    (1900..=2100).contains(&day.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, value) in [
            ("120000", 120_000.0),
            ("120 000", 120_000.0),
            ("120\u{202f}000\u{a0}€", 120_000.0),
            ("120.000", 120_000.0),
            ("1.250.000 euros", 1_250_000.0),
            ("120 k€", 120_000.0),
            ("62,5 %", 62.5),
            ("62.5", 62.5),
            ("0", 0.0),
        ] {
            assert_eq!(number(text), Some(value), "{text}");
        }
        for text in ["", "cent", "12e5", "1,2,3", "inf", "NaN", "--3", "10 à 20"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn half_an_act_is_no_whole_number() {
        assert_eq!(whole("24"), Some(24));
        assert_eq!(whole("24,5"), None);
    }

    #[test]
    fn days_are_read_in_both_orders() {
        let august = NaiveDate::from_ymd_opt(2026, 8, 3);
        for text in ["2026-08-03", "03/08/2026", "3/8/26", "3.8.2026", "03-08-2026"] {
            assert_eq!(day(text), august, "{text}");
        }
        for text in ["", "2026-02-30", "demain", "31/04/2026", "3/8", "0001-01-01"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
