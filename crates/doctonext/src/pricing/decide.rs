//! One administrator writes a price, another one puts it in force.

use platform::{
    clock::today_in_paris,
    ids::{Ids, SystemIds},
};

use super::{store, typed::Proposal};
use crate::{
    accounts::{Origin, SignedIn},
    app::App,
    audit,
    failure::Failure,
};

/// What came of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decided {
    Done,
    /// Somebody decided before.
    Already,
    /// Whoever wrote it does not decide.
    SamePerson,
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
pub(super) async fn propose(
    app: &App,
    (who, origin): (&SignedIn, &Origin),
    it: &Proposal,
) -> Result<String, Failure> {
    let (id, by) = (SystemIds.fresh(), &who.person.id);
    let mut tx = app.db.begin().await?;
    store::propose(&mut tx, &id, (it.product, it.price), (&it.reason, by), app.clock.now()).await?;
    note(app, &mut tx, (who, origin), ("pricing.price_proposed", &id, Some(&it.reason)), None).await?;
    tx.commit().await?;
    Ok(id)
}

/// Puts a price in force at its day, refuses it, or takes back one that has not begun.
pub(super) async fn decide(
    app: &App,
    (who, origin): (&SignedIn, &Origin),
    id: &str,
    verdict: Verdict,
) -> Result<Decided, Failure> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let line = store::hold(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let (from, state, action) = match verdict {
        Verdict::Activate => ("proposed", "active", "pricing.price_activated"),
        Verdict::Refuse => ("proposed", "refused", "pricing.price_refused"),
        Verdict::Withdraw => ("active", "withdrawn", "pricing.price_withdrawn"),
    };
    if line.state != from {
        return Ok(Decided::Already);
    }
    if line.proposed_by.as_deref() == Some(&who.person.id) {
        return Ok(Decided::SamePerson);
    }
    if verdict != Verdict::Refuse && line.valid_from <= today_in_paris(now) {
        return Ok(Decided::TooLate);
    }
    let before = audit::state_of(&mut tx, ("price", id)).await?;
    if !store::decide(&mut tx, id, state, &who.person.id, now).await? {
        return Ok(Decided::Collides);
    }
    note(app, &mut tx, (who, origin), (action, id, None), before).await?;
    tx.commit().await?;
    Ok(Decided::Done)
}

async fn note(
    app: &App,
    db: &mut sqlx::PgConnection,
    (who, origin): (&SignedIn, &Origin),
    (action, id, reason): (&str, &str, Option<&str>),
    before: Option<serde_json::Value>,
) -> Result<(), Failure> {
    let address = origin.short_address();
    let entry = audit::Entry {
        actor: Some(&who.person.id),
        action,
        subject: ("price", id),
        address: Some(&address),
        reason,
        ..audit::Entry::default()
    };
    Ok(audit::record_change(db, entry, before, app.clock.now()).await?)
}
