//! The tables `regions`, `departments`, `communes` and `reference_versions`.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::{Connection, PgConnection};

use super::{Commune, Gazetteer, Reference, ReferenceError};

/// Grows when the way of loading changes, so that tables loaded the old way are loaded again.
const LAYOUT: &str = "1";
/// Names in `reference_versions`.
const TERRITORY: &str = "territory";
const IMPORTED_POSITIONS: &str = "communes-positions";

/// What [`load`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loaded {
    /// The tables hold this version already.
    Unchanged,
    /// The tables were brought up to date: so many communes and arrondissements.
    Communes(usize),
}

/// Why the gazetteer cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum GazetteerError {
    /// The program carries a broken data set.
    #[error(transparent)]
    Reference(#[from] ReferenceError),
    /// The database did not answer.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Brings the tables up to date with the embedded data set, in one transaction; does nothing when they are.
///
/// Communes that no longer exist stay, since listings may point at them. Imported positions win over embedded ones.
pub async fn load(connection: &mut PgConnection, now: DateTime<Utc>) -> Result<Loaded, GazetteerError> {
    let fingerprint = format!("{LAYOUT}:{}", Reference::fingerprint());
    let mut transaction = connection.begin().await?;
    // Two servers that start together load once.
    sqlx::query("lock table reference_versions in exclusive mode").execute(&mut *transaction).await?;
    if version(&mut transaction, TERRITORY).await?.as_deref() == Some(&fingerprint) {
        return Ok(Loaded::Unchanged);
    }
    let keeps_positions = version(&mut transaction, IMPORTED_POSITIONS).await?.is_some();
    let reference = Reference::embedded()?;
    write_areas(&mut transaction, &reference).await?;
    write_communes(&mut transaction, &reference.communes, keeps_positions).await?;
    write_version(&mut transaction, TERRITORY, &fingerprint, now).await?;
    transaction.commit().await?;
    // The planner's first searches by place come right after.
    sqlx::query("analyze communes").execute(connection).await?;
    Ok(Loaded::Communes(reference.communes.len()))
}

/// The gazetteer of the embedded data set, with the positions that an operator imported.
pub async fn gazetteer(connection: &mut PgConnection) -> Result<Gazetteer, GazetteerError> {
    let mut reference = Reference::embedded()?;
    if version(connection, IMPORTED_POSITIONS).await?.is_some() {
        let exact: Vec<(String, f64, f64)> = sqlx::query_as(
            "select code, latitude, longitude from communes where not position_is_approximate",
        )
        .fetch_all(connection)
        .await?;
        let exact: HashMap<String, (f64, f64)> =
            exact.into_iter().map(|(code, lat, lng)| (code, (lat, lng))).collect();
        for commune in &mut reference.communes {
            if let Some((latitude, longitude)) = exact.get(&commune.code) {
                commune.latitude = *latitude;
                commune.longitude = *longitude;
                commune.position_is_approximate = false;
            }
        }
    }
    Ok(Gazetteer::new(reference))
}

/// Writes imported positions, in one transaction; returns how many differed from what was there.
pub(super) async fn write_positions(
    connection: &mut PgConnection,
    positions: &[(String, f64, f64)],
    fingerprint: &str,
    now: DateTime<Utc>,
) -> Result<u64, sqlx::Error> {
    let codes: Vec<&str> = positions.iter().map(|(code, ..)| code.as_str()).collect();
    let latitudes: Vec<f64> = positions.iter().map(|(_, latitude, _)| *latitude).collect();
    let longitudes: Vec<f64> = positions.iter().map(|(.., longitude)| *longitude).collect();
    let mut transaction = connection.begin().await?;
    let changed = sqlx::query(
        "update communes c
            set latitude = n.latitude, longitude = n.longitude, position_is_approximate = false
           from unnest($1::text[], $2::float8[], $3::float8[]) as n (code, latitude, longitude)
          where c.code = n.code
            and (c.latitude, c.longitude, c.position_is_approximate)
                is distinct from (n.latitude, n.longitude, false)",
    )
    .bind(codes)
    .bind(latitudes)
    .bind(longitudes)
    .execute(&mut *transaction)
    .await?
    .rows_affected();
    write_version(&mut transaction, IMPORTED_POSITIONS, fingerprint, now).await?;
    transaction.commit().await?;
    Ok(changed)
}

async fn version(connection: &mut PgConnection, name: &str) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar("select fingerprint from reference_versions where name = $1")
        .bind(name)
        .fetch_optional(connection)
        .await
}

async fn write_version(
    connection: &mut PgConnection,
    name: &str,
    fingerprint: &str,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into reference_versions (name, fingerprint, loaded_at) values ($1, $2, $3)
         on conflict (name) do update set fingerprint = excluded.fingerprint, loaded_at = excluded.loaded_at",
    )
    .bind(name)
    .bind(fingerprint)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

async fn write_areas(connection: &mut PgConnection, reference: &Reference) -> Result<(), sqlx::Error> {
    for region in &reference.regions {
        sqlx::query(
            "insert into regions (code, name, slug, key) values ($1, $2, $3, $4)
             on conflict (code) do update set name = excluded.name, slug = excluded.slug, key = excluded.key",
        )
        .bind(&region.code)
        .bind(&region.name)
        .bind(&region.slug)
        .bind(region.key())
        .execute(&mut *connection)
        .await?;
    }
    for department in &reference.departments {
        sqlx::query(
            "insert into departments (code, name, slug, region_code, key) values ($1, $2, $3, $4, $5)
             on conflict (code) do update
                set name = excluded.name, slug = excluded.slug, region_code = excluded.region_code, key = excluded.key",
        )
        .bind(&department.code)
        .bind(&department.name)
        .bind(&department.slug)
        .bind(&department.region.code)
        .bind(department.key())
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

async fn write_communes(
    connection: &mut PgConnection,
    communes: &[Commune],
    keeps_positions: bool,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into communes as known (code, name, slug, department_code, region_code, epci_code, postal_codes,
                                        population, latitude, longitude, position_is_approximate, parent_code)
         select code, name, slug, department_code, region_code, epci_code, string_to_array(postal_codes, ','),
                population, latitude, longitude, position_is_approximate, parent_code
           from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                       $8::int[], $9::float8[], $10::float8[], $11::bool[], $12::text[])
                as n (code, name, slug, department_code, region_code, epci_code, postal_codes,
                      population, latitude, longitude, position_is_approximate, parent_code)
             on conflict (code) do update
            set name = excluded.name, slug = excluded.slug, department_code = excluded.department_code,
                region_code = excluded.region_code, epci_code = excluded.epci_code,
                postal_codes = excluded.postal_codes, population = excluded.population,
                parent_code = excluded.parent_code,
                latitude = case when $13 and not known.position_is_approximate
                                then known.latitude else excluded.latitude end,
                longitude = case when $13 and not known.position_is_approximate
                                 then known.longitude else excluded.longitude end,
                position_is_approximate = excluded.position_is_approximate
                                          and not ($13 and not known.position_is_approximate)",
    )
    .bind(column(communes, |it| it.code.as_str()))
    .bind(column(communes, |it| it.name.as_str()))
    .bind(column(communes, Commune::slug))
    .bind(column(communes, |it| it.department.code.as_str()))
    .bind(column(communes, |it| it.region().code.as_str()))
    .bind(column(communes, |it| it.epci_code.as_deref()))
    .bind(column(communes, |it| it.postal_codes.join(",")))
    .bind(column(communes, |it| i32::try_from(it.population).unwrap_or(i32::MAX)))
    .bind(column(communes, |it| it.latitude))
    .bind(column(communes, |it| it.longitude))
    .bind(column(communes, |it| it.position_is_approximate))
    .bind(column(communes, |it| it.parent_code.as_deref()))
    .bind(keeps_positions)
    .execute(connection)
    .await?;
    Ok(())
}

fn column<'a, T>(communes: &'a [Commune], of: impl Fn(&'a Commune) -> T) -> Vec<T> {
    communes.iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{territory::import_positions::import, testing::migrated_database};

    fn hour() -> DateTime<Utc> {
        DateTime::UNIX_EPOCH
    }

    async fn position(connection: &mut PgConnection, code: &str) -> (f64, f64, bool) {
        sqlx::query_as("select latitude, longitude, position_is_approximate from communes where code = $1")
            .bind(code)
            .fetch_one(connection)
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn the_tables_are_loaded_once_per_version() {
        let database = migrated_database().await;
        let mut connection = database.pool().acquire().await.unwrap();
        assert_eq!(load(&mut connection, hour()).await.unwrap(), Loaded::Unchanged);
        sqlx::query("update reference_versions set fingerprint = 'older'")
            .execute(&mut *connection)
            .await
            .unwrap();
        assert_eq!(load(&mut connection, hour()).await.unwrap(), Loaded::Communes(35_014));
        let parts: i64 = sqlx::query_scalar("select count(*) from communes where parent_code is not null")
            .fetch_one(&mut *connection)
            .await
            .unwrap();
        assert_eq!(parts, 45);
    }

    #[tokio::test]
    async fn imported_positions_survive_the_next_version() {
        let database = migrated_database().await;
        let mut connection = database.pool().acquire().await.unwrap();
        let before = gazetteer(&mut connection).await.unwrap();
        assert!(before.by_code("01001").unwrap().position_is_approximate);
        let file = "code;lat;lng\n01001;46.15175;4.93399\n";
        let imported = import(&mut connection, &before, file.as_bytes(), hour()).await.unwrap();
        assert_eq!((imported.communes, imported.changed), (1, 1));

        sqlx::query("update reference_versions set fingerprint = 'older' where name = 'territory'")
            .execute(&mut *connection)
            .await
            .unwrap();
        load(&mut connection, hour()).await.unwrap();
        assert_eq!(position(&mut connection, "01001").await, (46.15175, 4.93399, false));
        let after = gazetteer(&mut connection).await.unwrap();
        assert!(!after.by_code("01001").unwrap().position_is_approximate);
        assert!(after.by_code("01002").unwrap().position_is_approximate);
    }

    #[tokio::test]
    async fn a_refused_file_changes_nothing() {
        let database = migrated_database().await;
        let mut connection = database.pool().acquire().await.unwrap();
        let france = gazetteer(&mut connection).await.unwrap();
        let before = position(&mut connection, "01001").await;
        let file = "code;lat;lng\n01001;46.15175;4.93399\n01002;x;y\n";
        assert!(import(&mut connection, &france, file.as_bytes(), hour()).await.is_err());
        assert_eq!(position(&mut connection, "01001").await, before);
    }
}
