//! The point of a street address that its owner shows, found by a job after the listing is written: nobody waits for a map.

use std::sync::Arc;

use sqlx::PgConnection;

use super::{Place, ownership::refresh, store};
use crate::{app::App, failure::Failure, jobs, territory::GeocoderError, trades::Visibility};

/// The job that finds the street of a listing.
pub const LOCATE: &str = "locate_listing";

/// Has the address looked for, where it is shown and somebody knows streets.
pub(super) async fn ask(app: &App, db: &mut PgConnection, id: &str, place: &Place) -> Result<(), Failure> {
    let is_shown = place.visibility == Visibility::Exact && place.address.is_some();
    if app.geocoder.is_none() || !is_shown {
        return Ok(());
    }
    Ok(jobs::ask(db, LOCATE, &serde_json::json!({ "listing": id })).await?)
}

fn unavailable(error: Arc<GeocoderError>) -> Failure {
    Failure::Unavailable(Arc::new(error.into()))
}

/// Looks for the address of a listing and keeps its point, unless the address changed meanwhile. An address that nobody knows
/// stands at the centre of its commune.
///
/// # Errors
/// When the geocoder does not answer: the job is tried again.
pub async fn locate(app: &App, id: &str) -> Result<(), Failure> {
    let Some(geocoder) = &app.geocoder else { return Ok(()) };
    let Some((address, commune)) = store::shown_address(&app.db, id).await? else { return Ok(()) };
    // Asked before anything is held: the service may take seconds.
    let found = geocoder.locate(&address, &commune).await.map_err(unavailable)?;
    let Some(point) = found else { return Ok(()) };
    let mut tx = app.db.begin().await?;
    if store::lock_ownership(&mut tx, id).await?.is_none() {
        return Ok(());
    }
    if store::set_point(&mut tx, id, (&address, &commune), point).await? {
        refresh(&mut tx, &app.gazetteer, id, app.clock.now()).await?;
    }
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use axum::{Json, Router, routing::get};
    use serde_json::json;

    use super::*;
    use crate::{
        territory::Geocoder,
        testing::{World, claires_practice},
    };

    /// A geocoder that knows one house of Guéret.
    async fn geocoder() -> Geocoder {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let house = json!({ "features": [{
            "geometry": { "coordinates": [1.875, 46.165] },
            "properties": { "score": 0.97, "type": "housenumber", "citycode": "23096" },
        }] });
        let routes = Router::new().fallback(get(async move || Json(house)));
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Geocoder::at(format!("http://{address}").parse().unwrap())
    }

    #[tokio::test]
    async fn a_shown_address_gets_its_point_and_a_hidden_one_is_never_sent() {
        let mut world = World::new().await;
        world.app.geocoder = Some(Arc::new(geocoder().await));
        let it = claires_practice();
        let id = it.id.clone();
        world.publish([it]).await;
        let points = async || -> i64 {
            sqlx::query_scalar("select count(*) from listing_locations where longitude::float8 = 1.875")
                .fetch_one(world.db())
                .await
                .unwrap()
        };

        locate(&world.app, &id).await.unwrap();
        assert_eq!(points().await, 0, "only its commune is shown");
        sqlx::query("update listing_locations set visibility = 'exact', address = '3 rue des Lilas'")
            .execute(world.db())
            .await
            .unwrap();
        locate(&world.app, &id).await.unwrap();

        assert_eq!(points().await, 1);
        let found: f64 = sqlx::query_scalar("select st_x(geog::geometry) from listing_search")
            .fetch_one(world.db())
            .await
            .unwrap();
        assert!((found - 1.875).abs() < 1e-6, "search follows: {found}");
    }
}
