//! Criteria as SQL conditions on `listing_search s`. Values are always bound, never written into the text.

use chrono::{DateTime, Utc};
use search_index::engine::GUARANTEED;
use sqlx::{Postgres, QueryBuilder};

use super::hidden::push_seen_by;
use crate::search::{Bounds, ChosenArea, Criteria, Viewer};

/// Listings that are online at this hour and match. The hour decides, not the job that notes the end.
pub(super) fn push_filters(
    sql: &mut QueryBuilder<Postgres>,
    criteria: &Criteria,
    viewer: Option<&Viewer>,
    now: DateTime<Utc>,
) {
    sql.push(" (s.expires_at is null or s.expires_at > ").push_bind(now).push(")");
    push_seen_by(sql, viewer);
    push_matching(sql, criteria, now);
}

/// Listings that match and are over at this hour, though no job has noted it yet.
pub(super) fn push_ended(sql: &mut QueryBuilder<Postgres>, criteria: &Criteria, now: DateTime<Utc>) {
    sql.push(" s.expires_at <= ").push_bind(now);
    push_matching(sql, criteria, now);
}

fn push_matching(sql: &mut QueryBuilder<Postgres>, criteria: &Criteria, now: DateTime<Utc>) {
    if let Some(kind) = criteria.listing_type {
        sql.push(" and s.listing_type = ").push_bind(kind.key());
    }
    push_trade(sql, criteria);
    push_place(sql, criteria);
    push_conditions(sql, criteria);
    push_coverage(sql, criteria);
    push_signs(sql, criteria, now);
    push_text(sql, criteria);
}

fn push_trade(sql: &mut QueryBuilder<Postgres>, criteria: &Criteria) {
    // A specialty's key belongs to one profession. Asking for both would tell the planner that few rows match both,
    // and make it sort all general practitioners instead of walking an index to the newest twenty.
    if let Some(profession) = criteria.profession.filter(|_| criteria.specialties.is_empty()) {
        sql.push(" and s.profession = ").push_bind(profession.key);
    }
    match criteria.specialties.as_slice() {
        [] => {}
        [one] => {
            sql.push(" and s.specialty = ").push_bind(one.key);
        }
        several => {
            let keys: Vec<i16> = several.iter().map(|it| it.key).collect();
            sql.push(" and s.specialty = any(").push_bind(keys).push(")");
        }
    }
    if !criteria.practice_types.is_empty() {
        let keys: Vec<i16> = criteria.practice_types.iter().map(|it| it.key()).collect();
        sql.push(" and s.practice_type = any(").push_bind(keys).push(")");
    }
}

fn push_place(sql: &mut QueryBuilder<Postgres>, criteria: &Criteria) {
    if let Some(region) = &criteria.region {
        sql.push(" and s.region = ").push_bind(region.key);
    }
    match criteria.departments.as_slice() {
        [] => {}
        [one] => {
            sql.push(" and s.department = ").push_bind(one.key);
        }
        several => {
            sql.push(" and s.department = any(").push_bind(keys(several)).push(")");
        }
    }
    if !criteria.without.is_empty() {
        sql.push(" and s.department <> all(").push_bind(keys(&criteria.without)).push(")");
    }
    if !criteria.without_regions.is_empty() {
        sql.push(" and s.region <> all(").push_bind(keys(&criteria.without_regions)).push(")");
    }
    if let Some(around) = &criteria.around {
        sql.push(" and st_dwithin(s.geog, ");
        push_point(sql, around.latitude, around.longitude);
        sql.push(", ").push_bind(f64::from(around.radius_km) * 1000.0).push(", false)");
    }
    if let Some(bounds) = &criteria.bounds {
        push_bounds(sql, bounds);
    }
}

pub(super) fn keys(areas: &[ChosenArea]) -> Vec<i16> {
    areas.iter().map(|it| it.key).collect()
}

/// What lies in a rectangle: found by the index of points, then by its degrees.
fn push_bounds(sql: &mut QueryBuilder<Postgres>, bounds: &Bounds) {
    if let Some([west, south, east, north]) = bounds.envelope() {
        sql.push(" and s.geog && st_makeenvelope(").push_bind(west).push(", ").push_bind(south);
        sql.push(", ").push_bind(east).push(", ").push_bind(north).push(", 4326)::geography");
    }
    sql.push(" and st_x(s.geog::geometry) between ").push_bind(bounds.west);
    sql.push(" and ").push_bind(bounds.east);
    sql.push(" and st_y(s.geog::geometry) between ").push_bind(bounds.south);
    sql.push(" and ").push_bind(bounds.north);
}

/// A point on the sphere.
pub(super) fn push_point(sql: &mut QueryBuilder<Postgres>, latitude: f64, longitude: f64) {
    sql.push("st_setsrid(st_makepoint(")
        .push_bind(longitude)
        .push(", ")
        .push_bind(latitude)
        .push("), 4326)::geography");
}

fn push_conditions(sql: &mut QueryBuilder<Postgres>, criteria: &Criteria) {
    if !criteria.dates.is_open() {
        // An open end of the range is unbounded on either side, as null is in PostgreSQL's ranges.
        sql.push(if criteria.keeps_undated() {
            " and (s.start_date is null or daterange(s.start_date, s.end_date, '[]') && daterange("
        } else {
            " and (s.start_date is not null and daterange(s.start_date, s.end_date, '[]') && daterange("
        });
        sql.push_bind(criteria.dates.from).push(", ").push_bind(criteria.dates.to).push(", '[]'))");
        // Several ranges have days between them on which nobody is needed.
        sql.push(" and (s.periods is null or ")
            .push(OWN_DAYS)
            .push(" && daterange(")
            .push_bind(criteria.dates.from)
            .push(", ")
            .push_bind(criteria.dates.to)
            .push(", '[]'))");
    }
    if criteria.with_price {
        sql.push(" and coalesce(s.price, s.price_least) is not null");
    }
    // A listing that does not say its price is kept: it may well fit. « with_price » drops it. A band fits when any of it does.
    if let Some(from) = criteria.price.from {
        sql.push(" and coalesce(s.price, s.price_most, 2147483647) >= ").push_bind(from);
    }
    if let Some(to) = criteria.price.to {
        sql.push(" and coalesce(s.price, s.price_least, 0) <= ").push_bind(to);
    }
    if let Some(from) = criteria.turnover.from {
        sql.push(" and coalesce(s.turnover, s.turnover_most) >= ").push_bind(from);
    }
    if let Some(to) = criteria.turnover.to {
        sql.push(" and coalesce(s.turnover, s.turnover_least) <= ").push_bind(to);
    }
    if let Some(share) = criteria.fee_share_min {
        sql.push(" and s.fee_share >= ").push_bind(f32::from(share));
    }
    if criteria.weekdays != 0 {
        sql.push(" and (s.working_days & ").push_bind(criteria.weekdays).push(") <> 0");
    }
    for (asked, column) in [
        (criteria.housing, " and s.has_housing"),
        (criteria.secretary, " and s.has_secretary"),
        (criteria.urgent, " and s.is_urgent"),
    ] {
        if asked {
            sql.push(column);
        }
    }
}

/// The days of a listing among those between two parameters, counted.
const DAYS_WITHIN: [&str; 2] =
    [" (select coalesce(sum(upper(it) - lower(it)), 0) from unnest(", " * datemultirange(daterange("];
/// The days of a listing. Its ranges never say more than its first and last day: a program of before writes these alone.
const OWN_DAYS: &str = "(datemultirange(daterange(s.start_date, s.end_date, '[]'))
    * coalesce(s.periods, datemultirange(daterange(null, null))))";

/// Listings that have enough of the days asked.
fn push_coverage(sql: &mut QueryBuilder<Postgres>, criteria: &Criteria) {
    let (Some(least), Some(from), Some(to)) = (criteria.coverage_min, criteria.dates.from, criteria.dates.to)
    else {
        return;
    };
    let [begin, within] = DAYS_WITHIN;
    sql.push(" and s.start_date is not null and 100 *").push(begin).push(OWN_DAYS).push(within);
    sql.push_bind(from).push(", ").push_bind(to).push(", '[]'))) it)");
    sql.push(" >= ").push_bind(i64::from(least) * ((to - from).num_days() + 1));
}

/// What one recognises a listing by.
fn push_signs(sql: &mut QueryBuilder<Postgres>, criteria: &Criteria, now: DateTime<Utc>) {
    if !criteria.zones.is_empty() {
        let keys: Vec<i16> = criteria.zones.iter().map(|it| it.key()).collect();
        sql.push(" and s.zone = any(").push_bind(keys).push(")");
    }
    if !criteria.author_groups.is_empty() {
        let keys: Vec<i16> = criteria.author_groups.iter().map(|it| it.key()).collect();
        // Until a listing is projected anew after an upgrade, it counts as a practitioner's.
        sql.push(" and coalesce(s.author_group, 1) = any(").push_bind(keys).push(")");
    }
    if !criteria.software.is_empty() {
        let mask = criteria.software.iter().fold(0, |mask, it| mask | it.mask());
        sql.push(" and (s.software & ").push_bind(mask).push(") <> 0");
    }
    if !criteria.times.is_empty() {
        let mask = criteria.times.iter().fold(0, |mask, it| mask | it.key());
        sql.push(" and (s.terms & ").push_bind(mask).push(") <> 0");
    }
    if criteria.guaranteed {
        sql.push(" and (s.terms & ").push_bind(i16::from(GUARANTEED)).push(") <> 0");
    }
    if criteria.pictures {
        sql.push(" and s.has_pictures");
    }
    if let Some(since) = criteria.published_since(now) {
        sql.push(" and s.published_at >= ").push_bind(since);
    }
}

fn push_text(sql: &mut QueryBuilder<Postgres>, criteria: &Criteria) {
    if let Some(query) = text_query(criteria) {
        sql.push(" and s.tsv @@ ").push_bind(query).push("::tsquery");
    }
}

/// The words as PostgreSQL reads them; none when they are all stop words, which then narrow nothing.
pub(super) fn text_query(criteria: &Criteria) -> Option<String> {
    criteria.words()?.to_tsquery()
}

/// Listings by the value of an expression, under criteria: what the facets of the index are compared with.
#[cfg(test)]
pub(in crate::search) async fn grouped(
    db: &sqlx::PgPool,
    criteria: &Criteria,
    by: &'static str,
    now: DateTime<Utc>,
) -> sqlx::Result<std::collections::BTreeMap<i16, u64>> {
    let mut sql = QueryBuilder::new("select v::smallint, count(*) from (select ");
    sql.push(by).push(" as v from listing_search s where");
    push_filters(&mut sql, criteria, None, now);
    sql.push(") valued where v is not null group by v");
    let rows: Vec<(i16, i64)> = sql.build_query_as().fetch_all(db).await?;
    Ok(rows.into_iter().map(|(value, n)| (value, n.unsigned_abs())).collect())
}
