//! What a second person decides: on a ban that somebody proposed, on an appeal against a decision of somebody else.

use platform::ids::{Ids, SystemIds};
use serde_json::Value;
use sqlx::PgConnection;

use super::{
    decide::{By, Outcome, move_notice, tell},
    letters,
    measures::{self, Measure},
    notice::{Actor, Event, appeal_ends},
    queue::Item,
    report,
    store::{self, Decision, Notice},
    subject::Subject,
    words::{Action, Party, SubjectKind},
};
use crate::{app::App, audit, failure::Failure};

/// Why this member of the team does not judge a decision anew: they took part in it, it strikes them, or they asked for it.
pub(super) fn bars_judge(it: &Decision, notice: Option<&Notice>, staff: &str) -> Option<Outcome> {
    let is_party = it.user_id.as_deref() == Some(staff)
        || notice.is_some_and(|it| it.notifier_id.as_deref() == Some(staff));
    match (it.is_of(staff), is_party) {
        (true, _) => Some(Outcome::SameJudge),
        (false, true) => Some(Outcome::Own),
        (false, false) => None,
    }
}

/// Puts a proposed ban in force, or declines it.
pub(super) async fn decide_on_ban(
    app: &App,
    by: By<'_>,
    id: &str,
    confirmed: bool,
    reason: &str,
) -> Result<Outcome, Failure> {
    let (now, staff) = (app.clock.now(), by.0.person.id.as_str());
    let item = Item::Ban(id.to_owned());
    let mut tx = app.db.begin().await?;
    if !item.take(&mut *tx, staff, now).await? {
        return Ok(Outcome::Held);
    }
    let it = store::lock_decision(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    if it.state != "proposed" {
        return Ok(Outcome::Already);
    }
    let notice = match &it.notice_id {
        Some(notice) => store::lock_notice(&mut tx, notice).await?,
        None => None,
    };
    if let Some(outcome) = bars_judge(&it, notice.as_ref(), staff) {
        return Ok(outcome);
    }
    let subject = ("user", it.user_id.as_deref().unwrap_or_default());
    let before = audit::state_of(&mut tx, subject).await?;
    if confirmed {
        let person = it.user_id.clone().unwrap_or_default();
        // What they were when it was proposed may have changed.
        match store::someone(&mut *tx, &person).await? {
            Some(who) if who.is_staff() => return Ok(Outcome::Staff),
            Some(who) if !who.is_erased => {}
            _ => return Ok(Outcome::Impossible),
        }
        let subject = Subject {
            kind: SubjectKind::Account,
            id: person.clone(),
            owner: it.user_id.clone(),
            title: String::new(),
            path: String::new(),
        };
        let measure = Measure {
            action: Action::Ban,
            subject: &subject,
            waits: None,
            facts: &it.facts,
            staff,
            ends_at: None,
        };
        match measures::carry_out(app, &mut tx, &measure).await? {
            Ok(undo) => store::confirm(&mut tx, id, staff, &undo, now).await?,
            Err(why) => return Ok(why.into()),
        }
        tell(app, &mut tx, id, notice.as_ref(), staff).await?;
    } else {
        store::close_decision(&mut tx, id, "declined", now).await?;
    }
    let act = if confirmed { "moderation.ban_confirmed" } else { "moderation.ban_declined" };
    note(app, &mut tx, by, (act, subject, reason), before).await?;
    item.release(&mut tx, staff).await?;
    tx.commit().await?;
    Ok(Outcome::Done)
}

/// Why a decision is not contested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lodged {
    Done,
    /// It was contested before.
    Already,
    /// Six months are over.
    TooLate,
    /// It is not in force, or not against them.
    NotTheirs,
}

/// Whether a party may contest a decision, but for the time and for an appeal that was made.
pub(super) fn is_against(it: &Decision, party: Party) -> bool {
    let action = Action::from_code(&it.action);
    let is_told = matches!(it.state.as_str(), "in_force" | "ended");
    is_told
        && match party {
            Party::Author => action.is_some_and(|it| it.restricts()),
            Party::Notifier => action == Some(Action::RefuseNotice),
        }
}

/// Contests a decision.
pub(super) async fn lodge(app: &App, decision: &str, party: Party, words: &str) -> Result<Lodged, Failure> {
    let (now, id) = (app.clock.now(), SystemIds.fresh());
    let mut tx = app.db.begin().await?;
    let it = store::lock_decision(&mut tx, decision).await?.ok_or(Failure::NotFound)?;
    if !is_against(&it, party) {
        let was = store::appeal_against(&mut *tx, decision).await?.is_some();
        return Ok(if was { Lodged::Already } else { Lodged::NotTheirs });
    }
    if now >= appeal_ends(it.took_effect_at()) {
        return Ok(Lodged::TooLate);
    }
    if !store::add_appeal(&mut tx, (&id, decision), party.code(), words, now).await? {
        return Ok(Lodged::Already);
    }
    if let Some(notice) = &it.notice_id
        && let Some(notice) = store::lock_notice(&mut tx, notice).await?
    {
        // A decision may be told without its notice having moved: then only the decision is contested.
        let _ = move_notice(app, &mut tx, &notice, Event::Appeal, (party.into(), None), false).await?;
    }
    let letter = letters::appeal_received(app, &id, party, of(&it, party));
    write(app, &mut tx, &it, party, &letter).await?;
    tx.commit().await?;
    Ok(Lodged::Done)
}

/// What the page of a party is about.
fn of(it: &Decision, party: Party) -> &str {
    match party {
        Party::Author => &it.id,
        Party::Notifier => it.notice_id.as_deref().unwrap_or_default(),
    }
}

async fn write(
    app: &App,
    db: &mut PgConnection,
    it: &Decision,
    party: Party,
    letter: &crate::letters::Letter,
) -> Result<(), Failure> {
    match party {
        Party::Author => match it.user_id.as_deref() {
            Some(person) => match store::someone(&mut *db, person).await? {
                Some(who) => letters::write(app, db, &who, letter).await,
                None => Ok(()),
            },
            None => Ok(()),
        },
        Party::Notifier => match it.notice_id.as_deref() {
            Some(id) => match store::notice(&mut *db, id).await? {
                Some(notice) => report::tell_notifier(app, db, &notice, letter).await,
                None => Ok(()),
            },
            None => Ok(()),
        },
    }
}

/// Decides on an appeal: the decision stays, or the state of before comes back.
pub(super) async fn decide_on_appeal(
    app: &App,
    by: By<'_>,
    id: &str,
    reversed: bool,
    reason: &str,
) -> Result<Outcome, Failure> {
    let (now, staff) = (app.clock.now(), by.0.person.id.as_str());
    let item = Item::Appeal(id.to_owned());
    let mut tx = app.db.begin().await?;
    if !item.take(&mut *tx, staff, now).await? {
        return Ok(Outcome::Held);
    }
    let appeal = store::lock_appeal(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let it = store::lock_decision(&mut tx, &appeal.decision_id).await?.ok_or(Failure::NotFound)?;
    if appeal.outcome.is_some() {
        return Ok(Outcome::Already);
    }
    let notice = match &it.notice_id {
        Some(notice) => store::lock_notice(&mut tx, notice).await?,
        None => None,
    };
    if let Some(outcome) = bars_judge(&it, notice.as_ref(), staff) {
        return Ok(outcome);
    }
    if store::asked_for(&mut tx, &it.id, staff).await? {
        return Ok(Outcome::Own);
    }
    let before = audit::state_of(&mut tx, ("appeal", id)).await?;
    let party = Party::from_code(&appeal.party).unwrap_or(Party::Author);
    let words = if reversed {
        reverse(app, &mut tx, &it, party, staff).await?
    } else {
        "La première décision est confirmée par une personne qui ne l’avait pas prise."
    };
    let outcome = if reversed { "reversed" } else { "upheld" };
    store::decide_appeal(&mut tx, id, (outcome, reason), staff, now).await?;
    if let Some(notice) = &notice {
        let event = if reversed { Event::Reverse } else { Event::Uphold };
        let _ = move_notice(app, &mut tx, notice, event, (Actor::Moderator, Some(staff)), false).await?;
    }
    let letter = letters::appeal_decided(app, party, of(&it, party), words, reason);
    write(app, &mut tx, &it, party, &letter).await?;
    let act = if reversed { "moderation.appeal_reversed" } else { "moderation.appeal_upheld" };
    note(app, &mut tx, by, (act, ("appeal", id), reason), before).await?;
    item.release(&mut tx, staff).await?;
    tx.commit().await?;
    Ok(Outcome::Done)
}

/// Undoes a decision; what whoever contested it is told.
async fn reverse(
    app: &App,
    db: &mut PgConnection,
    it: &Decision,
    party: Party,
    staff: &str,
) -> Result<&'static str, Failure> {
    let now = app.clock.now();
    store::close_decision(db, &it.id, "reversed", now).await?;
    if party == Party::Notifier {
        look_again(app, db, it).await?;
        return Ok("La première décision est annulée\u{202f}: votre signalement est examiné de nouveau.");
    }
    // What ended by itself has nothing to be brought back.
    let is_restored = it.state != "in_force" || measures::lift(app, db, it, Some(staff)).await?;
    Ok(if is_restored {
        "La première décision est annulée, et la situation d’avant est rétablie."
    } else {
        "La première décision est annulée. La situation d’avant ne peut pas être rétablie telle quelle\u{202f}: le contenu a changé entre-temps, ou une autre mesure le concerne."
    })
}

/// A refused notice comes back to the queue, so that somebody decides what is to be done.
async fn look_again(app: &App, db: &mut PgConnection, it: &Decision) -> Result<(), Failure> {
    let Some(id) = it.notice_id.as_deref() else { return Ok(()) };
    let Some(before) = store::notice(&mut *db, id).await? else { return Ok(()) };
    report::look_again(app, db, &before).await
}

async fn note(
    app: &App,
    db: &mut PgConnection,
    (staff, origin): By<'_>,
    (act, subject, reason): (&str, (&str, &str), &str),
    before: Option<Value>,
) -> Result<(), Failure> {
    let entry = audit::Entry {
        actor: Some(&staff.person.id),
        action: act,
        subject,
        address: Some(&origin.short_address()),
        reason: Some(reason).filter(|it| !it.is_empty()),
        ..audit::Entry::default()
    };
    Ok(audit::record_change(db, entry, before, app.clock.now()).await?)
}
