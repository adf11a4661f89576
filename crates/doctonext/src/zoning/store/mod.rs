//! Every SQL statement of the zoning's own tables.

mod departments;
mod editions;
mod leaving;
mod rules;

pub(super) use departments::*;
pub(super) use editions::*;
pub(super) use leaving::*;
pub(super) use rules::*;

use sqlx::{PgConnection, PgExecutor, types::Json};

use super::{
    rules::Rule,
    situation::{Origin, ZonedPlace},
};

type Found = (Option<Json<Origin>>, Json<Vec<ZonedPlace>>, Json<Vec<Rule>>);

/// The edition in force, its lines of some communes, and every rule in force: all that is known of a profession there.
pub(super) async fn situation(
    db: impl PgExecutor<'_>,
    profession: &str,
    communes: &[&str],
) -> sqlx::Result<(Option<Origin>, Vec<ZonedPlace>, Vec<Rule>)> {
    let (origin, places, rules): Found = sqlx::query_as(
        "select (select jsonb_build_object('source', e.source, 'dated_on', e.dated_on, 'decree', e.decree,
                                           'imported_at', e.imported_at)
                 from zoning_editions e where e.profession = $1 and e.state = 'active'),
                coalesce((select jsonb_agg(jsonb_build_object('name', l.name, 'raw_code', l.raw_code) order by l.line)
                          from zoning_editions e join zoning_lines l on l.edition_id = e.id
                          where e.profession = $1 and e.state = 'active' and l.commune_code = any ($2)), '[]'),
                coalesce((select jsonb_agg(to_jsonb(r) order by r.zone, r.valid_from)
                          from installation_rules r where r.profession = $1 and r.state = 'active'), '[]')",
    )
    .bind(profession)
    .bind(communes)
    .fetch_one(db)
    .await?;
    Ok((origin.map(|it| it.0), places.0, rules.0))
}

/// The raw classes of some communes, in order, each as often as a line has it.
pub(super) async fn raw_codes(
    db: impl PgExecutor<'_>,
    profession: &str,
    communes: &[&str],
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "select l.raw_code from zoning_editions e join zoning_lines l on l.edition_id = e.id
         where e.profession = $1 and e.state = 'active' and l.commune_code = any ($2)
         order by l.raw_code",
    )
    .bind(profession)
    .bind(communes)
    .fetch_all(db)
    .await
}

/// Codes of the professions that have an edition in force.
pub(super) async fn professions_in_force(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar("select profession from zoning_editions where state = 'active' order by 1")
        .fetch_all(db)
        .await
}

/// One import, one decision at a time. The pool's bound is for visitors; writing a whole file takes its time.
pub(super) async fn take_turn(db: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query("set local statement_timeout = '10min'").execute(&mut *db).await?;
    sqlx::query("select pg_advisory_xact_lock(hashtext('doctonext zoning'))").execute(db).await?;
    Ok(())
}
