//! From one edition to the next, in one transaction: readers see the old one or the new one.

use std::collections::HashMap;

use chrono::{DateTime, Months, NaiveDate, Utc};
use sqlx::{Connection, PgConnection};

use super::{PERSON, replace_density, staging::sweep};
use crate::directory::{
    ImportError,
    merge::{Count, Spot},
    report::Changes,
};

/// A number is remembered so long after its person disappeared.
const MONTHS_REMEMBERED: u32 = 24;
/// More than one in so many gone is a cut file until the operator says otherwise.
const ONE_IN: i64 = 5;

/// What is put in force.
pub(in crate::directory) struct Swap<'a> {
    pub(in crate::directory) file_name: &'a str,
    pub(in crate::directory) file_sha256: &'a str,
    pub(in crate::directory) extracted_on: Option<NaiveDate>,
    pub(in crate::directory) lines: u64,
    pub(in crate::directory) density: &'a HashMap<Spot, Count>,
    /// Whether the operator accepts that many people disappear.
    pub(in crate::directory) force: bool,
}

/// Only differences are written: on most days a hundredth of the people.
pub(in crate::directory) async fn swap(
    connection: &mut PgConnection,
    it: &Swap<'_>,
    now: DateTime<Utc>,
) -> Result<Changes, ImportError> {
    sqlx::query("analyze directory_next").execute(&mut *connection).await?;
    let mut tx = connection.begin().await?;
    let before: Option<(i32, String)> =
        sqlx::query_as("select id, source from directory_editions order by id desc limit 1")
            .fetch_optional(&mut *tx)
            .await?;
    if matches!(&before, Some((_, source)) if source == "demonstration") {
        // Made-up people leave without a trace.
        sqlx::query("delete from directory_people").execute(&mut *tx).await?;
    }
    if !it.force {
        refuse_a_cut_file(&mut tx).await?;
    }
    let edition = add_edition(&mut tx, it, now).await?;
    let disappeared = remove_gone(&mut tx, before.map_or(edition, |(id, _)| id), now).await?;
    let changed = change(&mut tx).await?;
    let added = add(&mut tx).await?;
    replace_density(&mut tx, it.density).await?;
    let people: i64 = sqlx::query_scalar("select count(*) from directory_people").fetch_one(&mut *tx).await?;
    sqlx::query(
        "update directory_editions set people = $2, added = $3, changed = $4, disappeared = $5 where id = $1",
    )
    .bind(edition)
    .bind(people)
    .bind(signed(added))
    .bind(signed(changed))
    .bind(signed(disappeared))
    .execute(&mut *tx)
    .await?;
    sweep(&mut tx).await?;
    tx.commit().await?;
    Ok(Changes { people: people.unsigned_abs(), added, changed, disappeared })
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

async fn refuse_a_cut_file(tx: &mut PgConnection) -> Result<(), ImportError> {
    let (known, gone): (i64, i64) = sqlx::query_as(
        "select count(*), count(*) filter (where n.national_id is null)
         from directory_people p left join directory_next n using (national_id)",
    )
    .fetch_one(tx)
    .await?;
    if gone * ONE_IN > known {
        return Err(ImportError::TooManyGone { gone: gone.unsigned_abs(), known: known.unsigned_abs() });
    }
    Ok(())
}

async fn add_edition(tx: &mut PgConnection, it: &Swap<'_>, now: DateTime<Utc>) -> sqlx::Result<i32> {
    sqlx::query_scalar(
        "insert into directory_editions (source, file_name, file_sha256, extracted_on, imported_at, lines,
                                         people, added, changed, disappeared)
         values ('extraction', $1, $2, $3, $4, $5, 0, 0, 0, 0) returning id",
    )
    .bind(it.file_name)
    .bind(it.file_sha256)
    .bind(it.extracted_on)
    .bind(now)
    .bind(signed(it.lines))
    .fetch_one(tx)
    .await
}

/// Whoever is not in the new edition leaves their number; whoever came back takes it away again.
async fn remove_gone(tx: &mut PgConnection, last_edition: i32, now: DateTime<Utc>) -> sqlx::Result<u64> {
    let gone = sqlx::query(
        "with gone as (
             delete from directory_people p
             where not exists (select from directory_next n where n.national_id = p.national_id)
             returning p.national_id)
         insert into directory_gone (national_id, last_edition, gone_at)
         select national_id, $1, $2 from gone
         on conflict (national_id) do update set last_edition = excluded.last_edition, gone_at = excluded.gone_at",
    )
    .bind(last_edition)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    sqlx::query(
        "delete from directory_gone g
         where gone_at < $1 or exists (select from directory_next n where n.national_id = g.national_id)",
    )
    .bind(now.checked_sub_months(Months::new(MONTHS_REMEMBERED)).unwrap_or(now))
    .execute(tx)
    .await?;
    Ok(gone.rows_affected())
}

async fn change(tx: &mut PgConnection) -> sqlx::Result<u64> {
    let changed = sqlx::query(
        "update directory_people p
         set names = n.names, professions = n.professions, know_how = n.know_how, modes = n.modes,
             communes = n.communes, sectors = n.sectors, sites = n.sites
         from directory_next n
         where n.national_id = p.national_id
           and (p.names, p.professions, p.know_how, p.modes, p.communes, p.sectors, p.sites)
               is distinct from
               (n.names, n.professions, n.know_how, n.modes, n.communes, n.sectors, n.sites)",
    )
    .execute(tx)
    .await?;
    Ok(changed.rows_affected())
}

async fn add(tx: &mut PgConnection) -> sqlx::Result<u64> {
    // The names of columns are a constant of this folder.
    let added = sqlx::query(sqlx::AssertSqlSafe(format!(
        "insert into directory_people ({PERSON})
         select {PERSON} from directory_next n
         where not exists (select from directory_people p where p.national_id = n.national_id)
         order by national_id"
    )))
    .execute(tx)
    .await?;
    Ok(added.rows_affected())
}

/// The planner must know what has just come before the next look-up.
pub(in crate::directory) async fn refresh_planner_figures(connection: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query("analyze directory_people, directory_density, directory_gone").execute(connection).await?;
    Ok(())
}
