//! What lies in the database, who opens it, and how it came there.

use super::secret;
use crate::{
    listings::{
        self,
        confidential::{What, open, readings, seal_clear},
    },
    testing::World,
};

/// Every row of every table.
async fn dump(world: &World) -> String {
    let tables: Vec<String> = sqlx::query_scalar(
        "select table_name::text from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'
           and table_name not in ('communes', 'departments', 'regions', 'spatial_ref_sys')",
    )
    .fetch_all(world.db())
    .await
    .unwrap();
    let mut all = String::new();
    for table in tables {
        let rows = format!("select coalesce(string_agg(t::text, E'\\n'), '') from {table} t");
        let rows: String = sqlx::query_scalar(sqlx::AssertSqlSafe(rows)).fetch_one(world.db()).await.unwrap();
        all.push_str(&rows);
    }
    all
}

#[tokio::test]
async fn nothing_that_is_hidden_lies_in_clear_and_the_owner_reads_all_of_it() {
    let world = World::new().await;
    let it = secret(7, "23096");
    world.publish([it.clone()]).await;

    let rows = dump(&world).await;
    for word in
        ["impasse du Belvédère", "Guéret", "23000", "23096", "170508", "85558", "31286", "41.37", "Logisoft"]
    {
        assert!(!rows.contains(word), "{word} lies in clear");
    }
    let mut db = world.db().acquire().await.unwrap();
    let own = listings::find(&world.app, &mut db, &it.id).await.unwrap().unwrap();
    assert_eq!(own.listing.details, it.details);
    let (found, wanted) = (own.listing.place, it.place);
    assert_eq!(
        (found.city, found.address, found.postal_code),
        (wanted.city, wanted.address, wanted.postal_code)
    );
    assert!((found.latitude.unwrap() - wanted.latitude.unwrap()).abs() < 1e-6);
}

#[tokio::test]
async fn sealing_what_lies_in_clear_may_be_interrupted_and_repeated() {
    let world = World::new().await;
    let listings = [secret(1, "23096"), secret(2, "23008"), secret(3, "87085")];
    world.publish(listings.clone()).await;
    // One of them as an earlier version left it.
    let back = "with gone as (delete from listing_exact where listing_id = $1)
                update listing_locations set city = 'Aubusson', postal_code = '23200', commune_code = '23008', department = '23',
                    region = 'Nouvelle-Aquitaine', address = '702 impasse du Belvédère', area_level = null, area_code = null,
                    area_practitioners = null where listing_id = $1";
    sqlx::query(back).bind(&listings[1].id).execute(world.db()).await.unwrap();

    assert_eq!(seal_clear(&world.app).await.unwrap(), 1);
    assert_eq!(seal_clear(&world.app).await.unwrap(), 0);
    assert!(!dump(&world).await.contains("impasse"));
}

#[tokio::test]
async fn what_is_not_sealed_yet_is_shown_to_nobody() {
    let world = World::new().await;
    let it = secret(1, "23096");
    let address = world.publish([it.clone()]).await.remove(0);
    let back = "update listing_locations set area_level = null, area_code = null, area_practitioners = null, city = 'Guéret'";
    sqlx::query(back).execute(world.db()).await.unwrap();
    listings::reproject(world.db(), &world.app.gazetteer, &*world.clock).await.unwrap();
    world.app.epoch.advance();

    assert_eq!(world.get(&address).await.status, 404);
    assert_eq!(world.get("/api/v1/listings").await.json()["total"]["value"], 0);
}

#[tokio::test]
async fn every_reading_but_the_owners_is_written_down() {
    let world = World::new().await;
    world.sign_up("paul").await;
    let it = secret(1, "23096");
    world.publish([it.clone()]).await;
    let mut tx = world.db().begin().await.unwrap();

    let owner = open(&world.app, &mut tx, &it.id, "claire", What::All, "sien").await.unwrap().unwrap();
    let paul = open(&world.app, &mut tx, &it.id, "paul", What::Figures, "salle").await.unwrap().unwrap();

    assert!(owner == paul && paul.place.city == "Guéret");
    let read = readings(&mut tx, &it.id, 10).await.unwrap();
    assert_eq!(read.len(), 1);
    assert_eq!(
        (read[0].reader.as_str(), read[0].what.as_str(), read[0].reason.as_str()),
        ("paul", "figures", "salle")
    );
    assert_eq!(read[0].at, world.app.clock.now());
    let changed = sqlx::query("update listing_exact_readings set reason = 'rien'").execute(&mut *tx).await;
    assert!(changed.is_err(), "rows are added, never changed");
}

#[tokio::test]
async fn an_open_listing_has_nothing_to_open() {
    let world = World::new().await;
    let it = crate::testing::claires_practice();
    world.publish([it.clone()]).await;
    let mut db = world.db().acquire().await.unwrap();

    assert!(open(&world.app, &mut db, &it.id, "claire", What::All, "sien").await.unwrap().is_none());
}
