//! The order with and without what somebody paid for, side by side.

use super::look;
use crate::{
    search::live::feed,
    testing::{World, listing},
};

/// Searches of every order, by words, by filters and by what a text names.
const SEARCHES: [&str; 9] = [
    "",
    "q=cabinet",
    "q=cabinet+gu%C3%A9ret",
    "q=m%C3%A9decin+Gu%C3%A9ret",
    "tri=proches&commune=23096",
    "tri=debut",
    "tri=prix",
    "tri=prix-decroissant",
    "tri=remuneration",
];

/// Twelve listings, a third of them paid for.
async fn house(is_paid_for: bool) -> World {
    let world = World::new().await;
    let market = (0..12_u128).map(|n| {
        let title = format!("Cabinet {n} à Guéret");
        let mut it = listing(n, &title, "doctor", Some("medecine_generale"), "23096");
        it.published_at =
            it.published_at.map(|at| at - chrono::TimeDelta::days(i64::try_from(n % 5).unwrap()));
        it.is_premium = is_paid_for && n % 3 == 0;
        it
    });
    world.publish(market).await;
    world
}

/// Titles in their order, and why each stands where it stands.
async fn results(world: &World) -> Vec<(Vec<String>, Vec<String>)> {
    let mut all = Vec::new();
    for search in SEARCHES {
        let page = world.get(&format!("/annonces?{search}")).await;
        all.push((page.texts(".card__title"), page.texts(".card__why")));
    }
    all
}

#[tokio::test]
async fn payment_changes_neither_order_nor_score_in_the_index_and_in_the_database() {
    let (plain, paid) = (house(false).await, house(true).await);

    let (from_plain, from_paid) = (results(&plain).await, results(&paid).await);
    assert_eq!(from_plain, from_paid, "PostgreSQL");
    assert!(from_plain.iter().all(|(titles, _)| titles.len() == 12));
    assert_eq!(from_plain[1].1.len(), 12, "each result found by words says why it stands there");

    for world in [&plain, &paid] {
        let mut progress = feed::build(world.db()).await.unwrap();
        look(world, &mut progress).await;
        assert!(world.app.live.at(&world.app.epoch).is_some(), "the index answers");
        assert_eq!(results(world).await, from_plain, "the index");
    }
}
