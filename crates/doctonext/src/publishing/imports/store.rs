//! Every SQL statement of imports.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::{PgConnection, PgExecutor, PgPool, types::Json};

use crate::{personal_data::Swept, refusal::FieldProblem};

/// A row of `listing_imports`.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Import {
    pub(super) id: String,
    pub(super) user_id: String,
    pub(super) listing_type: String,
    pub(super) file_name: String,
    pub(super) columns: Json<Vec<String>>,
    pub(super) publishes: bool,
    pub(super) state: String,
    pub(super) created_at: DateTime<Utc>,
}

const COLUMNS_OF_IMPORT: &str = "id, user_id, listing_type, file_name, columns, publishes, state, created_at";

/// A row of `listing_import_lines`.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Line {
    /// Its number in the file.
    #[sqlx(rename = "line")]
    pub(super) number: i32,
    pub(super) cells: Json<Vec<String>>,
    pub(super) state: String,
    pub(super) problems: Json<Vec<FieldProblem>>,
    pub(super) listing_id: Option<String>,
}

/// The listing that a line of before made.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Known {
    pub(super) mark: String,
    pub(super) listing_id: String,
    /// Whether it was deleted since: the line may make another.
    pub(super) is_gone: bool,
    /// What is being written of it, if it was never online.
    pub(super) answers: Option<Json<Value>>,
}

pub(super) async fn add(db: &mut PgConnection, it: &Import) -> sqlx::Result<()> {
    sqlx::query(
        "insert into listing_imports (id, user_id, listing_type, file_name, columns, created_at)
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(&it.id)
    .bind(&it.user_id)
    .bind(&it.listing_type)
    .bind(&it.file_name)
    .bind(&it.columns)
    .bind(it.created_at)
    .execute(db)
    .await?;
    Ok(())
}

/// All lines in one statement.
pub(super) async fn add_lines(db: &mut PgConnection, import: &str, lines: &[Line]) -> sqlx::Result<()> {
    let numbers: Vec<i32> = lines.iter().map(|it| it.number).collect();
    let cells: Vec<Json<&[String]>> = lines.iter().map(|it| Json(it.cells.0.as_slice())).collect();
    let states: Vec<&str> = lines.iter().map(|it| it.state.as_str()).collect();
    let problems: Vec<Json<&[FieldProblem]>> =
        lines.iter().map(|it| Json(it.problems.0.as_slice())).collect();
    let listings: Vec<Option<&str>> = lines.iter().map(|it| it.listing_id.as_deref()).collect();
    sqlx::query(
        "insert into listing_import_lines (import_id, line, cells, state, problems, listing_id)
         select $1, * from unnest($2::int[], $3::jsonb[], $4::text[], $5::jsonb[], $6::text[])",
    )
    .bind(import)
    .bind(numbers)
    .bind(cells)
    .bind(states)
    .bind(problems)
    .bind(listings)
    .execute(db)
    .await?;
    Ok(())
}

/// Imports of a person that wait for a decision or run.
pub(super) async fn count_open(db: &mut PgConnection, owner: &str) -> sqlx::Result<i64> {
    sqlx::query_scalar("select count(*) from listing_imports where user_id = $1 and state <> 'done'")
        .bind(owner)
        .fetch_one(db)
        .await
}

/// Gives up imports of a person that nobody decided on.
pub(super) async fn forget_checked(db: &mut PgConnection, owner: &str) -> sqlx::Result<()> {
    sqlx::query("delete from listing_imports where user_id = $1 and state = 'checked'")
        .bind(owner)
        .execute(db)
        .await?;
    Ok(())
}

/// Serialises what one person imports. Not by their row: publishing holds a listing when it asks for that one, and an import
/// would ask for them the other way round.
pub(super) async fn lock_owner(db: &mut PgConnection, owner: &str) -> sqlx::Result<()> {
    sqlx::query("select pg_advisory_xact_lock(hashtextextended('listing_imports/' || $1, 0))")
        .bind(owner)
        .execute(db)
        .await?;
    Ok(())
}

/// Does not wait for the disk at the end of this transaction.
pub(super) async fn hurry(db: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query("select set_config('synchronous_commit', 'off', true)").execute(db).await?;
    Ok(())
}

pub(super) async fn of_owner(db: impl PgExecutor<'_>, owner: &str, most: i64) -> sqlx::Result<Vec<Import>> {
    let statement = format!(
        "select {COLUMNS_OF_IMPORT} from listing_imports where user_id = $1 order by created_at desc, id desc limit $2"
    );
    sqlx::query_as(sqlx::AssertSqlSafe(statement)).bind(owner).bind(most).fetch_all(db).await
}

pub(super) async fn find(db: impl PgExecutor<'_>, id: &str) -> sqlx::Result<Option<Import>> {
    let statement = format!("select {COLUMNS_OF_IMPORT} from listing_imports where id = $1");
    sqlx::query_as(sqlx::AssertSqlSafe(statement)).bind(id).fetch_optional(db).await
}

/// Asks for an import; false when it was asked for before.
pub(super) async fn start(
    db: &mut PgConnection,
    id: &str,
    publishes: bool,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update listing_imports set state = 'running', publishes = $2, started_at = $3 where id = $1 and state = 'checked'",
    )
    .bind(id)
    .bind(publishes)
    .bind(now)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends an import of which nothing is left to do.
pub(super) async fn end(db: impl PgExecutor<'_>, id: &str, now: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query(
        "update listing_imports set state = 'done', ended_at = $2
         where id = $1 and state = 'running'
           and not exists (select 1 from listing_import_lines where import_id = $1 and state = 'ready')",
    )
    .bind(id)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// The next line to import, held until the transaction ends; lines that another worker holds are left to it.
pub(super) async fn next_line(db: &mut PgConnection, import: &str) -> sqlx::Result<Option<Line>> {
    sqlx::query_as(
        "select line, cells, state, problems, listing_id from listing_import_lines
         where import_id = $1 and state = 'ready' order by line limit 1 for update skip locked",
    )
    .bind(import)
    .fetch_optional(db)
    .await
}

pub(super) async fn settle(
    db: &mut PgConnection,
    import: &str,
    line: i32,
    (state, listing): (&str, Option<&str>),
    problems: &[FieldProblem],
) -> sqlx::Result<()> {
    sqlx::query(
        "update listing_import_lines set state = $3, listing_id = $4, problems = $5 where import_id = $1 and line = $2",
    )
    .bind(import)
    .bind(line)
    .bind(state)
    .bind(listing)
    .bind(Json(problems))
    .execute(db)
    .await?;
    Ok(())
}

/// How many lines are in each state.
pub(super) async fn tally(db: impl PgExecutor<'_>, import: &str) -> sqlx::Result<Vec<(String, i64)>> {
    sqlx::query_as("select state, count(*) from listing_import_lines where import_id = $1 group by state")
        .bind(import)
        .fetch_all(db)
        .await
}

pub(super) async fn lines(
    db: impl PgExecutor<'_>,
    import: &str,
    states: Option<&[&str]>,
    most: i64,
) -> sqlx::Result<Vec<Line>> {
    sqlx::query_as(
        "select line, cells, state, problems, listing_id from listing_import_lines
         where import_id = $1 and ($2::text[] is null or state = any($2)) order by line limit $3",
    )
    .bind(import)
    .bind(states)
    .bind(most)
    .fetch_all(db)
    .await
}

/// The listings that lines with these marks made before.
pub(super) async fn known(db: impl PgExecutor<'_>, owner: &str, marks: &[&str]) -> sqlx::Result<Vec<Known>> {
    sqlx::query_as(
        "select m.mark, m.listing_id, l.deleted_at is not null or l.status = 'archived' as is_gone,
                case when l.status = 'draft' then d.answers end as answers
         from listing_import_marks m join listings l on l.id = m.listing_id
         left join listing_drafts d on d.listing_id = l.id
         where m.user_id = $1 and m.mark = any($2)",
    )
    .bind(owner)
    .bind(marks)
    .fetch_all(db)
    .await
}

/// Says which listing a line made.
pub(super) async fn mark(
    db: &mut PgConnection,
    owner: &str,
    mark: &str,
    listing: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into listing_import_marks (user_id, mark, listing_id, created_at) values ($1, $2, $3, $4)
         on conflict (user_id, mark) do update set listing_id = excluded.listing_id, created_at = excluded.created_at",
    )
    .bind(owner)
    .bind(mark)
    .bind(listing)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// What a person imported, for them.
pub(in crate::publishing) async fn export(db: &mut PgConnection, person: &str) -> sqlx::Result<Value> {
    sqlx::query_scalar(
        "select jsonb_build_object(
            'imports', coalesce((select jsonb_agg(jsonb_build_object(
                'fichier', i.file_name, 'type', i.listing_type, 'envoye_le', i.created_at, 'commence_le', i.started_at,
                'fini_le', i.ended_at, 'publie', i.publishes, 'colonnes', i.columns,
                'lignes', (select coalesce(jsonb_agg(jsonb_build_object(
                    'ligne', l.line, 'cellules', l.cells, 'resultat', l.state, 'annonce', l.listing_id) order by l.line), '[]')
                    from listing_import_lines l where l.import_id = i.id)) order by i.created_at, i.id)
                from listing_imports i where i.user_id = $1), '[]'),
            'references', coalesce((select jsonb_agg(jsonb_build_object(
                'reference', mark, 'annonce', listing_id, 'importee_le', created_at) order by mark)
                from listing_import_marks where user_id = $1), '[]'))",
    )
    .bind(person)
    .fetch_one(db)
    .await
}

pub(in crate::publishing) async fn erase(db: &mut PgConnection, person: &str) -> sqlx::Result<()> {
    sqlx::query("delete from listing_imports where user_id = $1").bind(person).execute(&mut *db).await?;
    sqlx::query("delete from listing_import_marks where user_id = $1").bind(person).execute(db).await?;
    Ok(())
}

/// Removes imports that ended by then, so many at most.
pub async fn sweep(db: &PgPool, before: DateTime<Utc>, most: i64) -> sqlx::Result<Swept> {
    sqlx::query_as(
        "with due as (select id from listing_imports where coalesce(ended_at, started_at, created_at) <= $1),
              gone as (delete from listing_imports where id in (select id from due order by id limit $2) returning 1)
         select (select count(*) from gone), (select count(*) from due)",
    )
    .bind(before)
    .bind(most)
    .fetch_one(db)
    .await
    .map(Swept::of)
}
