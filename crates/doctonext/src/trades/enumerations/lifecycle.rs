//! The life of a listing and of the applications to it.
use super::super::coded::coded;

/// Where a listing stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ListingStatus {
    /// Only its author sees it.
    Draft,
    /// A moderator reads it first.
    PendingReview,
    /// Goes online at a chosen date.
    Scheduled,
    /// Publicly visible.
    Active,
    /// Hidden by its author.
    Inactive,
    /// It found its taker.
    Sold,
    /// Its time online ended.
    Expired,
    /// Moderation refused it.
    Rejected,
    /// Moderation took it down.
    Removed,
    /// Kept for the record.
    Archived,
}

coded!(ListingStatus {
    Draft => "draft", "Brouillon";
    PendingReview => "pending_review", "En cours de relecture";
    Scheduled => "scheduled", "Programmée";
    Active => "active", "En ligne";
    Inactive => "inactive", "En pause";
    Sold => "sold", "Pourvue / Cédée";
    Expired => "expired", "Expirée";
    Rejected => "rejected", "Refusée";
    Removed => "removed", "Retirée";
    Archived => "archived", "Archivée";
});

/// Why an author closes a listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ClosingReason {
    /// Filled by this site.
    FoundHere,
    /// Filled by other means.
    FoundElsewhere,
    /// The project waits.
    Postponed,
    /// The project is given up.
    Cancelled,
    /// Any other reason.
    Other,
}

coded!(ClosingReason {
    FoundHere => "found_here", "Trouvé sur Doctonext";
    FoundElsewhere => "found_elsewhere", "Trouvé ailleurs";
    Postponed => "postponed", "Reporté";
    Cancelled => "cancelled", "Projet abandonné";
    Other => "other", "Autre";
});

/// Where an application to a listing stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ApplicationStatus {
    /// Not yet read.
    New,
    /// The author has read it.
    Seen,
    /// The author has answered.
    Contacted,
    /// A meeting is planned.
    Meeting,
    /// The author chose it.
    Selected,
    /// The author declined it.
    Rejected,
    /// The applicant took it back.
    Withdrawn,
    /// The listing closed first.
    Expired,
}

coded!(ApplicationStatus {
    New => "new", "Nouvelle";
    Seen => "seen", "Vue";
    Contacted => "contacted", "Contactée";
    Meeting => "meeting", "Rendez-vous";
    Selected => "selected", "Retenue";
    Rejected => "rejected", "Non retenue";
    Withdrawn => "withdrawn", "Retirée";
    Expired => "expired", "Annonce close";
});
