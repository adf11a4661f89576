//! When a listing goes online: at once, or at six in the morning of a day (Paris). Pure.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use platform::clock::{end_of_day_in_paris, next_in_paris, today_in_paris};

use super::typed;

/// The latest day that may be chosen, counted from today.
const FARTHEST: TimeDelta = TimeDelta::days(90);

/// The day that was asked for is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NoDay;

/// The moment that the page of publication asks for; none for at once.
pub(super) fn read(sent: &[(String, String)]) -> Result<Option<DateTime<Utc>>, NoDay> {
    let value = |field: &str| sent.iter().find(|(name, _)| name == field).map(|(_, value)| value.as_str());
    if value("quand") != Some("date") {
        return Ok(None);
    }
    let day = typed::day(value("publier_le").unwrap_or_default()).ok_or(NoDay)?;
    Ok(Some(morning_of(day)))
}

/// Why a moment cannot be chosen, in French; empty when it can. `last_day` is the last day asked for or offered.
pub(super) fn fault(at: DateTime<Utc>, last_day: Option<NaiveDate>, now: DateTime<Utc>) -> &'static str {
    let (day, today) = (today_in_paris(at), today_in_paris(now));
    if day <= today {
        "Choisissez un jour à venir, ou «\u{a0}tout de suite\u{a0}»."
    } else if last_day.is_some_and(|last| day > last) {
        "Ce jour vient après la fin de vos périodes."
    } else if day > today + FARTHEST {
        "90\u{a0}jours à l’avance au plus."
    } else {
        ""
    }
}

/// Six o'clock in Paris, whatever the season.
fn morning_of(day: NaiveDate) -> DateTime<Utc> {
    let midnight = end_of_day_in_paris(day.pred_opt().unwrap_or(day));
    next_in_paris(midnight - TimeDelta::seconds(1), NaiveTime::from_hms_opt(6, 0, 0).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(day: &str) -> Option<String> {
        let sent = [("quand".to_owned(), "date".to_owned()), ("publier_le".to_owned(), day.to_owned())];
        read(&sent).unwrap_or_default().map(|it| it.to_rfc3339())
    }

    #[test]
    fn a_day_begins_at_six_in_paris_in_summer_and_in_winter() {
        assert_eq!(asked("2026-03-28").as_deref(), Some("2026-03-28T05:00:00+00:00"));
        assert_eq!(asked("2026-03-29").as_deref(), Some("2026-03-29T04:00:00+00:00"));
        assert_eq!(asked("2026-10-25").as_deref(), Some("2026-10-25T05:00:00+00:00"));
        let nothing = [("quand".to_owned(), "date".to_owned())];
        assert_eq!(read(&nothing), Err(NoDay), "another day, but which");
        assert_eq!(read(&[]), Ok(None), "at once");
    }

    #[test]
    fn only_days_to_come_can_be_chosen() {
        let now = "2026-03-02T09:00:00Z".parse().unwrap();
        let at = |text: &str| morning_of(text.parse().unwrap());
        assert_eq!(fault(at("2026-03-03"), None, now), "");
        assert!(fault(at("2026-03-02"), None, now).contains("à venir"));
        assert!(fault(at("2026-09-01"), None, now).contains("90"));
        let end = "2026-03-05".parse().ok();
        assert_eq!(fault(at("2026-03-05"), end, now), "");
        assert!(fault(at("2026-03-06"), end, now).contains("après la fin"));
    }
}
