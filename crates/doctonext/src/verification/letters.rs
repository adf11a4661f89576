//! The letters of verification. None says which fact did not agree: whoever declares a number that is not theirs must not
//! learn from us whose it is.

use super::lifecycle::Event;
use crate::{
    app::App,
    letters::{Kind, Letter},
};

fn page(app: &App) -> String {
    format!("{}/espace/verification", app.settings.public_url)
}

/// 6.
pub(super) fn matched(app: &App) -> Letter {
    Letter::new(Kind::VerificationMatched, "Votre inscription est vérifiée")
        .paragraph("Votre numéro, votre nom et votre profession concordent avec l’annuaire national. Un badge daté le dit désormais à côté de votre nom.")
        .paragraph("Vous pouvez publier sans attendre de relecture et écrire aux confrères qui ne répondent qu’aux praticiens vérifiés.")
        .button("Voir ma vérification", page(app))
        .small("Nous relisons l’annuaire chaque nuit\u{202f}: le badge reste vrai.")
}

/// 6, by Pro Santé Connect.
pub(super) fn identified(app: &App) -> Letter {
    Letter::new(Kind::VerificationMatched, "Votre inscription est vérifiée")
        .paragraph("Pro Santé Connect a prouvé votre identité\u{202f}: votre numéro, votre nom et votre profession concordent avec votre compte. Un badge daté le dit désormais à côté de votre nom.")
        .paragraph("C’est le plus haut niveau de confiance. Vous pouvez publier sans attendre de relecture et écrire aux confrères qui ne répondent qu’aux praticiens vérifiés.")
        .button("Voir ma vérification", page(app))
        .small("Nous relisons l’annuaire chaque nuit\u{202f}: le badge reste vrai.")
}

/// 7, by Pro Santé Connect.
pub(super) fn identity_to_review(app: &App) -> Letter {
    Letter::new(Kind::VerificationFailed, "Une personne de l’équipe examine votre dossier")
        .paragraph("Vous avez utilisé Pro Santé Connect, mais cela ne suffit pas à conclure\u{202f}: une personne de l’équipe va regarder votre dossier. La décision vous parviendra par lettre.")
        .paragraph("D’ici là, une pièce peut l’aider\u{202f}: attestation d’inscription à l’Ordre, licence de remplacement, diplôme ou carte professionnelle.")
        .button("Voir ma vérification", page(app))
}

/// 6, after a suspension.
pub(super) fn back(app: &App) -> Letter {
    Letter::new(Kind::VerificationMatched, "Votre inscription est de nouveau vérifiée")
        .paragraph("L’annuaire national vous signale de nouveau en activité\u{202f}: votre badge est revenu. Vos annonces mises en pause sont de nouveau en ligne.")
        .button("Voir ma vérification", page(app))
}

/// 7.
pub(super) fn not_confirmed(app: &App) -> Letter {
    Letter::new(Kind::VerificationFailed, "Nous n’avons pas pu confirmer votre numéro RPPS")
        .paragraph("Les informations déclarées ne concordent pas toutes avec l’annuaire national. C’est souvent une faute de frappe, un nom d’usage, ou une inscription trop récente pour y figurer.")
        .paragraph("Vérifiez ce que vous avez saisi, ou envoyez une pièce (attestation d’inscription à l’Ordre, diplôme, carte professionnelle)\u{202f}: une personne de l’équipe la regardera.")
        .button("Corriger ou envoyer une pièce", page(app))
}

/// 8.
pub(super) fn decided(app: &App, accepted: bool, reason: &str) -> Letter {
    let letter = if accepted {
        Letter::new(Kind::DocumentDecided, "Votre pièce a été acceptée")
            .paragraph("Une personne de l’équipe a examiné votre dossier\u{202f}: il est accepté. Un badge daté le dit désormais à côté de votre nom.")
    } else {
        Letter::new(Kind::DocumentDecided, "Votre pièce a été refusée")
            .paragraph("Une personne de l’équipe a examiné votre dossier et n’a pas pu l’accepter.")
    };
    letter
        .facts([("Motif", reason.to_owned())])
        .button("Voir ma vérification", page(app))
        .small("Les pièces envoyées sont effacées 30\u{a0}jours après la décision. Une question\u{202f}? Répondez à cette lettre.")
}

/// The word for a number that was recognised as somebody else's.
pub(super) const NUMBER_LOST: &str = "number_lost";

/// 10.
pub(super) fn suspended(app: &App, event: &Event, reason: Option<&str>) -> Letter {
    let why = match (event, reason) {
        (Event::NotSeen { .. }, _) => {
            "Depuis trois nuits, l’annuaire national ne vous signale plus en activité."
        }
        (Event::LicenceOver { .. }, _) => "Votre licence de remplacement est arrivée à son terme.",
        (_, Some(NUMBER_LOST)) => {
            "Après examen de pièces, le numéro professionnel que vous aviez déclaré a été reconnu à une autre personne."
        }
        _ => "Une mesure concernant votre droit d’exercer nous a été signalée.",
    };
    let letter = Letter::new(Kind::VerificationSuspended, "Vérification suspendue\u{202f}: action requise")
        .paragraph(format!("{why} Votre badge n’est plus affiché et vos annonces sont en pause."));
    // What the team wrote; the others are words of ours.
    let letter = match (event, reason) {
        (Event::Suspend, Some(reason)) if reason != NUMBER_LOST => {
            letter.facts([("Motif", reason.to_owned())])
        }
        _ => letter,
    };
    letter
        .paragraph(
            "Si c’est une erreur, envoyez une pièce récente\u{202f}: une personne de l’équipe la regardera.",
        )
        .button("Envoyer une pièce", page(app))
}
