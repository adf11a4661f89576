//! The letters of a listing's life.

use platform::{clock::last_day_before, french};
use sqlx::PgConnection;

use super::machine::Event;
use crate::{
    app::App,
    failure::Failure,
    letters::{self, Kind, Letter, Recipient},
    listings::{Listing, store::Life},
    notifications::{self, Notice},
    search,
    trades::ListingStatus,
};

/// The letter that tells the owner of an event; most events are theirs and need none, and decisions are told with their reasons
/// by `moderation`.
pub(super) fn of(app: &App, listing: &Listing, event: Event, to: ListingStatus) -> Option<Letter> {
    let mine = format!("{}/espace/annonces", app.settings.public_url);
    let title = &listing.title;
    match (event, to) {
        (Event::Submit { .. }, ListingStatus::PendingReview) => Some(
            Letter::new(Kind::ListingSubmitted, "Votre annonce est en cours de relecture")
                .paragraph(format!("Une personne de l’équipe lit votre annonce «\u{202f}{title}\u{202f}» avant sa mise en ligne, en général sous 24\u{a0}heures ouvrées."))
                .paragraph("Les annonces des praticiens dont l’inscription est vérifiée paraissent sans attendre.")
                .button("Voir mes annonces", mine),
        ),
        (
            Event::Submit { .. } | Event::Approve | Event::ApproveUnread | Event::ComeOnline | Event::Renew,
            ListingStatus::Active,
        ) => Some(published(app, listing, &mine)),
        (Event::Expire, _) => Some(
            Letter::new(Kind::ListingExpired, "Votre annonce a expiré — la renouveler")
                .paragraph(format!("Votre annonce «\u{202f}{title}\u{202f}» est arrivée à son terme et n’est plus visible."))
                .paragraph("Vous pouvez la renouveler pendant 30\u{a0}jours, ou nous dire qu’elle est pourvue.")
                .button("Renouveler l’annonce", mine),
        ),
        (Event::Forget, _) => Some(
            Letter::new(Kind::ListingCheckin, "Votre annonce est en pause")
                .paragraph(format!("Sans réponse de votre part depuis deux semaines, nous avons mis en pause «\u{202f}{title}\u{202f}»\u{202f}: les confrères ne perdent pas leur temps sur une annonce pourvue."))
                .paragraph("Si elle tient toujours, un clic suffit pour la remettre en ligne.")
                .button("Remettre en ligne", mine),
        ),
        _ => None,
    }
}

fn published(app: &App, listing: &Listing, mine: &str) -> Letter {
    let address = format!("{}{}", app.settings.public_url, search::href_of(&listing.title, &listing.id));
    Letter::new(Kind::ListingPublished, "Votre annonce est en ligne")
        .paragraph(format!("Votre annonce «\u{202f}{}\u{202f}» est en ligne.", listing.title))
        .button("Voir l’annonce", address)
        .facts([("Vues et contacts", format!("{mine}/{}/statistiques", listing.id))])
        .small("Vous pouvez la modifier, la mettre en pause ou la dire pourvue à tout moment depuis «\u{202f}Mes annonces\u{202f}».")
}

/// 15.
pub(super) fn ends_soon(app: &App, listing: &Listing) -> Option<Letter> {
    let last = last_day_before(listing.expires_at?);
    Some(
        Letter::new(Kind::ListingExpires, format!("Votre annonce expire le {}", french::date(last)))
            .paragraph(format!("Votre annonce «\u{202f}{}\u{202f}» est visible jusqu’au {} inclus.", listing.title, french::date(last)))
            .paragraph("Elle est pourvue\u{202f}? Dites-le-nous en un clic. Sinon vous pourrez la renouveler dès qu’elle sera terminée.")
            .button("Voir mes annonces", format!("{}/espace/annonces", app.settings.public_url)),
    )
}

/// 14: two answers, without signing in.
pub(super) fn checkin(listing: &Listing, still: String, filled: String) -> Letter {
    Letter::new(Kind::ListingCheckin, "Toujours disponible\u{202f}? Répondez en un clic")
        .paragraph(format!("Votre annonce «\u{202f}{}\u{202f}» est en ligne. Tient-elle toujours\u{202f}?", listing.title))
        .button("Oui, toujours disponible", still)
        .button("Non, c’est pourvu", filled)
        .small("Sans réponse sous cinq jours, l’annonce porte la mention «\u{202f}à confirmer\u{202f}»\u{202f}; sous quatorze jours, elle est mise en pause.")
}

/// Tells the owner of a listing by letter and on the site; not the people of the demonstration, whose addresses cannot exist
/// (RFC 2606).
pub(super) async fn tell(
    app: &App,
    db: &mut PgConnection,
    life: &Life,
    (letter, notice): (&Letter, Option<&Notice<'_>>),
) -> Result<(), Failure> {
    if life.owner_email.ends_with(".invalid") {
        return Ok(());
    }
    if let Some(notice) = notice {
        notifications::tell(db, notice, app.clock.now()).await?;
    }
    let recipient =
        Recipient { person: Some(&life.user_id), name: &life.owner_name, address: &life.owner_email };
    Ok(letters::send(db, &app.vault, app.clock.now(), recipient, letter).await?)
}
