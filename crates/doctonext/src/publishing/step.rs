//! The pages of the wizard, in their order. Pure.

use crate::trades::ListingType;

/// A page of the wizard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Step {
    /// Which trade, and where.
    Place,
    /// What the type is about: dates and pay, or the practice.
    Facts,
    /// Title and description.
    Text,
    /// Photographs and documents; the room of media answers it.
    Photos,
    /// Options, preview, and the decision.
    Publish,
}

impl Step {
    pub(super) const ALL: [Self; 5] = [Self::Place, Self::Facts, Self::Text, Self::Photos, Self::Publish];

    /// Last part of its address.
    pub(super) const fn slug(self) -> &'static str {
        match self {
            Self::Place => "lieu",
            Self::Facts => "details",
            Self::Text => "texte",
            Self::Photos => "photos",
            Self::Publish => "publier",
        }
    }

    pub(super) fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.slug() == slug)
    }

    /// Its name in the list of steps and above its page.
    pub(super) const fn title(self, listing_type: ListingType) -> &'static str {
        match (self, listing_type) {
            (Self::Place, ListingType::Availability) => "Vous",
            (Self::Place, _) => "Profession et lieu",
            (Self::Facts, ListingType::Transfer) => "Le cabinet",
            (Self::Facts, ListingType::Replacement) => "Dates et rémunération",
            (Self::Facts, ListingType::Collaboration) => "La collaboration",
            (Self::Facts, ListingType::Availability) => "Vos disponibilités",
            (Self::Text, _) => "Titre et texte",
            (Self::Photos, _) => "Photos et documents",
            (Self::Publish, _) => "Relire et publier",
        }
    }

    /// One sentence under the title.
    pub(super) const fn lead(self, listing_type: ListingType) -> &'static str {
        match (self, listing_type) {
            (Self::Place, ListingType::Availability) => {
                "Votre métier, et le lieu autour duquel vous remplacez."
            }
            (Self::Place, _) => {
                "Le métier et la commune\u{202f}: c’est ce que les confrères cherchent en premier."
            }
            (Self::Facts, ListingType::Transfer) => {
                "Les chiffres décident\u{202f}: une annonce chiffrée reçoit des contacts plus sérieux."
            }
            (Self::Facts, ListingType::Replacement | ListingType::Availability) => {
                "Les dates et la rémunération, pour que seuls ceux qui conviennent vous écrivent."
            }
            (Self::Facts, ListingType::Collaboration) => "Le cadre de travail que vous proposez.",
            (Self::Text, _) => "Quelques phrases suffisent\u{202f}: les faits sont déjà dans l’annonce.",
            (Self::Photos, _) => "Facultatif. Une photo des locaux rassure.",
            (Self::Publish, _) => "Vérifiez, puis mettez en ligne. Vous pourrez tout modifier ensuite.",
        }
    }

    pub(super) fn next(self) -> Option<Self> {
        Self::ALL.into_iter().find(|it| *it > self)
    }

    pub(super) fn previous(self) -> Option<Self> {
        Self::ALL.into_iter().rev().find(|it| *it < self)
    }
}
