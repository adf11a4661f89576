//! Prices through their pages, on a real database.

use chrono::TimeDelta;
use platform::clock::today_in_paris;

use super::{Product, price_on};
use crate::testing::{Someone, World};

const ADMIN: Someone = Someone { role: "admin", trust_level: 0, second_factor: true, email_verified: true };

fn typed<'a>(amount: &'a str, from: &'a str) -> [(&'a str, &'a str); 5] {
    [("produit", "boost"), ("montant", amount), ("tva", "20"), ("du", from), ("motif", "Hausse des coûts")]
}

#[tokio::test]
async fn a_price_is_in_force_from_its_day_once_a_second_administrator_says_so() {
    let world = World::new().await;
    let (ada, bob) = (world.admin().await, world.sign_up_as("bob", ADMIN).await);
    let first = (today_in_paris(world.app.clock.now()) + TimeDelta::days(10)).to_string();
    let before = world.get("/tarifs").await.main();
    assert!(before.contains("10 €") && before.contains("dont 1,67 € de TVA à 20 %"), "{before}");

    let wrong = ada.post("/equipe/tarifs", &typed("douze", "2020-01-01")).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.attributes("[aria-invalid=true]", "name"), ["montant", "du"]);
    assert_eq!(wrong.attributes("input[name=motif]", "value"), ["Hausse des coûts"], "what was typed stays");

    let page = ada.post("/equipe/tarifs", &typed("12,50", &first)).await.header("location").to_owned();
    let own = ada.post(&page, &[("decision", "activer")]).await;
    assert_eq!(own.status, 422);
    assert!(own.main().contains("Un autre administrateur décide"), "{}", own.main());
    assert_eq!(world.get("/tarifs").await.main(), before, "nothing changes before");

    assert_eq!(bob.post(&page, &[("decision", "activer")]).await.status, 303);
    let announced = world.get("/tarifs").await.main();
    assert!(announced.contains("10 €") && announced.contains("12,50 € à partir du"), "{announced}");

    world.clock.advance(TimeDelta::days(10));
    let after = world.get("/tarifs").await.main();
    assert!(after.contains("12,50 €") && !after.contains("à partir du"), "{after}");
    let today = today_in_paris(world.app.clock.now());
    let yesterday = price_on(world.db(), Product::Boost, today - TimeDelta::days(1)).await.unwrap();
    assert_eq!(yesterday.unwrap().cents, 1_000, "who paid the day before paid that");
}

#[tokio::test]
async fn a_slip_is_taken_back_before_its_day_and_a_moderator_reads_without_writing() {
    let world = World::new().await;
    let (ada, bob) = (world.admin().await, world.sign_up_as("bob", ADMIN).await);
    let first = (today_in_paris(world.app.clock.now()) + TimeDelta::days(2)).to_string();
    let page = ada.post("/equipe/tarifs", &typed("1250", &first)).await.header("location").to_owned();
    bob.post(&page, &[("decision", "activer")]).await;
    assert!(world.get("/tarifs").await.main().contains("à partir du"));

    assert_eq!(bob.post(&page, &[("decision", "annuler")]).await.status, 303);

    assert!(!world.get("/tarifs").await.main().contains("à partir du"));
    let right = ada.post("/equipe/tarifs", &typed("12,50", &first)).await.header("location").to_owned();
    assert_eq!(bob.post(&right, &[("decision", "activer")]).await.status, 303, "the day is free again");
    let mina = world.moderator().await.get("/equipe/tarifs").await;
    assert!(mina.main().contains("annulé") && mina.attributes("input[name=montant]", "name").is_empty());
}

#[tokio::test]
async fn a_product_has_one_price_from_a_day_and_none_begins_in_the_past() {
    let world = World::new().await;
    let (ada, bob) = (world.admin().await, world.sign_up_as("bob", ADMIN).await);
    let first = (today_in_paris(world.app.clock.now()) + TimeDelta::days(2)).to_string();
    let mut pages = Vec::new();
    for amount in ["11", "12", "13"] {
        pages.push(ada.post("/equipe/tarifs", &typed(amount, &first)).await.header("location").to_owned());
    }
    assert_eq!(bob.post(&pages[0], &[("decision", "activer")]).await.status, 303);
    let second = bob.post(&pages[1], &[("decision", "activer")]).await;
    assert!(second.main().contains("Un autre prix est prévu"), "{}", second.main());

    world.clock.advance(TimeDelta::days(3));
    let (bob, ada) = (world.sign_up_as("eve", ADMIN).await, world.sign_up_as("joe", ADMIN).await);
    let late = bob.post(&pages[1], &[("decision", "activer")]).await;
    assert!(late.main().contains("Son premier jour est arrivé"), "{}", late.main());
    let begun = bob.post(&pages[0], &[("decision", "annuler")]).await;
    assert!(begun.main().contains("Son premier jour est arrivé"), "{}", begun.main());
    assert_eq!(bob.post(&pages[2], &[("decision", "refuser")]).await.status, 303);
    let list = ada.get("/equipe/tarifs").await.main();
    for words in ["en vigueur", "passé", "refusé", "à décider"] {
        assert!(list.contains(words), "{words}: {list}");
    }
}
