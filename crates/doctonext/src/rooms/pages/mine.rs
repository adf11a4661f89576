//! `/espace/dossiers`: the rooms that one asked to see.

use askama::Template;
use axum::{extract::State, response::Response};
use platform::french;

use super::private;
use crate::{
    accounts::Member,
    app::App,
    failure::Failure,
    listings,
    rooms::{
        door,
        entry::State as Standing,
        store::{self, Request},
    },
    shell::{self, Frame, account_frame},
};

/// Rooms listed: nobody reads further.
const MOST: i64 = 100;

#[derive(Template)]
#[template(path = "rooms/mine.html")]
struct MinePage {
    frame: Frame,
    rooms: Vec<Row>,
}

struct Row {
    id: String,
    title: String,
    state: &'static str,
    tone: &'static str,
    when: String,
    offer: &'static str,
}

/// The look of a state’s badge.
pub(super) fn tone(state: Standing) -> &'static str {
    match state {
        Standing::Granted => "verified",
        Standing::Requested => "collaboration",
        _ => "state",
    }
}

/// What is said of time.
pub(super) fn when(request: &Request, state: Standing) -> String {
    match state {
        Standing::Requested => format!("réponse attendue avant le {}", french::moment(request.ends_at)),
        Standing::Granted => format!("jusqu’au {}", french::moment(request.ends_at)),
        _ => {
            let ended = request.ended_at.unwrap_or(request.ends_at);
            format!("depuis le {}", french::moment(ended))
        }
    }
}

pub(in crate::rooms) async fn show(State(app): State<App>, Member(who): Member) -> Result<Response, Failure> {
    let now = app.clock.now();
    let mut db = app.db.acquire().await?;
    // The team that looks as somebody sees none.
    let requests = if who.is_read_only() {
        Vec::new()
    } else {
        store::requests_of(&mut *db, &who.person.id, MOST).await?
    };
    let ids: Vec<String> = requests.iter().map(|it| it.id.clone()).collect();
    let of: Vec<String> = requests.iter().map(|it| it.listing_id.clone()).collect();
    let known = listings::owned_among(&mut *db, &of, now).await?;
    let viewer = door::viewer(&app, &who.person.id, &who.person.email);
    let hidden = listings::hidden_among(&mut *db, &of, &viewer).await?;
    let offers = store::latest_offers(&mut *db, &ids).await?;
    let rooms = requests
        .iter()
        .map(|it| {
            let listing = known.iter().find(|known| known.id == it.listing_id);
            let is_hidden = hidden.contains(&it.listing_id);
            let state = door::state_of(it, listing, is_hidden, now);
            Row {
                id: it.id.clone(),
                title: match listing {
                    Some(listing) if !is_hidden => listing.title.clone(),
                    _ => door::UNNAMED.to_owned(),
                },
                state: it.access().label(state),
                tone: tone(state),
                when: when(it, state),
                offer: offers
                    .iter()
                    .find(|offer| offer.request_id == it.id)
                    .map_or("", |offer| offer.latest().state.label()),
            }
        })
        .collect();
    let page = MinePage { frame: account_frame(&app, "/espace/dossiers", "Mes dossiers"), rooms };
    Ok(private(shell::page(&page)?))
}
