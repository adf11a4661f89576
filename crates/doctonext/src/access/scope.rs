//! What a token may do. Pure.

/// A right of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Read one's own listings, drafts included.
    ReadListings,
    /// Create, change and close one's own listings.
    WriteListings,
    /// One's own saved searches.
    Alerts,
    /// The figures of one's own listings.
    Stats,
}

impl Scope {
    /// Every one, in the order of the form.
    pub const ALL: [Self; 4] = [Self::ReadListings, Self::WriteListings, Self::Alerts, Self::Stats];

    /// Its name in the database and in documents.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ReadListings => "listings:read",
            Self::WriteListings => "listings:write",
            Self::Alerts => "alerts",
            Self::Stats => "stats",
        }
    }

    /// What its owner reads.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::ReadListings => "Lire mes annonces, brouillons compris",
            Self::WriteListings => "Créer, modifier et clore mes annonces",
            Self::Alerts => "Lire et gérer mes alertes",
            Self::Stats => "Lire les statistiques de mes annonces",
        }
    }

    /// The scope of a code; none of one that we do not have.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }
}
