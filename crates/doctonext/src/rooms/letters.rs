//! The letters of rooms.

use platform::french;
use sqlx::PgConnection;

use super::{
    entry::{Event, LASTS, State},
    negotiation::OfferState,
    store::Request,
};
use crate::{
    app::App,
    failure::Failure,
    letters::{self, Kind, Letter, Recipient},
    people::Introduction,
};

/// Writes to somebody; not to the people of the demonstration, whose addresses cannot exist (RFC 2606).
pub(super) async fn send(
    app: &App,
    db: &mut PgConnection,
    to: &Introduction,
    letter: &Letter,
) -> Result<(), Failure> {
    if to.email.ends_with(".invalid") {
        return Ok(());
    }
    let recipient = Recipient { person: Some(&to.id), name: &to.name, address: &to.email };
    Ok(letters::send(db, &app.vault, app.clock.now(), recipient, letter).await?)
}

fn address(app: &App, path: &str) -> String {
    format!("{}{path}", app.settings.public_url)
}

/// The code that signs.
pub(super) fn code(code: &str, title: &str) -> Letter {
    let (first, last) = code.split_at(3);
    Letter::new(Kind::ConfirmationCode, "Votre code pour accepter l’engagement de confidentialité")
        .paragraph(format!("Vous acceptez l’engagement de confidentialité du dossier «\u{a0}{title}\u{a0}». Voici votre code\u{202f}:"))
        .facts([("Code", format!("{first}\u{a0}{last}"))])
        .paragraph("Il est valable dix minutes, sur la page où vous l’avez demandé.")
        .small("Si vous n’avez rien demandé, ignorez cette lettre et ne donnez ce code à personne\u{202f}: nous ne vous le demanderons jamais.")
}

/// 27.
pub(super) fn requested(
    app: &App,
    listing: &str,
    request: &str,
    reader: &Introduction,
    title: &str,
) -> Letter {
    let facts = [
        ("Qui", reader.name.clone()),
        ("Spécialité", reader.trade.clone()),
        ("Département d’exercice", reader.place.clone()),
        ("Vérification", reader.badge.as_ref().map(|it| it.label.clone()).unwrap_or_default()),
    ];
    Letter::new(
        Kind::RoomRequested,
        format!("{} demande l’accès au dossier de votre annonce", reader.called()),
    )
    .paragraph(format!("Un praticien vérifié souhaite voir ce que votre annonce «\u{a0}{title}\u{a0}» ne montre pas. Son projet est sur la page de la demande."))
    .facts(facts.into_iter().filter(|(_, fact)| !fact.is_empty()))
    .button("Lire le projet et répondre", address(app, &format!("/espace/annonces/{listing}/dossier/{request}")))
    .small("Vous pouvez refuser sans donner de raison. Sans réponse de votre part sous sept jours, la demande s’éteint d’elle-même.")
}

/// 28, for every way in which a request goes on or ends.
pub(super) fn decided(app: &App, request: &Request, from: State, event: Event, title: &str) -> Letter {
    let here = address(app, &format!("/espace/dossiers/{}", request.id));
    let until = french::moment(request.granted_at.unwrap_or_else(|| app.clock.now()) + LASTS);
    let letter = |subject: &str| Letter::new(Kind::RoomDecided, subject);
    // Of what is hidden from them meanwhile, nothing is named.
    let of = match title {
        "" => "dont vous avez demandé le dossier".to_owned(),
        title => format!("«\u{a0}{title}\u{a0}»"),
    };
    match (event, from) {
        (Event::Grant, _) => letter("Accès accordé au dossier confidentiel")
            .paragraph(format!("L’auteur de l’annonce {of} vous ouvre son dossier\u{202f}: commune, chiffres exacts et photos."))
            .paragraph(format!("Avant d’y entrer, vous acceptez l’engagement de confidentialité. L’accès est ouvert jusqu’au {until}\u{202f}; son auteur peut le retirer à tout moment."))
            .button("Ouvrir le dossier", here)
            .small("Chaque page que vous ouvrez porte votre nom et est notée dans un journal que l’auteur peut lire. Vous lisez le vôtre dans le dossier."),
        (Event::OpenDocuments, _) => letter("Accès accordé aux documents du dossier")
            .paragraph(format!("L’auteur de l’annonce {of} vous ouvre aussi les documents, page par page, jusqu’au {until}."))
            .button("Lire les documents", here),
        (Event::Refuse, _) => letter("Accès non accordé au dossier confidentiel")
            .paragraph(format!("L’auteur de l’annonce {of} ne vous ouvre pas son dossier. Il n’a pas à en donner la raison\u{202f}; cela ne dit rien de vous."))
            .button("Voir d’autres annonces", address(app, "/annonces")),
        (Event::Revoke, _) => letter("Accès retiré au dossier confidentiel")
            .paragraph(format!("L’auteur de l’annonce {of} a retiré votre accès. L’engagement que vous avez accepté continue de vous lier\u{202f}: détruisez toute copie."))
            .button("Voir mes dossiers", address(app, "/espace/dossiers")),
        (Event::Expire, State::Requested) => letter("Accès non accordé\u{202f}: pas de réponse")
            .paragraph(format!("L’auteur de l’annonce {of} n’a pas répondu à votre demande en sept jours. Elle s’est éteinte\u{202f}; vous pouvez en faire une autre."))
            .button("Voir mes dossiers", address(app, "/espace/dossiers")),
        (Event::Expire, _) => letter("Accès clos au dossier confidentiel")
            .paragraph(format!("Vos soixante jours d’accès au dossier de l’annonce {of} sont écoulés. L’engagement que vous avez accepté continue de vous lier\u{202f}: détruisez toute copie."))
            .button("Voir mes dossiers", address(app, "/espace/dossiers"))
            .small("Si l’annonce est toujours en ligne, vous pouvez demander un nouvel accès."),
        (Event::Close | Event::Withdraw, _) => letter("Une annonce n’est plus disponible")
            .paragraph(format!("L’annonce {of} n’est plus disponible\u{202f}: son dossier confidentiel est fermé."))
            .paragraph("L’engagement que vous avez pu accepter continue de vous lier\u{202f}: détruisez toute copie.")
            .button("Voir d’autres annonces", address(app, "/annonces")),
    }
}

/// 28, to the seller: a reader wants no access any more.
pub(super) fn given_back(
    app: &App,
    (path, has_signed): (&str, bool),
    reader: &Introduction,
    title: &str,
) -> Letter {
    // Whoever never accepted the undertaking has read nothing, and is bound by nothing.
    let (bound, button) = if has_signed {
        (" L’engagement de confidentialité continue de lier cette personne.", "Voir ce qui a été lu")
    } else {
        (" Cette personne n’y était pas encore entrée.", "Voir la demande")
    };
    Letter::new(Kind::RoomDecided, format!("{} a rendu son accès au dossier confidentiel", reader.called()))
        .paragraph(format!(
            "{} a mis fin à son accès au dossier de votre annonce «\u{a0}{title}\u{a0}».{bound}",
            reader.called()
        ))
        .button(button, address(app, path))
        .small("Vous n’avez rien à faire\u{202f}: le dossier lui est fermé.")
}

/// 28, a week before the end.
pub(super) fn ends_soon(app: &App, request: &Request, title: &str) -> Letter {
    Letter::new(Kind::RoomDecided, "Accès bientôt clos au dossier confidentiel")
        .paragraph(format!(
            "Votre accès au dossier «\u{a0}{title}\u{a0}» se termine le {}.",
            french::moment(request.ends_at)
        ))
        .paragraph("C’est le moment de lire ce qu’il vous reste à lire, ou de faire une lettre d’intention.")
        .button("Ouvrir le dossier", address(app, &format!("/espace/dossiers/{}", request.id)))
}

/// 29: a letter of intent, or an answer to one. Its subject beside it, for the bell.
pub(super) fn offered(number: i16, here: String, title: &str) -> (&'static str, Letter) {
    let (subject, what) = if number == 1 {
        ("Vous avez reçu une lettre d’intention", "Une lettre d’intention vous attend")
    } else {
        ("Vous avez reçu une contre-proposition", "Une contre-proposition vous attend")
    };
    let letter = Letter::new(Kind::LetterOfIntent, subject)
        .paragraph(format!(
            "{what} dans le dossier «\u{a0}{title}\u{a0}»\u{202f}: prix, date, conditions suspensives."
        ))
        .button("Lire et répondre", here)
        .small("Une lettre d’intention n’engage pas à conclure\u{202f}: elle prépare le projet de contrat.");
    (subject, letter)
}

/// 29, when a letter of intent came to something or to nothing.
pub(super) fn answered(state: OfferState, here: String, title: &str) -> (&'static str, Letter) {
    let (subject, words) = match state {
        OfferState::Accepted => (
            "Votre lettre d’intention est acceptée",
            "Votre proposition est acceptée. La suite est le projet de contrat, que vos conseils préparent avec vous.",
        ),
        OfferState::Withdrawn => (
            "Une lettre d’intention est retirée",
            "L’autre partie a retiré sa proposition. Vous pouvez en faire une à votre tour.",
        ),
        _ => (
            "Votre lettre d’intention est déclinée",
            "Votre proposition est déclinée. Rien n’empêche d’en faire une autre.",
        ),
    };
    let letter = Letter::new(Kind::LetterOfIntent, subject)
        .paragraph(words)
        .facts([("Dossier", title.to_owned())])
        .button("Voir les propositions", here);
    (subject, letter)
}
