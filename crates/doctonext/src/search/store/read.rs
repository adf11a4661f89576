//! One page of results in one statement, read from the projection alone.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgPool, Postgres, QueryBuilder, types::Json};

use super::{
    filters::{push_filters, push_point, text_query},
    hidden::push_seen_by,
};
use crate::search::{
    CardFacts, Criteria, SearchDocument, Sort, Viewer,
    cursor::{Cursor, Key},
    ranking::{UNCONFIRMED, WEIGHTS},
    similar::Subject,
};

/// Text results are ranked among this many of the newest matches: ranking every match of a frequent word costs
/// a second at a million listings.
const RANKED: i64 = 2000;
/// Days after which a listing of each type counts a third as fresh (the published formula).
const FRESHNESS: &str = "case s.listing_type when 2 then 7.0 when 3 then 21.0 when 4 then 7.0 else 45.0 end";

/// A result as the database gives it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct SearchHit {
    /// Number in the projection.
    pub lid: i64,
    /// The listing.
    pub listing_id: String,
    /// When it came online.
    pub published_at: DateTime<Utc>,
    /// Key of the type.
    pub listing_type: i16,
    /// Key of the profession.
    pub profession: i16,
    /// Key of the specialty.
    pub specialty: Option<i16>,
    /// Key of the practice type.
    pub practice_type: Option<i16>,
    /// Bit mask of weekdays.
    pub working_days: i16,
    /// Percent.
    pub fee_share: Option<f32>,
    /// Euros.
    pub price: Option<i32>,
    /// Euros a year.
    pub turnover: Option<i32>,
    /// Ends of the band of the price of a confidential listing.
    pub price_least: Option<i32>,
    /// See `price_least`.
    pub price_most: Option<i32>,
    /// Ends of the band of its turnover.
    pub turnover_least: Option<i32>,
    /// See `turnover_least`.
    pub turnover_most: Option<i32>,
    /// Estimated euros a day.
    pub pay: Option<i32>,
    /// First day.
    pub start_date: Option<NaiveDate>,
    /// Last day.
    pub end_date: Option<NaiveDate>,
    /// Lodging.
    pub has_housing: bool,
    /// Secretary.
    pub has_secretary: bool,
    /// Urgent.
    pub is_urgent: bool,
    /// Key of the class of density of its place; none when confidential.
    pub zone: Option<i16>,
    /// The rest of the card.
    pub card: Json<CardFacts>,
    /// Metres from the place asked, when one is.
    pub distance: Option<f64>,
    /// Millionths, in a search by words.
    pub score: Option<i64>,
    /// What the score is made of, in the order of `ranking::WEIGHTS`; then 1, or what it was multiplied by.
    pub parts: Option<Vec<f32>>,
}

pub(super) const COLUMNS: &str = "s.lid, s.listing_id, s.published_at, s.listing_type, s.profession, s.specialty, \
     s.practice_type, s.working_days, s.fee_share, s.price, s.turnover, s.price_least, s.price_most, \
     s.turnover_least, s.turnover_most, s.pay, s.start_date, s.end_date, s.has_housing, s.has_secretary, s.is_urgent, \
     s.zone, s.card";

impl SearchHit {
    /// The cursor of the page that begins after this result.
    pub(in crate::search) fn cursor(&self, sort: Sort, now: DateTime<Utc>) -> Cursor {
        let key = match sort {
            Sort::Newest => Key::Published(self.published_at),
            Sort::Nearest => Key::Distance(self.distance.unwrap_or_default()),
            Sort::StartDate => Key::Start(self.start_date),
            Sort::Price | Sort::PriceDown => Key::Price(self.price),
            Sort::Pay => Key::Pay(self.pay.filter(|euros| *euros > 0)),
            Sort::Relevance => Key::Score { millionths: self.score.unwrap_or_default(), judged_at: now },
        };
        Cursor { key, lid: self.lid }
    }
}

/// At most `limit` results of these criteria, after a cursor of the same order.
pub(in crate::search) async fn page(
    db: &PgPool,
    criteria: &Criteria,
    after: Option<&Cursor>,
    (viewer, limit): (Option<&Viewer>, i64),
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<SearchHit>> {
    let sort = criteria.effective_sort();
    let mut sql = QueryBuilder::new("");
    match (sort, text_query(criteria)) {
        (Sort::Relevance, Some(words)) => push_ranked(&mut sql, criteria, (&words, after), viewer, now),
        (Sort::Relevance, None) => push_ordered(&mut sql, criteria, (Sort::Newest, after), viewer, now),
        _ => push_ordered(&mut sql, criteria, (sort, after), viewer, now),
    }
    sql.push(" limit ").push_bind(limit);
    sql.build_query_as().fetch_all(db).await
}

fn push_ordered(
    sql: &mut QueryBuilder<Postgres>,
    criteria: &Criteria,
    (sort, after): (Sort, Option<&Cursor>),
    viewer: Option<&Viewer>,
    now: DateTime<Utc>,
) {
    sql.push("select ").push(COLUMNS).push(", ");
    push_distance(sql, criteria);
    sql.push(" as distance, null::bigint as score, null::real[] as parts from listing_search s where");
    push_filters(sql, criteria, viewer, now);
    if let Some(after) = after {
        sql.push(" and ");
        push_after(sql, criteria, sort, after);
    }
    sql.push(" order by ");
    match sort {
        Sort::Nearest => {
            // The KNN operator walks the index outwards and stops at the limit.
            push_knn(sql, criteria);
            sql.push(", s.lid");
        }
        Sort::StartDate => {
            sql.push("coalesce(s.start_date, 'infinity'::date), s.lid");
        }
        Sort::Price => {
            sql.push("coalesce(s.price, 2147483647), s.lid");
        }
        Sort::PriceDown => {
            sql.push("coalesce(s.price, -1) desc, s.lid desc");
        }
        Sort::Pay => {
            sql.push("coalesce(s.pay, 0) desc, s.lid desc");
        }
        Sort::Newest | Sort::Relevance => {
            sql.push("s.published_at desc, s.lid desc");
        }
    }
}

/// The row comparison that continues an order; it must be written as the order by is, for the index to serve both.
fn push_after(sql: &mut QueryBuilder<Postgres>, criteria: &Criteria, sort: Sort, after: &Cursor) {
    match (&after.key, sort) {
        (Key::Published(at), _) => sql.push("(s.published_at, s.lid) < (").push_bind(*at),
        (Key::Distance(metres), _) => {
            sql.push("(");
            push_knn(sql, criteria);
            sql.push(", s.lid) > (").push_bind(*metres)
        }
        (Key::Start(Some(day)), _) => {
            sql.push("(coalesce(s.start_date, 'infinity'::date), s.lid) > (").push_bind(*day)
        }
        (Key::Start(None), _) => {
            sql.push("(coalesce(s.start_date, 'infinity'::date), s.lid) > ('infinity'::date")
        }
        (Key::Price(euros), Sort::PriceDown) => {
            sql.push("(coalesce(s.price, -1), s.lid) < (").push_bind(euros.unwrap_or(-1))
        }
        (Key::Price(euros), _) => {
            sql.push("(coalesce(s.price, 2147483647), s.lid) > (").push_bind(euros.unwrap_or(i32::MAX))
        }
        (Key::Pay(euros), _) => sql.push("(coalesce(s.pay, 0), s.lid) < (").push_bind(euros.unwrap_or(0)),
        (Key::Score { millionths, .. }, _) => sql.push("(score, lid) < (").push_bind(*millionths),
    };
    sql.push(", ").push_bind(after.lid).push(")");
}

fn push_knn(sql: &mut QueryBuilder<Postgres>, criteria: &Criteria) {
    match &criteria.around {
        Some(around) => {
            sql.push("s.geog <-> ");
            push_point(sql, around.latitude, around.longitude);
        }
        None => {
            sql.push("0::float8");
        }
    }
}

fn push_distance(sql: &mut QueryBuilder<Postgres>, criteria: &Criteria) {
    match &criteria.around {
        Some(_) => push_knn(sql, criteria),
        None => {
            sql.push("null::float8");
        }
    }
}

/// Words: the newest matches are scored by the published formula, then paged by score.
fn push_ranked(
    sql: &mut QueryBuilder<Postgres>,
    criteria: &Criteria,
    (words, after): (&str, Option<&Cursor>),
    viewer: Option<&Viewer>,
    now: DateTime<Utc>,
) {
    let judged_at = match after.map(|cursor| &cursor.key) {
        Some(Key::Score { judged_at, .. }) => *judged_at,
        _ => now,
    };
    sql.push("with found as materialized (select ")
        .push(COLUMNS)
        .push(", s.completeness, s.author, s.confirm_by, ");
    push_distance(sql, criteria);
    sql.push(" as distance, ts_rank('{0.05,0.2,0.5,1}', s.tsv, ")
        .push_bind(words.to_owned())
        .push("::tsquery, 1) as rank from listing_search s where");
    push_filters(sql, criteria, viewer, now);
    sql.push(" and s.published_at <= ").push_bind(judged_at);
    sql.push(" order by s.published_at desc, s.lid desc limit ").push_bind(RANKED);
    // What is a hundred times stale is no staler: exponentials that vanish are an error here.
    // PostgreSQL's rank has no scale of its own: the best match found counts as 1, as the published rule says.
    sql.push(
        "), weighed as (select s.*, coalesce(s.rank / nullif(max(s.rank) over (), 0), 0)::float8 as text_part,
             exp(-least(100, greatest(0, extract(epoch from ",
    )
    .push_bind(judged_at)
    .push(" - s.published_at)::float8) / 86400.0 / ")
    .push(FRESHNESS)
    .push(")) as fresh_part, coalesce(greatest(0, 1 - s.distance / ")
    .push_bind(criteria.around.as_ref().map(|it| f64::from(it.radius_km) * 1000.0))
    .push("::float8), 0) as near_part, case when s.confirm_by <= ")
    .push_bind(judged_at)
    .push(" then ")
    .push(UNCONFIRMED.to_string())
    .push("::float8 else 1 end as held_part from found s), scored as (select s.*, (1000000 * s.held_part * (");
    let parts = [
        "s.text_part",
        "s.fresh_part",
        "s.completeness / 100.0::float8",
        "s.author / 100.0::float8",
        "s.near_part",
    ];
    for (rank, (part, weight)) in parts.iter().zip(WEIGHTS).enumerate() {
        sql.push(if rank == 0 { "" } else { " + " }).push(format!("{weight}::float8 * {part}"));
    }
    sql.push("))::bigint as score, array[").push(parts.join(", ")).push(", s.held_part]::real[] as parts");
    sql.push(" from weighed s) select ").push(COLUMNS).push(", s.distance, s.score, s.parts from scored s");
    if let Some(after) = after {
        sql.push(" where ");
        push_after(sql, criteria, Sort::Relevance, after);
    }
    sql.push(" order by score desc, lid desc");
}

/// Listings by their numbers, in no order; those that have gone, or are hidden from the viewer, are missing.
pub(in crate::search) async fn hits(
    db: &PgPool,
    lids: &[i64],
    viewer: Option<&Viewer>,
) -> sqlx::Result<Vec<SearchHit>> {
    if lids.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = QueryBuilder::new("select ");
    sql.push(COLUMNS)
        .push(", null::float8 as distance, null::bigint as score, null::real[] as parts")
        .push(" from listing_search s where s.lid = any(")
        .push_bind(lids)
        .push(")");
    push_seen_by(&mut sql, viewer);
    sql.build_query_as().fetch_all(db).await
}

/// The last published listings.
pub(in crate::search) async fn latest(
    db: &PgPool,
    viewer: Option<&Viewer>,
    limit: i64,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<SearchHit>> {
    let mut sql = QueryBuilder::new("select ");
    sql.push(COLUMNS)
        .push(", null::float8 as distance, null::bigint as score, null::real[] as parts from listing_search s where");
    push_filters(&mut sql, &Criteria::default(), viewer, now);
    sql.push(" order by s.published_at desc, s.lid desc limit ").push_bind(limit);
    sql.build_query_as().fetch_all(db).await
}

/// Others of the same type and profession: the same specialty first, then the nearest department, then the newest.
/// Chosen among the newest few of each neighbourhood, each read through its own index, so that the cost does not grow
/// with the table.
pub(in crate::search) async fn similar(
    db: &PgPool,
    to: &Subject<'_>,
    viewer: Option<&Viewer>,
    limit: i64,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<SearchHit>> {
    let mut sql = QueryBuilder::new("with near as (");
    let newest = |sql: &mut QueryBuilder<Postgres>| {
        push_seen_by(sql, viewer);
        sql.push(" order by published_at desc, lid desc limit 8)");
    };
    let of_type = |sql: &mut QueryBuilder<Postgres>| {
        sql.push("(select lid from listing_search s where listing_type = ").push_bind(to.listing_type.key());
    };
    of_type(&mut sql);
    sql.push(" and department = ")
        .push_bind(to.department)
        .push(" and profession = ")
        .push_bind(to.profession);
    newest(&mut sql);
    sql.push(" union ");
    of_type(&mut sql);
    sql.push(" and specialty = ").push_bind(to.specialty).push(" and region = ").push_bind(to.region);
    newest(&mut sql);
    sql.push(" union ");
    of_type(&mut sql);
    sql.push(" and specialty = ").push_bind(to.specialty);
    newest(&mut sql);
    sql.push(" union ");
    of_type(&mut sql);
    sql.push(" and profession = ").push_bind(to.profession);
    newest(&mut sql);
    sql.push(") select ").push(COLUMNS);
    sql.push(
        ", null::float8 as distance, null::bigint as score, null::real[] as parts from near join listing_search s using (lid) where s.listing_id <> ",
    )
    .push_bind(to.listing_id.to_owned())
    .push(" and (s.expires_at is null or s.expires_at > ")
    .push_bind(now)
    .push(") order by (s.specialty is not distinct from ")
    .push_bind(to.specialty)
    .push(") desc, s.department = ")
    .push_bind(to.department)
    .push(" desc, s.region = ")
    .push_bind(to.region)
    .push(" desc, s.published_at desc, s.lid desc limit ")
    .push_bind(limit);
    sql.build_query_as().fetch_all(db).await
}

impl From<&SearchDocument> for SearchHit {
    /// The result that this document would be, for the page of the listing itself.
    fn from(it: &SearchDocument) -> Self {
        Self {
            lid: 0,
            listing_id: it.listing_id.clone(),
            published_at: it.published_at,
            listing_type: it.listing_type.key(),
            profession: it.profession,
            specialty: it.specialty,
            practice_type: it.practice_type,
            working_days: it.working_days,
            fee_share: it.fee_share,
            price: it.price,
            turnover: it.turnover,
            price_least: it.price_range.map(|it| it.0),
            price_most: it.price_range.map(|it| it.1),
            turnover_least: it.turnover_range.map(|it| it.0),
            turnover_most: it.turnover_range.map(|it| it.1),
            pay: it.pay,
            start_date: it.start_date,
            end_date: it.end_date,
            has_housing: it.has_housing,
            has_secretary: it.has_secretary,
            is_urgent: it.is_urgent,
            zone: it.zone,
            card: Json(it.card.clone()),
            distance: None,
            score: None,
            parts: None,
        }
    }
}
