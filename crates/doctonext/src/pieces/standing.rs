//! Where a document stands on a day: it holds, it will end soon, it is over.

use chrono::NaiveDate;
use platform::french;

/// Days before its end from which a document « expire dans … ».
const SOON: i64 = 30;

/// Where a document stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// No date, or a distant one.
    Holds(Option<NaiveDate>),
    /// Its last day, and how many days remain: 0 on the last one.
    EndsSoon(NaiveDate, i64),
    /// Its last day is over.
    Over(NaiveDate),
}

impl Standing {
    /// Where a document whose last day is `ends` stands on this day of Paris.
    pub(super) fn on(today: NaiveDate, ends: Option<NaiveDate>) -> Self {
        let Some(day) = ends else { return Self::Holds(None) };
        match (day - today).num_days() {
            left if left < 0 => Self::Over(day),
            left if left <= SOON => Self::EndsSoon(day, left),
            _ => Self::Holds(Some(day)),
        }
    }

    /// The few words of its badge.
    pub(super) fn in_short(self) -> String {
        match self {
            Self::Holds(_) => "Valable".to_owned(),
            Self::EndsSoon(_, 0) => "Expire aujourd’hui".to_owned(),
            Self::EndsSoon(_, 1) => "Expire demain".to_owned(),
            Self::EndsSoon(_, left) => format!("Expire dans {left}\u{a0}jours"),
            Self::Over(_) => "Expirée".to_owned(),
        }
    }

    /// What follows the badge: until when, since when.
    pub(super) fn day(self) -> String {
        match self {
            Self::Holds(None) => "sans date de fin".to_owned(),
            Self::Holds(Some(day)) | Self::EndsSoon(day, _) => format!("jusqu’au {}", french::date(day)),
            Self::Over(day) => format!("depuis le {}", french::date(day)),
        }
    }

    /// The look of its badge.
    pub(super) fn tone(self) -> &'static str {
        match self {
            Self::Holds(_) => "verified",
            Self::EndsSoon(..) => "collaboration",
            Self::Over(_) => "urgent",
        }
    }
}

/// A date as a date field sends it, or as people type it where there is none; none when nothing was typed.
pub(super) fn read_day(typed: &str) -> Result<Option<NaiveDate>, &'static str> {
    const WRONG: &str = "Indiquez une date, par exemple 15/11/2026.";
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let day = ["%Y-%m-%d", "%d/%m/%Y"].iter().find_map(|form| NaiveDate::parse_from_str(typed, form).ok());
    let is_sensible = |day: &NaiveDate| {
        let year = chrono::Datelike::year(day);
        (2000..=2100).contains(&year)
    };
    day.filter(is_sensible).map(Some).ok_or(WRONG)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_holds_then_ends_soon_then_is_over() {
        let on = |day: &str| {
            let standing = Standing::on(day.parse().unwrap(), Some("2026-11-15".parse().unwrap()));
            format!("{} {}", standing.in_short(), standing.day())
        };
        assert_eq!(on("2026-10-15"), "Valable jusqu’au 15\u{a0}novembre 2026");
        assert_eq!(on("2026-10-16"), "Expire dans 30\u{a0}jours jusqu’au 15\u{a0}novembre 2026");
        assert_eq!(on("2026-11-14"), "Expire demain jusqu’au 15\u{a0}novembre 2026");
        assert_eq!(on("2026-11-15"), "Expire aujourd’hui jusqu’au 15\u{a0}novembre 2026");
        assert_eq!(on("2026-11-16"), "Expirée depuis le 15\u{a0}novembre 2026");
        let endless = Standing::on("2026-11-16".parse().unwrap(), None);
        assert_eq!((endless.in_short().as_str(), endless.day().as_str()), ("Valable", "sans date de fin"));
    }

    #[test]
    fn dates_are_read_as_fields_and_people_write_them() {
        let day = Some("2026-11-15".parse().unwrap());
        assert_eq!(read_day("2026-11-15"), Ok(day));
        assert_eq!(read_day(" 15/11/2026 "), Ok(day));
        assert_eq!(read_day(""), Ok(None));
        for wrong in ["15 novembre", "2026-02-30", "15/11/26", "0001-01-01", "99999-01-01"] {
            assert!(read_day(wrong).is_err(), "{wrong}");
        }
    }
}
