//! What the clock brings to moderation: measures that end, locks that are over, photographs that came since, texts that have no
//! fingerprint yet.

use super::{letters, measures, read_again, store, words::Action};
use crate::{app::App, audit, desk, failure::Failure, screening};

/// Measures ended in one run.
const BATCH: i64 = 100;
/// Texts read in one run.
const TEXTS: i64 = 500;

/// Ends every measure whose time is over, and reads what was added to listings. One that cannot be ended holds no other up.
pub async fn follow_clock(app: &App) -> Result<(), Failure> {
    let now = app.clock.now();
    desk::sweep(app).await?;
    let mut trouble = None;
    for id in store::due_decisions(&app.db, now, BATCH).await? {
        if let Err(failure) = end(app, &id).await {
            tracing::error!(decision = id, "a measure could not be ended");
            trouble = Some(failure);
        }
    }
    read_again::run(app).await?;
    trouble.map_or(Ok(()), Err)
}

async fn end(app: &App, id: &str) -> Result<(), Failure> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let Some(it) = store::lock_decision(&mut tx, id).await? else { return Ok(()) };
    if it.state != "in_force" || it.ends_at.is_none_or(|end| end > now) {
        return Ok(());
    }
    let before = audit::state_of(&mut tx, ("decision", id)).await?;
    store::close_decision(&mut tx, id, "ended", now).await?;
    let is_over = measures::lift(app, &mut tx, &it, None).await?;
    if is_over
        && let Some(person) = it.user_id.as_deref()
        && let Some(who) = store::someone(&mut *tx, person).await?
        && who.barred_at.is_none()
    {
        let action = Action::from_code(&it.action).unwrap_or(Action::ReduceVisibility);
        letters::write(app, &mut tx, &who, &letters::measure_ended(app, action)).await?;
    }
    let entry = audit::Entry {
        action: "moderation.measure_ended",
        subject: ("decision", id),
        ..audit::Entry::default()
    };
    audit::record_change(&mut tx, entry, before, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Gives a fingerprint to texts that have none: those that were published before there were any. How many it read.
pub async fn print_texts(app: &App) -> Result<usize, Failure> {
    let (mut last, mut read) = (String::new(), 0);
    loop {
        let texts = screening::unread(&app.db, &last, TEXTS).await?;
        let Some((end, ..)) = texts.last() else { return Ok(read) };
        last.clone_from(end);
        for (id, title, body) in &texts {
            if let Some(print) = screening::Fingerprint::of(title, body) {
                screening::remember(&app.db, id, print, app.clock.now()).await?;
            }
        }
        read += texts.len();
    }
}
