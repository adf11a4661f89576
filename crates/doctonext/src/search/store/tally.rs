//! How many: exact where the cube knows, capped elsewhere.

use chrono::{DateTime, Utc};
use sqlx::{PgPool, Postgres, QueryBuilder};

use super::{
    filters::{keys, push_ended, push_filters, push_point},
    hidden::push_hidden_from,
};
use crate::{
    search::{Criteria, Viewer, counts::CAP},
    trades::ListingType,
};

/// Visible listings by type, from the cube: only for criteria that it knows. What is over or hidden from the
/// viewer does not count.
pub(in crate::search) async fn cube_by_type(
    db: &PgPool,
    criteria: &Criteria,
    viewer: Option<&Viewer>,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<(i16, i64)>> {
    let mut sql = QueryBuilder::new(
        "select listing_type, sum(n)::bigint from (select listing_type, n from listing_counts where",
    );
    push_cells(&mut sql, criteria);
    push_without_others(&mut sql, "s.listing_type, -1", criteria, viewer, now);
    sql.push(") counted group by listing_type");
    sql.build_query_as().fetch_all(db).await
}

/// The cells of the cube that criteria ask for, their type apart.
fn push_cells(sql: &mut QueryBuilder<Postgres>, criteria: &Criteria) {
    sql.push(" (")
        .push_bind(criteria.profession.map(|it| it.key))
        .push("::smallint is null or profession = ")
        .push_bind(criteria.profession.map(|it| it.key))
        .push(")");
    if !criteria.specialties.is_empty() {
        let specialties: Vec<i16> = criteria.specialties.iter().map(|it| it.key).collect();
        sql.push(" and specialty = any(").push_bind(specialties).push(")");
    }
    if let Some(region) = &criteria.region {
        sql.push(" and region = ").push_bind(region.key);
    }
    if !criteria.departments.is_empty() {
        sql.push(" and department = any(").push_bind(keys(&criteria.departments)).push(")");
    }
}

/// Visible listings by department, 0 for those whose area is larger: from the cube when it knows, else counted to the
/// end in the projection.
pub(in crate::search) async fn by_department(
    db: &PgPool,
    criteria: &Criteria,
    viewer: Option<&Viewer>,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<(i16, i64)>> {
    let mut sql = QueryBuilder::new("");
    if criteria.is_structured() {
        sql.push("select department, sum(n)::bigint from (select department, n from listing_counts where");
        push_cells(&mut sql, criteria);
        if let Some(kind) = criteria.listing_type {
            sql.push(" and listing_type = ").push_bind(kind.key());
        }
        push_without_others(&mut sql, "s.department, -1", criteria, viewer, now);
        sql.push(") counted group by department");
    } else {
        sql.push("select s.department, count(*) from listing_search s where");
        push_filters(&mut sql, criteria, viewer, now);
        sql.push(" group by s.department");
    }
    sql.build_query_as().fetch_all(db).await
}

/// Takes away from a sum what is over, and what the viewer must not see.
fn push_without_others(
    sql: &mut QueryBuilder<Postgres>,
    columns: &'static str,
    criteria: &Criteria,
    viewer: Option<&Viewer>,
    now: DateTime<Utc>,
) {
    sql.push(" union all select ").push(columns).push(" from listing_search s where");
    push_ended(sql, criteria, now);
    if let Some(viewer) = viewer {
        sql.push(" union all select ").push(columns).push(" from listing_search s where");
        push_filters(sql, criteria, None, now);
        push_hidden_from(sql, viewer);
    }
}

/// Visible listings by type and profession.
pub(in crate::search) async fn cube_by_type_and_profession(
    db: &PgPool,
    viewer: Option<&Viewer>,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<(i16, i16, i64)>> {
    let mut sql = QueryBuilder::new(
        "select listing_type, profession, sum(n)::bigint from (select listing_type, profession, n from listing_counts",
    );
    push_without_others(&mut sql, "s.listing_type, s.profession, -1", &Criteria::default(), viewer, now);
    sql.push(") counted group by listing_type, profession");
    sql.build_query_as().fetch_all(db).await
}

/// Visible listings by type under any criteria, the type apart; each type is counted up to [`CAP`] and no further. Under key 0
/// those of all types together, where these are fewer: listings without dates are kept by whoever asks for their type.
pub(in crate::search) async fn by_type(
    db: &PgPool,
    criteria: &Criteria,
    viewer: Option<&Viewer>,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<(i16, i64)>> {
    let mut sql = QueryBuilder::new("");
    for kind in ListingType::ALL {
        if !sql.sql().as_str().is_empty() {
            sql.push(" union all ");
        }
        sql.push("select ").push_bind(kind.key());
        sql.push(", count(*) from (select 1 from listing_search s where");
        push_filters(&mut sql, &criteria.for_type(Some(*kind)), viewer, now);
        sql.push(" limit ").push_bind(CAP).push(") counted");
    }
    if !criteria.dates.is_open() {
        sql.push(" union all select 0::smallint, count(*) from (select 1 from listing_search s where");
        push_filters(&mut sql, &criteria.for_type(None), viewer, now);
        sql.push(" limit ").push_bind(CAP).push(") counted");
    }
    sql.build_query_as().fetch_all(db).await
}

/// What an empty page suggests: one filter less, or a place near by.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(in crate::search) struct Suggestion {
    /// Rank of the loosened criteria in the list given; none for a place.
    pub loosened: Option<i32>,
    /// Results, at most 100.
    pub n: i64,
    /// Place.
    pub city: Option<String>,
    /// Department code of the place.
    pub department: Option<String>,
    /// Metres.
    pub distance: Option<f64>,
}

impl Suggestion {
    /// Results of a loosened search that were counted elsewhere.
    pub(in crate::search) fn loosened(rank: i32, n: i64) -> Self {
        Self { loosened: Some(rank), n, city: None, department: None, distance: None }
    }
}

/// Counts each of the loosened searches and finds the nearest places that have results, in one statement.
pub(in crate::search) async fn loosened(
    db: &PgPool,
    variants: &[Criteria],
    nearby: Option<&Criteria>,
    viewer: Option<&Viewer>,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Suggestion>> {
    let mut sql = QueryBuilder::new("");
    for (rank, variant) in variants.iter().enumerate() {
        if rank > 0 {
            sql.push(" union all ");
        }
        sql.push("select ").push_bind(i32::try_from(rank).unwrap_or(i32::MAX));
        sql.push("::int as loosened, count(*) as n, null::text as city, null::text as department, null::float8 as distance from (select 1 from listing_search s where");
        push_filters(&mut sql, variant, viewer, now);
        sql.push(" limit 100) matching");
    }
    if let Some((criteria, around)) = nearby.and_then(|it| it.around.as_ref().map(|around| (it, around))) {
        let anywhere = Criteria {
            listing_type: criteria.listing_type,
            profession: criteria.profession,
            specialties: criteria.specialties.clone(),
            ..Criteria::default()
        };
        if !variants.is_empty() {
            sql.push(" union all ");
        }
        sql.push("(select null::int as loosened, count(*) as n, city, department, min(distance) as distance from (select s.card->>'city' as city, s.card->>'department' as department, s.geog <-> ");
        push_point(&mut sql, around.latitude, around.longitude);
        sql.push(" as distance from listing_search s where s.geog is not null and");
        push_filters(&mut sql, &anywhere, viewer, now);
        sql.push(" order by s.geog <-> ");
        push_point(&mut sql, around.latitude, around.longitude);
        sql.push(" limit 60) nearest group by city, department order by min(distance) limit 5)");
    }
    if sql.sql().as_str().is_empty() {
        return Ok(Vec::new());
    }
    sql.build_query_as::<Suggestion>().fetch_all(db).await
}
