//! Listings follow the zoning.

use super::*;
use crate::{
    jobs, listings,
    testing::{claires_practice, listing, nurses_in_paris},
    trades::ListingType,
};

type Columns = (Option<String>, Option<i32>, Option<String>);

async fn density(world: &World, id: &str) -> Columns {
    sqlx::query_as(
        "select medical_density_zone, density_score, zone_code from listing_locations where listing_id = $1",
    )
    .bind(id)
    .fetch_one(world.db())
    .await
    .unwrap()
}

fn columns(zone: &str, score: i32, raw: &str) -> Columns {
    (Some(zone.to_owned()), Some(score), Some(raw.to_owned()))
}

async fn follow(world: &World, edition: &str) -> u64 {
    let app = &world.app;
    listings::follow_zoning(&app.db, &app.gazetteer, &*app.clock, edition).await.unwrap()
}

#[tokio::test]
async fn listings_of_the_profession_get_its_class_and_only_changed_communes_move_again() {
    let world = World::new().await;
    let gueret = listing(11, "Cabinet infirmier à Guéret", "nurse", None, "23096");
    let aubusson = listing(12, "Cabinet infirmier à Aubusson", "nurse", None, "23008");
    let lyon = listing(13, "Cabinet infirmier à Lyon", "nurse", None, "69123");
    let paris = listing(14, "Cabinet infirmier à Paris", "nurse", None, "75056");
    let all = [gueret, aubusson, lyon, paris, claires_practice(), nurses_in_paris()];
    let ids: Vec<String> = all.iter().map(|it| it.id.clone()).collect();
    world.publish(all).await;

    let first = import(&world, nurses()).await;

    assert_eq!(follow(&world, &first.edition).await, 4);
    assert_eq!(density(&world, &ids[0]).await, columns("over_served", 1, "5_Sur_dotee"));
    assert_eq!(density(&world, &ids[1]).await, columns("under_served", 8, "2_Sous_dotee"));
    assert_eq!(density(&world, &ids[2]).await, (None, None, None), "the parts of Lyon differ");
    assert_eq!(density(&world, &ids[3]).await, columns("balanced", 5, "3_intermediaire"));
    assert_eq!(density(&world, &ids[4]).await, (None, None, None), "a doctor");
    assert_eq!(follow(&world, &first.edition).await, 0, "again changes nothing");

    let later = String::from_utf8(nurses()).unwrap().replace(
        "69381;Lyon 1er Arrondissement;4_Tres_dotee",
        "69381;Lyon 1er Arrondissement;3_intermediaire",
    );
    let second = import(&world, later.into_bytes()).await;
    sqlx::query("update listing_locations set density_score = 9 where listing_id = $1")
        .bind(&ids[0])
        .execute(world.db())
        .await
        .unwrap();
    assert_eq!(second.changed, 1);
    assert_eq!(follow(&world, &second.edition).await, 1, "only the commune that changed is looked at");
    assert_eq!(density(&world, &ids[2]).await, columns("balanced", 5, "3_intermediaire"));
}

#[tokio::test]
async fn a_listing_has_its_density_as_soon_as_it_is_written_and_another_when_it_moves() {
    let world = World::new().await;
    import(&world, nurses()).await;
    world.sign_up("claire").await;
    let app = &world.app;
    let now = app.clock.now();
    let mut db = world.db().acquire().await.unwrap();
    listings::begin(&mut db, "new", "claire", ListingType::Transfer, "Cabinet", now).await.unwrap();
    let source = listing(21, "Cabinet infirmier à Guéret", "nurse", None, "23096");
    let content = |place: listings::Place| listings::Content {
        title: source.title.clone(),
        description: String::new(),
        profession: source.profession.unwrap(),
        specialty: None,
        place,
        details: source.details.clone(),
        periods: Vec::new(),
        is_urgent: false,
        verified_readers_only: false,
        photos_are_neutral: false,
        hidden_from: listings::confidential::HiddenFrom::default(),
    };

    listings::write(app, &mut db, "new", &content(source.place.clone()), 0).await.unwrap();
    assert_eq!(density(&world, "new").await, columns("over_served", 1, "5_Sur_dotee"));

    let moved = listing(22, "x", "nurse", None, "23008").place;
    listings::write(app, &mut db, "new", &content(moved), 0).await.unwrap();
    assert_eq!(density(&world, "new").await, columns("under_served", 8, "2_Sous_dotee"));

    let elsewhere = listing(23, "x", "nurse", None, "13201").place;
    listings::write(app, &mut db, "new", &content(elsewhere), 0).await.unwrap();
    assert_eq!(density(&world, "new").await, (None, None, None));
}

#[tokio::test]
async fn the_job_that_an_import_asks_for_lets_listings_follow() {
    let world = World::new().await;
    let here = listing(31, "Cabinet infirmier à Guéret", "nurse", None, "23096");
    let id = here.id.clone();
    world.publish([here]).await;
    let mut changes = sqlx::postgres::PgListener::connect_with(world.db()).await.unwrap();
    changes.listen("listing_search_changed").await.unwrap();

    import(&world, nurses()).await;
    let worker = jobs::start(&world.app).await.unwrap();
    changes.recv().await.unwrap();
    worker.stop().await;

    assert_eq!(density(&world, &id).await, columns("over_served", 1, "5_Sur_dotee"));
}
