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
    pub(super) listings: i32,
    pub(super) since: NaiveDate,
    pub(super) computed_at: DateTime<Utc>,
    #[sqlx(flatten)]
    pub(super) quartiles: Quartiles,
}

/// Makes all comparables anew; how many there are. One owner counts once in a specialty and region, by their latest
/// listing, so that nobody moves a median by publishing again. Left out: prices that the owner prefers to be asked for, those of
/// confidential listings (which are sealed), turnovers below 10,000 € and prices above three years of turnover, which are slips
/// of the hand. One pass over the transfers of 36 months: some 0.2 s for 100,000 listings.
pub async fn compute(db: &PgPool, now: DateTime<Utc>) -> sqlx::Result<u64> {
    let since = today_in_paris(now).checked_sub_months(MONTHS).unwrap_or(NaiveDate::MIN);
    let mut tx = db.begin().await?;
    // Two at once would both delete and both insert.
    sqlx::query("select pg_advisory_xact_lock(hashtext('price_comparables'))").execute(&mut *tx).await?;
    sqlx::query("delete from price_comparables").execute(&mut *tx).await?;
    let made = sqlx::query(
        "with asked as (
             select distinct on (l.user_id, l.profession, l.specialty, p.region)
                    l.user_id, l.profession, l.specialty, p.region,
                    t.sale_price::float8 / t.annual_turnover as share
             from listings l
             join transfer_details t on t.listing_id = l.id
             join listing_locations p on p.listing_id = l.id
             where l.listing_type = 'transfer' and l.profession is not null and l.deleted_at is null
               and l.published_at >= $1 and l.status in ('active', 'inactive', 'sold', 'expired')
               and t.sale_price > 0 and not t.price_on_request
               and t.annual_turnover >= 10000 and t.sale_price <= 3::bigint * t.annual_turnover
             order by l.user_id, l.profession, l.specialty, p.region, l.published_at desc
         )
         insert into price_comparables (profession, specialty, region, owners, listings, first_quartile, median,
                                        third_quartile, since, computed_at)
         select profession, coalesce(specialty, ''), coalesce(region, ''), count(distinct user_id), count(*),
                percentile_cont(0.25) within group (order by share), percentile_cont(0.5) within group (order by share),
                percentile_cont(0.75) within group (order by share), $1::timestamptz::date, $2
         from asked
         group by grouping sets ((profession, specialty, region), (profession, specialty), (profession, region), (profession))
         having count(distinct user_id) >= 5
            and (grouping(specialty) = 1 or specialty is not null) and (grouping(region) = 1 or region is not null)",
    )
    .bind(since.and_time(chrono::NaiveTime::MIN).and_utc())
    .bind(now)
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(made.rows_affected())
}

/// The closest comparable: of the specialty in the region, of the specialty in France, then of the profession, but never of
/// the whole profession for a specialty that differs from the others.
pub(super) async fn closest(
    db: impl PgExecutor<'_>,
    profession: &str,
    specialty: Option<&str>,
    region: Option<&str>,
) -> sqlx::Result<Option<Comparable>> {
    sqlx::query_as(
        "select region, owners, listings, since, computed_at, first_quartile, median, third_quartile
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
