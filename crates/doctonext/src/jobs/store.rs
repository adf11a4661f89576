//! Every SQL statement about the queue. Its tables are Graphile Worker's; their shape is pinned with the library.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};

/// A job that waits, runs or was given up.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Job {
    /// Number in the queue.
    pub id: i64,
    /// Name of the task.
    pub task: String,
    /// How often it was tried.
    pub attempts: i16,
    /// How often it may be.
    pub max_attempts: i16,
    /// When it is tried next.
    pub run_at: DateTime<Utc>,
    /// Since when it runs.
    pub locked_at: Option<DateTime<Utc>>,
    /// What went wrong last.
    pub last_error: Option<String>,
}

/// Asks for a job, in the transaction of the fact that needs it. While one of that name waits, no second is added.
pub async fn ask_once(db: &mut PgConnection, task: &str) -> sqlx::Result<()> {
    sqlx::query("select graphile_worker.add_job($1, '{}'::json, job_key => $1)")
        .bind(task)
        .execute(db)
        .await?;
    Ok(())
}

/// Asks for a job with its own payload.
pub async fn ask(db: &mut PgConnection, task: &str, payload: &serde_json::Value) -> sqlx::Result<()> {
    sqlx::query("select graphile_worker.add_job($1, $2::json)").bind(task).bind(payload).execute(db).await?;
    Ok(())
}

/// Asks for a job that waits for the others of its lane: no two of a lane run at once.
pub async fn ask_in_lane(
    db: &mut PgConnection,
    task: &str,
    payload: &serde_json::Value,
    lane: &str,
) -> sqlx::Result<()> {
    sqlx::query("select graphile_worker.add_job($1, $2::json, queue_name => $3)")
        .bind(task)
        .bind(payload)
        .bind(lane)
        .execute(db)
        .await?;
    Ok(())
}

/// The jobs of a kind: `dead` ones were tried as often as they may be.
pub async fn list(db: &PgPool, dead: bool, most: i64) -> sqlx::Result<Vec<Job>> {
    sqlx::query_as(
        "select j.id, t.identifier as task, j.attempts, j.max_attempts, j.run_at, j.locked_at, j.last_error
         from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
         where (j.attempts >= j.max_attempts and j.locked_at is null) = $1 order by j.id desc limit $2",
    )
    .bind(dead)
    .bind(most)
    .fetch_all(db)
    .await
}

/// Gives dead jobs their tries back, from now on: one, or all. Tells how many.
pub async fn replay(db: &mut PgConnection, id: Option<i64>, now: DateTime<Utc>) -> sqlx::Result<u64> {
    let done = sqlx::query(
        "update graphile_worker._private_jobs set attempts = 0, run_at = $2
         where attempts >= max_attempts and locked_at is null and ($1::bigint is null or id = $1)",
    )
    .bind(id)
    .bind(now)
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// Makes the present try of a job its last.
pub(super) async fn give_up(db: &PgPool, id: i64) -> sqlx::Result<()> {
    sqlx::query("update graphile_worker._private_jobs set max_attempts = attempts where id = $1")
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// Waiting, running and dead jobs.
pub async fn tally(db: &PgPool) -> sqlx::Result<(i64, i64, i64)> {
    sqlx::query_as(
        "select count(*) filter (where locked_at is null and attempts < max_attempts),
                count(*) filter (where locked_at is not null),
                count(*) filter (where locked_at is null and attempts >= max_attempts)
         from graphile_worker._private_jobs",
    )
    .fetch_one(db)
    .await
}

/// The jobs of one task.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct TaskTally {
    /// Name of the task.
    pub task: String,
    /// Due now or later.
    pub waiting: i64,
    /// At work.
    pub running: i64,
    /// Tried as often as they may be.
    pub dead: i64,
}

/// Waiting, running and dead jobs of every task that there ever was, those without any included.
pub async fn tally_by_task(db: &PgPool) -> sqlx::Result<Vec<TaskTally>> {
    sqlx::query_as(
        "select t.identifier as task,
                count(j.id) filter (where j.locked_at is null and j.attempts < j.max_attempts) as waiting,
                count(j.id) filter (where j.locked_at is not null) as running,
                count(j.id) filter (where j.locked_at is null and j.attempts >= j.max_attempts) as dead
         from graphile_worker._private_tasks t left join graphile_worker._private_jobs j on j.task_id = t.id
         group by t.identifier order by t.identifier",
    )
    .fetch_all(db)
    .await
}
