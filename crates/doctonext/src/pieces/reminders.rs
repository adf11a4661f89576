//! Every night: who has a document that ends within 30 days, or within 7, is told once.

use platform::clock::today_in_paris;

use super::{kind::Kind, letters, naming::Naming, store};
use crate::{
    app::App,
    failure::Failure,
    letters::{Recipient, send},
    notifications::{self, Kind as Told, Notice},
    rounds::Round,
    sealing::SealingError,
};

/// Documents read at once.
const BATCH: i64 = 200;

/// Writes the reminders that are due, each in the transaction of its mark: interrupted or run twice, it tells nobody twice.
/// Gives how many were made.
pub async fn remind(app: &App) -> Result<u64, Failure> {
    let today = today_in_paris(app.clock.now());
    let (mut after, mut round) = (String::new(), Round::default());
    loop {
        let due = store::due_reminders(&app.db, today, &after, BATCH).await?;
        let Some((last, _)) = due.last() else { return round.end() };
        after.clone_from(last);
        for (id, person) in due {
            let outcome = remind_of(app, &id, &person).await;
            round.note("document ends soon", id, outcome);
        }
    }
}

async fn remind_of(app: &App, id: &str, person: &str) -> Result<bool, Failure> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    if !store::lock_owner(&mut tx, person).await? {
        return Ok(false);
    }
    let Some(it) = store::lock_ending(&mut tx, id).await? else { return Ok(false) };
    let left = (it.expires_on - today_in_paris(now)).num_days();
    // Read again under the lock: the date may have moved meanwhile.
    let days: &[i16] = match left {
        0..=7 => &[7, 30],
        8..=30 => &[30],
        _ => return Ok(false),
    };
    if !store::note_reminder(&mut tx, id, it.expires_on, days, now).await? {
        return Ok(false);
    }
    let naming = match Naming::open(app, &mut tx, id, &it.naming).await {
        Ok(naming) => naming,
        // One document that cannot be read must not keep the others from being told of.
        Err(SealingError::Altered | SealingError::Destroyed) => Naming::default(),
        Err(other) => return Err(other.into()),
    };
    let kind = Kind::from_code(&it.kind).unwrap_or(Kind::Other);
    let letter = letters::ends_soon(app, id, (kind, &naming.title(kind)), it.expires_on, left);
    let recipient = Recipient { person: Some(&it.user_id), name: &it.owner_name, address: &it.email };
    send(&mut tx, &app.vault, now, recipient, &letter).await?;
    let notice = Notice {
        person: &it.user_id,
        kind: Told::DocumentExpiring,
        subject: Some(id),
        title: letter.subject().to_owned(),
        // Not the name that its owner gave it, which lies sealed.
        message: Some(kind.label().to_owned()),
        link: Some(format!("/espace/pieces/{id}")),
    };
    notifications::tell(&mut tx, &notice, now).await?;
    tx.commit().await?;
    Ok(true)
}
