//! Tells owners that their listing was read ten times, fifty times, and so on: seldom, instead of each time.

use chrono::{DateTime, Utc};
use platform::french;
use sqlx::PgConnection;

use super::store::Crossing;
use crate::notifications::{self, Kind, Notice};

/// Numbers of views that are told.
const MILESTONES: [i32; 7] = [10, 50, 100, 500, 1_000, 5_000, 10_000];

/// The highest milestone that was passed, if any.
fn passed(before: i32, after: i32) -> Option<i32> {
    MILESTONES.into_iter().rev().find(|it| before < *it && *it <= after)
}

/// Tells the owners of the listings that passed one.
pub(super) async fn tell(db: &mut PgConnection, read: &[Crossing], now: DateTime<Utc>) -> sqlx::Result<()> {
    // In their order: two runs at once wait for each other.
    let mut read: Vec<&Crossing> = read.iter().collect();
    read.sort_by(|one, other| one.listing.cmp(&other.listing));
    for it in read {
        let Some(views) = passed(it.before, it.after) else { continue };
        let notice = Notice {
            person: &it.owner,
            kind: Kind::ListingViewMilestone,
            subject: Some(&it.listing),
            title: format!("Votre annonce a été vue {}\u{a0}fois", french::number(i64::from(views))),
            message: Some(it.title.clone()),
            link: Some(format!("/espace/annonces/{}/statistiques", it.listing)),
        };
        notifications::tell(db, &notice, now).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::passed;

    #[test]
    fn a_milestone_is_told_once_and_the_highest_of_several() {
        assert_eq!(passed(9, 10), Some(10));
        assert_eq!(passed(10, 49), None);
        assert_eq!(passed(3, 120), Some(100));
        assert_eq!(passed(10_000, 20_000), None);
    }
}
