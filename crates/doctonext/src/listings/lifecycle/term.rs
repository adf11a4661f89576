//! How long a listing lives. Pure.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use platform::clock::{end_of_day_in_paris, today_in_paris};

use crate::{
    listings::{Details, Period},
    trades::{ListingStatus, ReplacementType},
};

/// A replacement for given dates lives until the last of them, and no longer than this.
const REPLACEMENT: TimeDelta = TimeDelta::days(90);
const REGULAR: TimeDelta = TimeDelta::days(60);
const COLLABORATION: TimeDelta = TimeDelta::days(90);
const TRANSFER: TimeDelta = TimeDelta::days(180);
const AVAILABILITY: TimeDelta = TimeDelta::days(60);

/// When a listing that comes online now ends: midnight in Paris after its last day.
#[must_use]
pub(super) fn end_of(details: &Details, periods: &[Period], now: DateTime<Utc>) -> DateTime<Utc> {
    let longest = match details {
        Details::Transfer(_) => TRANSFER,
        Details::Collaboration(_) => COLLABORATION,
        Details::Availability(_) => AVAILABILITY,
        Details::Replacement(it) if it.replacement_type == Some(ReplacementType::Regular) => REGULAR,
        Details::Replacement(_) => REPLACEMENT,
    };
    let last = today_in_paris(now) + longest;
    let last = last_day(details, periods).map_or(last, |day| day.min(last));
    end_of_day_in_paris(last)
}

/// The last day that is asked for or offered; none of listings that live without days.
#[must_use]
pub(super) fn last_day(details: &Details, periods: &[Period]) -> Option<NaiveDate> {
    match details {
        Details::Replacement(it) | Details::Availability(it) => {
            periods.iter().map(|it| it.ends_on).max().or(it.end_date)
        }
        Details::Transfer(_) | Details::Collaboration(_) => None,
    }
}

/// Whether a day is left in its dates.
#[must_use]
pub(super) fn has_time_left(details: &Details, periods: &[Period], now: DateTime<Utc>) -> bool {
    last_day(details, periods).is_none_or(|day| day >= today_in_paris(now))
}

/// How often the owner of each type is asked whether it still holds, in days.
pub(super) const RHYTHMS: [(&str, i32); 4] =
    [("replacement", 7), ("availability", 14), ("collaboration", 21), ("transfer", 30)];

/// How many listings somebody may have online at once.
#[must_use]
pub(super) fn most_online(trust_level: i16, account_kind: &str) -> i64 {
    match account_kind {
        "organisation" | "public_body" | "agency" => 50,
        _ if trust_level >= 2 => 5,
        _ => 1,
    }
}

/// States that count against that number.
pub(super) const COUNTED: [ListingStatus; 3] =
    [ListingStatus::Active, ListingStatus::PendingReview, ListingStatus::Scheduled];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::listings::ReplacementDetails;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn until(day: &str) -> Details {
        let end_date = Some(day.parse().unwrap());
        Details::Replacement(Box::new(ReplacementDetails { end_date, ..ReplacementDetails::default() }))
    }

    #[test]
    fn a_replacement_ends_with_its_last_day_in_paris() {
        let now = at("2026-03-02T09:00:00Z");
        assert_eq!(end_of(&until("2026-03-20"), &[], now), at("2026-03-20T23:00:00Z"), "winter");
        assert_eq!(
            end_of(&until("2026-03-29"), &[], now),
            at("2026-03-29T22:00:00Z"),
            "the clocks went forward"
        );
        let autumn = at("2026-10-01T09:00:00Z");
        assert_eq!(end_of(&until("2026-10-25"), &[], autumn), at("2026-10-25T23:00:00Z"), "and back");
    }

    #[test]
    fn no_life_is_longer_than_its_type_allows() {
        let now = at("2026-03-02T09:00:00Z");
        assert_eq!(end_of(&until("2027-03-02"), &[], now), at("2026-05-31T22:00:00Z"));
        let transfer = Details::Transfer(Box::default());
        assert_eq!(end_of(&transfer, &[], now), at("2026-08-29T22:00:00Z"));
    }

    #[test]
    fn the_last_day_itself_still_counts() {
        let details = until("2026-03-02");
        assert!(has_time_left(&details, &[], at("2026-03-02T22:59:59Z")));
        assert!(!has_time_left(&details, &[], at("2026-03-02T23:00:00Z")));
    }
}
