//! Tiles by the index and by the database.

use super::{look, same::Chance};
use crate::{
    map::tests::mvt::{Feature, read},
    search::{
        Criteria, EMAIL_MARK, hide,
        live::{
            IndexReading,
            feed::{self, Progress},
            search_of,
        },
        store,
        tiles::drawn,
        vector_tile,
    },
    territory::Tile,
    testing::{Browser, World, claires_practice, listing, nurses_in_paris, secret_of_ajaccio},
};

/// A tile of each kind, of a search and of its trade alone (which the grid knows), drawn by both; how many clusters.
pub(super) async fn compare(
    world: &World,
    progress: &Progress,
    criteria: &Criteria,
    chance: &mut Chance,
) -> usize {
    let places: Vec<(i32, i32)> = sqlx::query_as(
        "select map_x(geog), map_y(geog) from listing_search where geog is not null order by lid",
    )
    .fetch_all(world.db())
    .await
    .unwrap();
    let known = Criteria {
        listing_type: criteria.listing_type,
        profession: criteria.profession,
        specialties: criteria.specialties.clone(),
        ..Criteria::default()
    };
    // Without a view of its own, as the map asks.
    let everywhere = Criteria { bounds: None, departments: Vec::new(), ..criteria.clone() };
    let mut clusters = 0;
    for criteria in [criteria, &everywhere, &known] {
        for z in [4 + chance.below(7), 11 + chance.below(2)] {
            let (x, y) = *chance.of(&places);
            let z = i32::try_from(z).unwrap();
            let tile = Tile { z, x: x >> (30 - z), y: y >> (30 - z) };
            clusters += compare_one(world, progress, criteria, tile).await;
        }
    }
    clusters
}

async fn compare_one(world: &World, progress: &Progress, criteria: &Criteria, tile: Tile) -> usize {
    let now = world.app.clock.now();
    let mut connection = world.db().acquire().await.unwrap();
    let expected = store::tile(&mut connection, tile, criteria, None, now).await.unwrap();
    let reading = IndexReading { index: progress.index.clone(), view: progress.index.engine.view() };
    let found = drawn(&reading, &search_of(criteria, now), tile);
    let read = vector_tile::read(&found);
    assert_eq!(read, vector_tile::read(&expected), "{tile:?} of {criteria:?}");
    read.first().map_or(0, |layer| layer.3.len())
}

/// Points close by, and the listings that each of them opens.
async fn opened(browser: &Browser<'_>, tile: &str, query: &str) -> Vec<(Feature, Vec<String>)> {
    let answer = browser.get(&format!("/carte/tuiles/{tile}.mvt{query}")).await;
    assert_eq!(answer.status, 200);
    let mut found = Vec::new();
    for feature in read(&answer.body) {
        let (point, n) = (feature.fact("key"), feature.fact("n"));
        let joint = if query.is_empty() { '?' } else { '&' };
        let part = browser.get(&format!("/carte/fiches{query}{joint}point={point}")).await;
        let names = part.texts(".card h4, .card h3, .card__title");
        assert_eq!(part.texts(".card").len().to_string(), n, "{point}");
        found.push((feature, names));
    }
    found
}

#[tokio::test]
async fn the_index_draws_the_tiles_that_the_database_draws_and_each_point_opens_its_listings() {
    let world = World::new().await;
    let (paul, zoe) = (world.sign_up("paul").await, world.sign_up("zoe").await);
    let hidden = listing(8, "Cabinet à Guéret", "dentist", None, "23096");
    let mark = world.app.vault.blind_index(EMAIL_MARK, "paul@example.org");
    let others = [claires_practice(), nurses_in_paris(), secret_of_ajaccio(), hidden.clone()];
    world.publish(others).await;
    let mut db = world.db().acquire().await.unwrap();
    hide(&mut db, &hidden.id, "claire", &[mark]).await.unwrap();
    drop(db);
    let asked = async |browser: &Browser| {
        let mut answers = Vec::new();
        for tile in ["12/2069/1454", "11/1036/704"] {
            for query in ["", "?prof=medecin", "?q=cabinet", "?prix_max=2000000000"] {
                answers.push(opened(browser, tile, query).await);
            }
        }
        answers
    };
    let total = |answers: &[Vec<(Feature, Vec<String>)>]| answers.iter().flatten().count();

    let before = (asked(&zoe).await, asked(&paul).await);
    let mut progress = feed::build(world.db()).await.unwrap();
    look(&world, &mut progress).await;
    assert!(world.app.live.at(&world.app.epoch).is_some(), "the index answers");
    let after = (asked(&zoe).await, asked(&paul).await);

    assert_eq!(after, before);
    assert!(total(&after.0) > 4, "in Guéret and in Paris: {:?}", after.0);
    assert_ne!(after.0, after.1, "something is hidden from one of them");
    // From here on the database would be wrong about the country: nobody asks it, and one listing stays hidden.
    sqlx::query("update listing_grid set n = 0").execute(world.db()).await.unwrap();
    let n = async |browser: &Browser| {
        let tile = read(&browser.get("/carte/tuiles/5/16/11.mvt?tri=prix").await.body);
        tile.iter().map(|it| it.fact("n").parse::<u64>().unwrap()).sum::<u64>()
    };
    let of_all = n(&zoe).await;
    assert!(of_all >= 3);
    assert_eq!(n(&paul).await, of_all - 1);
}

#[tokio::test]
async fn a_tile_from_afar_holds_the_listings_of_its_southern_edge() {
    let world = World::new().await;
    // The sides of an envelope of the database are great circles: in the middle they leave the parallel by kilometres.
    let [west, south, east, _] = Tile { z: 5, x: 16, y: 11 }.bounds();
    world.publish([listing(1, "Cabinet", "doctor", None, "23096")]).await;
    sqlx::query("update listing_search set geog = st_setsrid(st_makepoint($1, $2), 4326)::geography")
        .bind(f64::midpoint(west, east))
        .bind(south + 0.001)
        .execute(world.db())
        .await
        .unwrap();

    for query in ["", "?prix_max=2000000000"] {
        let found = read(&world.get(&format!("/carte/tuiles/5/16/11.mvt{query}")).await.body);
        assert_eq!(found.len(), 1, "{query}");
    }
}
