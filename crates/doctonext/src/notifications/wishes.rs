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
    /// The word kept in `notification_preferences.kind`.
    pub(super) kind: &'static str,
    pub(super) label: &'static str,
    /// The letters that tell it. They keep that choice themselves, since each of them has a link that changes it.
    letters: &'static [Kind],
}

const fn subject(kind: &'static str, label: &'static str, letters: &'static [Kind]) -> Subject {
    Subject { kind, label, letters }
}

/// What can be switched off; everything else concerns the security of the account or a contract, and is always told.
pub(super) const SUBJECTS: [Subject; 12] = [
    subject("welcome", "Conseils pour bien commencer", &[Kind::Welcome]),
    subject("new_message", "Nouveaux messages", &[]),
    subject("answers_waiting", "Messages restés sans réponse", &[Kind::AnswersWaiting]),
    subject("application_status", "Suites données à mes candidatures", &[]),
    subject("saved_search_alert", "Annonces qui correspondent à mes recherches", &[]),
    subject("favorite_changed", "Changements de mes favoris", &[]),
    subject(
        "listing_checkin",
        "«\u{a0}Toujours disponible\u{202f}?\u{a0}» pour mes annonces",
        &[Kind::ListingCheckin],
    ),
    subject(
        "listing_expiring",
        "Fin prochaine de mes annonces",
        &[Kind::ListingExpires, Kind::ListingExpired],
    ),
    subject("listing_view_milestone", "Statistiques de mes annonces", &[Kind::ListingWeek]),
    subject("document_expiring", "Pièces qui arrivent à échéance", &[Kind::DocumentExpiring]),
    subject("zone_changed", "Zonage des communes que je suis", &[]),
    subject("newsletter", "La lettre Doctonext", &[]),
];

/// Whether a subject is told unless the person said otherwise: all but the newsletter, which is asked for.
fn by_default(kind: &str) -> bool {
    kind != "newsletter"
}

/// The letters of a subject, where that is what a channel means.
fn letters_of(subject: &Subject, channel: Channel) -> &'static [Kind] {
    if channel == Channel::Email { subject.letters } else { &[] }
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
        let letters = letters_of(subject, channel);
        if !letters.is_empty() {
            return !letters.iter().all(|it| self.refused.contains(it));
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
            let letters = letters_of(subject, channel);
            if letters.is_empty() {
                rows.push((subject.kind, channel.code(), wanted));
            }
            for letter in letters {
                letters::set_refused(&mut tx, person, *letter, !wanted, now).await?;
            }
        }
    }
    store::set_preferences(&mut tx, person, &rows, now).await?;
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_letter_that_can_be_refused_belongs_to_one_subject() {
        for kind in Kind::ALL {
            let subjects = SUBJECTS.iter().filter(|it| it.letters.contains(&kind)).count();
            assert_eq!(subjects, usize::from(kind.can_be_refused().is_some()), "{kind}");
        }
    }
}
