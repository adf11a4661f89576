//! A number is declared.

use chrono::{DateTime, Utc};
use platform::ids::{Ids, SystemIds};

use super::{
    CHECK_NUMBERS,
    act::{self, ActError, By},
    held,
    lifecycle::{self, Actor, Event},
    names::FullName,
    number::Number,
    store,
};
use crate::{
    accounts::{Origin, SignedIn, count_try_of},
    app::App,
    audit,
    failure::Failure,
    jobs,
    trades::Profession,
};

/// Declarations of a person within a quarter of an hour.
const MOST: i32 = 5;

/// What a person declares.
pub(super) struct Declaration {
    pub(super) number: Number,
    pub(super) name: FullName,
    pub(super) profession: &'static Profession,
}

/// Why it is not taken.
pub(super) enum Declined {
    /// The checking stands where nothing can be declared.
    NotNow,
    /// Too many within a short while: the hour of release.
    Wait(DateTime<Utc>),
}

/// Keeps a declaration and asks for its check. A number that another account holds is answered like any other; the team
/// is told.
pub(super) async fn declare(
    app: &App,
    who: &SignedIn,
    origin: &Origin,
    it: &Declaration,
) -> Result<Result<(), Declined>, Failure> {
    let person = &who.person.id;
    if let Some(until) = count_try_of(app, "declaration", person, MOST).await? {
        return Ok(Err(Declined::Wait(until)));
    }
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let row = store::lock(&mut tx, person).await?.ok_or(Failure::NotFound)?;
    let from = act::state(&row);
    if act::is_structure(&row) || lifecycle::next(from, &Event::Declare, Actor::Owner, now).is_err() {
        return Ok(Err(Declined::NotNow));
    }
    let declared = store::Declared {
        name: &format!("{} {}", it.name.given, it.name.family),
        family_name: &it.name.family,
        given_name: &it.name.given,
        profession: it.profession.code,
    };
    store::set_declared(&mut tx, person, &declared, now).await?;
    let withdrawn = store::Ending { decision: "withdrawn", by: None, reason: None };
    store::close_case(&mut tx, person, &withdrawn, now).await?;
    if !held::keep(app, &mut tx, person, &it.number).await? {
        store::open_case(&mut tx, &SystemIds.fresh(), person, "contested", now).await?;
    }
    let row = store::lock(&mut tx, person).await?.ok_or(Failure::NotFound)?;
    act::happen(app, &mut tx, &row, from, &Event::Declare, By::OWNER).await.map_err(ActError::unexpected)?;
    let entry = audit::Entry {
        actor: Some(person),
        action: "verification.declared",
        subject: ("user", person),
        address: Some(&origin.short_address()),
        ..audit::Entry::default()
    };
    audit::record(&mut tx, entry, now).await?;
    jobs::ask_once(&mut tx, CHECK_NUMBERS).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Keeps the SIREN of a structure, whose key was checked: level 1, without any register behind.
pub(super) async fn declare_structure(app: &App, person: &str, siren: &str) -> Result<(), Failure> {
    let mut tx = app.db.begin().await?;
    store::set_siren(&mut tx, person, siren, app.clock.now()).await?;
    let row = store::lock(&mut tx, person).await?.ok_or(Failure::NotFound)?;
    match act::happen(app, &mut tx, &row, act::state(&row), &Event::Declare, By::OWNER).await {
        Ok(_) | Err(ActError::Refused(_)) => {}
        Err(ActError::Failed(failure)) => return Err(failure),
    }
    Ok(tx.commit().await?)
}
