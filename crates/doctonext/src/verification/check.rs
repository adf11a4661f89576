//! Declared numbers are looked up: the job of the queue.

use sqlx::PgConnection;

use super::{
    act::{self, ActError, By},
    held,
    lifecycle::Event,
    names::{self, Declared, DirectoryFacts, FullName, Reason, Verdict},
    review, source,
    store::{self, Row},
};
use crate::{
    app::App,
    failure::Failure,
    trades::{Profession, VerificationStatus as State},
};

/// Look-ups that may fail before the directory, or the database, is taken to be away.
const MOST_FAILURES: u32 = 3;

/// Looks up every number that was declared, one transaction each. Idempotent; two at once pass each other by. Without a
/// directory they wait. A look-up that fails lets the others pass, and is told at the end. Gives how many.
pub async fn check_declared(app: &App) -> Result<u64, Failure> {
    let (mut checked, mut failures, mut after) = (0, 0, String::new());
    let mut failed = None;
    if !source::is_there(app).await? {
        return Ok(checked);
    }
    loop {
        let mut tx = app.db.begin().await?;
        let Some(row) = store::lock_declared(&mut tx, &after).await? else { break };
        after.clone_from(&row.id);
        match check(app, &mut tx, &row).await {
            Ok(()) => {
                tx.commit().await?;
                checked += 1;
            }
            Err(error) => {
                tx.rollback().await?;
                failures += 1;
                let error = error.unexpected();
                if failures == MOST_FAILURES {
                    return Err(error);
                }
                tracing::warn!(%error, "a number could not be looked up");
                failed = Some(error);
            }
        }
    }
    failed.map_or(Ok(checked), Err)
}

async fn check(app: &App, db: &mut PgConnection, row: &Row) -> Result<(), ActError> {
    act::happen(app, db, row, State::Declared, &Event::Check, By::HOUSE).await?;
    let verdict = match held::number_of(app, db, row).await? {
        None => Verdict::NotFound,
        Some(number) => {
            let found = source::look_up(app, &number, review::is_student(row)).await?;
            match names::compare(&declared(row), found.as_ref()) {
                Verdict::Matched if !row.is_marked => Verdict::Mismatch(Reason::Held),
                other => other,
            }
        }
    };
    let by = match verdict {
        Verdict::Mismatch(reason) => By::HOUSE.because(reason.code()),
        _ => By::HOUSE,
    };
    act::happen(app, db, row, State::Checking, &Event::Answer(verdict), by).await?;
    store::set_seen(db, &row.id, 0, app.clock.now()).await?;
    Ok(())
}

/// What a person declared. Of an adopted account only the whole name is known: the first word is taken for the given one.
pub(super) fn declared(row: &Row) -> Declared {
    let (given, family) = row.name.split_once(' ').unwrap_or(("", &row.name));
    Declared {
        name: FullName {
            family: row.exercise_family_name.clone().unwrap_or_else(|| family.to_owned()),
            given: row.exercise_given_name.clone().unwrap_or_else(|| given.to_owned()),
        },
        profession: row.profession.as_deref().and_then(Profession::from_code),
    }
}

/// Whether the directory still knows somebody with a badge.
pub(super) fn is_seen(found: Option<&DirectoryFacts>) -> bool {
    found.is_some_and(|it| it.active)
}
