//! What the bell tells the owner of a listing.

use platform::{clock::last_day_before, french};

use super::machine::Event;
use crate::{
    listings::{Listing, store::Life},
    notifications::{Kind, Notice},
    search,
    trades::ListingStatus,
};

const MINE: &str = "/espace/annonces";

fn about<'a>(
    life: &'a Life,
    listing: &Listing,
    kind: Kind,
    title: impl Into<String>,
    link: impl Into<String>,
) -> Notice<'a> {
    Notice {
        person: &life.user_id,
        kind,
        subject: Some(&life.id),
        title: title.into(),
        message: Some(listing.title.clone()),
        link: Some(link.into()),
    }
}

/// The notification of an event; most events are the owner's own and need none.
pub(super) fn of<'a>(
    life: &'a Life,
    listing: &Listing,
    event: Event,
    to: ListingStatus,
    reason: Option<&str>,
) -> Option<Notice<'a>> {
    let online = || search::href_of(&listing.title, &listing.id);
    let with_reason = |kind, title: &str| {
        let mut notice = about(life, listing, kind, title, "/espace/decisions");
        notice.message = Some(match reason {
            Some(reason) => format!("{}\u{a0}: {reason}", listing.title),
            None => listing.title.clone(),
        });
        Some(notice)
    };
    match (event, to) {
        (
            Event::Submit { .. } | Event::Approve | Event::ApproveUnread | Event::ComeOnline | Event::Renew,
            ListingStatus::Active,
        ) => Some(about(life, listing, Kind::ListingPublished, "Votre annonce est en ligne", online())),
        (Event::Reject, _) => with_reason(Kind::ListingRejected, "Votre annonce n’a pas été publiée"),
        (Event::Remove, _) => with_reason(Kind::ListingRejected, "Votre annonce a été retirée"),
        (Event::Expire, _) => Some(about(
            life,
            listing,
            Kind::ListingExpiring,
            "Votre annonce a expiré\u{202f}: vous pouvez la renouveler",
            "/espace/annonces?voir=terminees",
        )),
        (Event::Forget, _) => Some(about(
            life,
            listing,
            Kind::ListingPausedAuto,
            "Sans nouvelles de vous, votre annonce est en pause",
            "/espace/annonces?voir=en-pause",
        )),
        _ => None,
    }
}

pub(super) fn ends_soon<'a>(life: &'a Life, listing: &Listing) -> Option<Notice<'a>> {
    let last = french::date(last_day_before(listing.expires_at?));
    Some(about(life, listing, Kind::ListingExpiring, format!("Votre annonce expire le {last}"), MINE))
}

/// Leads to the owner's own page, and not to the signed answers of the letter: what others may read of somebody's
/// notifications opens nothing.
pub(super) fn checkin<'a>(life: &'a Life, listing: &Listing) -> Notice<'a> {
    about(life, listing, Kind::ListingCheckin, "Votre annonce tient-elle toujours\u{202f}?", MINE)
}
