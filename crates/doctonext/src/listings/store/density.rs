//! The columns of a listing's place that follow the zoning.

use sqlx::{PgConnection, PgPool};

use crate::zoning::Density;

/// Profession and commune of a listing that has both.
pub(in crate::listings) async fn density_subject(
    db: &mut PgConnection,
    id: &str,
) -> sqlx::Result<Option<(String, String)>> {
    sqlx::query_as(
        "select l.profession, p.commune_code from listings l join listing_locations p on p.listing_id = l.id
         where l.id = $1 and l.profession is not null and p.commune_code is not null",
    )
    .bind(id)
    .fetch_optional(db)
    .await
}

/// Writes the three columns; tells whether one of them changed.
pub(in crate::listings) async fn set_density(
    db: &mut PgConnection,
    id: &str,
    density: &Density,
) -> sqlx::Result<bool> {
    let class = density.class;
    let done = sqlx::query(
        "update listing_locations set medical_density_zone = $2, density_score = $3, zone_code = $4
         where listing_id = $1 and (medical_density_zone, density_score, zone_code) is distinct from ($2, $3, $4)",
    )
    .bind(id)
    .bind(class.and_then(|it| it.density).map(|it| it.code()))
    .bind(class.and_then(|it| it.score))
    .bind(&density.raw_code)
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Listings of a profession, in some communes or everywhere, in their order, after one of them; whatever their state,
/// since they may come back.
pub(in crate::listings) async fn zoned_after(
    db: &PgPool,
    profession: &str,
    communes: Option<&[String]>,
    last: &str,
    limit: i64,
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "select l.id from listings l join listing_locations p on p.listing_id = l.id
         where l.profession = $1 and l.id > $3 and ($2::text[] is null or p.commune_code = any ($2))
         order by l.id limit $4",
    )
    .bind(profession)
    .bind(communes)
    .bind(last)
    .bind(limit)
    .fetch_all(db)
    .await
}
