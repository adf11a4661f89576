//! Every SQL statement of accessibility.

mod tile;

pub(super) use tile::tile;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor};

use super::{Departments, Figure, Run, Trade, supply::Supply};
use crate::directory::Edition;

/// Begins a transaction whose statements all read the same moment.
pub(super) const AT_ONE_MOMENT: &str = "begin isolation level repeatable read";

/// One at a time, and with more patience than visitors are given.
pub(super) async fn begin(db: &mut PgConnection) -> sqlx::Result<bool> {
    sqlx::query(
        "select set_config('statement_timeout', '15min', false), set_config('work_mem', '96MB', false)",
    )
    .execute(&mut *db)
    .await?;
    sqlx::query_scalar("select pg_try_advisory_lock(hashtext('doctonext accessibility'))").fetch_one(db).await
}

/// Lets the next one begin: a connection that is closed keeps its lock until its server process has ended, which may be later.
pub(super) async fn end(db: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query("select pg_advisory_unlock(hashtext('doctonext accessibility'))").execute(db).await?;
    Ok(())
}

/// Takes away what runs left that did not reach their end: each trade is written when it is done. Only who holds the lock may.
pub(super) async fn forget_unfinished(db: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query(
        "delete from accessibility_trades where run_id in (select id from accessibility_runs where finished_at is null)",
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The places that are reckoned with: communes of today without parts, and the parts of the others. How many there are, and of
/// how many the point is only near.
pub(super) async fn lay_out_places(db: &mut PgConnection) -> sqlx::Result<(i64, i64)> {
    sqlx::query(
        "create temporary table reach_places as
         select row_number() over (order by c.code)::integer as place, c.code, c.department_code, c.population,
                c.position, c.position_is_approximate
         from communes c where not exists (select from communes part where part.parent_code = c.code)",
    )
    .execute(&mut *db)
    .await?;
    sqlx::query("create index reach_places_position_idx on reach_places using gist (position)")
        .execute(&mut *db)
        .await?;
    sqlx::query("analyze reach_places").execute(&mut *db).await?;
    sqlx::query_as("select count(*), count(*) filter (where position_is_approximate) from reach_places")
        .fetch_one(db)
        .await
}

/// Pairs of places within reach, both ways, with the weight of their distance; and the demand at each place: everybody within
/// reach, weighted likewise. A nested loop over the index of positions: it grows with the pairs, not with their square.
pub(super) async fn pair_places(db: &mut PgConnection, bands: &[(f64, f64); 3]) -> sqlx::Result<i64> {
    let [(near, whole), (middle, less), (far, least)] = *bands;
    let pairs = sqlx::query(
        "create temporary table reach_pairs (from_place integer not null, to_place integer not null, weight real not null)",
    );
    pairs.execute(&mut *db).await?;
    let made = sqlx::query(
        "with near as (
             select a.place as one, b.place as other, st_distance(a.position, b.position, false) as metres
             from reach_places a
             join reach_places b on st_dwithin(a.position, b.position, $5, false) and b.place > a.place
         ), weighted as (
             select one, other, (case when metres <= $1 then $2 when metres <= $3 then $4 else $6 end)::real as weight
             from near
         )
         insert into reach_pairs (from_place, to_place, weight)
         select one, other, weight from weighted
         union all select other, one, weight from weighted
         union all select place, place, $2::real from reach_places",
    )
    .bind(near)
    .bind(whole)
    .bind(middle)
    .bind(less)
    .bind(far)
    .bind(least)
    .execute(&mut *db)
    .await?;
    sqlx::query("analyze reach_pairs").execute(&mut *db).await?;
    sqlx::query(
        "create temporary table reach_demand as
         select p.to_place as place, sum(them.population * p.weight::float8) as people
         from reach_pairs p join reach_places them on them.place = p.from_place
         group by p.to_place",
    )
    .execute(&mut *db)
    .await?;
    sqlx::query("analyze reach_demand").execute(db).await?;
    Ok(i64::try_from(made.rows_affected()).unwrap_or(i64::MAX))
}

/// A run that begins.
pub(super) struct NewRun<'a> {
    pub(super) edition: &'a Edition,
    pub(super) basis: &'a str,
    pub(super) places: i64,
    pub(super) approximate: i64,
    pub(super) trades: i32,
}

pub(super) async fn start_run(
    db: &mut PgConnection,
    new: &NewRun<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<i32> {
    sqlx::query_scalar(
        "insert into accessibility_runs (started_at, source, directory_day, basis, places, approximate_places, trades)
         values ($1, $2, $3, $4, $5, $6, $7) returning id",
    )
    .bind(now)
    .bind(if new.edition.is_demonstration() { "demonstration" } else { "extraction" })
    .bind(new.edition.day)
    .bind(new.basis)
    .bind(i32::try_from(new.places).unwrap_or(i32::MAX))
    .bind(i32::try_from(new.approximate).unwrap_or(i32::MAX))
    .bind(new.trades)
    .fetch_one(db)
    .await
}

pub(super) async fn note_pairs(db: &mut PgConnection, run: i32, pairs: i64) -> sqlx::Result<()> {
    sqlx::query("update accessibility_runs set pairs = $2 where id = $1")
        .bind(run)
        .bind(pairs)
        .execute(db)
        .await?;
    Ok(())
}

/// Both steps for one trade, its departments and the country, in one statement: what a place offers to each of those within
/// reach, then what each place finds within its own.
pub(super) async fn work_out(
    db: &mut PgConnection,
    run: i32,
    trade: Trade,
    supply: &Supply,
) -> sqlx::Result<()> {
    sqlx::query(
        "with offered as (
             select at.place, given.shares, given.shares / demand.people as per_head
             from unnest($4::text[], $5::float8[]) as given (code, shares)
             join reach_places at on at.code = given.code
             join reach_demand demand on demand.place = at.place
             where demand.people > 0
         ), found as (
             select p.to_place as place, sum(o.per_head * p.weight::float8) * 100000 as per_100k
             from reach_pairs p join offered o on o.place = p.from_place
             group by p.to_place
         ), everywhere as materialized (
             select r.code, r.department_code, r.population, coalesce(f.per_100k, 0) as per_100k
             from reach_places r left join found f on f.place = r.place
         ), country as (
             -- Who practises where nobody lives in reach is offered to nobody: left out like those of unknown communes.
             insert into accessibility_trades (run_id, profession, specialty, practitioners, unplaced, per_100k)
             select $1, $2, $3, given.shares + $6, $6 + given.shares - placed.shares,
                    placed.shares * 100000 / (select greatest(sum(population), 1) from reach_places)
             from (select coalesce(sum(shares), 0) as shares from unnest($5::float8[]) as given (shares)) given,
                  (select coalesce(sum(shares), 0) as shares from offered) placed
         ), departments as (
             insert into department_accessibility (run_id, profession, specialty, department_code, per_100k, far_share)
             select $1, $2, $3, department_code, sum(per_100k * population) / sum(population),
                    coalesce(sum(population) filter (where per_100k = 0), 0)::float8 / sum(population)
             from everywhere group by department_code having sum(population) > 0
         ), done as (
             update accessibility_runs set trades_done = trades_done + 1 where id = $1
         )
         insert into commune_accessibility (run_id, profession, specialty, commune_code, per_100k)
         select $1, $2, $3, code, per_100k from everywhere",
    )
    .bind(run)
    .bind(trade.profession)
    .bind(trade.specialty)
    .bind(&supply.codes)
    .bind(&supply.shares)
    .bind(supply.unplaced)
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn finish_run(db: &mut PgConnection, run: i32, now: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query("update accessibility_runs set finished_at = greatest($2, started_at) where id = $1")
        .bind(run)
        .bind(now)
        .execute(db)
        .await?;
    Ok(())
}

/// Only one set of figures is kept, and twenty lines about runs.
pub(super) async fn forget_other_figures(db: &mut PgConnection, run: i32) -> sqlx::Result<()> {
    sqlx::query("delete from accessibility_trades where run_id <> $1").bind(run).execute(&mut *db).await?;
    sqlx::query("delete from accessibility_runs where id < $1 - 20").bind(run).execute(db).await?;
    Ok(())
}

pub(super) async fn refresh_planner_figures(db: &mut PgConnection) -> sqlx::Result<()> {
    for table in ["commune_accessibility", "department_accessibility"] {
        sqlx::query(sqlx::AssertSqlSafe(format!("analyze {table}"))).execute(&mut *db).await?;
    }
    Ok(())
}

/// Which communes and which positions the tables hold.
pub(super) async fn territory_version(db: impl PgExecutor<'_>) -> sqlx::Result<String> {
    sqlx::query_scalar(
        "select coalesce(string_agg(fingerprint, ' ' order by name), '') from reference_versions
         where name in ('territory', 'communes-positions')",
    )
    .fetch_one(db)
    .await
}

pub(super) async fn last_basis(db: impl PgExecutor<'_>) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar(
        "select basis from accessibility_runs where finished_at is not null order by id desc limit 1",
    )
    .fetch_optional(db)
    .await
}

const RUN: &str =
    "select id, started_at, finished_at, source, directory_day, approximate_places, places, pairs,
        trades_done, trades from accessibility_runs";

pub(super) async fn latest_runs(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<Run>> {
    let statement = format!("{RUN} order by id desc limit 5");
    sqlx::query_as(sqlx::AssertSqlSafe(statement)).fetch_all(db).await
}

#[derive(sqlx::FromRow)]
struct Line {
    #[sqlx(flatten)]
    run: Run,
    country: f32,
    unplaced: f64,
    department_code: String,
    per_100k: f32,
    far_share: f32,
}

/// A hundred rows of an index, by the key of the run.
pub(super) async fn by_department(
    db: impl PgExecutor<'_>,
    trade: Trade,
) -> sqlx::Result<Option<Departments>> {
    let statement = format!(
        "select r.*, t.per_100k as country, t.unplaced, d.department_code, d.per_100k, d.far_share
         from ({RUN} where finished_at is not null order by id desc limit 1) r
         join accessibility_trades t on t.run_id = r.id and t.profession = $1 and t.specialty = $2
         join department_accessibility d using (run_id, profession, specialty)
         where t.practitioners > 0"
    );
    let lines: Vec<Line> = sqlx::query_as(sqlx::AssertSqlSafe(statement))
        .bind(trade.profession)
        .bind(trade.specialty)
        .fetch_all(db)
        .await?;
    let Some(first) = lines.first() else { return Ok(None) };
    let (run, per_100k, unplaced) = (first.run.clone(), first.country, first.unplaced);
    let figures: HashMap<String, Figure> = lines
        .into_iter()
        .map(|it| (it.department_code, Figure { per_100k: it.per_100k, far_share: it.far_share }))
        .collect();
    Ok(Some(Departments { run, per_100k, unplaced, figures }))
}
