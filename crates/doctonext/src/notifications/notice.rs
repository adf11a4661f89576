//! What the bell tells. Pure.

/// What happened: the word kept, and the wish that switches it off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A listing came online.
    ListingPublished,
    /// A listing, or changes to it, were not published, or it was removed.
    ListingRejected,
    /// Its end is near, or came.
    ListingExpiring,
    /// The house paused it.
    ListingPausedAuto,
    /// Does it still hold?
    ListingCheckin,
    /// It was read ten times, fifty times, …
    ListingViewMilestone,
    /// A document of the vault ends soon.
    DocumentExpiring,
    /// Somebody asks to see the room of a listing.
    AccessRequested,
    /// A room was opened, or opened further.
    AccessGranted,
    /// It was not.
    AccessRefused,
    /// It was closed again, or is about to close.
    AccessRevoked,
    /// A letter of intent, or an answer to one.
    OfferReceived,
    /// The registration was found.
    VerificationMatched,
    /// It was not.
    VerificationFailed,
    /// It was suspended.
    VerificationSuspended,
}

impl Kind {
    /// The word kept in `notifications.type`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ListingPublished => "listing_published",
            Self::ListingRejected => "listing_rejected",
            Self::ListingExpiring => "listing_expiring",
            Self::ListingPausedAuto => "listing_paused_auto",
            Self::ListingCheckin => "listing_checkin",
            Self::ListingViewMilestone => "listing_view_milestone",
            Self::DocumentExpiring => "document_expiring",
            Self::AccessRequested => "access_requested",
            Self::AccessGranted => "access_granted",
            Self::AccessRefused => "access_refused",
            Self::AccessRevoked => "access_revoked",
            Self::OfferReceived => "offer_received",
            Self::VerificationMatched => "verification_matched",
            Self::VerificationFailed => "verification_failed",
            Self::VerificationSuspended => "verification_suspended",
        }
    }

    /// The wish (`notification_preferences.kind`) that switches it off; none for what people must know.
    #[must_use]
    pub(super) const fn wish(self) -> Option<&'static str> {
        match self {
            Self::ListingExpiring
            | Self::ListingCheckin
            | Self::ListingViewMilestone
            | Self::DocumentExpiring => Some(self.code()),
            _ => None,
        }
    }
}

/// Something to tell somebody on the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice<'a> {
    /// `users.id`.
    pub person: &'a str,
    /// What happened.
    pub kind: Kind,
    /// What it is about: while unread, the next of its kind about the same takes its place.
    pub subject: Option<&'a str>,
    /// A French sentence.
    pub title: String,
    /// More, in French.
    pub message: Option<String>,
    /// A path on this site.
    pub link: Option<String>,
}
