//! The map, from the index and from the database.

use super::look;
use crate::{
    search::{EMAIL_MARK, hide, live::feed},
    testing::{World, claires_practice, listing, nurses_in_paris, secret_of_ajaccio},
};

#[tokio::test]
async fn the_index_draws_the_map_that_the_database_draws() {
    let world = World::new().await;
    let paul = world.sign_up("paul").await;
    let known = [claires_practice(), nurses_in_paris(), secret_of_ajaccio()];
    let hidden = listing(8, "Cabinet à Lyon", "dentist", None, "69383");
    let mark = world.app.vault.blind_index(EMAIL_MARK, "paul@example.org");
    world.publish(known.into_iter().chain([hidden.clone()])).await;
    let mut db = world.db().acquire().await.unwrap();
    hide(&mut db, &hidden.id, "claire", &[mark]).await.unwrap();
    drop(db);
    let queries =
        ["", "?type=cession", "?dep=23", "?q=cabinet&dep=23", "?region=94", "?commune=69383&rayon=30"];
    let asked = async || {
        let mut pages = Vec::new();
        for query in queries {
            pages.push(world.get(&format!("/carte{query}")).await.main());
        }
        pages
    };

    let from_the_database = asked().await;
    let mut progress = feed::build(world.db()).await.unwrap();
    look(&world, &mut progress).await;
    assert!(world.app.live.at(&world.app.epoch).is_some(), "the index answers");

    assert_eq!(asked().await, from_the_database);
    assert!(from_the_database[0].contains("Rhône"), "{}", from_the_database[0]);
    let rows = paul.get("/carte").await.texts(".map-table tbody th").join(" ");
    assert!(!rows.contains("Rhône") && rows.contains("Creuse"), "{rows}");
}
