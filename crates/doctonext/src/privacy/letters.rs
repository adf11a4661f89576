//! Letters 47 to 49.

use chrono::{DateTime, TimeDelta, Utc};
use platform::{clock::today_in_paris, french};

use crate::{
    app::App,
    letters::{Kind, Letter},
};

fn address(app: &App, path: &str) -> String {
    format!("{}{path}", app.settings.public_url)
}

/// The last whole day before a moment that is a midnight.
fn last_day(due: DateTime<Utc>) -> String {
    french::date(today_in_paris(due - TimeDelta::seconds(1)))
}

/// 47.
pub(super) fn export_ready(app: &App, until: DateTime<Utc>) -> Letter {
    Letter::new(Kind::ExportReady, "Vos données sont prêtes (lien valable 7\u{a0}jours)")
        .paragraph("L’archive que vous avez demandée est prête. Elle contient tout ce que nous gardons à votre sujet.")
        .button("Télécharger mes données", address(app, "/espace/donnees"))
        .facts([("Disponible jusqu’au", french::moment(until))])
        .small("Le téléchargement demande votre mot de passe. Après cette date, l’archive est effacée\u{202f}; vous pourrez en demander une autre. Si vous n’avez rien demandé, changez de mot de passe sans attendre.")
}

/// 48, asked.
pub(super) fn deletion_asked(app: &App, due: DateTime<Utc>) -> Letter {
    let day = last_day(due);
    Letter::new(Kind::Deletion, "Suppression de votre compte")
        .paragraph(format!("Vous avez demandé la suppression de votre compte. Vous pouvez changer d’avis jusqu’au {day} inclus\u{202f}; passé ce jour, vos données seront effacées."))
        .paragraph("D’ici là, vos annonces sont en pause et votre page publique est masquée. Vos autres appareils ont été déconnectés.")
        .button("Annuler la suppression", address(app, "/espace/donnees"))
        .small("Si ce n’est pas vous, annulez la suppression et changez de mot de passe sans attendre.")
}

/// 48, undone.
pub(super) fn deletion_undone(app: &App) -> Letter {
    Letter::new(Kind::Deletion, "Suppression de votre compte\u{202f}: annulée")
        .paragraph("Votre compte est conservé. Vos annonces qui étaient en ligne y sont de nouveau, sauf celles arrivées à leur terme, et votre page publique est revenue si vous en aviez une.")
        .button("Ouvrir mon espace", address(app, "/espace"))
}

/// 48, done: the last letter.
pub(super) fn deletion_done() -> Letter {
    Letter::new(Kind::Deletion, "Votre compte est supprimé")
        .paragraph("Votre compte et vos données sont effacés. Cette lettre est la dernière.")
        .paragraph("Ce que d’autres doivent pouvoir relire (contrats, factures, conversations) reste, au nom de « Compte supprimé ». La loi nous fait garder à part votre identité pendant cinq ans\u{202f}: personne ne la consulte sans motif légal.")
        .small("Vous pourrez ouvrir un nouveau compte avec la même adresse quand vous le voudrez.")
}

/// 49, twice: a month and a week before.
pub(super) fn will_be_deleted(app: &App, due: DateTime<Utc>) -> Letter {
    let day = french::date(today_in_paris(due));
    Letter::new(Kind::Inactivity, format!("Votre compte sera supprimé le {day}"))
        .paragraph(format!("Vous n’avez pas ouvert Doctonext depuis près de deux ans. Nous ne gardons pas de comptes endormis\u{202f}: sans visite de votre part, le vôtre sera supprimé le {day}, avec ses données."))
        .paragraph("Pour le garder, il suffit de vous connecter.")
        .button("Garder mon compte", address(app, "/connexion"))
        .small("Si vous n’en avez plus besoin, il n’y a rien à faire.")
}
