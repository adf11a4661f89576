//! Work done later and work done on the hour: one queue, in the database, so that a job exists exactly when the fact
//! that asks for it does.
//!
//! The queue is Graphile Worker's (docs/decisions). Handlers are one line that calls an act; they are delivered at
//! least once, so every act they call is idempotent.

mod accessibility;
mod listings;
mod media;
mod moderation;
mod pieces;
mod privacy;
mod rooms;
mod search;
mod store;
mod verification;

pub use store::{Job, TaskTally, ask, ask_in_lane, ask_once, list, replay, tally, tally_by_task};

use std::{fmt, time::Duration};

use anyhow::Context;
use graphile_worker::{
    IntoTaskHandlerResult, TaskHandler, WorkerContext, WorkerOptions, WorkerRecoveryConfig,
};
use platform::mail::Carrier;
use serde::{Deserialize, Serialize};
use sqlx::PgPool;
use tokio::task::JoinHandle;

use crate::{accounts, app::App, letters};

/// Jobs that run at the same time.
const CONCURRENCY: usize = 4;
/// Seals what lies in clear.
pub const SEAL_CLEAR_COLUMNS: &str = "seal_clear_columns";
/// When what recurs recurs (UTC), missed runs of the last hour made up.
const TIMETABLE: &str = "\
* * * * * expire_listings ?fill=1h {}
* * * * * follow_listings {}
* * * * * fold_views {}
* * * * * tend_rooms {}
* * * * * deliver_letters {}
* * * * * follow_moderation {}
17 * * * * compare_prices ?fill=2h {}
25 * * * * print_texts ?fill=2h {}
12 7 * * * remind_owners ?fill=6h {}
32 6 * * 1 tell_of_the_week ?fill=24h {}
40 4 * * * measure_answers ?fill=6h {}
7 * * * * apply_retention ?fill=2h {}
12 * * * * seal_clear_columns ?fill=2h {}
20 3 * * * recheck_numbers ?fill=12h {}
10 5 * * * remind_of_pieces ?fill=12h {}
* * * * * complete_projection ?queue=complete_projection {}
*/10 * * * * sweep_search_notes {}
50 2 * * * compare_media ?fill=12h {}
37 * * * * tidy_verification ?fill=2h {}
40 2 * * * compute_accessibility ?fill=12h {}
";
/// How often an idle slot looks for work that no notice announced: retries and what waited for its hour.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// The running worker.
pub struct Worker {
    worker: std::sync::Arc<graphile_worker::Worker>,
    running: JoinHandle<()>,
}

impl Worker {
    /// Takes no new job, waits for the running ones.
    pub async fn stop(self) {
        self.worker.request_shutdown();
        if self.running.await.is_err() {
            tracing::error!("the worker ended by a fault");
        }
    }
}

/// Makes the tables of the queue: facts may ask for jobs on a server that runs none.
pub async fn prepare(db: &PgPool) -> anyhow::Result<()> {
    let worker = WorkerOptions::default().schema("graphile_worker").listen_os_shutdown_signals(false);
    worker.pg_pool(db.clone()).init().await.context("The queue of jobs cannot be prepared")?;
    Ok(())
}

/// Starts the worker on this process's threads.
pub async fn start(app: &App) -> anyhow::Result<Worker> {
    let carrier = app.settings.carrier()?;
    let worker = WorkerOptions::default()
        .concurrency(CONCURRENCY)
        .schema("graphile_worker")
        // The library's local queue would drain a backlog faster, but it asks the database a hundred times a second
        // while idle (version 0.14.1, measured: 12 % of a core).
        .poll_interval(LOOK_EVERY)
        .worker_recovery(
            WorkerRecoveryConfig::default()
                .enabled(true)
                .heartbeat_interval(Duration::from_secs(10))
                .sweep_interval(Duration::from_secs(15))
                .sweep_threshold(Duration::from_secs(45))
                .recovery_delay(Duration::from_secs(5)),
        )
        .listen_os_shutdown_signals(false)
        .add_extension(Reach { app: app.clone(), carrier })
        .define_job::<listings::ExpireListings>()
        .define_job::<listings::FollowListings>()
        .define_job::<listings::FoldViews>()
        .define_job::<listings::CompleteProjection>()
        .define_job::<listings::RemindOwners>()
        .define_job::<listings::TellOfTheWeek>()
        .define_job::<listings::MeasureAnswers>()
        .define_job::<listings::ImportListings>()
        .define_job::<listings::FollowZoning>()
        .define_job::<listings::LocateListing>()
        .define_job::<DeliverLetters>()
        .define_job::<verification::CheckNumbers>()
        .define_job::<verification::ProveByPsc>()
        .define_job::<verification::RecheckNumbers>()
        .define_job::<verification::TidyVerification>()
        .define_job::<media::MakePictures>()
        .define_job::<media::CompareMedia>()
        .define_job::<moderation::FollowModeration>()
        .define_job::<moderation::PrintTexts>()
        .define_job::<SealClearColumns>()
        .define_job::<pieces::RemindOfPieces>()
        .define_job::<rooms::TendRooms>()
        .define_job::<search::SweepSearchNotes>()
        .define_job::<listings::ComparePrices>()
        .define_job::<accessibility::ComputeAccessibility>()
        .define_job::<privacy::ApplyRetention>()
        .define_job::<privacy::BuildExport>()
        .define_job::<privacy::RemoveFiles>()
        .with_cron(TIMETABLE)
        .context("The timetable of jobs cannot be read")?
        .pg_pool(app.db.clone())
        .init()
        .await
        .context("The queue of jobs cannot be prepared")?;
    let worker = std::sync::Arc::new(worker);
    let at_work = worker.clone();
    let running = tokio::spawn(async move {
        if let Err(error) = at_work.run().await {
            tracing::error!(%error, "the worker stopped by itself");
        }
    });
    Ok(Worker { worker, running })
}

/// What a job can reach.
#[derive(Clone)]
struct Reach {
    app: App,
    carrier: Carrier,
}

impl fmt::Debug for Reach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reach")
    }
}

fn reach(ctx: &WorkerContext) -> Result<Reach, String> {
    ctx.get_ext::<Reach>().cloned().ok_or_else(|| "the worker was started without the app".to_owned())
}

/// What went wrong in a job, and whether to try again: said where it went wrong.
#[derive(Debug)]
pub enum Trouble {
    /// It may go better later.
    Retry(String),
    /// It never will: the job is dead until somebody replays it.
    GiveUp(String),
}

impl Trouble {
    /// To be tried again.
    pub fn retry(error: impl fmt::Display) -> Self {
        Self::Retry(error.to_string())
    }

    /// What the queue keeps; a job that is given up has no further tries.
    async fn told(self, ctx: &WorkerContext, db: &PgPool) -> String {
        match self {
            Self::Retry(why) => why,
            Self::GiveUp(why) => {
                if let Err(error) = store::give_up(db, *ctx.job().id()).await {
                    tracing::error!(%error, "a job that makes no sense will be tried again");
                }
                why
            }
        }
    }
}

/// Runs an act and tells the queue how it went.
async fn carry_out<T>(
    ctx: &WorkerContext,
    act: impl AsyncFnOnce(Reach) -> Result<T, Trouble>,
) -> Result<(), String> {
    let reach = reach(ctx)?;
    let db = reach.app.db.clone();
    match act(reach).await {
        Ok(_) => Ok(()),
        Err(trouble) => Err(trouble.told(ctx, &db).await),
    }
}

/// Takes every due letter away.
#[derive(Debug, Serialize, Deserialize)]
struct DeliverLetters {}

impl TaskHandler for DeliverLetters {
    const IDENTIFIER: &'static str = letters::DELIVER;

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        carry_out(&ctx, async |Reach { app, carrier }| {
            letters::deliver(&app, &carrier).await.map_err(Trouble::retry)
        })
        .await
    }
}

/// Seals what another program wrote in clear.
#[derive(Debug, Serialize, Deserialize)]
struct SealClearColumns {}

impl TaskHandler for SealClearColumns {
    const IDENTIFIER: &'static str = SEAL_CLEAR_COLUMNS;

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        carry_out(&ctx, async |Reach { app, .. }| {
            // A fault in one keeps nobody from the others.
            let listings = crate::listings::confidential::seal_clear(&app).await;
            let answers = crate::publishing::seal_clear_answers(&app).await;
            accounts::seal_clear_columns(&app).await.and(listings).and(answers).map_err(Trouble::retry)
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use sqlx::postgres::PgListener;

    use super::*;
    use crate::testing::{World, claires_practice};

    #[test]
    fn the_timetable_sends_what_its_job_can_read() {
        for line in TIMETABLE.lines() {
            let payload = line.rsplit(' ').next().unwrap();
            assert!(serde_json::from_str::<listings::ExpireListings>(payload).is_ok(), "{payload}");
        }
    }

    #[tokio::test]
    async fn the_queue_ends_what_is_over() {
        let world = World::new().await;
        world.publish([claires_practice()]).await;
        world.clock.advance(TimeDelta::days(61));
        let mut changes = PgListener::connect_with(world.db()).await.unwrap();
        changes.listen("listing_search_changed").await.unwrap();

        let worker = start(&world.app).await.unwrap();
        sqlx::query("select graphile_worker.add_job('expire_listings', '{}'::json)")
            .execute(world.db())
            .await
            .unwrap();
        changes.recv().await.unwrap();
        worker.stop().await;

        let status: String =
            sqlx::query_scalar("select status from listings").fetch_one(world.db()).await.unwrap();
        assert_eq!(status, "expired");
    }

    #[tokio::test]
    async fn a_promise_that_is_rolled_back_is_no_job() {
        let world = World::new().await;
        let mut tx = world.db().begin().await.unwrap();
        sqlx::query("select graphile_worker.add_job('expire_listings', '{}'::json)")
            .execute(&mut *tx)
            .await
            .unwrap();
        tx.rollback().await.unwrap();

        let jobs: i64 = sqlx::query_scalar(
            "select count(*) from graphile_worker.jobs where task_identifier = 'expire_listings'",
        )
        .fetch_one(world.db())
        .await
        .unwrap();
        assert_eq!(jobs, 0);
    }
}
