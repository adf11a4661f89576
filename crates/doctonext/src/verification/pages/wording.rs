//! Each state in plain French: where one stands and what comes next. A number that another account holds reads like any
//! other that does not agree.

use platform::french;

use crate::{trades::VerificationStatus as State, verification::store::Row};

/// A state for its owner.
pub(super) struct Told {
    pub(super) heading: &'static str,
    pub(super) text: String,
    /// `success`, `warning`, `error` or `note`.
    pub(super) tone: &'static str,
}

pub(super) fn told(row: &Row, state: State, has_directory: bool, decision: Option<&str>) -> Told {
    let (heading, tone, text) = match state {
        State::None => (
            "Votre inscription n’est pas encore vérifiée",
            "note",
            "Déclarez votre numéro professionnel\u{202f}: nous le comparons à l’annuaire national, en général en moins d’une minute. Un badge daté le dira ensuite à côté de votre nom.".to_owned(),
        ),
        State::Declared | State::Checking if has_directory => (
            "Vérification en cours",
            "note",
            "Nous interrogeons l’annuaire national. Rechargez cette page dans un instant\u{202f}; le résultat vous parvient aussi par lettre.".to_owned(),
        ),
        State::Declared | State::Checking => (
            "Numéro enregistré",
            "note",
            "L’annuaire national n’est pas disponible pour le moment. La vérification se fera d’elle-même dès son retour, et le résultat vous parviendra par lettre.".to_owned(),
        ),
        State::Matched => (
            "Votre inscription est vérifiée",
            "success",
            "Votre numéro, votre nom et votre profession concordent avec l’annuaire national. Nous le relisons chaque nuit\u{202f}: vous n’avez rien à faire.".to_owned(),
        ),
        State::Mismatch => (
            "Nous n’avons pas pu confirmer ce numéro",
            "warning",
            "Les informations déclarées ne concordent pas toutes avec l’annuaire national. Vérifiez le numéro, le nom et le prénom d’exercice et la profession, puis déclarez-les à nouveau. S’ils sont justes, envoyez une pièce\u{202f}: une personne de l’équipe la regardera.".to_owned(),
        ),
        State::NotFound => (
            "L’annuaire ne connaît pas ce numéro",
            "warning",
            "Une inscription récente met quelques semaines à y paraître. Vérifiez le numéro et déclarez-le à nouveau\u{202f}; s’il est juste, envoyez une pièce\u{202f}: une personne de l’équipe la regardera.".to_owned(),
        ),
        State::Review => (
            "Une personne de l’équipe examine votre dossier",
            "note",
            "La décision vous parviendra par lettre. D’ici là, vous pouvez ajouter une pièce.".to_owned(),
        ),
        _ => return told_after(row, state, decision),
    };
    Told { heading, text, tone }
}

/// The states that come after a proof, a suspension or a decision.
fn told_after(row: &Row, state: State, decision: Option<&str>) -> Told {
    let (heading, tone, text) = match state {
        State::Proved => (
            "Votre identité est prouvée",
            "success",
            match row.verified_until {
                Some(day) => format!(
                    "Votre licence de remplacement est acceptée jusqu’au {}. Pensez à envoyer la suivante ensuite.",
                    french::date(day)
                ),
                None if row.verification_reason.as_deref() == Some("psc") => "Pro Santé Connect a prouvé votre identité\u{202f}: c’est le plus haut niveau de confiance. Nous relisons l’annuaire national chaque nuit\u{202f}: vous n’avez rien à faire.".to_owned(),
                None => "C’est le plus haut niveau de confiance. Nous relisons l’annuaire national chaque nuit\u{202f}: vous n’avez rien à faire.".to_owned(),
            },
        ),
        State::Suspended => (
            "Votre vérification est suspendue",
            "error",
            match row.verification_reason.as_deref() {
                Some("licence_over") => "Votre licence de remplacement est arrivée à son terme. Envoyez la nouvelle\u{202f}: une personne de l’équipe la regardera.".to_owned(),
                Some("not_seen") => "L’annuaire national ne vous signale plus en activité depuis trois nuits. Le badge reviendra de lui-même si l’annuaire se corrige\u{202f}; sinon, envoyez une pièce récente.".to_owned(),
                _ => "Votre badge n’est plus affiché et vos annonces sont en pause. Si c’est une erreur, envoyez une pièce récente\u{202f}: une personne de l’équipe la regardera.".to_owned(),
            },
        ),
        _ => (
            "Votre dossier n’a pas été accepté",
            "error",
            format!(
                "{}Vous pouvez envoyer de nouvelles pièces, deux fois par mois au plus.",
                decision.map_or(String::new(), |it| format!("Motif\u{202f}: {it}. "))
            ),
        ),
    };
    Told { heading, text, tone }
}

/// The same for a structure, whose SIREN has a key and no register behind.
pub(super) fn told_structure(has_siren: bool) -> Told {
    if has_siren {
        Told {
            heading: "Votre SIREN est déclaré",
            text: "Sa clé de contrôle est juste. La nature de votre structure est affichée à côté de son nom, partout.".to_owned(),
            tone: "success",
        }
    } else {
        Told {
            heading: "Déclarez le SIREN de votre structure",
            text: "Une structure, une collectivité ou une agence se déclare par son numéro SIREN. La nature de votre structure est affichée à côté de son nom, partout.".to_owned(),
            tone: "note",
        }
    }
}

/// Why a case is open, for the team.
pub(super) fn cause(code: &str) -> &'static str {
    match code {
        "contested" => "Numéro déjà utilisé par un autre compte",
        "mismatch" => "Ne concorde pas avec l’annuaire",
        "not_found" => "Inconnu de l’annuaire",
        "refused" => "Nouvelles pièces après un refus",
        "suspended" => "Conteste une suspension",
        _ => "Licence d’un étudiant",
    }
}

/// A word beside a state, for the team.
pub(super) fn reason(code: &str) -> &str {
    match code {
        "inactive" => "plus en activité dans l’annuaire",
        "profession" => "la profession diffère",
        "family_name" => "le nom diffère",
        "given_name" => "le prénom diffère",
        "held" => "tout concorde, mais un autre compte utilise déjà ce numéro",
        "not_seen" => "absent de l’annuaire trois nuits de suite",
        "licence_over" => "licence arrivée à son terme",
        "number_lost" => "numéro reconnu à une autre personne",
        "psc" => "identité prouvée par Pro Santé Connect",
        "psc_profession" => "Pro Santé Connect\u{202f}: la profession diffère",
        "psc_family_name" => "Pro Santé Connect\u{202f}: le nom diffère",
        "psc_given_name" => "Pro Santé Connect\u{202f}: le prénom diffère",
        "psc_held" => "Pro Santé Connect\u{202f}: tout concorde, mais un autre compte utilise déjà ce numéro",
        "psc_number" => "Pro Santé Connect\u{202f}: un autre numéro était vérifié",
        "psc_licence" => "Pro Santé Connect\u{202f}: tout concorde, la licence de l’étudiant manque",
        "adopted" => "numéro repris de l’ancienne base",
        other => other,
    }
}
