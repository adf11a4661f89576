//! The letters of moderation: each a function from facts to a letter.

use platform::french;

use super::{
    grounds::Ground,
    links,
    notice::last_day_to_appeal,
    store::{Decision, Someone},
    words::{Action, Party, Reason, SubjectKind},
};
use crate::{
    app::App,
    letters::{Kind, Letter, Recipient},
};

/// What a person does who does not agree, after what the house itself offers (règlement (UE) 2022/2065, art. 17.3.f).
pub(super) const ELSEWHERE: &str =
    "Vous pouvez aussi saisir un organe de règlement extrajudiciaire des litiges certifié, ou le juge.";

/// 43: a receipt, at once.
pub(super) fn notice_received(app: &App, id: &str, reason: Reason, address: &str) -> Letter {
    Letter::new(Kind::NoticeReceived, "Votre signalement\u{202f}: reçu")
        .paragraph("Nous avons bien reçu votre signalement. Une personne de l’équipe le lit, en général sous 24\u{a0}heures ouvrées, puis vous écrit ce qu’elle a décidé.")
        .facts([
            ("Référence", links::reference('S', id)),
            ("Motif", reason.label().to_owned()),
            ("Page", address.to_owned()),
        ])
        .button("Suivre le signalement", links::address(app, Party::Notifier, id))
        .small("Si vous n’avez rien signalé, ignorez cette lettre.")
}

/// 43: what was decided, and how to contest.
pub(super) fn notice_decided(
    app: &App,
    notice: &str,
    it: &Decision,
    (action, subject): (Action, SubjectKind),
) -> Letter {
    let letter = Letter::new(Kind::NoticeDecided, "Votre signalement\u{202f}: décision")
        .facts([("Référence", links::reference('S', notice))]);
    let letter = if action == Action::RefuseNotice {
        let letter = letter.paragraph(refused(it));
        let letter = if it.facts.is_empty() { letter } else { letter.facts([("Motif", it.facts.clone())]) };
        letter.paragraph(format!(
            "Vous pouvez contester cette décision jusqu’au {}\u{202f}: une autre personne l’examinera. {ELSEWHERE}",
            french::date(last_day_to_appeal(it.took_effect_at()))
        ))
    } else {
        letter.paragraph(format!(
            "Une personne de l’équipe a lu votre signalement et y a donné suite. Mesure prise\u{202f}: {}. Aucun moyen automatique n’a été utilisé pour décider.",
            action.told(subject)
        ))
    };
    letter.button("Voir la décision", links::address(app, Party::Notifier, notice))
}

/// Why a notice was not followed.
pub(super) fn refused(it: &Decision) -> &'static str {
    if it.undo.get("gone").is_some() {
        "Quand une personne de l’équipe a lu votre signalement, le contenu n’était déjà plus en ligne\u{202f}: il n’y a plus rien à retirer."
    } else {
        "Une personne de l’équipe a lu votre signalement et n’y a pas donné suite\u{202f}: elle n’y a pas vu de contenu illicite ni contraire à nos règles."
    }
}

/// 13 and 45: the statement of reasons.
pub(super) fn statement(app: &App, it: &Decision) -> Letter {
    let action = Action::from_code(&it.action).unwrap_or(Action::Remove);
    let subject = SubjectKind::from_code(&it.subject_kind).unwrap_or(SubjectKind::Listing);
    let letter = if action.is_of_account() {
        Letter::new(Kind::AccountSanctioned, "Mesure concernant votre compte (motifs et recours)")
            .paragraph("Une personne de l’équipe a pris une mesure qui concerne votre compte.")
    } else {
        let title = match subject {
            SubjectKind::Profile => "Votre page publique".to_owned(),
            _ if it.subject_title.is_empty() => "Votre annonce".to_owned(),
            _ => format!("Votre annonce «\u{a0}{}\u{a0}»", it.subject_title),
        };
        Letter::new(Kind::ListingDecided, "Décision concernant votre annonce (motifs et recours)")
            .paragraph(format!("{title} fait l’objet d’une décision d’une personne de l’équipe."))
    };
    letter
        .facts(facts(it, action, subject))
        .paragraph(format!(
            "Vous pouvez contester cette décision jusqu’au {}, {}\u{202f}: une autre personne l’examinera. {ELSEWHERE}",
            french::date(last_day_to_appeal(it.took_effect_at())),
            // Whoever cannot sign in has the link alone.
            if action.is_of_account() { "par le lien ci-dessous" } else { "par le lien ci-dessous ou depuis votre espace" }
        ))
        .button("Lire la décision ou la contester", links::address(app, Party::Author, &it.id))
}

/// What a statement of reasons says, for the letter and for the page.
pub(super) fn facts(it: &Decision, action: Action, subject: SubjectKind) -> Vec<(&'static str, String)> {
    let mut facts =
        vec![("Référence", links::reference('D', &it.id)), ("Mesure", action.told(subject).to_owned())];
    let length = match (it.ends_at, action) {
        (Some(end), _) => Some(format!("jusqu’au {}", french::moment(end))),
        (None, Action::ReduceVisibility | Action::Ban | Action::Remove) => {
            Some("sans limite de durée".to_owned())
        }
        _ => None,
    };
    facts.extend(length.map(|it| ("Durée", it)));
    facts.push(("Faits", it.facts.clone()));
    facts.extend(Ground::from_code(&it.ground).map(|it| ("Fondement", it.told())));
    facts.push(("Origine", origin(&it.found_by).to_owned()));
    facts
}

/// How it came to us, and whether a machine had a part in it (art. 17.3.b and c).
pub(super) fn origin(found_by: &str) -> &'static str {
    match found_by {
        "notice" => {
            "Un signalement que nous avons reçu. Décision prise par une personne, sans moyen automatique."
        }
        "rule" => {
            "Une règle automatique a attiré notre attention sur ce contenu. Décision prise par une personne."
        }
        "review" => {
            "La relecture par l’équipe de ce qui est publié. Décision prise par une personne, sans moyen automatique."
        }
        _ => "L’équipe, de sa propre initiative. Décision prise par une personne, sans moyen automatique.",
    }
}

/// 44: a receipt.
pub(super) fn appeal_received(app: &App, appeal: &str, party: Party, of: &str) -> Letter {
    Letter::new(Kind::AppealReceived, "Votre recours\u{202f}: reçu")
        .paragraph("Nous avons bien reçu votre recours. Une personne de l’équipe qui n’a pas pris la première décision l’examine et vous écrit.")
        .facts([("Référence", links::reference('R', appeal))])
        .button("Voir le recours", links::address(app, party, of))
}

/// 44: its outcome.
pub(super) fn appeal_decided(app: &App, party: Party, of: &str, words: &str, reason: &str) -> Letter {
    Letter::new(Kind::AppealDecided, "Votre recours\u{202f}: décision")
        .paragraph(words)
        .facts([("Motif", reason.to_owned())])
        .paragraph(ELSEWHERE)
        .button("Voir la décision", links::address(app, party, of))
}

/// 45: a measure is over.
pub(super) fn measure_ended(app: &App, action: Action) -> Letter {
    let words = if action == Action::Suspend {
        "La suspension de votre compte est terminée\u{202f}: vous pouvez vous connecter, et vos annonces mises en pause reviennent en ligne."
    } else {
        "La durée de la mesure est écoulée\u{202f}: votre annonce apparaît de nouveau dans la recherche."
    };
    Letter::new(Kind::AccountSanctioned, "Une mesure vous concernant est terminée")
        .paragraph(words)
        .button("Voir mes annonces", format!("{}/espace/annonces", app.settings.public_url))
}

/// 45: the team says which kind of author somebody is.
pub(super) fn kind_set(app: &App, kind: &str, reason: &str) -> Letter {
    Letter::new(Kind::AccountSanctioned, "Mention affichée sur vos annonces")
        .paragraph(format!("Une personne de l’équipe a changé la mention affichée sur vos annonces\u{202f}: «\u{a0}{kind}\u{a0}»."))
        .facts([
            ("Motif", reason.to_owned()),
            ("Fondement", Ground::from_code("r7").map(|it| it.told()).unwrap_or_default()),
        ])
        .paragraph(format!("Vous pensez à une erreur\u{202f}? Répondez à cette lettre dans les six mois\u{202f}: une autre personne l’examinera. {ELSEWHERE}"))
        .button("Voir mes annonces", format!("{}/espace/annonces", app.settings.public_url))
}

/// Writes to somebody with an account, if a letter can reach them.
pub(super) async fn write(
    app: &App,
    db: &mut sqlx::PgConnection,
    who: &Someone,
    letter: &Letter,
) -> Result<(), crate::failure::Failure> {
    if !who.can_be_written_to() {
        return Ok(());
    }
    let recipient = Recipient { person: Some(&who.id), name: &who.name, address: &who.email };
    Ok(crate::letters::send(db, &app.vault, app.clock.now(), recipient, letter).await?)
}
