//! Executing the rules, and writing down what each did.

use chrono::{DateTime, Utc};

use super::{Act, RULES, Rule};
use crate::{
    access, accounts,
    app::App,
    audit,
    failure::Failure,
    file_removals, legal_log, letters, listings, media, moderation,
    personal_data::Swept,
    pieces,
    privacy::{erasing, export, inactivity, store},
    publishing, rooms, screening, verification,
};

/// Rows removed in one statement: few enough to hold nobody up.
const BATCH: i64 = 1000;
/// Statements in one run of a rule: what is left waits for the next.
const MOST_BATCHES: usize = 200;

/// Executes every rule whose time has come. One that fails is written down and does not hold the others up.
pub async fn run_due(app: &App) -> Result<(), Failure> {
    let mut trouble = None;
    let last = store::last_good_starts(&app.db).await?;
    for rule in RULES {
        if rule.rhythm.is_due(last.get(rule.code).copied(), app.clock.now())
            && let Err(failure) = run(app, rule).await
        {
            trouble = Some(failure);
        }
    }
    trouble.map_or(Ok(()), Err)
}

/// Executes a rule.
pub(in crate::privacy) async fn run(app: &App, rule: &Rule) -> Result<Swept, Failure> {
    let started = app.clock.now();
    let id = store::begin_run(&app.db, rule.code, started).await?;
    let mut total = Swept::default();
    let mut outcome = Ok(());
    for _ in 0..MOST_BATCHES {
        match act(app, rule, started).await {
            Ok(did) => {
                total = Swept { removed: total.removed + did.removed, left: did.left };
                if did.left == 0 || did.removed == 0 {
                    break;
                }
            }
            Err(failure) => {
                outcome = Err(failure);
                break;
            }
        }
    }
    let error = outcome.as_ref().err().map(why);
    if let Some(error) = &error {
        tracing::error!(rule = rule.code, error, "a rule of retention could not be executed");
    } else if total.removed > 0 {
        tracing::info!(rule = rule.code, removed = total.removed, left = total.left, "retention");
    }
    store::end_run(&app.db, id, total, error.as_deref(), app.clock.now()).await?;
    outcome.map(|()| total)
}

/// What broke, as the database or the storage says it: without the values of rows.
fn why(failure: &Failure) -> String {
    match failure {
        Failure::Broken(cause) | Failure::Unavailable(cause) => cause.to_string(),
        other => other.to_string(),
    }
}

async fn act(app: &App, rule: &Rule, now: DateTime<Utc>) -> Result<Swept, Failure> {
    let (db, before) = (&app.db, rule.keeping.cutoff(now));
    Ok(match rule.act {
        Act::SweepSessions => accounts::sweep_sessions(db, before, BATCH).await?,
        Act::SweepTokens => access::sweep_tokens(db, before, BATCH).await?,
        Act::SweepAnswers => access::sweep_answers(db, before, BATCH).await?,
        Act::SweepImports => publishing::sweep_imports(db, before, BATCH).await?,
        Act::SweepProofs => accounts::sweep_proofs(db, before, BATCH).await?,
        Act::SweepTries => accounts::sweep_tries(db, before, BATCH).await?,
        Act::SweepDevices => accounts::sweep_devices(db, before, BATCH).await?,
        Act::EmptyDeadLetters => letters::empty_dead(db, before, BATCH).await?,
        Act::SweepLetters => letters::sweep(db, before, BATCH).await?,
        Act::SweepNotifications => store::sweep_notifications(db, before, BATCH).await?,
        Act::EmptyVisits => store::empty_visits(db, before, BATCH).await?,
        Act::SweepVisits => store::sweep_visits(db, before, BATCH).await?,
        Act::ForgetListings => {
            let also = async |tx: &mut sqlx::PgConnection, ids: &[String]| {
                media::forget(&mut *tx, ids, now).await?;
                screening::forget(tx, ids).await
            };
            listings::forget_closed(db, before, now, BATCH, also).await?
        }
        Act::EraseAccounts => erasing::erase_due(app, BATCH).await?,
        Act::WatchSilence => inactivity::watch(app).await?,
        Act::RemoveDocuments => verification::remove_documents(app, before, BATCH).await?,
        Act::SweepOpenings => pieces::sweep_openings(db, before, BATCH).await?,
        Act::SweepShares => pieces::sweep_shares(db, before, BATCH).await?,
        Act::SweepExactReadings => listings::confidential::sweep_readings(db, before, BATCH).await?,
        Act::SweepRooms => rooms::sweep_rooms(db, before, BATCH).await?,
        Act::SweepRoomRequests => rooms::sweep_requests(db, before, BATCH).await?,
        Act::SweepRoomCodes => rooms::sweep_codes(db, before, BATCH).await?,
        Act::ExpireExports => export::expire(app, now, BATCH).await?,
        Act::RemoveFiles => file_removals::remove(app, BATCH).await?,
        Act::SweepLog => audit::sweep(db, before, BATCH).await?,
        Act::PurgeLegalLog(kind) => legal_log::purge(db, kind, now, BATCH).await?,
        Act::AnonymiseNotices => moderation::anonymise_notices(db, before, now, BATCH).await?,
        Act::AnonymiseDecisions => moderation::anonymise_decisions(db, before, now, BATCH).await?,
        Act::SweepClosures => store::sweep_closures(db, before, BATCH).await?,
        Act::SweepRuns => store::sweep_runs(db, before, BATCH).await?,
    })
}
