//! The projection follows its listing inside the listing's own transaction.

use chrono::NaiveDate;
use sqlx::{PgConnection, types::Json};

use crate::search::SearchDocument;

const PUT: &str = "insert into listing_search
           (listing_id, published_at, expires_at, listing_type, profession, specialty, region, department, practice_type,
            working_days, fee_share, price, turnover, pay, start_date, end_date, has_housing, has_secretary,
            is_premium, is_urgent, geog, card, tsv, completeness, author, confirm_by,
            price_least, price_most, turnover_least, turnover_most,
            zone, author_group, has_pictures, software, periods, terms)
         values ($1, $2, $24, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
                 st_setsrid(st_makepoint($20, $21), 4326)::geography, $22, $23::tsvector, $25, $26, $27, $28, $29, $30, $31,
                 $32, $33, $34, $35, $36::text::datemultirange, $37)
         on conflict (listing_id) do update set
            published_at = excluded.published_at, expires_at = excluded.expires_at, listing_type = excluded.listing_type,
            profession = excluded.profession, specialty = excluded.specialty, region = excluded.region,
            department = excluded.department, practice_type = excluded.practice_type,
            working_days = excluded.working_days, fee_share = excluded.fee_share, price = excluded.price,
            turnover = excluded.turnover, pay = excluded.pay, start_date = excluded.start_date,
            end_date = excluded.end_date, has_housing = excluded.has_housing,
            has_secretary = excluded.has_secretary, is_premium = excluded.is_premium,
            is_urgent = excluded.is_urgent, geog = excluded.geog, card = excluded.card, tsv = excluded.tsv,
            completeness = excluded.completeness, author = excluded.author, confirm_by = excluded.confirm_by,
            price_least = excluded.price_least, price_most = excluded.price_most,
            turnover_least = excluded.turnover_least, turnover_most = excluded.turnover_most,
            zone = excluded.zone, author_group = excluded.author_group, has_pictures = excluded.has_pictures,
            software = excluded.software, periods = excluded.periods, terms = excluded.terms";

/// Shows a listing in search, or replaces what search knew of it.
pub async fn put(tx: &mut PgConnection, document: &SearchDocument) -> sqlx::Result<()> {
    sqlx::query(PUT)
        .bind(&document.listing_id)
        .bind(document.published_at)
        .bind(document.listing_type.key())
        .bind(document.profession)
        .bind(document.specialty)
        .bind(document.region)
        .bind(document.department)
        .bind(document.practice_type)
        .bind(document.working_days)
        .bind(document.fee_share)
        .bind(document.price)
        .bind(document.turnover)
        .bind(document.pay)
        .bind(document.start_date)
        .bind(document.end_date)
        .bind(document.has_housing)
        .bind(document.has_secretary)
        .bind(document.is_premium)
        .bind(document.is_urgent)
        .bind(document.public_point.map(|(_, longitude)| longitude))
        .bind(document.public_point.map(|(latitude, _)| latitude))
        .bind(Json(&document.card))
        .bind(&document.tsv)
        .bind(document.expires_at)
        .bind(document.completeness)
        .bind(document.author)
        .bind(document.confirm_by)
        .bind(document.price_range.map(|it| it.0))
        .bind(document.price_range.map(|it| it.1))
        .bind(document.turnover_range.map(|it| it.0))
        .bind(document.turnover_range.map(|it| it.1))
        .bind(document.zone)
        .bind(document.author_group)
        .bind(document.has_pictures)
        .bind(document.software)
        .bind(multirange(&document.periods))
        .bind(document.terms)
        .execute(tx)
        .await?;
    Ok(())
}

/// Days as `PostgreSQL` writes several ranges of them; none when there are none.
pub(super) fn multirange(ranges: &[(NaiveDate, NaiveDate)]) -> Option<String> {
    let written: Vec<String> = ranges.iter().map(|(from, to)| format!("[{from},{to}]")).collect();
    (!written.is_empty()).then(|| format!("{{{}}}", written.join(",")))
}

/// Listings that search was told of by an older program, which knew less: their numbers, after one of them, and their names.
pub async fn unprojected(db: &sqlx::PgPool, after: i64, most: i64) -> sqlx::Result<Vec<(i64, String)>> {
    sqlx::query_as(
        "select lid, listing_id from listing_search where terms is null and lid > $1 order by lid limit $2",
    )
    .bind(after)
    .bind(most)
    .fetch_all(db)
    .await
}

/// Takes listings out of search. Unknown ones are no error: the act is idempotent.
pub async fn withdraw(tx: &mut PgConnection, listings: &[String]) -> sqlx::Result<()> {
    sqlx::query("delete from listing_search where listing_id = any($1)").bind(listings).execute(tx).await?;
    Ok(())
}
