//! How many: exact where the cube knows, capped elsewhere.

use chrono::{DateTime, Utc};
use sqlx::{PgPool, QueryBuilder};

use super::filters::{push_filters, push_point};
use crate::{
    search::{Criteria, counts::CAP},
    trades::ListingType,
};

/// Visible listings by type, from the cube: only for criteria that it knows.
pub(in crate::search) async fn cube_by_type(
    db: &PgPool,
    criteria: &Criteria,
) -> sqlx::Result<Vec<(i16, i64)>> {
    let specialties: Vec<i16> = criteria.specialties.iter().map(|it| it.key).collect();
    sqlx::query_as(
        "select listing_type, sum(n)::bigint from listing_counts
         where ($1::smallint is null or profession = $1)
           and (cardinality($2::smallint[]) = 0 or specialty = any($2))
           and ($3::smallint is null or region = $3)
           and ($4::smallint is null or department = $4)
         group by listing_type",
    )
    .bind(criteria.profession.map(|it| it.key))
    .bind(specialties)
    .bind(criteria.region.as_ref().map(|it| it.key))
    .bind(criteria.department.as_ref().map(|it| it.key))
    .fetch_all(db)
    .await
}

/// Visible listings by type and profession.
pub(in crate::search) async fn cube_by_type_and_profession(
    db: &PgPool,
) -> sqlx::Result<Vec<(i16, i16, i64)>> {
    sqlx::query_as(
        "select listing_type, profession, sum(n)::bigint from listing_counts
         group by listing_type, profession",
    )
    .fetch_all(db)
    .await
}

/// Visible listings by type under any criteria, the type apart; each type is counted up to [`CAP`] and no further.
pub(in crate::search) async fn by_type(
    db: &PgPool,
    criteria: &Criteria,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<(i16, i64)>> {
    let mut sql = QueryBuilder::new("");
    for kind in ListingType::ALL {
        if !sql.sql().as_str().is_empty() {
            sql.push(" union all ");
        }
        sql.push("select ").push_bind(kind.key());
        sql.push(", count(*) from (select 1 from listing_search s where");
        push_filters(&mut sql, &criteria.for_type(Some(*kind)), now);
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

/// Counts each of the loosened searches and finds the nearest places that have results, in one statement.
pub(in crate::search) async fn loosened(
    db: &PgPool,
    variants: &[Criteria],
    nearby: Option<&Criteria>,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Suggestion>> {
    let mut sql = QueryBuilder::new("");
    for (rank, variant) in variants.iter().enumerate() {
        if rank > 0 {
            sql.push(" union all ");
        }
        sql.push("select ").push_bind(i32::try_from(rank).unwrap_or(i32::MAX));
        sql.push("::int as loosened, count(*) as n, null::text as city, null::text as department, null::float8 as distance from (select 1 from listing_search s where");
        push_filters(&mut sql, variant, now);
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
        sql.push("(select null::int, count(*), city, department, min(distance) from (select s.card->>'city' as city, s.card->>'department' as department, s.geog <-> ");
        push_point(&mut sql, around.latitude, around.longitude);
        sql.push(" as distance from listing_search s where s.geog is not null and");
        push_filters(&mut sql, &anywhere, now);
        sql.push(" order by s.geog <-> ");
        push_point(&mut sql, around.latitude, around.longitude);
        sql.push(" limit 60) nearest group by city, department order by min(distance) limit 5)");
    }
    if sql.sql().as_str().is_empty() {
        return Ok(Vec::new());
    }
    sql.build_query_as::<Suggestion>().fetch_all(db).await
}
