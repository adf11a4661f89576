//! Letters of intent: made, answered, each turn in the transaction of its letter.

use platform::ids::{Ids, SystemIds};
use sqlx::PgConnection;

use super::{
    door::Visit,
    letters,
    negotiation::{self, Move, NotNow, OfferState, Outcome, Side, Terms},
    notices,
    store::{self, NewOffer, Offer},
};
use crate::{
    accounts::SignedIn,
    app::App,
    failure::Failure,
    people,
    sealing::{Place, Scope, SealingError},
};

fn place(offer: &str) -> Place<'_> {
    Place { table: "room_offers", column: "content", row: offer }
}

/// Who moves, and in which room they were found to be.
pub(super) struct Turn<'a> {
    pub(super) who: &'a SignedIn,
    pub(super) side: Side,
    pub(super) visit: &'a Visit,
}

/// Makes a move. Terms go with an offer alone.
pub(super) async fn take(
    app: &App,
    turn: &Turn<'_>,
    what: Move,
    terms: Option<&Terms>,
) -> Result<Result<(), NotNow>, Failure> {
    let now = app.clock.now();
    let request = turn.visit.request.id.as_str();
    let mut tx = app.db.begin().await?;
    let reader = turn.visit.request.reader_id.as_str();
    store::hold_people(&mut tx, &[Some(reader), turn.visit.listing.owner.as_deref()]).await?;
    // Moves of a talk take turns here; a room that closed meanwhile has no further ones.
    let held = store::lock_request(&mut tx, request).await?.ok_or(Failure::NotFound)?;
    if held.access().state_at(now) != turn.visit.state {
        return Err(Failure::NotFound);
    }
    let talk = store::offers(&mut *tx, request).await?;
    let outcome = match negotiation::next(talk.last().map(Offer::latest), turn.side, what) {
        Ok(outcome) => outcome,
        Err(not_now) => return Ok(Err(not_now)),
    };
    let told = match (outcome, terms) {
        (Outcome::Already, _) => return Ok(Ok(())),
        (Outcome::New { number, counters }, Some(terms)) => {
            if counters {
                store::end_open_offer(&mut tx, request, OfferState::Countered, now).await?;
            }
            add(app, &mut tx, turn, number, terms).await?;
            Told::Offered(number)
        }
        (Outcome::New { .. }, None) => return Ok(Err(NotNow::Nothing)),
        (Outcome::Ends(state), _) => {
            store::end_open_offer(&mut tx, request, state, now).await?;
            Told::Answered(state)
        }
    };
    tell(app, &mut tx, turn, told).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

async fn add(
    app: &App,
    db: &mut PgConnection,
    turn: &Turn<'_>,
    number: i16,
    terms: &Terms,
) -> Result<(), Failure> {
    let id = SystemIds.fresh();
    let plain = serde_json::to_vec(terms).map_err(Failure::broken)?;
    // It belongs to both: the key of neither of them alone.
    let content = app.vault.seal(db, Scope::House, place(&id), &plain).await?;
    let offer = NewOffer {
        id: &id,
        request_id: &turn.visit.request.id,
        number,
        author: turn.side,
        author_id: &turn.who.person.id,
        content: &content,
    };
    Ok(store::add_offer(db, &offer, app.clock.now()).await?)
}

#[derive(Debug, Clone, Copy)]
enum Told {
    Offered(i16),
    Answered(OfferState),
}

async fn tell(app: &App, db: &mut PgConnection, turn: &Turn<'_>, told: Told) -> Result<(), Failure> {
    let (visit, to) = (turn.visit, turn.side.other());
    let other = match to {
        Side::Reader => Some(visit.request.reader_id.clone()),
        Side::Seller => visit.listing.owner.clone(),
    };
    let known = people::introduce(app, &mut *db, &other.into_iter().collect::<Vec<_>>()).await?;
    let Some(other) = known.first() else { return Ok(()) };
    let path = address(visit, to);
    let here = format!("{}{path}", app.settings.public_url);
    let title = visit.listing.title.as_str();
    let (what, letter) = match told {
        Told::Offered(number) => letters::offered(number, here, title),
        Told::Answered(state) => letters::answered(state, here, title),
    };
    notices::offered(db, &other.id, (what, title), &path, app.clock.now()).await?;
    letters::send(app, db, other, &letter).await
}

/// Where a side reads the talk.
pub(super) fn address(visit: &Visit, side: Side) -> String {
    let request = &visit.request.id;
    match side {
        Side::Reader => format!("/espace/dossiers/{request}/offres"),
        Side::Seller => format!("/espace/annonces/{}/dossier/{request}/offres", visit.listing.id),
    }
}

/// What a letter says; none once its author is gone, or when it cannot be read.
pub(super) async fn terms(
    app: &App,
    db: &mut PgConnection,
    id: &str,
    content: Option<&crate::sealing::Sealed>,
) -> Result<Option<Terms>, Failure> {
    let Some(sealed) = content else { return Ok(None) };
    match app.vault.open(db, place(id), sealed).await {
        Ok(plain) => Ok(serde_json::from_slice(&plain).ok()),
        Err(SealingError::Altered | SealingError::Destroyed) => Ok(None),
        Err(other) => Err(other.into()),
    }
}
