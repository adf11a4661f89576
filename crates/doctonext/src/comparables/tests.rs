//! Prices through their page, on a real database.

use super::compute;
use crate::{
    listings::{Details, Listing},
    testing::{World, claires_practice},
};

/// A practice for this price, with a turnover of 100,000 €.
fn practice(n: usize, price: i32) -> Listing {
    let mut it = claires_practice();
    it.id = format!("0199c0de-0000-7000-9000-{n:012}");
    let Details::Transfer(details) = &mut it.details else { panic!("a transfer") };
    (details.sale_price, details.annual_turnover) = (Some(price), Some(100_000));
    it
}

/// Practices of somebody for sale.
async fn publish(world: &World, owner: &str, practices: impl IntoIterator<Item = Listing>) {
    world.publish(practices).await;
    sqlx::query("update listings set user_id = $1 where user_id = 'claire'")
        .bind(owner)
        .execute(world.db())
        .await
        .unwrap();
}

async fn page(world: &World, query: &str) -> String {
    world.get(&format!("/prix-de-cession?{query}")).await.main()
}

#[tokio::test]
async fn prices_are_told_from_five_owners_on_and_each_counts_once() {
    let world = World::new().await;
    let owners = ["anna", "bea", "cleo", "dora", "eve"];
    for it in owners {
        world.sign_up(it).await;
    }
    publish(&world, "anna", [practice(1, 20_000)]).await;
    for (owner, n) in [("bea", 2), ("cleo", 3), ("dora", 4)] {
        publish(&world, owner, [practice(n, i32::try_from(n).unwrap() * 10_000 + 10_000)]).await;
    }
    compute(world.db(), world.app.clock.now()).await.unwrap();
    let few = page(&world, "prof=medecin&spec=medecine-generale").await;
    assert!(few.contains("Moins de cinq cédants") && few.contains("Médecine générale : 32 %"), "{few}");

    publish(&world, "eve", [practice(20, 60_000)]).await;
    // An earlier listing of the same owner does not count.
    let mut again = practice(21, 90_000);
    again.published_at = again.published_at.map(|at| at - chrono::TimeDelta::days(90));
    publish(&world, "eve", [again]).await;
    compute(world.db(), world.app.clock.now()).await.unwrap();
    let enough = page(&world, "prof=medecin&spec=medecine-generale&ca=200+000&prix=140000").await;

    for words in [
        "entre 30 % et 50 %",
        "Médiane : 40 %",
        "Prix demandés par 5 cédants",
        "dans toute la France",
        "de 60 000 € à 100 000 €",
        "soit 70 % du chiffre d’affaires, est dans le quart des prix les plus hauts",
        "3 510 €",
    ] {
        assert!(enough.contains(words), "{words}: {enough}");
    }
    let region = page(&world, "prof=medecin&spec=medecine-generale&region=75").await;
    assert!(region.contains("dans la région Nouvelle-Aquitaine"), "{region}");
    let elsewhere = page(&world, "prof=medecin&spec=medecine-generale&region=53").await;
    assert!(elsewhere.contains("dans toute la France"), "too few there: {elsewhere}");
    assert!(elsewhere.contains("Moins de cinq cédants ont répondu dans la région Bretagne"), "{elsewhere}");
    let other = page(&world, "prof=sage-femme").await;
    assert!(other.contains("Moins de cinq cédants") && !other.contains("Ce que d’autres"), "{other}");
}

#[tokio::test]
async fn confidential_figures_that_are_not_sealed_yet_and_one_owner_in_many_regions_move_nothing() {
    let world = World::new().await;
    for (n, it) in ["anna", "bea", "cleo", "dora", "eve"].into_iter().enumerate() {
        world.sign_up(it).await;
        publish(&world, it, [practice(n, 40_000)]).await;
    }
    // A broker in ten more places, and one who hides.
    publish(&world, "eve", (10..20).map(|n| practice(n, 90_000))).await;
    sqlx::query("update listing_locations set region = 'Région ' || right(listing_id, 2) where right(listing_id, 2) >= '10'")
        .execute(world.db())
        .await
        .unwrap();
    publish(&world, "anna", [practice(30, 250_000)]).await;
    sqlx::query("update listing_locations set visibility = 'area' where right(listing_id, 2) = '30'")
        .execute(world.db())
        .await
        .unwrap();
    sqlx::query("update listings set published_at = published_at - interval '1 day' where user_id <> 'eve'")
        .execute(world.db())
        .await
        .unwrap();

    compute(world.db(), world.app.clock.now()).await.unwrap();

    let all: Vec<(String, i32, f64)> = sqlx::query_as(
        "select region, owners, third_quartile from price_comparables where specialty = '' order by 1",
    )
    .fetch_all(world.db())
    .await
    .unwrap();
    assert_eq!(all, [(String::new(), 5, 0.4), ("Nouvelle-Aquitaine".to_owned(), 5, 0.4)]);
}

#[tokio::test]
async fn what_cannot_be_an_amount_is_told_beside_its_field_and_stays() {
    let world = World::new().await;
    let answer = world.get("/prix-de-cession?prof=medecin&ca=beaucoup").await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.attributes("[aria-invalid=true]", "name"), ["ca"]);
    assert_eq!(answer.attributes("input[name=ca]", "value"), ["beaucoup"]);
    assert_eq!(world.get("/prix-de-cession?prof=sorcier&region=999&prix=-3").await.status, 422);
    assert_eq!(world.get("/prix-de-cession").await.status, 200);
}
