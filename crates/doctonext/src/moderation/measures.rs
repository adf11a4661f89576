//! What follows from a decision in the other rooms, and how it is undone. In the transaction of the decision.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use sqlx::PgConnection;

use super::{
    store::{self, Decision},
    subject::Subject,
    words::{Action, SubjectKind},
};
use crate::{
    accounts,
    app::App,
    failure::Failure,
    listings::{self, Actor, Event},
    media, people,
    publishing::{self, Decided},
};

/// What is to be done.
pub(super) struct Measure<'a> {
    pub(super) action: Action,
    pub(super) subject: &'a Subject,
    /// What waits of the listing: the version that was read, and whether it is changes.
    pub(super) waits: Option<(i32, bool)>,
    pub(super) facts: &'a str,
    pub(super) staff: &'a str,
    pub(super) ends_at: Option<DateTime<Utc>>,
}

/// Carries it out: what undoes it, or why it cannot be done; nothing that is done already is decided twice.
pub(super) async fn carry_out(
    app: &App,
    db: &mut PgConnection,
    it: &Measure<'_>,
) -> Result<Result<Value, Decided>, Failure> {
    let now = app.clock.now();
    Ok(match (it.action, it.subject.kind) {
        (Action::Approve | Action::AskChange, _) => on_waiting(app, db, it).await?,
        (Action::Remove, SubjectKind::Photo) => {
            let done = media::set_withheld(app, db, &it.subject.id, true).await?;
            if done { Ok(json!({ "withheld": true })) } else { Err(Decided::Already) }
        }
        (Action::Remove, SubjectKind::Profile) => {
            let done = people::set_page_hidden(db, &it.subject.id, Some(now)).await?;
            if done { Ok(json!({ "hidden": true })) } else { Err(Decided::Already) }
        }
        (Action::Remove, _) => remove(app, db, it).await?,
        (Action::ReduceVisibility, _) => {
            let done = listings::set_reduced(app, db, &it.subject.id, true).await?;
            if done { Ok(json!({ "reduced": true })) } else { Err(Decided::Already) }
        }
        (Action::Suspend | Action::Ban, _) => match &it.subject.owner {
            Some(person) => Ok(json!({ "paused": bar(app, db, person, it.ends_at).await? })),
            None => Err(Decided::Impossible),
        },
        (Action::RefuseNotice, _) => Ok(json!({})),
    })
}

async fn on_waiting(
    app: &App,
    db: &mut PgConnection,
    it: &Measure<'_>,
) -> Result<Result<Value, Decided>, Failure> {
    let accepted = it.action == Action::Approve;
    let Some((number, is_change)) = it.waits else {
        // What is online stays: its author is asked to change it.
        return Ok(if accepted { Err(Decided::Already) } else { Ok(json!({})) });
    };
    let at = (it.subject.id.as_str(), number);
    Ok(match publishing::decide_waiting(app, db, it.staff, at, accepted, it.facts).await? {
        Decided::Done if accepted => Ok(json!({})),
        Decided::Done if is_change => Ok(json!({ "refused_change": number })),
        Decided::Done => Ok(json!({ "refused": true })),
        other => Err(other),
    })
}

async fn remove(
    app: &App,
    db: &mut PgConnection,
    it: &Measure<'_>,
) -> Result<Result<Value, Decided>, Failure> {
    let mut undo = json!({ "removed": true });
    if let Some((number, true)) = it.waits {
        let at = (it.subject.id.as_str(), number);
        match publishing::decide_waiting(app, db, it.staff, at, false, it.facts).await? {
            Decided::Changed => return Ok(Err(Decided::Changed)),
            Decided::Done => undo["waiting_change"] = json!(number),
            _ => {}
        }
    }
    let by = (Actor::Moderator, Some(it.staff), Some(it.facts));
    Ok(match listings::transition(app, db, &it.subject.id, Event::Remove, by).await? {
        Ok(moved) if moved.changed => Ok(undo),
        // A decision that changes nothing would be told, and contested, for nothing.
        Ok(_) => Err(Decided::Already),
        Err(_) => Err(Decided::Impossible),
    })
}

/// Closes an account, as long as the longest of its measures says, and takes its listings offline; which ones.
async fn bar(
    app: &App,
    db: &mut PgConnection,
    person: &str,
    until: Option<DateTime<Utc>>,
) -> Result<Vec<String>, Failure> {
    // Held first, as whoever brings a listing online does: one that comes online at this moment is among those that are paused.
    accounts::leaving::lock_person(db, person).await?;
    let others = store::bars_of(db, person, "").await?;
    let paused = listings::pause_all(app, db, person).await?;
    accounts::bar(db, person, longest(others, until), app.clock.now()).await?;
    Ok(paused)
}

/// The latest of several ends; none is for ever.
fn longest(others: Vec<Option<DateTime<Utc>>>, until: Option<DateTime<Utc>>) -> Option<DateTime<Utc>> {
    others.into_iter().fold(until, |latest, end| latest.zip(end).map(|(a, b)| a.max(b)))
}

/// Brings the state of before back, unless another decision still asks for it. False when it cannot come back: its owner
/// deleted or changed it meanwhile.
pub(super) async fn lift(
    app: &App,
    db: &mut PgConnection,
    it: &Decision,
    staff: Option<&str>,
) -> Result<bool, Failure> {
    let action = Action::from_code(&it.action).unwrap_or(Action::RefuseNotice);
    let is_asked_for_elsewhere = !action.is_of_account() && store::has_another(db, it).await?;
    if is_asked_for_elsewhere {
        return Ok(false);
    }
    match (action, SubjectKind::from_code(&it.subject_kind)) {
        (Action::AskChange, _) => publish_after_all(app, db, it, staff.unwrap_or_default()).await,
        (Action::Remove, Some(SubjectKind::Photo)) => {
            media::set_withheld(app, db, &it.subject_id, false).await
        }
        (Action::Remove, Some(SubjectKind::Profile)) => {
            people::set_page_hidden(db, &it.subject_id, None).await?;
            Ok(true)
        }
        (Action::Remove, _) => restore(app, db, it, staff).await,
        (Action::ReduceVisibility, _) => {
            listings::set_reduced(app, db, &it.subject_id, false).await?;
            Ok(true)
        }
        (Action::Suspend | Action::Ban, _) => {
            open(app, db, it).await?;
            Ok(true)
        }
        (Action::Approve | Action::RefuseNotice, _) => Ok(true),
    }
}

/// The listing as it was; of somebody whose account is closed meanwhile it waits for the account.
async fn restore(
    app: &App,
    db: &mut PgConnection,
    it: &Decision,
    staff: Option<&str>,
) -> Result<bool, Failure> {
    let by = (Actor::Moderator, staff, None);
    let moved = match listings::transition(app, db, &it.subject_id, Event::Restore, by).await {
        Ok(Ok(moved)) => moved,
        Ok(Err(_)) | Err(Failure::NotFound) => return Ok(false),
        Err(failure) => return Err(failure),
    };
    if let Some(number) = number_in(&it.undo, "waiting_change") {
        // Changes that waited wait again: nobody has read them for what they say. When their owner wrote others since, those stand.
        let _ = publishing::wait_again(db, &it.subject_id, number).await?;
    }
    if let (Some(person), true) = (it.user_id.as_deref(), moved.waits_for_its_owner) {
        store::pass_undo_on(db, person, &it.id, std::slice::from_ref(&it.subject_id)).await?;
    }
    Ok(true)
}

/// Number of a version that a decision refused, as its undo keeps it.
fn number_in(undo: &Value, key: &str) -> Option<i32> {
    undo.get(key).and_then(Value::as_i64).and_then(|it| i32::try_from(it).ok())
}

/// What was refused before it was online goes online.
async fn publish_after_all(
    app: &App,
    db: &mut PgConnection,
    it: &Decision,
    staff: &str,
) -> Result<bool, Failure> {
    let id = it.subject_id.as_str();
    if let Some(number) = number_in(&it.undo, "refused_change") {
        return publishing::publish_refused(app, db, staff, (id, number)).await;
    }
    if it.undo.get("refused").is_none() {
        return Ok(true);
    }
    if !restore(app, db, it, Some(staff)).await? {
        return Ok(false);
    }
    let by = (Actor::Moderator, Some(staff), None);
    Ok(listings::transition(app, db, id, Event::Approve, by).await?.is_ok())
}

/// Opens an account again, or leaves it closed as long as its other measures say.
async fn open(app: &App, db: &mut PgConnection, it: &Decision) -> Result<(), Failure> {
    let Some(person) = it.user_id.as_deref() else { return Ok(()) };
    let paused: Vec<String> =
        it.undo.get("paused").and_then(|it| serde_json::from_value(it.clone()).ok()).unwrap_or_default();
    let mut others = store::bars_of(db, person, &it.id).await?;
    if let Some(first) = others.pop() {
        accounts::bar(db, person, longest(others, first), app.clock.now()).await?;
        store::pass_undo_on(db, person, &it.id, &paused).await?;
        return Ok(());
    }
    accounts::unbar(db, person).await?;
    listings::resume(app, db, &paused).await
}
