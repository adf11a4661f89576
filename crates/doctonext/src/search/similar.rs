//! « Annonces similaires ».

use chrono::{DateTime, Utc};
use sqlx::PgPool;

use super::{Viewer, card_of, store, views::Card};
use crate::{territory::Gazetteer, trades::ListingType};

/// Up to `limit` other visible listings of the same type and profession, the closest first.
pub async fn similar(
    db: &PgPool,
    gazetteer: &Gazetteer,
    to: &Subject<'_>,
    viewer: Option<&Viewer>,
    limit: i64,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Card>> {
    let hits = store::similar(db, to, viewer, limit, now).await?;
    Ok(hits.iter().map(|hit| card_of(hit, gazetteer, now)).collect())
}

/// The listing that others are compared with.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// Its id, to leave it out.
    pub listing_id: &'a str,
    /// Its type.
    pub listing_type: ListingType,
    /// Key of its profession.
    pub profession: i16,
    /// Key of its specialty.
    pub specialty: Option<i16>,
    /// Key of its department.
    pub department: i16,
    /// Key of its region.
    pub region: i16,
}
