//! The zoning by department.

use sqlx::{PgConnection, PgExecutor, types::Json};

use crate::zoning::situation::Origin;

/// Counts communes and people of an edition by department and class. Thirty-five thousand lines, once an edition.
pub(in crate::zoning) async fn summarise(db: &mut PgConnection, id: &str) -> sqlx::Result<()> {
    sqlx::query("delete from zoning_departments where edition_id = $1").bind(id).execute(&mut *db).await?;
    sqlx::query(
        "insert into zoning_departments (edition_id, department_code, raw_code, communes, people)
         select $1, c.department_code, zoned.raw, count(*), sum(c.population)
         from (select commune_code, string_agg(distinct raw_code, ' + ' order by raw_code) as raw
               from zoning_lines where edition_id = $1 and commune_code is not null group by 1) zoned
         join communes c on c.code = zoned.commune_code
         where not exists (select from communes part
                           join zoning_lines l on l.commune_code = part.code and l.edition_id = $1
                           where part.parent_code = c.code)
         group by 2, 3",
    )
    .bind(id)
    .execute(db)
    .await?;
    Ok(())
}

/// A class in a department: code of the department, class as the file writes it, communes, people.
pub(in crate::zoning) type Counted = (String, String, i32, i64);

/// The edition in force and its counts: some hundreds of rows by primary key.
pub(in crate::zoning) async fn by_department(
    db: impl PgExecutor<'_>,
    profession: &str,
) -> sqlx::Result<Option<(Origin, Vec<Counted>)>> {
    let found: Option<(Json<Origin>, Json<Vec<Counted>>)> = sqlx::query_as(
        "select jsonb_build_object('source', e.source, 'dated_on', e.dated_on, 'decree', e.decree,
                                   'imported_at', e.imported_at),
                coalesce((select jsonb_agg(jsonb_build_array(d.department_code, d.raw_code, d.communes, d.people)
                                           order by d.department_code, d.raw_code)
                          from zoning_departments d where d.edition_id = e.id), '[]')
         from zoning_editions e where e.profession = $1 and e.state = 'active'",
    )
    .bind(profession)
    .fetch_optional(db)
    .await?;
    Ok(found.map(|(origin, counts)| (origin.0, counts.0)))
}
