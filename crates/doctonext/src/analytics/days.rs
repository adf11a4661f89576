//! The figures of a listing by day.

use std::ops::Range;

use chrono::{Days, NaiveDate};
use sqlx::PgConnection;

use super::store;

/// What happened on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct Day {
    /// The day in Paris.
    pub day: NaiveDate,
    /// Visitors.
    pub views: i32,
    /// People who turned to its author for the first time.
    pub contacts: i32,
    /// Times it was set aside.
    pub favorites: i32,
}

/// The last days of a listing up to today, each of them, the quiet ones too.
pub async fn of_listing(
    db: &mut PgConnection,
    listing: &str,
    today: NaiveDate,
    count: u16,
) -> sqlx::Result<Vec<Day>> {
    let first = today.checked_sub_days(Days::new(u64::from(count.saturating_sub(1)))).unwrap_or(today);
    let known = store::days(db, listing, first).await?;
    let at = |day: NaiveDate| {
        let found = known.iter().find(|it| it.day == day).copied();
        found.unwrap_or(Day { day, views: 0, contacts: 0, favorites: 0 })
    };
    Ok(first.iter_days().take(usize::from(count)).map(at).collect())
}

/// Views and contacts of each listing in some days, the last excluded.
pub async fn totals(
    db: &mut PgConnection,
    listings: &[String],
    days: Range<NaiveDate>,
) -> sqlx::Result<Vec<(String, i64, i64)>> {
    store::totals(db, listings, days).await
}
