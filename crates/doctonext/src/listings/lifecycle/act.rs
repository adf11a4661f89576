//! The one way in which the state of a listing changes.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{
    letters,
    machine::{self, Actor, Decision, Event, Facts, Refusal},
    notices, term,
};
use crate::{
    app::App,
    failure::Failure,
    listings::{
        Listing, search_document,
        store::{self, Life, NewState},
    },
    notifications, search,
    trades::ListingStatus,
};

/// What came of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// The state now.
    pub status: ListingStatus,
    /// False when it was there already.
    pub changed: bool,
    /// Whether it would be online if its owner were not suspended or leaving.
    pub waits_for_its_owner: bool,
}

/// Lets an event happen to a listing: its state, its dates, its history, search and letters, in one transaction. `by` is the
/// member of the team who acts, `reason` what the history keeps; a decision is told to the owner by `moderation`.
pub async fn transition(
    app: &App,
    db: &mut PgConnection,
    id: &str,
    event: Event,
    (actor, by, reason): (Actor, Option<&str>, Option<&str>),
) -> Result<Result<Moved, Refusal>, Failure> {
    let now = app.clock.now();
    let life = store::lock_life(&mut *db, id).await?.ok_or(Failure::NotFound)?;
    let listing = store::find(&mut *db, id).await?.ok_or(Failure::NotFound)?;
    let facts = facts(db, &life, &listing, event, now).await?;
    let from = life.status();
    let to = match machine::next(from, event, actor, &facts) {
        Ok(Decision::To(to)) => to,
        Ok(Decision::Already) => {
            return Ok(Ok(Moved { status: from, changed: false, waits_for_its_owner: false }));
        }
        Err(refusal) => return Ok(Err(refusal)),
    };
    store::enter(db, id, &state(&life, &listing, event, actor, to, now), now).await?;
    let told = store::NewEvent {
        event: event.code(),
        from: from.code(),
        to: to.code(),
        actor: actor.code(),
        by,
        reason,
    };
    store::add_event(db, id, &told, now).await?;
    show(app, db, id, from, to).await?;
    let notice = notices::of(&life, &listing, event, to, reason);
    match (letters::of(app, &listing, event, to), notice) {
        (Some(letter), notice) => letters::tell(app, db, &life, (&letter, notice.as_ref())).await?,
        // The letter of a decision says its reasons: `moderation` writes it.
        (None, Some(notice)) => notifications::tell(db, &notice, now).await?,
        (None, None) => {}
    }
    let waits_for_its_owner = event == Event::Restore
        && to == ListingStatus::Inactive
        && facts.is_barred
        && facts.before == Some(ListingStatus::Active);
    Ok(Ok(Moved { status: to, changed: true, waits_for_its_owner }))
}

async fn facts(
    db: &mut PgConnection,
    life: &Life,
    listing: &Listing,
    event: Event,
    now: DateTime<Utc>,
) -> Result<Facts, Failure> {
    let is_counted = matches!(event, Event::Submit { .. } | Event::Resume | Event::Renew | Event::Unfill);
    let is_full = if is_counted {
        let states: Vec<&str> = term::COUNTED.iter().map(|it| it.code()).collect();
        let others = store::count_in(db, &life.user_id, &life.id, &states).await?;
        others >= term::most_online(life.trust_level, &life.account_kind)
    } else {
        false
    };
    Ok(Facts {
        now,
        trust_level: life.trust_level,
        since: life.status_since.unwrap_or(listing.updated_at),
        before: life.before.as_deref().and_then(ListingStatus::from_code),
        has_time_left: term::has_time_left(&listing.details, &listing.periods, now),
        expires_at: listing.expires_at,
        publish_at: life.publish_at,
        is_full,
        is_barred: life.is_barred,
    })
}

/// The columns that go with a state.
fn state(
    life: &Life,
    listing: &Listing,
    event: Event,
    actor: Actor,
    to: ListingStatus,
    now: DateTime<Utc>,
) -> NewState {
    let comes_online =
        to == ListingStatus::Active && !matches!(event, Event::Resume | Event::Unfill | Event::Restore);
    let publish_at = match event {
        Event::Submit { publish_at, .. } => publish_at,
        _ if to == ListingStatus::Scheduled || to == ListingStatus::PendingReview => life.publish_at,
        // An appeal may bring it back to its moment.
        Event::Remove => life.publish_at,
        _ => None,
    };
    NewState {
        status: to.code(),
        published_at: if comes_online { Some(now) } else { listing.published_at },
        expires_at: if comes_online {
            Some(term::end_of(&listing.details, &listing.periods, now))
        } else {
            listing.expires_at
        },
        publish_at,
        closing_reason: match event {
            Event::Fill(reason) => Some(reason.code()),
            _ => None,
        },
        keeps_closing: matches!(event, Event::Archive | Event::Delete),
        deleted_at: (event == Event::Delete).then_some(now),
        is_confirmed: actor == Actor::Owner || comes_online,
    }
}

/// Search shows what is online and nothing else.
async fn show(
    app: &App,
    db: &mut PgConnection,
    id: &str,
    from: ListingStatus,
    to: ListingStatus,
) -> Result<(), Failure> {
    if to == ListingStatus::Active {
        let listing = store::find(&mut *db, id).await?.ok_or(Failure::NotFound)?;
        if let Some(document) = search_document(&listing, &app.gazetteer, app.clock.now()) {
            search::put(db, &document).await?;
        }
    } else if from == ListingStatus::Active {
        search::withdraw(db, &[id.to_owned()]).await?;
    }
    Ok(())
}

/// Submits a listing: online, to a person who reads it first, or at a moment to come.
pub async fn submit(
    app: &App,
    db: &mut PgConnection,
    id: &str,
    flagged: bool,
    publish_at: Option<DateTime<Utc>>,
) -> Result<Result<ListingStatus, Refusal>, Failure> {
    let event = Event::Submit { flagged, publish_at };
    Ok(transition(app, db, id, event, (Actor::Owner, None, None)).await?.map(|it| it.status))
}

/// After its dates changed, a listing that is online ends when the last of them does; nothing else lengthens its life.
pub async fn follow_dates(app: &App, db: &mut PgConnection, id: &str) -> Result<(), Failure> {
    let now = app.clock.now();
    let listing = store::find(&mut *db, id).await?.ok_or(Failure::NotFound)?;
    if matches!(listing.status, ListingStatus::Active | ListingStatus::Inactive) {
        end_with_days(db, &listing, now).await?;
    }
    store::confirm(&mut *db, id, now).await?;
    show(app, db, id, listing.status, listing.status).await
}

async fn end_with_days(db: &mut PgConnection, listing: &Listing, now: DateTime<Utc>) -> sqlx::Result<()> {
    if term::last_day(&listing.details, &listing.periods).is_none() {
        return Ok(());
    }
    let from = listing.published_at.unwrap_or(now);
    store::set_end(db, &listing.id, term::end_of(&listing.details, &listing.periods, from), now).await
}

/// After its days were concealed, a listing that has an end ends with what is told of them, whatever its state.
pub(in crate::listings) async fn follow_end(app: &App, db: &mut PgConnection, id: &str) -> sqlx::Result<()> {
    match store::find(&mut *db, id).await?.filter(|it| it.expires_at.is_some()) {
        Some(listing) => end_with_days(db, &listing, app.clock.now()).await,
        None => Ok(()),
    }
}

/// Says why a listing that was just filled is over, and at which price; for the statistics. Of a confidential one the band of
/// the price is kept.
pub async fn explain_closing(
    db: &mut PgConnection,
    id: &str,
    reason: crate::trades::ClosingReason,
    price: Option<i32>,
) -> sqlx::Result<()> {
    let band = price.map(crate::listings::confidential::price_rank);
    store::set_closing(db, id, reason.code(), (price, band)).await
}
