//! What a person wants to be told, and how.

use std::collections::HashMap;

use sqlx::PgPool;

use super::store;
use crate::{
    app::App,
    letters::{self, Kind},
};

/// A way of telling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Channel {
    /// On the site.
    InApp,
    /// By letter.
    Email,
}

impl Channel {
    /// Both, in the order of the page.
    pub(super) const ALL: [Self; 2] = [Self::InApp, Self::Email];

    /// The word kept.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::InApp => "in_app",
            Self::Email => "email",
        }
    }

    /// What people read.
    pub(super) fn label(self) -> &'static str {
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
    Subject {
        kind: "listing_checkin",
        label: "«\u{a0}Toujours disponible\u{202f}?\u{a0}» pour mes annonces",
    },
    Subject { kind: "listing_expiring", label: "Fin prochaine de mes annonces" },
    Subject { kind: "listing_view_milestone", label: "Statistiques de mes annonces" },
    Subject { kind: "document_expiring", label: "Pièces qui arrivent à échéance" },
    Subject { kind: "zone_changed", label: "Zonage des communes que je suis" },
    Subject { kind: "newsletter", label: "La lettre Doctonext" },
];

/// Whether a subject is told unless the person said otherwise: all but the newsletter, which is asked for.
fn by_default(kind: &str) -> bool {
    kind != "newsletter"
}

/// The letter that a subject is told by, when there is one that can be switched off. Letters keep that choice
/// themselves, since each of them has a link that changes it.
fn letter_of(subject: &Subject, channel: Channel) -> Option<Kind> {
    Kind::from_code(subject.kind).filter(|it| channel == Channel::Email && it.can_be_refused().is_some())
}

/// Whether a person wants each subject by each channel.
pub(super) struct Wishes {
    said: HashMap<(String, String), bool>,
    refused: Vec<Kind>,
}

impl Wishes {
    pub(super) async fn of(db: &PgPool, person: &str) -> sqlx::Result<Self> {
        let said = store::preferences(db, person).await?;
        Ok(Self { said, refused: letters::refused(db, person).await? })
    }

    pub(super) fn has(&self, subject: &Subject, channel: Channel) -> bool {
        if let Some(letter) = letter_of(subject, channel) {
            return !self.refused.contains(&letter);
        }
        let said = self.said.get(&(subject.kind.to_owned(), channel.code().to_owned()));
        said.copied().unwrap_or_else(|| by_default(subject.kind))
    }
}

/// Keeps what a person wants, all at once.
pub(super) async fn keep(
    app: &App,
    person: &str,
    wants: impl Fn(&Subject, Channel) -> bool,
) -> sqlx::Result<()> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let mut rows = Vec::new();
    for subject in &SUBJECTS {
        for channel in Channel::ALL {
            let wanted = wants(subject, channel);
            match letter_of(subject, channel) {
                Some(letter) => letters::set_refused(&mut tx, person, letter, !wanted, now).await?,
                None => rows.push((subject.kind, channel.code(), wanted)),
            }
        }
    }
    store::set_preferences(&mut tx, person, &rows, now).await?;
    tx.commit().await
}
