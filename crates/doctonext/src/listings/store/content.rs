//! What owners write: one listing with its place, its details and its periods.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;

use crate::listings::{Content, Details, Period};

/// What only the owner's pages need of a listing.
#[derive(sqlx::FromRow)]
pub(in crate::listings) struct Owned {
    pub(in crate::listings) user_id: String,
    pub(in crate::listings) verified_readers_only: bool,
    pub(in crate::listings) photos_are_neutral: bool,
    pub(in crate::listings) closing_reason: Option<String>,
}

pub(in crate::listings) async fn owned(db: &mut PgConnection, id: &str) -> sqlx::Result<Option<Owned>> {
    sqlx::query_as(
        "select user_id, verified_readers_only, photos_are_neutral, closing_reason from listings where id = $1 and forgotten_at is null",
    )
    .bind(id)
    .fetch_optional(db)
    .await
}

/// The listing and a place that is still nowhere: both are needed for the row to be read.
pub(in crate::listings) async fn begin(
    db: &mut PgConnection,
    id: &str,
    owner: &str,
    listing_type: &str,
    title: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into listings (id, user_id, title, listing_type, status, created_at, updated_at)
         values ($1, $2, $3, $4, 'draft', $5, $5)",
    )
    .bind(id)
    .bind(owner)
    .bind(title)
    .bind(listing_type)
    .bind(now)
    .execute(&mut *db)
    .await?;
    sqlx::query("insert into listing_locations (id, listing_id, city, region) values ($1, $1, '', '')")
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// Writes everything that the owner decides.
pub(in crate::listings) async fn write_content(
    db: &mut PgConnection,
    id: &str,
    content: &Content,
    completeness: u8,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update listings set title = $2, description = $3, profession = $4, specialty = $5, is_urgent = $6,
                             verified_readers_only = $7, updated_at = $8, completeness = $9, photos_are_neutral = $10,
                             version = version + 1
         where id = $1",
    )
    .bind(id)
    .bind(&content.title)
    .bind(&content.description)
    .bind(content.profession.code)
    .bind(content.specialty.map(|it| it.code))
    .bind(content.is_urgent)
    .bind(content.verified_readers_only)
    .bind(now)
    .bind(i16::from(completeness))
    .bind(content.photos_are_neutral)
    .execute(&mut *db)
    .await?;
    write_facts(db, id, content).await
}

/// Place, details and periods.
pub(in crate::listings) async fn write_facts(
    db: &mut PgConnection,
    id: &str,
    content: &Content,
) -> sqlx::Result<()> {
    write_place(db, id, content).await?;
    write_details(db, id, &content.details).await?;
    write_periods(db, id, &content.periods).await
}

async fn write_place(db: &mut PgConnection, id: &str, content: &Content) -> sqlx::Result<()> {
    let place = &content.place;
    sqlx::query(
        "insert into listing_locations (id, listing_id, address, postal_code, city, region, department, commune_code,
                                        visibility, latitude, longitude, area_level, area_code, area_practitioners)
         values ($1, $1, $2, $3, $4, $5, $6, $7, $8, $9::float8::numeric, $10::float8::numeric, $11, $12, $13)
         on conflict (listing_id) do update set
             address = excluded.address, postal_code = excluded.postal_code, city = excluded.city,
             region = excluded.region, department = excluded.department, commune_code = excluded.commune_code,
             visibility = excluded.visibility, area_level = excluded.area_level, area_code = excluded.area_code,
             area_practitioners = excluded.area_practitioners,
             latitude = case when excluded.latitude is null and listing_locations.area_level is null
                                  and listing_locations.commune_code = excluded.commune_code
                                  and listing_locations.address is not distinct from excluded.address
                             then listing_locations.latitude else excluded.latitude end,
             longitude = case when excluded.longitude is null and listing_locations.area_level is null
                                   and listing_locations.commune_code = excluded.commune_code
                                   and listing_locations.address is not distinct from excluded.address
                              then listing_locations.longitude else excluded.longitude end",
    )
    .bind(id)
    .bind(&place.address)
    .bind(&place.postal_code)
    .bind(&place.city)
    .bind(&place.region)
    .bind(&place.department)
    .bind(&place.commune_code)
    .bind(place.visibility.code())
    .bind(place.latitude)
    .bind(place.longitude)
    .bind(place.area.as_ref().map(|it| it.level.code()))
    .bind(place.area.as_ref().map(|it| it.code.as_str()))
    .bind(place.area.as_ref().and_then(|it| it.practitioners))
    .execute(db)
    .await?;
    Ok(())
}

/// The fields of a details type are the columns of its table.
async fn write_details(db: &mut PgConnection, id: &str, details: &Details) -> sqlx::Result<()> {
    let (table, row) = match details {
        Details::Transfer(it) => ("transfer_details", serde_json::to_value(it)),
        Details::Replacement(it) | Details::Availability(it) => {
            ("replacement_details", serde_json::to_value(it))
        }
        Details::Collaboration(it) => ("collaboration_details", serde_json::to_value(it)),
    };
    let mut row = row.map_err(|error| sqlx::Error::Encode(error.into()))?;
    if let Value::Object(columns) = &mut row {
        columns.insert("id".to_owned(), Value::from(id));
        columns.insert("listing_id".to_owned(), Value::from(id));
    }
    sqlx::query(
        "with a as (delete from transfer_details where listing_id = $1),
              b as (delete from replacement_details where listing_id = $1)
         delete from collaboration_details where listing_id = $1",
    )
    .bind(id)
    .execute(&mut *db)
    .await?;
    // The name of the table is one of the three above.
    let insert = format!("insert into {table} select * from jsonb_populate_record(null::{table}, $1)");
    sqlx::query(sqlx::AssertSqlSafe(insert)).bind(row).execute(db).await?;
    Ok(())
}

async fn write_periods(db: &mut PgConnection, id: &str, periods: &[Period]) -> sqlx::Result<()> {
    sqlx::query("delete from replacement_periods where listing_id = $1").bind(id).execute(&mut *db).await?;
    let (starts, ends): (Vec<_>, Vec<_>) = periods.iter().map(|it| (it.starts_on, it.ends_on)).unzip();
    sqlx::query(
        "insert into replacement_periods (id, listing_id, starts_on, ends_on, display_order)
         select $1 || '-' || n, $1, starts_on, ends_on, n - 1
         from unnest($2::date[], $3::date[]) with ordinality as given (starts_on, ends_on, n)",
    )
    .bind(id)
    .bind(starts)
    .bind(ends)
    .execute(db)
    .await?;
    Ok(())
}
