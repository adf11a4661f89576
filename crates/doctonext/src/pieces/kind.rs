//! What a document is.

use crate::trades::DocumentKind;

/// The kinds, in the order of the form: the ones that are asked for at every replacement first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Insurance,
    Licence,
    Diploma,
    Council,
    Cv,
    CpsCard,
    Identity,
    Company,
    Bank,
    Urssaf,
    /// Anything else: its owner says what.
    Other,
}

/// Kind, word of `pieces.kind`, what people read.
const WORDS: [(Kind, &str, &str); 11] = [
    (Kind::Insurance, "rcp", "Attestation de responsabilité civile professionnelle"),
    (Kind::Licence, "replacement_licence", "Licence de remplacement"),
    (Kind::Diploma, "diploma", "Diplôme"),
    (Kind::Council, "council_registration", "Attestation d’inscription à l’Ordre"),
    (Kind::Cv, "cv", "CV"),
    (Kind::CpsCard, "cps_card", "Carte CPS"),
    (Kind::Identity, "id", "Pièce d’identité"),
    (Kind::Company, "company_registration", "Extrait Kbis ou avis de situation SIREN"),
    (Kind::Bank, "bank_details", "RIB"),
    (Kind::Urssaf, "urssaf", "Attestation URSSAF"),
    (Kind::Other, "other", "Autre pièce"),
];

impl Kind {
    /// All of them.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        WORDS.iter().map(|(kind, ..)| *kind)
    }

    fn words(self) -> (&'static str, &'static str) {
        WORDS.iter().find(|(kind, ..)| *kind == self).map_or(("other", ""), |(_, code, label)| (code, label))
    }

    /// The word kept in `pieces.kind`.
    pub(super) fn code(self) -> &'static str {
        self.words().0
    }

    /// What people read.
    pub(super) fn label(self) -> &'static str {
        self.words().1
    }

    /// The kind of a code.
    pub(super) fn from_code(code: &str) -> Option<Self> {
        WORDS.iter().find(|(_, word, _)| *word == code).map(|(kind, ..)| *kind)
    }

    /// As verification calls it.
    pub(super) fn as_proof(self) -> DocumentKind {
        match self {
            Self::Council => DocumentKind::CouncilRegistration,
            Self::Licence => DocumentKind::ReplacementLicence,
            Self::Diploma => DocumentKind::Diploma,
            Self::Identity => DocumentKind::Id,
            _ => DocumentKind::Other,
        }
    }

    /// Whether it tells the team something about a right to practise.
    pub(super) fn can_prove(self) -> bool {
        matches!(self, Self::Council | Self::Licence | Self::Diploma | Self::Identity | Self::CpsCard)
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn each_kind_has_its_own_word_and_is_found_by_it() {
        for kind in Kind::all() {
            assert_eq!(Kind::from_code(kind.code()), Some(kind));
            assert!(!kind.label().is_empty());
        }
        assert_eq!(Kind::from_code("passport"), None);
    }
}
