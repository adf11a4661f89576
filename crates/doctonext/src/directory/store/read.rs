//! Look-ups.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use platform::clock::today_in_paris;
use sqlx::{PgConnection, PgExecutor, PgPool};

use crate::directory::{
    CountedArea, DirectoryPerson, Edition, Exercise, NationalId, Practising, PublishedName, Source, Trade,
};

/// The edition in force.
pub(in crate::directory) async fn edition(db: impl PgExecutor<'_>) -> sqlx::Result<Option<Edition>> {
    let last: Option<Last> = sqlx::query_as(
        "select source, extracted_on, imported_at, lines, people
         from directory_editions order by id desc limit 1",
    )
    .fetch_optional(db)
    .await?;
    Ok(last.map(|it| Edition {
        source: Source::of(&it.source),
        day: it.extracted_on.unwrap_or_else(|| today_in_paris(it.imported_at)),
        imported_at: it.imported_at,
        lines: it.lines.unsigned_abs(),
        people: it.people.unsigned_abs(),
    }))
}

#[derive(sqlx::FromRow)]
struct Last {
    source: String,
    extracted_on: Option<NaiveDate>,
    imported_at: DateTime<Utc>,
    lines: i64,
    people: i64,
}

#[derive(sqlx::FromRow)]
struct Found {
    source: String,
    extracted_on: Option<NaiveDate>,
    imported_at: DateTime<Utc>,
    names: Vec<String>,
    professions: Vec<String>,
    know_how: Vec<String>,
    modes: Vec<String>,
    communes: Vec<String>,
    sectors: Vec<String>,
}

/// The person with this number in the edition in force.
pub(in crate::directory) async fn find(
    db: &PgPool,
    id: &NationalId,
) -> sqlx::Result<Option<DirectoryPerson>> {
    let found: Option<Found> = sqlx::query_as(
        "select e.source, e.extracted_on, e.imported_at, p.names, p.professions, p.know_how, p.modes, p.communes,
                p.sectors
         from directory_people p
         cross join (select source, extracted_on, imported_at from directory_editions order by id desc limit 1) e
         where p.national_id = $1",
    )
    .bind(id.as_str())
    .fetch_optional(db)
    .await?;
    Ok(found.map(|it| DirectoryPerson {
        id: id.clone(),
        names: it.names.iter().map(|it| named(it)).collect(),
        professions: it.professions.iter().map(|it| exercised(it)).collect(),
        know_how: it.know_how,
        modes: it.modes,
        communes: it.communes,
        sectors: it.sectors,
        active: true,
        seen_on: it.extracted_on.unwrap_or_else(|| today_in_paris(it.imported_at)),
        source: Source::of(&it.source),
    }))
}

fn named(published: &str) -> PublishedName {
    let (family, given) = published.split_once('|').unwrap_or((published, ""));
    PublishedName { family: family.to_owned(), given: given.to_owned() }
}

fn exercised(published: &str) -> Exercise {
    let (code, category) = published.split_once('|').unwrap_or((published, ""));
    Exercise { code: code.to_owned(), category: category.to_owned() }
}

/// Somebody who was in an earlier edition: their number, and when they were seen last.
pub(in crate::directory) async fn gone(
    db: &PgPool,
    id: &NationalId,
) -> sqlx::Result<Option<DirectoryPerson>> {
    let seen: Option<(String, Option<NaiveDate>, DateTime<Utc>)> = sqlx::query_as(
        "select e.source, e.extracted_on, e.imported_at
         from directory_gone g join directory_editions e on e.id = g.last_edition
         where g.national_id = $1",
    )
    .bind(id.as_str())
    .fetch_optional(db)
    .await?;
    Ok(seen.map(|(source, extracted_on, imported_at)| {
        let seen_on = extracted_on.unwrap_or_else(|| today_in_paris(imported_at));
        DirectoryPerson::inactive(id.clone(), seen_on, Source::of(&source))
    }))
}

/// Self-employed practitioners of an area.
pub(in crate::directory) async fn density(
    db: &PgPool,
    area: CountedArea<'_>,
    trade: Trade,
) -> sqlx::Result<u64> {
    let (filter, code) = match area {
        CountedArea::Commune(code) => (
            "and (commune_code = $3 or commune_code in (select code from communes where parent_code = $3))",
            code,
        ),
        CountedArea::Department(code) => ("and starts_with(commune_code, $3)", code),
        CountedArea::Region(code) => (
            "and left(commune_code, case when left(commune_code, 2) in ('97', '98') then 3 else 2 end)
                 in (select code from departments where region_code = $3)",
            code,
        ),
        CountedArea::France => ("and $3 = ''", ""),
    };
    let (profession, specialty) = trade.keys();
    // In one commune heads are counted; over several, shares, so that nobody counts twice.
    let count: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(format!(
        "select case when count(*) = 1 then max(practitioners)::bigint
                     else coalesce(round(sum(shares)), 0)::bigint end
         from directory_density where profession = $1 and specialty = $2 {filter}"
    )))
    .bind(profession)
    .bind(specialty)
    .bind(code)
    .fetch_one(db)
    .await?;
    Ok(count.unsigned_abs())
}

/// Self-employed practitioners by commune.
pub(in crate::directory) async fn practising(
    db: &mut PgConnection,
    trade: Trade,
) -> sqlx::Result<HashMap<String, Practising>> {
    let (profession, specialty) = trade.keys();
    let rows: Vec<(String, i32, f64)> = sqlx::query_as(
        "select commune_code, practitioners, shares from directory_density where profession = $1 and specialty = $2",
    )
    .bind(profession)
    .bind(specialty)
    .fetch_all(db)
    .await?;
    let count = |(code, practitioners, shares)| (code, Practising { practitioners, shares });
    Ok(rows.into_iter().map(count).collect())
}

/// Communes and sites of exercise.
pub(in crate::directory) async fn places_of(
    db: &mut PgConnection,
    id: &NationalId,
) -> sqlx::Result<Option<(Vec<String>, Vec<String>)>> {
    sqlx::query_as("select communes, sites from directory_people where national_id = $1")
        .bind(id.as_str())
        .fetch_optional(db)
        .await
}
