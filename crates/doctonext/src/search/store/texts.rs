//! What listings say in full: read for a page of them alone, the projection keeps only how it begins.

use std::collections::HashMap;

use sqlx::PgPool;

/// The descriptions of these listings, by their numbers in the projection; those that have gone are missing.
pub(in crate::search) async fn descriptions(db: &PgPool, lids: &[i64]) -> sqlx::Result<HashMap<i64, String>> {
    if lids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(i64, String)> = sqlx::query_as(
        "select s.lid, l.description from listing_search s join listings l on l.id = s.listing_id
          where s.lid = any($1) and l.description is not null",
    )
    .bind(lids)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().collect())
}
