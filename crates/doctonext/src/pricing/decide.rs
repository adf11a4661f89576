//! One administrator writes a price, another one puts it in force.

use platform::{
    clock::today_in_paris,
    ids::{Ids, SystemIds},
};

use super::{store, typed::Proposal};
use crate::{
    app::App,
    audit,
    failure::Failure,
    second_person::{self, Acting, Undecided},
};

/// What stands against a decision on a price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Obstacle {
    /// Its first day has come: nobody is charged otherwise than they were told.
    TooLate,
    /// The product has a price from that day.
    Collides,
}

/// What an administrator decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// In force at its day.
    Activate,
    Refuse,
    /// It was in force for a day to come: a slip that is seen in time is charged to nobody.
    Withdraw,
}

/// Keeps a price; nothing changes for anybody.
pub(super) async fn propose(app: &App, by: Acting<'_>, it: &Proposal) -> Result<String, Failure> {
    let (id, now) = (SystemIds.fresh(), app.clock.now());
    let mut tx = app.db.begin().await?;
    store::propose(&mut tx, &id, (it.product, it.price), (&it.reason, &by.0.person.id), now).await?;
    let act = ("pricing.price_proposed", ("price", id.as_str()), Some(it.reason.as_str()));
    second_person::note(&mut tx, by, act, None, now).await?;
    tx.commit().await?;
    Ok(id)
}

/// Puts a price in force at its day, refuses it, or takes back one that has not begun.
pub(super) async fn decide(
    app: &App,
    by: Acting<'_>,
    id: &str,
    verdict: Verdict,
) -> Result<Result<(), Undecided<Obstacle>>, Failure> {
    let (now, staff) = (app.clock.now(), by.0.person.id.as_str());
    let mut tx = app.db.begin().await?;
    let line = store::hold(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let (from, state, action) = match verdict {
        Verdict::Activate => ("proposed", "active", "pricing.price_activated"),
        Verdict::Refuse => ("proposed", "refused", "pricing.price_refused"),
        Verdict::Withdraw => ("active", "withdrawn", "pricing.price_withdrawn"),
    };
    if let Err(why) = second_person::check(staff, line.proposed_by.as_deref(), line.state == from) {
        return Ok(Err(why));
    }
    if verdict != Verdict::Refuse && line.valid_from <= today_in_paris(now) {
        return Ok(Err(Undecided::Against(Obstacle::TooLate)));
    }
    let subject = ("price", id);
    let before = audit::state_of(&mut tx, subject).await?;
    if !store::decide(&mut tx, id, state, staff, now).await? {
        return Ok(Err(Undecided::Against(Obstacle::Collides)));
    }
    second_person::note(&mut tx, by, (action, subject, None), before, now).await?;
    tx.commit().await?;
    Ok(Ok(()))
}
