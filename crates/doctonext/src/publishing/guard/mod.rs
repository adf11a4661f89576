//! Reads a text as a careful colleague would: what must not be published, what should be thought over. Pure.
//!
//! It shows the words and says why. It is a help, not a judge: what it finds is shown to the author; what is grave goes to
//! a person of the team before it is online.

mod areas;
mod contact;
mod discrimination;
mod identity;
mod insurance_number;
mod patients;

use std::ops::Range;

pub(super) use identity::Identity;

/// Words that deserve a second thought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    /// The words, as they were written.
    pub(super) words: String,
    /// Where they stand, in bytes.
    pub(super) at: Range<usize>,
    pub(super) cause: Cause,
}

/// Why words were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Cause {
    /// A social-security number.
    InsuranceNumber,
    /// Something about a patient (Code de la santé publique, art. L. 1110-4: professional secrecy).
    Patient,
    /// A telephone number, an e-mail or web address.
    Contact,
    /// A wish that the law forbids (Code pénal, art. 225-1 and 225-2; Code du travail, art. L. 1132-1).
    Discrimination,
    /// What tells the place or the owner of a confidential listing.
    Identity,
}

/// What follows from a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// Said, nothing else.
    Advice,
    /// A person reads the listing before it is online.
    Review,
    /// The listing cannot be published so.
    Refusal,
}

impl Cause {
    pub(super) const fn weight(self) -> Weight {
        match self {
            Self::InsuranceNumber | Self::Identity => Weight::Refusal,
            Self::Patient | Self::Discrimination => Weight::Review,
            Self::Contact => Weight::Advice,
        }
    }

    /// Why, for the author.
    pub(super) const fn why(self) -> &'static str {
        match self {
            Self::InsuranceNumber => {
                "Cela ressemble à un numéro de sécurité sociale. Retirez-le\u{202f}: il ne peut pas être publié."
            }
            Self::Patient => {
                "Cela semble parler d’un patient. Le secret professionnel s’y oppose\u{202f}: retirez ces mots. Sinon, une personne de l’équipe lira l’annonce avant sa mise en ligne."
            }
            Self::Contact => {
                "Vos coordonnées seraient visibles de tous, robots compris. Les confrères vous écrivent par la messagerie\u{202f}; vous donnez votre téléphone quand vous le voulez."
            }
            Self::Discrimination => {
                "La loi interdit de choisir selon l’âge, le sexe, l’origine, la famille ou la santé. Décrivez le poste, pas la personne. Sinon, une personne de l’équipe lira l’annonce avant sa mise en ligne."
            }
            Self::Identity => {
                "Votre annonce est confidentielle, et ces mots disent où ou qui vous êtes. Retirez-les."
            }
        }
    }
}

/// Everything that was found in a text, in its order.
pub(super) fn read(text: &str, identity: Option<&Identity>) -> Vec<Finding> {
    let mut found = insurance_number::find(text);
    found.extend(contact::find(text));
    found.extend(patients::find(text));
    found.extend(discrimination::find(text));
    found.extend(identity.map(|it| it.find(text)).unwrap_or_default());
    found.sort_by_key(|it| (it.at.start, std::cmp::Reverse(it.at.end)));
    // A number that is both a telephone and something graver is told once.
    let mut kept: Vec<Finding> = Vec::new();
    for finding in found {
        match kept.last_mut() {
            Some(last) if finding.at.start < last.at.end => {
                if finding.cause.weight() > last.cause.weight() {
                    *last = finding;
                }
            }
            _ => kept.push(finding),
        }
    }
    kept
}

fn finding(text: &str, at: Range<usize>, cause: Cause) -> Finding {
    Finding { words: text.get(at.clone()).unwrap_or_default().trim().to_owned(), at, cause }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn causes(text: &str) -> Vec<(Cause, String)> {
        read(text, None).into_iter().map(|it| (it.cause, it.words)).collect()
    }

    #[test]
    fn an_ordinary_listing_is_left_alone() {
        for text in [
            "Cabinet de 120 m² au 2e étage, CA de 160 000 € en 2025, 24 actes par jour à 30 €.",
            "Patientèle jeune et familiale, deux salles de soins, secrétariat de 8 h 30 à 18 h 30.",
            "Remplacement du 03/08/2026 au 14/08/2026, RPPS demandé, rétrocession 75 %.",
            "Ouvert aux jeunes diplômés comme aux confrères expérimentés, logement de 40 m² à 5 min.",
            "Maison de santé de 12 praticiens, dont 3 infirmières et 2 kinésithérapeutes.",
        ] {
            assert_eq!(causes(text), [], "{text}");
        }
    }

    #[test]
    fn a_graver_cause_wins_over_a_lighter_one_in_the_same_words() {
        let found = causes("Dossier 1 85 05 78 006 084 91 à reprendre");
        assert_eq!(found, [(Cause::InsuranceNumber, "1 85 05 78 006 084 91".to_owned())]);
    }
}
