//! `/espace/annonces`: one's listings, their state and the next thing to do.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use chrono::{DateTime, Days, Utc};
use platform::{
    clock::{last_day_before, today_in_paris},
    french,
};
use serde::Deserialize;

use super::{address, notes};
use crate::{
    accounts::Member,
    analytics,
    app::App,
    failure::Failure,
    listings,
    publishing::{
        response,
        step::Step,
        store::{self, Line},
    },
    search,
    shell::{self, Frame, account_frame},
    trades::{ListingStatus, ListingType},
};

/// Listings on a page.
const PAGE: i64 = 20;
/// Days that the figures cover.
const DAYS: u64 = 30;

/// States that are shown together: word in the address, label, states.
const GROUPS: [(&str, &str, &[ListingStatus]); 4] = [
    (
        "en-ligne",
        "En ligne",
        &[ListingStatus::Active, ListingStatus::Scheduled, ListingStatus::PendingReview],
    ),
    ("a-finir", "À finir", &[ListingStatus::Draft, ListingStatus::Rejected]),
    ("en-pause", "En pause", &[ListingStatus::Inactive]),
    ("terminees", "Terminées", &[ListingStatus::Sold, ListingStatus::Expired, ListingStatus::Removed]),
];

#[derive(Template)]
#[template(path = "publishing/dashboard.html")]
struct DashboardPage {
    frame: Frame,
    note: &'static str,
    undo: Option<String>,
    groups: Vec<Tab>,
    cards: Vec<Card>,
    more: Option<String>,
    is_empty: bool,
    response: Option<u8>,
}

struct Tab {
    label: &'static str,
    href: String,
    count: i64,
    here: bool,
}

struct Card {
    id: String,
    title: String,
    kind: &'static str,
    kind_code: String,
    state: &'static str,
    status: &'static str,
    about: String,
    reason: String,
    place: String,
    views: i64,
    contacts: i64,
    has_figures: bool,
    main: Option<Action>,
    others: Vec<Action>,
    links: Vec<(&'static str, String)>,
}

/// A button that changes the state, or a link when `event` is empty.
struct Action {
    label: &'static str,
    event: &'static str,
    href: String,
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::publishing) struct Asked {
    #[serde(default)]
    voir: String,
    #[serde(default)]
    apres: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    annonce: String,
}

pub(in crate::publishing) async fn show(
    State(app): State<App>,
    Member(who): Member,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let now = app.clock.now();
    let mut db = app.db.acquire().await?;
    let counts = store::states_of(&mut *db, &who.person.id).await?;
    let of = |states: &[ListingStatus]| -> i64 {
        counts.iter().filter(|(code, _)| states.iter().any(|it| it.code() == code)).map(|(_, n)| n).sum()
    };
    let named = GROUPS.iter().position(|(word, ..)| *word == asked.voir);
    // Nothing chosen: the first group that has something.
    let here = named.or_else(|| GROUPS.iter().position(|(.., states)| of(states) > 0)).unwrap_or(0);
    let states: Vec<&str> = GROUPS[here].2.iter().map(|it| it.code()).collect();
    let after = Some(asked.apres.as_str()).filter(|it| !it.is_empty() && it.len() <= 64);
    let mut lines = store::lines(&mut *db, &who.person.id, &states, after, PAGE + 1).await?;
    let has_more = lines.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    lines.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let ids: Vec<String> = lines.iter().map(|it| it.id.clone()).collect();
    let today = today_in_paris(now);
    let totals = analytics::totals(&mut db, &ids, today - Days::new(DAYS - 1)..today + Days::new(1)).await?;
    let conversations = store::conversations(&mut *db, &who.person.id, now - response::LOOKED_AT).await?;
    let last = lines.last().filter(|_| has_more).map(|it| it.id.clone());
    let cards = lines.into_iter().map(|it| card(it, &totals, now)).collect();
    let page = DashboardPage {
        frame: account_frame(&app, "/espace/annonces", "Mes annonces"),
        note: notes::words(&asked.note),
        undo: (asked.note == "pourvue" && asked.annonce.len() <= 64 && !asked.annonce.is_empty())
            .then(|| asked.annonce.clone()),
        groups: GROUPS
            .iter()
            .enumerate()
            .map(|(rank, (word, label, states))| Tab {
                label,
                href: format!("/espace/annonces?voir={word}"),
                count: of(states),
                here: rank == here,
            })
            .collect(),
        cards,
        more: last.map(|id| format!("/espace/annonces?voir={}&apres={id}", GROUPS[here].0)),
        is_empty: counts.is_empty(),
        response: response::rate(&conversations, now),
    };
    Ok(shell::page(&page)?)
}

fn card(it: Line, totals: &[(String, i64, i64)], now: DateTime<Utc>) -> Card {
    let status = ListingStatus::from_code(&it.status).unwrap_or(ListingStatus::Archived);
    let kind = ListingType::from_code(&it.listing_type);
    let (views, contacts) = totals
        .iter()
        .find(|(id, ..)| *id == it.id)
        .map_or((0, 0), |(_, views, contacts)| (*views, *contacts));
    let (main, others) = actions(&it, status);
    Card {
        about: about(&it, status, now),
        state: if listings::is_to_confirm(it.checkin_asked_at, now) && status == ListingStatus::Active {
            "À confirmer"
        } else {
            status.label()
        },
        status: status.code(),
        kind: kind.map_or("", |it| it.label()),
        kind_code: it.listing_type.clone(),
        has_figures: it.published_at.is_some(),
        links: links(&it, status),
        reason: it.reason.unwrap_or_default(),
        place: it.city,
        title: it.title,
        id: it.id,
        views,
        contacts,
        main,
        others,
    }
}

/// One line about time.
fn about(it: &Line, status: ListingStatus, now: DateTime<Utc>) -> String {
    let day = |at: DateTime<Utc>| french::date(today_in_paris(at));
    let last = |end: DateTime<Utc>| french::date(last_day_before(end));
    let mut words = match status {
        ListingStatus::Active => {
            it.expires_at.map_or_else(String::new, |end| format!("Visible jusqu’au {} inclus.", last(end)))
        }
        ListingStatus::Scheduled => it
            .publish_at
            .map_or_else(String::new, |at| format!("Paraîtra le {} à {}.", day(at), french::hour(at))),
        ListingStatus::PendingReview => "Une personne de l’équipe la lit avant sa mise en ligne.".to_owned(),
        ListingStatus::Draft => format!("Commencée le {}.", day(it.created_at)),
        _ => it.status_since.map_or_else(String::new, |at| format!("Depuis le {}.", day(at.min(now)))),
    };
    if it.has_draft && !matches!(status, ListingStatus::Draft | ListingStatus::Rejected) {
        words.push_str(" Des modifications ne sont pas encore publiées.");
    }
    if it.is_waiting {
        words.push_str(" Vos dernières modifications attendent d’être relues.");
    }
    words
}

/// The next thing to do, and the others.
fn actions(it: &Line, status: ListingStatus) -> (Option<Action>, Vec<Action>) {
    let act = |label, event| Action { label, event, href: String::new() };
    let go = |label| Action { label, event: "", href: address(&it.id, Step::Place) };
    let delete =
        Action { label: "Supprimer", event: "", href: format!("/espace/annonces/{}/supprimer", it.id) };
    match status {
        ListingStatus::Draft => (Some(go("Continuer")), vec![delete]),
        ListingStatus::Rejected => (Some(go("Corriger et proposer de nouveau")), vec![delete]),
        ListingStatus::Active => {
            (Some(act("C’est pourvu", "fill")), vec![go("Modifier"), act("Mettre en pause", "pause"), delete])
        }
        ListingStatus::Inactive => (
            Some(act("Remettre en ligne", "resume")),
            vec![go("Modifier"), act("C’est pourvu", "fill"), delete],
        ),
        ListingStatus::Scheduled | ListingStatus::PendingReview => {
            (Some(go("Modifier")), vec![act("Ne pas publier", "unschedule"), delete])
        }
        ListingStatus::Expired => (Some(act("Renouveler", "renew")), vec![go("Modifier"), delete]),
        _ => (None, vec![delete]),
    }
}

fn links(it: &Line, status: ListingStatus) -> Vec<(&'static str, String)> {
    let mut links = Vec::new();
    if status == ListingStatus::Active {
        links.push(("Voir l’annonce", search::href_of(&it.title, &it.id)));
    }
    if it.published_at.is_some() {
        links.push(("Statistiques", format!("/espace/annonces/{}/statistiques", it.id)));
        links.push(("Dossier confidentiel", format!("/espace/annonces/{}/dossier", it.id)));
        links.push(("Historique", format!("/espace/annonces/{}/historique", it.id)));
    }
    links
}
