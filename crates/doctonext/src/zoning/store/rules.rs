//! Versions of the rules of installation.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor, types::Json};

use crate::zoning::rules::Rule;

/// A version with what is told of its making.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(in crate::zoning) struct Version {
    pub(in crate::zoning) rule: Json<Rule>,
    pub(in crate::zoning) state: String,
    pub(in crate::zoning) replaces_id: Option<String>,
    pub(in crate::zoning) proposed_at: DateTime<Utc>,
    pub(in crate::zoning) proposed_by: Option<String>,
    pub(in crate::zoning) proposed_by_name: Option<String>,
    pub(in crate::zoning) decided_at: Option<DateTime<Utc>>,
    pub(in crate::zoning) decided_by_name: Option<String>,
}

const VERSION: &str = "select to_jsonb(r) as rule, r.state, r.replaces_id, r.proposed_at, r.proposed_by,
        p.name as proposed_by_name, r.decided_at, d.name as decided_by_name
    from installation_rules r
    left join users p on p.id = r.proposed_by
    left join users d on d.id = r.decided_by";

/// All versions in a state.
pub(in crate::zoning) async fn versions(
    db: impl PgExecutor<'_>,
    states: &[&str],
) -> sqlx::Result<Vec<Version>> {
    let statement = format!(
        "{VERSION} where r.state = any ($1) order by r.profession, r.zone, r.kind desc, r.valid_from, r.id"
    );
    sqlx::query_as(sqlx::AssertSqlSafe(statement)).bind(states).fetch_all(db).await
}

pub(in crate::zoning) async fn version(db: impl PgExecutor<'_>, id: &str) -> sqlx::Result<Option<Version>> {
    let statement = format!("{VERSION} where r.id = $1");
    sqlx::query_as(sqlx::AssertSqlSafe(statement)).bind(id).fetch_optional(db).await
}

/// Adds a version that waits for a second person.
pub(in crate::zoning) async fn propose(
    db: &mut PgConnection,
    it: &Rule,
    replaces: Option<&str>,
    by: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into installation_rules (id, profession, zone, kind, state, outcome, title, body, conditions,
             amount_euros, successor_months, excepted_specialties, source, source_url, valid_from, valid_to, replaces_id,
             proposed_at, proposed_by)
         values ($1, $2, $3, $4, 'proposed', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
    )
    .bind(&it.id)
    .bind(&it.profession)
    .bind(it.zone.code())
    .bind(it.kind.code())
    .bind(it.outcome.map(|it| it.code()))
    .bind(&it.title)
    .bind(&it.body)
    .bind(&it.conditions)
    .bind(it.amount_euros)
    .bind(it.successor_months)
    .bind(&it.excepted_specialties)
    .bind(&it.source)
    .bind(&it.source_url)
    .bind(it.valid_from)
    .bind(it.valid_to)
    .bind(replaces)
    .bind(now)
    .bind(by)
    .execute(db)
    .await?;
    Ok(())
}

pub(in crate::zoning) async fn decide_rule(
    db: &mut PgConnection,
    id: &str,
    state: &str,
    by: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("update installation_rules set state = $2, decided_by = $3, decided_at = $4 where id = $1")
        .bind(id)
        .bind(state)
        .bind(by)
        .bind(now)
        .execute(db)
        .await?;
    Ok(())
}

/// Makes room for the version that follows: the one before ends the day before it begins, or was never in force when it
/// would not have begun yet.
pub(in crate::zoning) async fn give_way(
    db: &mut PgConnection,
    before: &str,
    after: &Rule,
) -> sqlx::Result<()> {
    sqlx::query(
        "update installation_rules
         set state = case when valid_from >= $2 then 'replaced' else state end,
             valid_to = case when valid_from >= $2 then valid_to
                             else least(valid_to, $2 - 1) end
         where id = $1 and state = 'active'",
    )
    .bind(before)
    .bind(after.valid_from)
    .execute(db)
    .await?;
    Ok(())
}

/// Versions in force that answer the same question.
pub(in crate::zoning) async fn neighbours(db: impl PgExecutor<'_>, it: &Rule) -> sqlx::Result<Vec<Rule>> {
    let found: Vec<Json<Rule>> = sqlx::query_scalar(
        "select to_jsonb(r) from installation_rules r
         where r.profession = $1 and r.zone = $2 and r.kind = $3 and r.state = 'active' and r.id <> $4",
    )
    .bind(&it.profession)
    .bind(it.zone.code())
    .bind(it.kind.code())
    .bind(&it.id)
    .fetch_all(db)
    .await?;
    Ok(found.into_iter().map(|it| it.0).collect())
}
