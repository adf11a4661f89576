//! What a person wants to be told, and how.

use std::collections::HashMap;

use sqlx::PgPool;

use super::store;

/// A way of telling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Channel {
    /// On the site.
    InApp,
    /// By letter.
    Email,
}

impl Channel {
    /// Both, in the order of the page.
    pub const ALL: [Self; 2] = [Self::InApp, Self::Email];

    /// The word kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::InApp => "in_app",
            Self::Email => "email",
        }
    }

    /// What people read.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::InApp => "Sur le site",
            Self::Email => "Par e-mail",
        }
    }
}

/// Something that one may be told of.
pub(super) struct Subject {
    pub(super) kind: &'static str,
    pub(super) label: &'static str,
}

/// What can be switched off; everything else concerns the security of the account or a contract, and is always told.
pub(super) const SUBJECTS: [Subject; 11] = [
    Subject { kind: "welcome", label: "Conseils pour bien commencer" },
    Subject { kind: "new_message", label: "Nouveaux messages" },
    Subject { kind: "application_status", label: "Suites données à mes candidatures" },
    Subject { kind: "saved_search_alert", label: "Annonces qui correspondent à mes recherches" },
    Subject { kind: "favorite_changed", label: "Changements de mes favoris" },
    Subject { kind: "listing_checkin", label: "« Toujours disponible ? » pour mes annonces" },
    Subject { kind: "listing_expiring", label: "Fin prochaine de mes annonces" },
    Subject { kind: "listing_view_milestone", label: "Statistiques de mes annonces" },
    Subject { kind: "document_expiring", label: "Pièces qui arrivent à échéance" },
    Subject { kind: "zone_changed", label: "Zonage des communes que je suis" },
    Subject { kind: "newsletter", label: "La lettre Doctonext" },
];

/// Whether a subject is told unless the person said otherwise: all but the newsletter, which is asked for.
pub(super) fn by_default(kind: &str) -> bool {
    kind != "newsletter"
}

/// Whether a person wants to be told of a kind by a channel.
pub async fn wants(db: &PgPool, person: &str, kind: &str, channel: Channel) -> sqlx::Result<bool> {
    let said: HashMap<(String, String), bool> = store::preferences(db, person).await?;
    Ok(said.get(&(kind.to_owned(), channel.code().to_owned())).copied().unwrap_or_else(|| by_default(kind)))
}
