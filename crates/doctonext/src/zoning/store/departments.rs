//! The zoning by department.

use sqlx::{PgConnection, PgExecutor, types::Json};

use crate::{territory::Tile, zoning::situation::Origin};

/// Counts communes and people of an edition by department and class. Thirty-five thousand lines, once an edition.
pub(in crate::zoning) async fn summarise(db: &mut PgConnection, id: &str) -> sqlx::Result<()> {
    sqlx::query("delete from zoning_departments where edition_id = $1").bind(id).execute(&mut *db).await?;
    // The lines came in this transaction: without their figures the planner believes that there are none.
    sqlx::query("analyze zoning_lines").execute(&mut *db).await?;
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

/// The communes of a tile with the label and shade of their class, through the index of positions; of a city whose parts the
/// file names, the parts, as in [`summarise`].
pub(in crate::zoning) async fn tile(
    db: impl PgExecutor<'_>,
    profession: &str,
    tile: Tile,
    known: &[(String, String, u8)],
) -> sqlx::Result<Vec<u8>> {
    let [west, south, east, north] = tile.bounds();
    sqlx::query_scalar(
        "select coalesce(st_asmvt(f, 'communes', 4096, 'geom'), ''::bytea) from (
             select st_point((map_x(c.position) / 2.0 ^ (30 - $1) - $2) * 4096,
                             (map_y(c.position) / 2.0 ^ (30 - $1) - $3) * 4096) as geom,
                    c.name || ' (' || c.department_code || ')' as name,
                    string_agg(distinct coalesce(known.label, l.raw_code), ' et ') as told,
                    case when count(distinct coalesce(known.label, l.raw_code)) = 1 then coalesce(min(known.shade), 0) else 0 end::integer
                        as shade
             from communes c
             join zoning_editions e on e.profession = $8 and e.state = 'active'
             join zoning_lines l on l.commune_code = c.code and l.edition_id = e.id
             left join unnest($9::text[], $10::text[], $11::smallint[]) as known (raw_code, label, shade)
                 on known.raw_code = l.raw_code
             where c.position && st_makeenvelope($4, $5, $6, $7, 4326)::geography
               and not exists (select from communes part
                               join zoning_lines of_part on of_part.commune_code = part.code and of_part.edition_id = e.id
                               where part.parent_code = c.code)
             group by c.code
         ) f",
    )
    .bind(tile.z)
    .bind(tile.x)
    .bind(tile.y)
    .bind(west)
    .bind(south)
    .bind(east)
    .bind(north)
    .bind(profession)
    .bind(known.iter().map(|it| it.0.as_str()).collect::<Vec<_>>())
    .bind(known.iter().map(|it| it.1.as_str()).collect::<Vec<_>>())
    .bind(known.iter().map(|it| i16::from(it.2)).collect::<Vec<_>>())
    .fetch_one(db)
    .await
}
