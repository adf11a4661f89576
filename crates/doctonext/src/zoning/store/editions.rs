//! Editions of official files, their lines, and what changed between them.

use chrono::{DateTime, NaiveDate, Utc};
use platform::database::CopyRows;
use sqlx::{PgConnection, PgExecutor, PgPool};

/// A row of `zoning_editions`, with the names of who acted.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(in crate::zoning) struct Edition {
    pub(in crate::zoning) id: String,
    pub(in crate::zoning) profession: String,
    pub(in crate::zoning) state: String,
    pub(in crate::zoning) source: String,
    pub(in crate::zoning) dated_on: Option<NaiveDate>,
    pub(in crate::zoning) decree: Option<String>,
    pub(in crate::zoning) file_name: String,
    pub(in crate::zoning) file_sha256: String,
    pub(in crate::zoning) lines: i32,
    pub(in crate::zoning) matched: i32,
    pub(in crate::zoning) ambiguous: i32,
    pub(in crate::zoning) changed: i32,
    pub(in crate::zoning) took_ms: i32,
    pub(in crate::zoning) imported_at: DateTime<Utc>,
    pub(in crate::zoning) imported_by: Option<String>,
    pub(in crate::zoning) imported_by_name: Option<String>,
    pub(in crate::zoning) decided_at: Option<DateTime<Utc>>,
    pub(in crate::zoning) decided_by_name: Option<String>,
}

const EDITION: &str = "select e.id, e.profession, e.state, e.source, e.dated_on, e.decree, e.file_name, e.file_sha256,
        e.lines, e.matched, e.ambiguous, e.changed, e.took_ms, e.imported_at, e.imported_by, i.name as imported_by_name,
        e.decided_at, d.name as decided_by_name
    from zoning_editions e
    left join users i on i.id = e.imported_by
    left join users d on d.id = e.decided_by";

/// What is written of a new edition.
pub(in crate::zoning) struct NewEdition<'a> {
    pub(in crate::zoning) id: &'a str,
    pub(in crate::zoning) profession: &'a str,
    pub(in crate::zoning) source: &'a str,
    pub(in crate::zoning) dated_on: Option<NaiveDate>,
    pub(in crate::zoning) decree: Option<&'a str>,
    pub(in crate::zoning) file_name: &'a str,
    pub(in crate::zoning) file_sha256: &'a str,
    pub(in crate::zoning) keyed_by: &'a str,
    pub(in crate::zoning) counts: [i32; 3],
    pub(in crate::zoning) by: Option<&'a str>,
}

pub(in crate::zoning) async fn active(
    db: impl PgExecutor<'_>,
    profession: &str,
) -> sqlx::Result<Option<Edition>> {
    let statement = format!("{EDITION} where e.profession = $1 and e.state = 'active'");
    sqlx::query_as(sqlx::AssertSqlSafe(statement)).bind(profession).fetch_optional(db).await
}

pub(in crate::zoning) async fn edition(db: impl PgExecutor<'_>, id: &str) -> sqlx::Result<Option<Edition>> {
    let statement = format!("{EDITION} where e.id = $1");
    sqlx::query_as(sqlx::AssertSqlSafe(statement)).bind(id).fetch_optional(db).await
}

/// The latest editions, those that wait for a decision first.
pub(in crate::zoning) async fn editions(db: &PgPool, most: i64) -> sqlx::Result<Vec<Edition>> {
    let statement = format!(
        "{EDITION} order by e.state <> 'proposed', e.state <> 'active', e.imported_at desc, e.profession limit $1"
    );
    sqlx::query_as(sqlx::AssertSqlSafe(statement)).bind(most).fetch_all(db).await
}

/// Adds an edition that is not yet in force, and its lines.
pub(in crate::zoning) async fn add(
    db: &mut PgConnection,
    new: &NewEdition<'_>,
    lines: CopyRows,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into zoning_editions (id, profession, state, source, dated_on, decree, file_name, file_sha256, keyed_by,
                                      lines, matched, ambiguous, took_ms, imported_at, imported_by)
         values ($1, $2, 'proposed', $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, $12, $13)",
    )
    .bind(new.id)
    .bind(new.profession)
    .bind(new.source)
    .bind(new.dated_on)
    .bind(new.decree)
    .bind(new.file_name)
    .bind(new.file_sha256)
    .bind(new.keyed_by)
    .bind(new.counts[0])
    .bind(new.counts[1])
    .bind(new.counts[2])
    .bind(now)
    .bind(new.by)
    .execute(&mut *db)
    .await?;
    let copy =
        "copy zoning_lines (edition_id, line, key, name, raw_code, commune_code, matched_by) from stdin";
    lines.send(db, copy).await?;
    Ok(())
}

/// Compares an edition with the one in force, keeps what differs; counts the communes whose class changes.
pub(in crate::zoning) async fn compare(db: &mut PgConnection, id: &str) -> sqlx::Result<i32> {
    sqlx::query("delete from zoning_changes where edition_id = $1").bind(id).execute(&mut *db).await?;
    sqlx::query_scalar(
        "with before as (
            select l.commune_code, string_agg(distinct l.raw_code, ' + ' order by l.raw_code) as raw
            from zoning_editions n
            join zoning_editions e on e.profession = n.profession and e.state = 'active' and e.id <> n.id
            join zoning_lines l on l.edition_id = e.id
            where n.id = $1 and l.commune_code is not null
            group by 1),
         after as (
            select commune_code, string_agg(distinct raw_code, ' + ' order by raw_code) as raw
            from zoning_lines where edition_id = $1 and commune_code is not null
            group by 1),
         different as (
            select coalesce(b.commune_code, a.commune_code) as commune_code, b.raw as before_code, a.raw as after_code
            from before b full join after a on a.commune_code = b.commune_code
            where b.raw is distinct from a.raw),
         kept as (
            insert into zoning_changes (edition_id, commune_code, before_code, after_code)
            select $1, commune_code, before_code, after_code from different
            where exists (select from before))
         update zoning_editions set changed = (select count(*) from different) where id = $1 returning changed",
    )
    .bind(id)
    .fetch_one(db)
    .await
}

/// Puts an edition in force in the place of the one before.
pub(in crate::zoning) async fn put_in_force(
    db: &mut PgConnection,
    id: &str,
    by: Option<&str>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update zoning_editions e set state = 'replaced' from zoning_editions n
         where n.id = $1 and e.profession = n.profession and e.state = 'active'",
    )
    .bind(id)
    .execute(&mut *db)
    .await?;
    super::summarise(db, id).await?;
    decide(db, id, "active", by, now).await
}

pub(in crate::zoning) async fn decide(
    db: &mut PgConnection,
    id: &str,
    state: &str,
    by: Option<&str>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("update zoning_editions set state = $2, decided_by = $3, decided_at = $4 where id = $1")
        .bind(id)
        .bind(state)
        .bind(by)
        .bind(now)
        .execute(db)
        .await?;
    Ok(())
}

pub(in crate::zoning) async fn took(db: &mut PgConnection, id: &str, milliseconds: i32) -> sqlx::Result<()> {
    sqlx::query("update zoning_editions set took_ms = $2 where id = $1")
        .bind(id)
        .bind(milliseconds)
        .execute(db)
        .await?;
    Ok(())
}

/// Names that files with INSEE codes give to communes of today.
pub(in crate::zoning) async fn names_in_files(db: &mut PgConnection) -> sqlx::Result<Vec<(String, String)>> {
    sqlx::query_as(
        "select distinct l.commune_code, l.name from zoning_editions e join zoning_lines l on l.edition_id = e.id
         where e.state = 'active' and e.keyed_by = 'commune' and l.commune_code is not null order by 1, 2",
    )
    .fetch_all(db)
    .await
}

/// A line that names no commune, or may name several.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(in crate::zoning) struct Unmatched {
    pub(in crate::zoning) line: i32,
    pub(in crate::zoning) key: String,
    pub(in crate::zoning) name: String,
    pub(in crate::zoning) raw_code: String,
    pub(in crate::zoning) matched_by: String,
}

pub(in crate::zoning) async fn unmatched(
    db: impl PgExecutor<'_>,
    id: &str,
    most: i64,
) -> sqlx::Result<Vec<Unmatched>> {
    sqlx::query_as(
        "select line, key, name, raw_code, matched_by from zoning_lines
         where edition_id = $1 and commune_code is null order by line limit $2",
    )
    .bind(id)
    .bind(most)
    .fetch_all(db)
    .await
}

/// How many lines write each class.
pub(in crate::zoning) async fn tally(db: impl PgExecutor<'_>, id: &str) -> sqlx::Result<Vec<(String, i64)>> {
    sqlx::query_as(
        "select raw_code, count(*) from zoning_lines where edition_id = $1 group by raw_code order by raw_code",
    )
    .bind(id)
    .fetch_all(db)
    .await
}

/// Communes whose lines write several classes.
pub(in crate::zoning) async fn mixed(
    db: impl PgExecutor<'_>,
    id: &str,
) -> sqlx::Result<Vec<(String, String)>> {
    sqlx::query_as(
        "select commune_code, string_agg(distinct raw_code, ' + ' order by raw_code) from zoning_lines
         where edition_id = $1 and commune_code is not null
         group by commune_code having count(distinct raw_code) > 1 order by 1",
    )
    .bind(id)
    .fetch_all(db)
    .await
}

/// Communes whose class changed: code, before, after.
pub(in crate::zoning) type Change = (String, Option<String>, Option<String>);

pub(in crate::zoning) async fn changes(
    db: impl PgExecutor<'_>,
    id: &str,
    most: i64,
) -> sqlx::Result<Vec<Change>> {
    sqlx::query_as(
        "select commune_code, before_code, after_code from zoning_changes where edition_id = $1
         order by commune_code limit $2",
    )
    .bind(id)
    .bind(most)
    .fetch_all(db)
    .await
}

/// How many communes went from one class to another, the most frequent first.
pub(in crate::zoning) async fn movements(
    db: impl PgExecutor<'_>,
    id: &str,
) -> sqlx::Result<Vec<(Option<String>, Option<String>, i64)>> {
    sqlx::query_as(
        "select before_code, after_code, count(*) from zoning_changes where edition_id = $1
         group by 1, 2 order by 3 desc, 1, 2",
    )
    .bind(id)
    .fetch_all(db)
    .await
}

/// The profession of an edition, and the communes whose class it changed; none when it is the first of its profession.
pub(in crate::zoning) async fn touched(
    db: impl PgExecutor<'_>,
    id: &str,
) -> sqlx::Result<Option<(String, i32, Vec<String>)>> {
    sqlx::query_as(
        "select e.profession, e.changed,
                array(select c.commune_code from zoning_changes c where c.edition_id = e.id order by 1)
         from zoning_editions e where e.id = $1",
    )
    .bind(id)
    .fetch_optional(db)
    .await
}
