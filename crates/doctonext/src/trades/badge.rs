//! The badge beside a name: how far we vouch for it, since when, and what that means.

use chrono::{DateTime, Utc};
use platform::{clock::today_in_paris, french};

use super::TrustLevel;

/// A badge as it is printed. Only who is matched or proved has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Badge {
    /// « Inscription vérifiée le 3 mars 2026 ».
    pub label: String,
    /// What was compared with what, in a sentence or two.
    pub explanation: &'static str,
}

impl Badge {
    /// The badge of a trust level, given at that moment; none below the level of the directory.
    #[must_use]
    pub fn of(trust_level: i16, is_verified: bool, since: Option<DateTime<Utc>>) -> Option<Self> {
        let (label, explanation) = match TrustLevel::from_key(trust_level).filter(|_| is_verified)? {
            TrustLevel::Address | TrustLevel::Declared => return None,
            TrustLevel::Directory => (
                "Inscription vérifiée",
                "Le numéro professionnel, le nom et la profession concordent avec l’annuaire national des professionnels de santé. L’annuaire est relu chaque nuit\u{202f}: le badge disparaît s’il ne confirme plus.",
            ),
            TrustLevel::Identity => (
                "Identité prouvée",
                "L’identité professionnelle a été prouvée par Pro Santé Connect ou par des pièces qu’une personne de notre équipe a examinées. L’annuaire national est relu chaque nuit.",
            ),
        };
        let label = match since {
            Some(at) => format!("{label} le {}", french::date(today_in_paris(at))),
            None => label.to_owned(),
        };
        Some(Self { label, explanation })
    }
}

#[cfg(test)]
mod tests {
    use super::Badge;

    #[test]
    fn a_badge_is_dated_and_stands_for_a_level() {
        let since = Some("2026-03-02T23:30:00Z".parse().unwrap());
        assert_eq!(Badge::of(2, true, since).unwrap().label, "Inscription vérifiée le 3\u{a0}mars 2026");
        assert_eq!(Badge::of(3, true, None).unwrap().label, "Identité prouvée");
    }

    #[test]
    fn without_the_directory_there_is_no_badge() {
        assert_eq!(Badge::of(1, true, None), None);
        assert_eq!(Badge::of(2, false, None), None, "suspended");
    }
}
