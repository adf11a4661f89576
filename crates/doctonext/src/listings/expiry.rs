//! What the clock brings to listings: an end, a beginning, a decision that nobody took, the archive.

use chrono::TimeDelta;

use super::{
    lifecycle::{ARCHIVAL, Actor, Event, SILENCE, UNREAD, transition},
    store::{self, Due},
};
use crate::{app::App, failure::Failure, rounds::Round};

/// Listings looked for at once.
const BATCH: i64 = 200;

/// Ends every listing whose time is over and takes it out of search. Idempotent, resumable, safe to run twice at once.
/// Returns how many ended.
pub async fn expire_due(app: &App) -> Result<u64, Failure> {
    each(app, Due::End, TimeDelta::zero(), Event::Expire).await
}

/// Everything else that an hour or a day brings; how many listings changed. One kind that fails keeps no other from its turn.
pub async fn follow_clock(app: &App) -> Result<u64, Failure> {
    let kinds = [
        (Due::Start, TimeDelta::zero(), Event::ComeOnline),
        (Due::Unread, UNREAD, Event::ApproveUnread),
        (Due::Silent, SILENCE, Event::Forget),
        (Due::Archive, ARCHIVAL, Event::Archive),
    ];
    let (mut changed, mut failed) = (0, None);
    for (what, since, event) in kinds {
        match each(app, what, since, event).await {
            Ok(some) => changed += some,
            Err(failure) => failed = Some(failure),
        }
    }
    failed.map_or(Ok(changed), Err)
}

/// Lets an event happen to each listing that has been due for so long, each on its own: one that cannot change, or breaks,
/// keeps no other from its turn, and is tried once a run.
async fn each(app: &App, what: Due, since: TimeDelta, event: Event) -> Result<u64, Failure> {
    let mut round = Round::default();
    loop {
        let batch = store::due(&app.db, what, app.clock.now() - since, round.tried(), BATCH).await?;
        if batch.is_empty() {
            return round.end();
        }
        for id in batch {
            let outcome = one(app, &id, event).await;
            round.note(event.code(), id, outcome);
        }
    }
}

async fn one(app: &App, id: &str, event: Event) -> Result<bool, Failure> {
    let mut tx = app.db.begin().await?;
    let outcome = transition(app, &mut tx, id, event, (Actor::House, None, None)).await?;
    tx.commit().await?;
    Ok(outcome.is_ok_and(|it| it.changed))
}
