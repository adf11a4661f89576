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
           and table_name not in ('_sqlx_migrations', 'communes', 'departments', 'regions', 'spatial_ref_sys')",
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
        let found =
            rows.find(word).map(|at| rows[at.saturating_sub(200)..].chars().take(300).collect::<String>());
        assert_eq!(found, None, "{word} lies in clear");
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

/// A replacement as an earlier version left it: place, days, density and end in clear.
async fn replacement_in_clear(world: &World) -> String {
    let mut it = crate::testing::august_in_aubusson();
    it.title = "Remplacement discret".to_owned();
    it.place.visibility = crate::trades::Visibility::Area;
    world.publish([it.clone()]).await;
    for statement in [
        "delete from listing_exact",
        "update listing_locations set city = 'Aubusson', postal_code = '23200', commune_code = '23008', department = '23',
             area_level = null, area_code = null, area_practitioners = null, medical_density_zone = 'under_served',
             density_score = 2, zone_code = 'ZAC-SECRET'",
        "update replacement_details set start_date = '2026-08-03', end_date = '2026-08-16'",
        "update listings set expires_at = '2026-05-16T22:00:00Z', status = 'sold', closing_price = 87123",
    ] {
        sqlx::query(statement).execute(world.db()).await.unwrap();
    }
    it.id
}

#[tokio::test]
async fn what_is_sealed_late_leaves_neither_zone_nor_last_day_nor_price_behind() {
    let world = World::new().await;
    let id = replacement_in_clear(&world).await;

    assert_eq!(seal_clear(&world.app).await.unwrap(), 1);

    let rows = dump(&world).await;
    for word in ["Aubusson", "23008", "ZAC-SECRET", "2026-08-16", "2026-05-16", "87123"] {
        let found =
            rows.find(word).map(|at| rows[at.saturating_sub(200)..].chars().take(300).collect::<String>());
        assert_eq!(found, None, "{word} lies in clear");
    }
    let left = "select count(*) from listing_locations
                where medical_density_zone is not null or density_score is not null or zone_code is not null";
    assert_eq!(sqlx::query_scalar::<_, i64>(left).fetch_one(world.db()).await.unwrap(), 0);
    let end: (chrono::DateTime<chrono::Utc>, Option<i32>) =
        sqlx::query_as("select expires_at, closing_price_band from listings where id = $1")
            .bind(id)
            .fetch_one(world.db())
            .await
            .unwrap();
    // Ninety days after it came online: the months that are told end later.
    assert_eq!(end, ("2026-05-28T22:00:00Z".parse().unwrap(), Some(4)));
}

#[tokio::test]
async fn making_search_anew_waits_for_whoever_writes_a_listing() {
    let world = World::new().await;
    let it = crate::testing::claires_practice();
    world.publish([it.clone()]).await;
    let mut tx = world.db().begin().await.unwrap();
    sqlx::query("update listings set title = 'Titre nouveau' where id = $1")
        .bind(&it.id)
        .execute(&mut *tx)
        .await
        .unwrap();

    let write = async {
        let waits = "select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')";
        while !sqlx::query_scalar::<_, bool>(waits).fetch_one(world.db()).await.unwrap() {
            tokio::task::yield_now().await;
        }
        listings::refresh(&mut tx, &world.app.gazetteer, &it.id, world.app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
    };
    let anew = listings::reproject(world.db(), &world.app.gazetteer, &*world.clock);
    let (outcome, ()) = tokio::join!(anew, write);
    outcome.unwrap();

    let title: String = sqlx::query_scalar("select card ->> 'title' from listing_search")
        .fetch_one(world.db())
        .await
        .unwrap();
    assert_eq!(title, "Titre nouveau");
}
