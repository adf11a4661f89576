//! What the clock brings to listings: an end, a beginning, a decision that nobody took, the archive.

use chrono::TimeDelta;

use super::{
    lifecycle::{Actor, Event, SILENCE, transition},
    store::{self, Due},
};
use crate::{app::App, failure::Failure};

/// Listings changed in one transaction: few enough to keep it short.
const BATCH: i64 = 100;

/// Ends every listing whose time is over and takes it out of search. Idempotent, resumable, safe to run twice at once.
/// Returns how many ended.
pub async fn expire_due(app: &App) -> Result<u64, Failure> {
    each(app, Due::End, TimeDelta::zero(), Event::Expire).await
}

/// Everything else that an hour or a day brings; how many listings changed.
pub async fn follow_clock(app: &App) -> Result<u64, Failure> {
    let started = each(app, Due::Start, TimeDelta::zero(), Event::ComeOnline).await?;
    let unread = each(app, Due::Unread, super::lifecycle::UNREAD, Event::ApproveUnread).await?;
    let silent = each(app, Due::Silent, SILENCE, Event::Forget).await?;
    let archived = each(app, Due::Archive, super::lifecycle::ARCHIVAL, Event::Archive).await?;
    Ok(started + unread + silent + archived)
}

/// Lets an event happen to each listing that has been due for so long, batch by batch.
async fn each(app: &App, what: Due, since: TimeDelta, event: Event) -> Result<u64, Failure> {
    let mut changed = 0;
    loop {
        let mut tx = app.db.begin().await?;
        let batch = store::due(&mut tx, what, app.clock.now() - since, BATCH).await?;
        let mut moved = 0;
        for id in &batch {
            let outcome = transition(app, &mut tx, id, event, (Actor::House, None, None)).await?;
            moved += u64::from(outcome.is_ok_and(|it| it.changed));
        }
        tx.commit().await?;
        changed += moved;
        // What is due and refuses to change would come again and again.
        if moved == 0 {
            return Ok(changed);
        }
    }
}
