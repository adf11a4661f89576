//! How the index learns what changed.

use std::sync::Arc;

use super::look;
use crate::{
    search::{
        live::{feed, feed::Look},
        store, sweep_notes,
    },
    testing::{World, claires_practice, listing},
};

#[tokio::test]
async fn what_is_published_is_found_in_memory_and_what_is_not_yet_read_is_left_to_the_database() {
    let world = World::new().await;
    let mut progress = feed::build(world.db()).await.unwrap();
    let (live, epoch) = (&world.app.live, &world.app.epoch);
    assert!(live.at(epoch).is_none(), "an index that was never fed is not believed");

    look(&world, &mut progress).await;
    assert!(live.at(epoch).is_some());

    world.publish([claires_practice()]).await;
    assert!(live.at(epoch).is_none(), "a change was announced and not yet read");
    let from_database = world.get("/api/v1/listings?q=cabinet").await.json();

    look(&world, &mut progress).await;
    assert_eq!(live.at(epoch).map(|it| it.index.engine.len()), Some(1));
    let from_memory = world.get("/api/v1/listings?q=cabinet").await.json();
    assert_eq!(from_memory["items"], from_database["items"]);
    assert_eq!(from_memory["total"], serde_json::json!({"value": 1, "relation": "exact"}));
}

#[tokio::test]
async fn a_change_that_commits_after_a_later_one_is_not_missed() {
    let world = World::new().await;
    world.publish([claires_practice(), listing(8, "Cabinet", "doctor", None, "23096")]).await;
    let mut progress = feed::build(world.db()).await.unwrap();

    let mut slow = world.db().begin().await.unwrap();
    sqlx::query("delete from listing_search where listing_id = $1")
        .bind(claires_practice().id)
        .execute(&mut *slow)
        .await
        .unwrap();
    sqlx::query("update listing_search set price = 1 where listing_id <> $1")
        .bind(claires_practice().id)
        .execute(world.db())
        .await
        .unwrap();
    look(&world, &mut progress).await;
    assert_eq!(progress.index.engine.len(), 2);
    slow.commit().await.unwrap();
    look(&world, &mut progress).await;

    assert_eq!(progress.index.engine.len(), 1);
}

#[tokio::test]
async fn emptying_the_projection_asks_for_a_new_index() {
    let world = World::new().await;
    world.publish([claires_practice()]).await;
    let mut progress = feed::build(world.db()).await.unwrap();

    sqlx::query("truncate listing_search").execute(world.db()).await.unwrap();

    assert_eq!(look(&world, &mut progress).await, Look::Everything);
}

#[tokio::test]
async fn a_change_too_large_to_name_is_not_read_twice() {
    let world = World::new().await;
    world.publish([claires_practice()]).await;
    // As long as it is open, notes are read from its number on.
    let mut slow = world.db().begin().await.unwrap();
    sqlx::query("select pg_current_xact_id()").execute(&mut *slow).await.unwrap();
    sqlx::query("truncate listing_search").execute(world.db()).await.unwrap();

    let mut progress = feed::build(world.db()).await.unwrap();

    assert_eq!(look(&world, &mut progress).await, Look::UpToDate, "what was built holds it already");
    world.publish([listing(8, "Cabinet", "doctor", None, "23096")]).await;
    assert_eq!(look(&world, &mut progress).await, Look::UpToDate);
    assert_eq!(progress.index.engine.len(), 1);
    slow.rollback().await.unwrap();
}

#[tokio::test]
async fn a_database_that_went_back_in_time_is_read_anew() {
    let world = World::new().await;
    world.publish([claires_practice()]).await;
    let mut progress = feed::build(world.db()).await.unwrap();
    progress.settled = store::Settled(progress.settled.0 + 1_000_000);

    assert_eq!(look(&world, &mut progress).await, Look::Everything);
}

#[tokio::test]
async fn what_is_over_is_buried_when_the_index_looks_at_the_hour() {
    let world = World::new().await;
    world.publish([claires_practice()]).await;
    let mut progress = feed::build(world.db()).await.unwrap();
    look(&world, &mut progress).await;
    assert_eq!(progress.index.engine.len(), 1);

    world.clock.advance(chrono::TimeDelta::days(61));
    look(&world, &mut progress).await;

    assert_eq!(progress.index.engine.len(), 0);
}

#[tokio::test]
async fn the_index_of_a_running_house_follows_and_gives_up_the_old_one_before_it_makes_another() {
    let world = World::new().await;
    world.publish([claires_practice()]).await;
    let app = &world.app;
    let notices = tokio::spawn(app.epoch.clone().follow(app.db.clone()));
    let feeding = tokio::spawn(app.live.clone().follow(app.db.clone(), app.epoch.clone(), app.clock.clone()));
    let mut standing = app.live.standing.subscribe();
    let first = {
        let first = standing.wait_for(Option::is_some).await.unwrap();
        Arc::downgrade(&first.as_ref().unwrap().index)
    };
    world.publish([listing(8, "Cabinet", "doctor", None, "23096")]).await;
    standing.wait_for(|it| it.as_ref().is_some_and(|it| it.index.engine.len() == 2)).await.unwrap();

    sqlx::query("truncate listing_search").execute(world.db()).await.unwrap();

    standing.wait_for(|it| it.as_ref().is_some_and(|it| it.index.engine.is_empty())).await.unwrap();
    assert!(first.upgrade().is_none(), "nobody holds the first any more");
    feeding.abort();
    notices.abort();
}

#[tokio::test]
async fn notes_of_an_earlier_day_are_swept_in_portions_and_fresh_ones_stay() {
    let world = World::new().await;
    world.publish([claires_practice()]).await;
    sqlx::query(
        "insert into listing_search_changes (lid, changed_at)
         select n, now() - interval '25 hours' from generate_series(1, 25) n",
    )
    .execute(world.db())
    .await
    .unwrap();

    assert_eq!(store::sweep_changes(world.db(), 10).await.unwrap(), 10);
    assert_eq!(sweep_notes(world.db()).await.unwrap(), 15);
    let left: i64 = sqlx::query_scalar("select count(*) from listing_search_changes")
        .fetch_one(world.db())
        .await
        .unwrap();
    assert!(left >= 1);
    assert_eq!(sweep_notes(world.db()).await.unwrap(), 0);
}
