//! Views, from the page to the counters.

use axum::{body::Body, http::Request};
use platform::clock::today_in_paris;

use super::*;
use crate::testing::{World, claires_practice};

/// Opens the page of Claire's practice as a browser at an address.
async fn open(world: &World, agent: &str) -> u16 {
    let listing = claires_practice();
    let address = crate::search::href_of(&listing.title, &listing.id);
    let request = Request::get(&address).header("user-agent", agent).body(Body::empty()).unwrap();
    world.send(request).await.status.as_u16()
}

async fn counted(world: &World) -> (i32, i64) {
    world.app.views.write(world.db()).await.unwrap();
    fold(&world.app).await.unwrap();
    let views = sqlx::query_scalar("select views_count from listings").fetch_one(world.db()).await.unwrap();
    let days =
        sqlx::query_scalar("select coalesce(sum(views), 0) from listing_days").fetch_one(world.db()).await;
    (views, days.unwrap())
}

#[tokio::test]
async fn a_visitor_counts_once_a_day_and_again_the_day_after() {
    let world = World::new().await;
    world.publish([claires_practice()]).await;
    for _ in 0..3 {
        assert_eq!(open(&world, "Mozilla/5.0 Firefox").await, 200, "the second page comes from memory");
    }
    open(&world, "Mozilla/5.0 Safari").await;
    assert_eq!(counted(&world).await, (2, 2));

    world.clock.advance(chrono::TimeDelta::days(1));
    open(&world, "Mozilla/5.0 Firefox").await;

    assert_eq!(counted(&world).await, (3, 3));
    assert_eq!(fold(&world.app).await.unwrap(), 0, "nothing is counted twice");
}

#[tokio::test]
async fn robots_are_not_visitors() {
    let world = World::new().await;
    world.publish([claires_practice()]).await;
    for agent in ["Googlebot/2.1", "curl/8.0", "", "facebookexternalhit/1.1"] {
        open(&world, agent).await;
    }
    assert_eq!(counted(&world).await, (0, 0));
}

#[tokio::test]
async fn days_without_anything_are_told_too() {
    let world = World::new().await;
    let listing = claires_practice();
    world.publish([listing.clone()]).await;
    open(&world, "Mozilla/5.0 Firefox").await;
    counted(&world).await;
    let mut db = world.db().acquire().await.unwrap();

    let days = of_listing(&mut db, &listing.id, today_in_paris(world.app.clock.now()), 30).await.unwrap();

    assert_eq!(days.len(), 30);
    assert_eq!(days.iter().map(|it| it.views).sum::<i32>(), 1);
    assert_eq!(days[29].views, 1, "today is the last");
}

#[tokio::test]
async fn a_first_message_counts_as_a_contact() {
    let world = World::new().await;
    let listing = claires_practice();
    world.publish([listing.clone()]).await;
    contacted(&world.app, &mut world.db().acquire().await.unwrap(), &listing.id).await.unwrap();
    fold(&world.app).await.unwrap();

    let contacts: i32 =
        sqlx::query_scalar("select contacts_count from listings").fetch_one(world.db()).await.unwrap();

    assert_eq!(contacts, 1);
}

#[tokio::test]
async fn two_folds_at_once_count_each_event_once() {
    let world = World::new().await;
    let listing = claires_practice();
    world.publish([listing.clone()]).await;
    for n in 0..40 {
        open(&world, &format!("Mozilla/5.0 Firefox {n}")).await;
    }
    world.app.views.write(world.db()).await.unwrap();

    let (one, two) = futures::join!(fold(&world.app), fold(&world.app));

    assert_eq!(one.unwrap() + two.unwrap(), 40);
    assert_eq!(counted(&world).await, (40, 40));
}
