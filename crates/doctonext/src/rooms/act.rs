//! The one way in which a request changes.

use sqlx::PgConnection;

use super::{
    door,
    entry::{self, Actor, Decision, Event, Refusal, State},
    letters,
    negotiation::OfferState,
    notices,
    store::{self, NewEvent, Request},
};
use crate::{app::App, failure::Failure, listings, people};

/// Lets an event happen to a request: its state, its history, what hangs on it, and the letter that tells of it, in one
/// transaction. True when something changed.
pub(super) async fn happen(
    app: &App,
    db: &mut PgConnection,
    id: &str,
    event: Event,
    (actor, by): (Actor, Option<&str>),
) -> Result<Result<bool, Refusal>, Failure> {
    let now = app.clock.now();
    let before = store::request(&mut *db, id).await?.ok_or(Failure::NotFound)?;
    let listing = listings::owned(&mut *db, &before.listing_id, now).await?;
    let seller = listing.as_ref().and_then(|it| it.owner.as_deref());
    let told = seller.filter(|_| event == Event::Withdraw);
    store::hold_people(&mut *db, &[Some(&before.reader_id), by, told]).await?;
    let request = store::lock_request(&mut *db, id).await?.ok_or(Failure::NotFound)?;
    let from = request.access();
    let to = match entry::next(from, event, actor, now) {
        Ok(Decision::To(to)) => to,
        Ok(Decision::Already) => return Ok(Ok(false)),
        Err(refusal) => return Ok(Err(refusal)),
    };
    store::set_access(db, id, to, now).await?;
    let told = NewEvent { event: event.code(), from: from.state, to, actor: actor.code(), actor_id: by };
    store::add_event(db, id, &told, now).await?;
    if !to.state.is_live() {
        store::end_open_offer(db, id, OfferState::Closed, now).await?;
    }
    if event == Event::Withdraw {
        if let (State::Granted, Some(listing)) = (from.state, listing) {
            tell_seller(app, db, &request, &listing).await?;
        }
    } else {
        tell_reader(app, db, &request, from.state, event).await?;
    }
    Ok(Ok(true))
}

/// An access that was given back, told to whoever had opened the room. A request that is taken back before it was answered
/// asks nothing of them any more.
async fn tell_seller(
    app: &App,
    db: &mut PgConnection,
    request: &Request,
    listing: &listings::Owned,
) -> Result<(), Failure> {
    let Some(owner) = &listing.owner else { return Ok(()) };
    let both = [owner.clone(), request.reader_id.clone()];
    let found = people::introduce(app, &mut *db, &both).await?;
    let who = |id: &str| found.iter().find(|it| it.id == id);
    let (Some(seller), Some(reader)) = (who(owner), who(&request.reader_id)) else { return Ok(()) };
    let path = format!("/espace/annonces/{}/dossier/{}", listing.id, request.id);
    notices::given_back(db, owner, reader.called(), path.clone(), app.clock.now()).await?;
    let has_signed = store::signed_by_reader(&mut *db, &request.id).await?.is_some();
    letters::send(app, db, seller, &letters::given_back(app, (&path, has_signed), reader, &listing.title))
        .await
}

/// How the request goes on; who withdraws it knows that.
async fn tell_reader(
    app: &App,
    db: &mut PgConnection,
    request: &Request,
    from: State,
    event: Event,
) -> Result<(), Failure> {
    let listing = listings::owned(&mut *db, &request.listing_id, app.clock.now()).await?;
    let title = match listing {
        Some(it) if !door::is_hidden(app, db, &it, &request.reader_id).await? => it.title,
        _ => String::new(),
    };
    let reader = people::introduce(app, &mut *db, std::slice::from_ref(&request.reader_id)).await?;
    let Some(reader) = reader.into_iter().next() else { return Ok(()) };
    notices::decided(db, request, event, &title, app.clock.now()).await?;
    let letter = letters::decided(app, request, from, event, &title);
    letters::send(app, db, &reader, &letter).await
}
