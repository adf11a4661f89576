//! The noun of the house. Pure.

use chrono::{DateTime, Utc};

use super::{Details, Period, Picture, Place};
use crate::trades::{AuthorKind, Badge, ListingStatus, ListingType, Profession, Specialty};

/// A listing with everything that it says.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    pub id: String,
    pub title: String,
    pub description: Option<String>,
    pub profession: Option<&'static Profession>,
    pub specialty: Option<&'static Specialty>,
    pub status: ListingStatus,
    pub is_premium: bool,
    pub is_urgent: bool,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub published_at: Option<DateTime<Utc>>,
    pub expires_at: Option<DateTime<Utc>>,
    /// Set when its owner deleted it: kept for its contracts and figures, shown to nobody.
    pub deleted_at: Option<DateTime<Utc>>,
    /// When its owner last changed what visitors read.
    pub revised_at: Option<DateTime<Utc>>,
    /// When its owner was asked whether it still holds, until they answer.
    pub checkin_asked_at: Option<DateTime<Utc>>,
    /// Whether a decision keeps it out of search; its page stays.
    pub is_reduced: bool,
    pub place: Place,
    pub details: Details,
    /// Days of a replacement or an availability, in order; none when one range says it all.
    pub periods: Vec<Period>,
    /// Its pictures, in their order.
    pub pictures: Vec<Picture>,
    /// Whether it keeps documents that only chosen readers see.
    pub has_papers: bool,
    pub author_kind: AuthorKind,
    /// When the author joined.
    pub author_since: Option<DateTime<Utc>>,
    /// How far we vouch for the author.
    pub author_badge: Option<Badge>,
    /// Percentage of the conversations that the author answered in time; none below five.
    pub author_response: Option<u8>,
    /// How much it tells, of 90; none when it was never published through the wizard.
    pub completeness: Option<u8>,
}

/// What a visitor may see of a listing now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Everybody reads it.
    Online,
    /// It was online and may come back.
    Paused,
    /// It was online and will not come back.
    Closed,
    /// It was never online, or is none of the visitor's business.
    Hidden,
}

impl Listing {
    /// Its type.
    #[must_use]
    pub fn listing_type(&self) -> ListingType {
        self.details.listing_type()
    }

    /// What a visitor may see of it at this hour. The hour decides over the status: between the end of a listing
    /// and the job that notes it, nobody must answer a listing that is over.
    #[must_use]
    pub fn standing(&self, now: DateTime<Utc>) -> Standing {
        standing(self.status, self.published_at, self.expires_at, self.deleted_at, now)
    }
}

/// See [`Listing::standing`].
pub(super) fn standing(
    status: ListingStatus,
    published_at: Option<DateTime<Utc>>,
    expires_at: Option<DateTime<Utc>>,
    deleted_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Standing {
    if published_at.is_none_or(|at| at > now) {
        return Standing::Hidden;
    }
    match status {
        _ if deleted_at.is_some() => Standing::Closed,
        ListingStatus::Active if expires_at.is_some_and(|end| end <= now) => Standing::Closed,
        ListingStatus::Active => Standing::Online,
        ListingStatus::Inactive => Standing::Paused,
        ListingStatus::Sold | ListingStatus::Expired | ListingStatus::Removed | ListingStatus::Archived => {
            Standing::Closed
        }
        ListingStatus::Draft
        | ListingStatus::PendingReview
        | ListingStatus::Scheduled
        | ListingStatus::Rejected => Standing::Hidden,
    }
}
