//! Somebody reports something: kept, and acknowledged.

use platform::ids::{Ids, SystemIds};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::{
    letters,
    store::{self, NewNotice, Notice},
    subject::Subject,
    words::Reason,
};
use crate::{
    app::App,
    failure::Failure,
    letters::{Letter, Recipient},
    sealing::{Place, Scope, Sealed, SealingError},
};

/// Who reports.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Notifier {
    pub(super) name: String,
    pub(super) email: String,
}

/// A notice, every field checked.
pub(super) struct Report<'a> {
    pub(super) subject: &'a Subject,
    pub(super) address: &'a str,
    pub(super) reason: Reason,
    pub(super) explanation: &'a str,
    /// None for the abuse of children, when they say nothing of themselves.
    pub(super) notifier: Option<Notifier>,
    /// The account they are signed in to.
    pub(super) member: Option<&'a str>,
    /// Whether their mailbox may be written to.
    pub(super) may_write: bool,
}

fn place(id: &str) -> Place<'_> {
    Place { table: "moderation_notices", column: "notifier", row: id }
}

/// Keeps a notice and writes its receipt; its identifier.
pub(super) async fn receive(app: &App, it: &Report<'_>) -> Result<String, Failure> {
    let (now, id) = (app.clock.now(), SystemIds.fresh());
    let mut tx = app.db.begin().await?;
    let notifier = match &it.notifier {
        Some(who) => Some(seal(app, &mut tx, &id, it.member, who).await?),
        None => None,
    };
    let notice = NewNotice {
        id: &id,
        source: "visitor",
        subject: (it.subject.kind.code(), &it.subject.id),
        owner: it.subject.owner.as_deref(),
        address: it.address,
        reason: it.reason.code(),
        explanation: it.explanation,
        notifier: notifier.as_ref(),
        notifier_id: it.member,
        follows: None,
    };
    store::add_notice(&mut tx, &notice, now).await?;
    if let Some(who) = it.notifier.as_ref().filter(|_| it.may_write) {
        // The page as we know it: what strangers type goes to no mailbox in our name.
        let page = format!("{}{}", app.settings.public_url, it.subject.path);
        write(app, &mut tx, it.member, who, &letters::notice_received(app, &id, it.reason, &page)).await?;
    }
    tx.commit().await?;
    Ok(id)
}

/// Keeps a notice again whose refusal was reversed, under the name of whoever made it: they are told what becomes of it.
pub(super) async fn look_again(app: &App, db: &mut PgConnection, before: &Notice) -> Result<(), Failure> {
    let id = SystemIds.fresh();
    let notifier = match notifier_of(app, db, before).await? {
        Some(who) => Some(seal(app, db, &id, before.notifier_id.as_deref(), &who).await?),
        None => None,
    };
    let again = NewNotice {
        id: &id,
        source: "appeal",
        subject: (&before.subject_kind, &before.subject_id),
        owner: before.subject_owner.as_deref(),
        address: &before.address,
        reason: &before.reason,
        explanation: &before.explanation,
        notifier: notifier.as_ref(),
        notifier_id: before.notifier_id.as_deref(),
        follows: Some(&before.id),
    };
    Ok(store::add_notice(db, &again, app.clock.now()).await?)
}

async fn seal(
    app: &App,
    db: &mut PgConnection,
    notice: &str,
    member: Option<&str>,
    who: &Notifier,
) -> Result<Sealed, Failure> {
    let plain = serde_json::to_vec(who).map_err(Failure::broken)?;
    let scope = member.map_or(Scope::House, Scope::Person);
    Ok(app.vault.seal(db, scope, place(notice), &plain).await?)
}

/// Who made a notice; none when they said nothing, or their name was erased.
pub(super) async fn notifier_of(
    app: &App,
    db: &mut PgConnection,
    notice: &Notice,
) -> Result<Option<Notifier>, Failure> {
    let Some(sealed) = &notice.notifier else { return Ok(None) };
    match app.vault.open(db, place(&notice.id), sealed).await {
        Ok(plain) => Ok(serde_json::from_slice(&plain).ok()),
        Err(SealingError::Altered | SealingError::Destroyed) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Writes to whoever made a notice, if they can be written to.
pub(super) async fn tell_notifier(
    app: &App,
    db: &mut PgConnection,
    notice: &Notice,
    letter: &Letter,
) -> Result<(), Failure> {
    match notifier_of(app, db, notice).await? {
        Some(who) => write(app, db, notice.notifier_id.as_deref(), &who, letter).await,
        None => Ok(()),
    }
}

async fn write(
    app: &App,
    db: &mut PgConnection,
    member: Option<&str>,
    who: &Notifier,
    letter: &Letter,
) -> Result<(), Failure> {
    if who.email.ends_with(".invalid") {
        return Ok(());
    }
    let recipient = Recipient { person: member, name: &who.name, address: &who.email };
    Ok(crate::letters::send(db, &app.vault, app.clock.now(), recipient, letter).await?)
}
