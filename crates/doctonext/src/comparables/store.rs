//! The comparables, made from the listings and read.

use chrono::{DateTime, Months, NaiveDate, Utc};
use platform::clock::today_in_paris;
use sqlx::{PgExecutor, PgPool};

use super::share::Quartiles;

/// Months of listings that count.
const MONTHS: Months = Months::new(36);

/// Quartiles of a profession, perhaps of a specialty, perhaps in a region.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Comparable {
    /// Name; empty for France.
    pub(super) region: String,
    pub(super) owners: i32,
    pub(super) since: NaiveDate,
    pub(super) computed_at: DateTime<Utc>,
    #[sqlx(flatten)]
    pub(super) quartiles: Quartiles,
}

/// Makes all comparables anew; how many there are. In each row an owner counts once, by their latest listing, so that nobody
/// moves a median by publishing again. Left out: confidential listings, whether their figures are sealed already or not; prices
/// that the owner prefers to be asked for; turnovers below 10,000 € and prices above three years of turnover, which are slips of
/// the hand. One pass over the transfers of 36 months.
pub async fn compute(db: &PgPool, now: DateTime<Utc>) -> sqlx::Result<u64> {
    let since = today_in_paris(now).checked_sub_months(MONTHS).unwrap_or(NaiveDate::MIN);
    let mut tx = db.begin().await?;
    // Two at once would both delete and both insert.
    sqlx::query("select pg_advisory_xact_lock(hashtext('price_comparables'))").execute(&mut *tx).await?;
    sqlx::query("delete from price_comparables").execute(&mut *tx).await?;
    let made = sqlx::query(
        "with asked as (
             select l.user_id, l.profession, l.specialty, p.region, l.published_at, l.id,
                    t.sale_price::float8 / t.annual_turnover as share
             from listings l
             join transfer_details t on t.listing_id = l.id
             join listing_locations p on p.listing_id = l.id
             where l.listing_type = 'transfer' and l.profession is not null and l.deleted_at is null
               and l.published_at >= $1 and l.status in ('active', 'inactive', 'sold', 'expired')
               and p.visibility <> 'area' and p.region <> ''
               and t.sale_price > 0 and not t.price_on_request
               and t.annual_turnover >= 10000 and t.sale_price <= 3::bigint * t.annual_turnover
         ), latest as (
             select distinct on (a.profession, s.specialty, r.region, a.user_id)
                    a.profession, s.specialty, r.region, a.share
             from asked a
             cross join lateral (select '' as specialty union all select a.specialty where a.specialty is not null) s
             cross join lateral (select '' as region union all select a.region) r
             order by a.profession, s.specialty, r.region, a.user_id, a.published_at desc, a.id desc
         )
         insert into price_comparables (profession, specialty, region, owners, first_quartile, median, third_quartile, since,
                                        computed_at)
         select profession, specialty, region, count(*),
                percentile_cont(0.25) within group (order by share), percentile_cont(0.5) within group (order by share),
                percentile_cont(0.75) within group (order by share), $2, $3
         from latest group by profession, specialty, region having count(*) >= 5",
    )
    .bind(since.and_time(chrono::NaiveTime::MIN).and_utc())
    .bind(since)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(made.rows_affected())
}

/// The closest comparable: in the region, else in France. A specialty never borrows the figures of its whole profession: the
/// others differ from it.
pub(super) async fn closest(
    db: impl PgExecutor<'_>,
    profession: &str,
    specialty: Option<&str>,
    region: Option<&str>,
) -> sqlx::Result<Option<Comparable>> {
    sqlx::query_as(
        "select region, owners, since, computed_at, first_quartile, median, third_quartile
         from price_comparables
         where profession = $1 and specialty = $2 and region in ($3, '')
         order by region desc limit 1",
    )
    .bind(profession)
    .bind(specialty.unwrap_or_default())
    .bind(region.unwrap_or_default())
    .fetch_optional(db)
    .await
}
