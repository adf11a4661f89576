//! The life of a listing: status, publication, renewals, expiry, readers.

use crate::calendar::{Period, When, age, expiry, moment, shift};
use crate::chance::Chance;
use crate::texts::ListingType;
use chrono::{DateTime, NaiveDate, Utc};

/// The state of a listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// Online.
    Active,
    /// Paused by its author.
    Inactive,
    /// Found its successor, replacement or partner.
    Sold,
    /// Its time is over.
    Expired,
    /// Not yet published.
    Draft,
}

impl Status {
    /// About 86 % are online.
    pub(crate) fn draw(chance: &mut Chance) -> Self {
        chance.weighted(&[
            (86, Self::Active),
            (3, Self::Inactive),
            (5, Self::Sold),
            (4, Self::Expired),
            (2, Self::Draft),
        ])
    }

    /// Where a period of replacement lies for this state.
    pub(crate) fn period(self, chance: &mut Chance) -> When {
        match self {
            Self::Active | Self::Inactive => chance.weighted(&[(84, When::Ahead), (16, When::Running)]),
            Self::Sold => chance.weighted(&[(50, When::Ahead), (20, When::Running), (30, When::Over)]),
            Self::Expired => When::Over,
            Self::Draft => When::Ahead,
        }
    }
}

/// Dates and counts of a listing.
pub(crate) struct Life {
    /// Code of the state.
    pub status: &'static str,
    /// Paid for visibility.
    pub is_premium: bool,
    /// Starts within a week.
    pub is_urgent: bool,
    /// Times read.
    pub views: i32,
    /// Times contacted.
    pub contacts: i32,
    /// First written.
    pub created_at: DateTime<Utc>,
    /// Last changed.
    pub updated_at: DateTime<Utc>,
    /// First online.
    pub published_at: Option<DateTime<Utc>>,
    /// Goes offline.
    pub expires_at: Option<DateTime<Utc>>,
    /// Why it closed.
    pub closing_reason: Option<&'static str>,
    /// 1 plus the changes.
    pub version: i32,
}

impl Life {
    /// Draws the life of a listing whose period of replacement is known.
    pub(crate) fn draw(
        status: Status,
        listing_type: ListingType,
        period: Option<&Period>,
        today: NaiveDate,
        chance: &mut Chance,
    ) -> Self {
        let mut days = publication_age(status, period, today, chance);
        let mut published = shift(today, -days);
        let mut expires = expiry(listing_type.code(), period, published);
        if status == Status::Expired && expires >= today {
            // A life of 60 to 180 days that is over began long ago.
            published = shift(published, -(days_between(today, expires) + chance.between(1, 20)));
            days = days_between(published, today);
            expires = expiry(listing_type.code(), period, published);
        }
        let renewed = status != Status::Expired && expires <= today;
        if renewed {
            expires = shift(today, chance.between(3, 55));
        }
        let published_at = moment(published, chance);
        let created_at = published_at - chrono::Duration::minutes(chance.between(4, 4_000));
        let changed = if renewed || chance.odds(30) { chance.between(1, days.max(1)) } else { days };
        let updated_at = moment(shift(today, -changed.min(days)), chance).max(published_at);
        let draft = status == Status::Draft;
        let (views, contacts) = readers(days, draft, chance);
        Self {
            status: code(status),
            is_premium: !draft && chance.odds(7),
            is_urgent: status == Status::Active
                && listing_type == ListingType::Replacement
                && soon(period, today)
                && chance.odds(75),
            views,
            contacts,
            created_at,
            updated_at,
            published_at: (!draft).then_some(published_at),
            expires_at: (!draft).then(|| moment(expires, chance)),
            closing_reason: (status == Status::Sold).then(|| {
                chance.weighted(&[
                    (62, "found_here"),
                    (28, "found_elsewhere"),
                    (6, "postponed"),
                    (4, "other"),
                ])
            }),
            version: if changed < days { i32::try_from(chance.between(2, 5)).unwrap_or(2) } else { 1 },
        }
    }
}

fn code(status: Status) -> &'static str {
    match status {
        Status::Active => "active",
        Status::Inactive => "inactive",
        Status::Sold => "sold",
        Status::Expired => "expired",
        Status::Draft => "draft",
    }
}

/// One publishes before the replacement begins.
fn publication_age(status: Status, period: Option<&Period>, today: NaiveDate, chance: &mut Chance) -> i64 {
    let drawn = age(chance);
    if status == Status::Draft {
        return drawn.min(20);
    }
    match period.and_then(|it| it.start) {
        Some(start) if start <= today => {
            drawn.max((days_between(start, today) + chance.between(2, 12)).min(119))
        }
        // A replacement that begins soon was rarely published months ago.
        Some(start) if days_between(today, start) < 30 => 1 + (drawn - 1) / 2,
        _ => drawn,
    }
}

fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    (to - from).num_days()
}

fn soon(period: Option<&Period>, today: NaiveDate) -> bool {
    period.and_then(|it| it.start).is_some_and(|start| (0..=7).contains(&days_between(today, start)))
}

fn readers(days: i64, draft: bool, chance: &mut Chance) -> (i32, i32) {
    if draft {
        return (0, 0);
    }
    let views = days * chance.between(1, 14) + chance.between(0, 30);
    let contacts = views * chance.between(0, 4) / 100;
    (i32::try_from(views).unwrap_or(0), i32::try_from(contacts).unwrap_or(0))
}
