//! Public holidays of metropolitan France (code du travail, art. L3133-1). Alsace-Moselle and overseas departments have more.

use chrono::{Datelike, Days, NaiveDate};

/// Month and day of those that never move.
const FIXED: [(u32, u32); 8] = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)];
/// Days after Easter Sunday: Monday, Ascension, Whit Monday.
const AFTER_EASTER: [u64; 3] = [1, 39, 50];

/// Whether nobody has to work that day.
#[must_use]
pub fn is_public_holiday(day: NaiveDate) -> bool {
    FIXED.contains(&(day.month(), day.day()))
        || easter(day.year()).is_some_and(|sunday| {
            AFTER_EASTER.iter().any(|after| sunday.checked_add_days(Days::new(*after)) == Some(day))
        })
}

/// Easter Sunday of the Gregorian calendar, by the anonymous algorithm that Butcher gave in 1876.
fn easter(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let (century, of_century) = (year.div_euclid(100), year.rem_euclid(100));
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * late + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(days / 31).ok()?, u32::try_from(days % 31 + 1).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn easter_falls_where_the_calendar_says() {
        for sunday in
            ["1961-04-02", "2000-04-23", "2024-03-31", "2025-04-20", "2026-04-05", "2038-04-25", "2285-03-22"]
        {
            assert_eq!(easter(day(sunday).year()), Some(day(sunday)));
        }
    }

    #[test]
    fn the_eleven_holidays_of_a_year_are_known_and_no_others() {
        let of_2026: Vec<String> = day("2026-01-01")
            .iter_days()
            .take(365)
            .filter(|it| is_public_holiday(*it))
            .map(|it| it.format("%m-%d").to_string())
            .collect();
        let expected = [
            "01-01", "04-06", "05-01", "05-08", "05-14", "05-25", "07-14", "08-15", "11-01", "11-11", "12-25",
        ];
        assert_eq!(of_2026, expected);
    }
}
