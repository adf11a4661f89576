//! How reliably somebody answers: the rule is pure; the job keeps what visitors read and the order weighs.

use chrono::{DateTime, TimeDelta, Utc};

use super::store;
use crate::{app::App, failure::Failure, listings, rounds::Round};

/// An answer within this time counts.
const IN_TIME: TimeDelta = TimeDelta::hours(72);
/// Conversations of so many days are looked at.
pub(super) const LOOKED_AT: TimeDelta = TimeDelta::days(90);
/// Fewer conversations say nothing.
const FEWEST: usize = 5;

/// Share of answers in time, in percent; none from fewer than five conversations. One that can still be answered in time
/// is not held against anybody.
pub(super) fn rate(
    conversations: &[(DateTime<Utc>, Option<DateTime<Utc>>)],
    now: DateTime<Utc>,
) -> Option<u8> {
    let in_time = |(begun, answered): &(DateTime<Utc>, Option<DateTime<Utc>>)| {
        answered.is_some_and(|at| at - *begun <= IN_TIME)
    };
    let judged: Vec<_> = conversations.iter().filter(|it| in_time(it) || now - it.0 > IN_TIME).collect();
    if judged.len() < FEWEST {
        return None;
    }
    let answered = judged.iter().filter(|it| in_time(it)).count();
    u8::try_from(answered * 100 / judged.len()).ok()
}

/// Owners looked at in one go.
const BATCH: i64 = 200;

/// Measures anew how everybody answers who was written to in the last 90 days, or has a rate from before; where it is another,
/// what search knows of their listings follows. How many changed.
pub async fn measure(app: &App) -> Result<u64, Failure> {
    let now = app.clock.now();
    let (mut round, mut last) = (Round::default(), String::new());
    loop {
        let batch = store::owners_written_to(&app.db, now - LOOKED_AT, &last, BATCH).await?;
        let Some((end, _)) = batch.last().cloned() else { return round.end() };
        for (owner, before) in batch {
            let outcome = measure_one(app, &owner, before, now).await;
            round.note("rate of answers", owner, outcome);
        }
        last = end;
    }
}

async fn measure_one(app: &App, owner: &str, before: Option<i16>, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let mut tx = app.db.begin().await?;
    let found = rate(&store::conversations(&mut *tx, owner, now - LOOKED_AT).await?, now).map(i16::from);
    if found == before {
        return Ok(false);
    }
    store::set_response_rate(&mut tx, owner, found).await?;
    // Held, so that what search is told is not older than what an owner writes meanwhile.
    for id in store::lock_online_of(&mut tx, owner).await? {
        listings::refresh(&mut tx, &app.gazetteer, &id, now).await?;
    }
    tx.commit().await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_conversations_make_a_rate_and_open_ones_do_not_count() {
        let now: DateTime<Utc> = "2026-03-02T09:00:00Z".parse().unwrap();
        let begun = |days: i64| now - TimeDelta::days(days);
        let answered = |days, hours| (begun(days), Some(begun(days) + TimeDelta::hours(hours)));
        let mut all = vec![answered(10, 1), answered(11, 72), answered(12, 73), (begun(13), None)];
        assert_eq!(rate(&all, now), None);
        all.push((begun(1), None));
        assert_eq!(rate(&all, now), None, "there are two days left to answer");
        all.push(answered(1, 2));
        assert_eq!(rate(&all, now), Some(60));
    }
}
