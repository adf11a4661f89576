//! The letters of accounts: each a function from facts to a letter.

use chrono::{DateTime, Utc};
use platform::french;

use super::Origin;
use crate::{
    app::App,
    letters::{Kind, Letter},
};

fn address(app: &App, path: &str) -> String {
    format!("{}{path}", app.settings.public_url)
}

/// 1: the address answers, and the account can be made.
pub(super) fn confirm_address(app: &App, path: &str) -> Letter {
    Letter::new(Kind::ConfirmAddress, "Confirmez votre adresse e-mail")
        .paragraph("Vous créez un compte sur Doctonext. Il reste une étape\u{202f}: confirmez que cette adresse est bien la vôtre, puis choisissez votre mot de passe.")
        .button("Continuer la création du compte", address(app, path))
        .small("Ce lien est valable 24\u{a0}heures et ne sert qu’une fois. Si vous n’avez rien demandé, ignorez cette lettre\u{202f}: aucun compte ne sera créé.")
}

/// The same question, from an address that has an account already.
pub(super) fn account_exists(app: &App) -> Letter {
    Letter::new(Kind::AccountExists, "Vous avez déjà un compte")
        .paragraph("Quelqu’un, vous sans doute, a voulu créer un compte avec cette adresse. Vous en avez déjà un\u{202f}: connectez-vous, ou choisissez un nouveau mot de passe si vous l’avez oublié.")
        .button("Se connecter", address(app, "/connexion"))
        .small("Si ce n’était pas vous, il n’y a rien à faire\u{202f}: votre compte n’a pas changé.")
}

/// The same question, from a domain that the rules in force keep out.
pub(super) fn domain_barred(app: &App) -> Letter {
    Letter::new(Kind::NoAccount, "Cette adresse ne permet pas de créer un compte")
        .paragraph("Quelqu’un, vous sans doute, a voulu créer un compte avec cette adresse. Les adresses de ce domaine ne sont pas acceptées sur Doctonext (adresses jetables, ou domaine écarté par la modération).")
        .button("Créer un compte avec une autre adresse", address(app, "/inscription"))
        .small("Vous pensez à une erreur\u{202f}? Répondez à cette lettre. Si ce n’était pas vous, il n’y a rien à faire.")
}

/// The network from which the account was asked for is in the rules of the team.
pub(super) fn network_barred(app: &App) -> Letter {
    Letter::new(Kind::NoAccount, "Votre compte n’a pas pu être créé depuis ce réseau")
        .paragraph("Quelqu’un, vous sans doute, a voulu créer un compte avec cette adresse. Des abus sont venus du réseau d’où la demande est partie\u{202f}: il ne permet plus de créer de compte sur Doctonext.")
        .button("Créer un compte depuis un autre réseau", address(app, "/inscription"))
        .small("Vous n’y êtes pour rien\u{202f}? Essayez avec le réseau de votre téléphone ou de votre cabinet, ou répondez à cette lettre. Si ce n’était pas vous, il n’y a rien à faire.")
}

/// 2.
pub(super) fn welcome(app: &App) -> Letter {
    Letter::new(Kind::Welcome, "Bienvenue sur Doctonext\u{202f}: par où commencer")
        .paragraph("Votre compte est prêt. Complétez votre profil en deux minutes\u{202f}: les confrères répondent plus volontiers à quelqu’un qu’ils peuvent situer.")
        .button("Compléter mon profil", address(app, "/espace/profil"))
        .paragraph("Vous pouvez aussi parcourir les annonces dès maintenant, par profession et par lieu.")
}

/// 3.
pub(super) fn reset_password(app: &App, path: &str) -> Letter {
    Letter::new(Kind::ResetPassword, "Réinitialisez votre mot de passe (lien valable 1\u{a0}h)")
        .paragraph("Vous avez demandé à choisir un nouveau mot de passe.")
        .button("Choisir un nouveau mot de passe", address(app, path))
        .small("Ce lien est valable une heure et ne sert qu’une fois. Si vous n’avez rien demandé, ignorez cette lettre\u{202f}: votre mot de passe ne change pas.")
}

/// The same question, from an address without account.
pub(super) fn no_account_here(app: &App) -> Letter {
    Letter::new(Kind::NoAccount, "Aucun compte à cette adresse")
        .paragraph("Quelqu’un, vous sans doute, a demandé un nouveau mot de passe pour cette adresse. Aucun compte ne s’y trouve\u{202f}: vous vous êtes peut-être inscrit avec une autre adresse.")
        .button("Créer un compte", address(app, "/inscription"))
        .small("Si ce n’était pas vous, il n’y a rien à faire.")
}

/// 4: what changed, in one sentence.
#[must_use]
pub fn account_changed(app: &App, what: &str, now: DateTime<Utc>) -> Letter {
    Letter::new(Kind::AccountChanged, "Votre compte a été modifié — si ce n’est pas vous…")
        .paragraph(what)
        .facts([("Quand", french::moment(now))])
        .paragraph("Si ce n’est pas vous, choisissez tout de suite un nouveau mot de passe\u{202f}: toutes les sessions ouvertes seront fermées.")
        .paragraph("Puis retirez, à la page «\u{a0}Connexion et sécurité\u{a0}», les clés d’accès et les comptes reliés que vous ne reconnaissez pas.")
        .button("Ce n’est pas moi", address(app, "/mot-de-passe-oublie"))
}

/// 4, to an address that serves no more: from there nothing can be taken back but by writing to us.
pub(super) fn address_left(app: &App, now: DateTime<Utc>) -> Letter {
    Letter::new(Kind::AccountChanged, "Votre compte a été modifié — si ce n’est pas vous…")
        .paragraph("L’adresse e-mail de votre compte vient d’être changée. Celle-ci ne sert plus à se connecter.")
        .facts([("Quand", french::moment(now))])
        .paragraph("Si ce n’est pas vous, écrivez-nous sans attendre\u{202f}: le mot de passe ne peut plus être changé depuis cette adresse.")
        .button("Nous écrire", address(app, "/contact"))
}

/// 5.
pub(super) fn new_device(app: &App, origin: &Origin, now: DateTime<Utc>) -> Letter {
    Letter::new(Kind::NewDevice, "Nouvelle connexion à votre compte")
        .paragraph("Votre compte vient d’être ouvert depuis un appareil que nous ne connaissions pas.")
        .facts([
            ("Appareil", origin.device_name()),
            ("Réseau", origin.short_address()),
            ("Quand", french::moment(now)),
        ])
        .paragraph("Si c’est vous, tout va bien. Sinon, fermez cette session et changez de mot de passe.")
        .button("Voir mes appareils", address(app, "/espace/securite"))
}

/// Somebody got past the first factor, and not past the second.
pub(super) fn first_factor_known(app: &App, origin: &Origin, now: DateTime<Utc>) -> Letter {
    Letter::new(Kind::AccountChanged, "Des vérifications de connexion ont échoué")
        .paragraph("Quelqu’un connaît sans doute votre mot de passe\u{202f}: la première étape de la connexion à votre compte a réussi, mais la deuxième a échoué cinq fois en une journée. Votre compte est resté fermé.")
        .facts([
            ("Appareil", origin.device_name()),
            ("Réseau", origin.short_address()),
            ("Quand", french::moment(now)),
        ])
        .paragraph("Si c’est vous, il n’y a rien à faire. Sinon, choisissez un nouveau mot de passe\u{202f}: l’ancien n’ouvrira plus la première étape.")
        .button("Choisir un nouveau mot de passe", address(app, "/mot-de-passe-oublie"))
}

/// The new address of an account, to be confirmed.
pub(super) fn confirm_new_address(app: &App, path: &str) -> Letter {
    Letter::new(Kind::ConfirmAddress, "Confirmez votre nouvelle adresse e-mail")
        .paragraph("Vous voulez utiliser cette adresse pour votre compte Doctonext.")
        .button("Confirmer cette adresse", address(app, path))
        .small("Ce lien est valable une heure. Si vous n’avez rien demandé, ignorez cette lettre.")
}

/// 46.
pub(super) fn looked_at(reason: &str, now: DateTime<Utc>) -> Letter {
    Letter::new(Kind::LookedAt, "Un membre de l’équipe a consulté votre compte")
        .paragraph("Pour vous aider ou vérifier un point, un membre de l’équipe a regardé le site comme vous le voyez. Il ne pouvait rien y changer.")
        .facts([("Quand", french::moment(now)), ("Motif", reason.to_owned())])
        .small("Une question\u{202f}? Répondez à cette lettre.")
}
