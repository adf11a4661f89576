//! Distances, circles and orders know the public point alone.

use super::{directory, secret};
use crate::{
    listings::{self, confidential::follow_directory},
    territory::Commune,
    testing::{World, gazetteer},
};

/// The centres of circles around a true place: its neighbours, near and far.
fn centres(of: &Commune) -> Vec<&'static Commune> {
    let near = gazetteer().nearest(of.latitude, of.longitude, 120);
    near.iter().step_by(17).map(|(it, _)| *it).collect()
}

async fn point(world: &World, id: &str) -> (f64, f64) {
    let position = world.get(&format!("/api/v1/listings/{id}")).await.json()["position"].clone();
    (position["latitude"].as_f64().unwrap(), position["longitude"].as_f64().unwrap())
}

async fn is_found(world: &World, id: &str, centre: &Commune, radius: u32) -> (bool, Option<f64>) {
    let answer =
        world.get(&format!("/api/v1/listings?commune={}&radius={radius}&sort=nearest", centre.code)).await;
    let items = answer.json()["items"].as_array().unwrap().clone();
    let item = items.iter().find(|it| it["id"] == id);
    (item.is_some(), item.and_then(|it| it["distance_km"].as_f64()))
}

#[tokio::test]
async fn a_circle_holds_a_listing_exactly_when_it_holds_its_public_point() {
    let world = World::new().await;
    let communes = ["23096", "23008", "87085", "19272", "16015", "33063"];
    directory(&world, &[("23096", 2), ("23008", 2), ("87085", 9), ("19272", 4), ("16015", 3), ("33063", 1)])
        .await;
    let listings: Vec<_> = communes.iter().zip(0..).map(|(code, n)| secret(n, code)).collect();
    world.publish(listings.clone()).await;

    let (mut inside, mut outside) = (0, 0);
    for (it, code) in listings.iter().zip(communes) {
        let (latitude, longitude) = point(&world, &it.id).await;
        for centre in centres(gazetteer().by_code(code).unwrap()) {
            let away = centre.kilometres_to(latitude, longitude);
            for radius in [5, 10, 20, 50, 100] {
                // A metre of rounding aside.
                if (away - f64::from(radius)).abs() < 0.05 {
                    continue;
                }
                let (found, distance) = is_found(&world, &it.id, centre, radius).await;
                assert_eq!(found, away < f64::from(radius), "{code}: {radius} km around {}", centre.name);
                if let Some(distance) = distance {
                    assert!((distance - away).abs() < 0.3, "{distance} and {away}");
                }
                if found { inside += 1 } else { outside += 1 }
            }
        }
    }
    assert!(inside > 10 && outside > 10, "{inside} in, {outside} out");
}

/// The strongest form: the true place moves within its area, and not a byte of any answer changes.
#[tokio::test]
async fn nothing_changes_for_anybody_when_the_true_place_moves_within_its_area() {
    let world = World::new().await;
    directory(&world, &[("23096", 2), ("23008", 4)]).await;
    let it = secret(1, "23096");
    let address = world.publish([it.clone(), secret(2, "87085")]).await.remove(0);
    let mut routes = vec![
        "/annonces".to_owned(),
        address,
        format!("/api/v1/listings/{}", it.id),
        "/annonces?q=aubusson".to_owned(),
    ];
    for (centre, _) in gazetteer().nearest(46.17, 1.87, 60).iter().step_by(6) {
        for radius in [5, 30, 80] {
            routes.push(format!("/api/v1/listings?commune={}&radius={radius}&sort=nearest", centre.code));
        }
    }
    let read = async || {
        let mut all = Vec::new();
        for route in &routes {
            // The hour of the change is no part of the place.
            let text = world.get(route).await.text();
            all.push(text.split("\"updated_at\"").next().unwrap().to_owned());
        }
        all
    };
    let before = read().await;

    let mut tx = world.db().begin().await.unwrap();
    let written = listings::find(&world.app, &mut tx, &it.id).await.unwrap().unwrap();
    let mut content = listings::contents_of(&written).unwrap();
    assert_eq!(content.place.commune_code.as_deref(), Some("23096"), "the owner's own reading is exact");
    let aubusson = gazetteer().by_code("23008").unwrap();
    content.place.city.clone_from(&aubusson.name);
    content.place.commune_code = Some(aubusson.code.clone());
    content.place.postal_code = aubusson.postal_codes.first().cloned();
    content.place.address = Some("9 quai des Îles".to_owned());
    (content.place.latitude, content.place.longitude) = (Some(45.95), Some(2.17));
    listings::write(&world.app, &mut tx, &it.id, &content, 90).await.unwrap();
    tx.commit().await.unwrap();
    world.app.epoch.advance();

    assert_eq!(read().await, before);
    let mut db = world.db().acquire().await.unwrap();
    let moved = listings::find(&world.app, &mut db, &it.id).await.unwrap().unwrap();
    assert_eq!(moved.listing.place.city, "Aubusson");
}

#[tokio::test]
async fn an_area_chosen_without_a_directory_is_chosen_once_there_is_one_and_grows_when_it_must() {
    let world = World::new().await;
    let it = secret(1, "23096");
    let address = world.publish([it.clone()]).await.remove(0);
    let area = async || {
        world.app.epoch.advance();
        world.get(&format!("/api/v1/listings/{}", it.id)).await.json()["place"]["area"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(area().await, "Nouvelle-Aquitaine");
    assert!(world.get(&address).await.main().contains("l’annuaire des professionnels n’est pas chargé"));

    directory(&world, &[("23096", 7)]).await;
    assert_eq!(follow_directory(&world.app).await.unwrap(), 1);
    assert_eq!(area().await, "Guéret (23)");

    directory(&world, &[("23096", 3), ("23008", 9)]).await;
    follow_directory(&world.app).await.unwrap();
    let grown = area().await;
    assert_ne!(grown, "Guéret (23)");

    directory(&world, &[("23096", 30), ("23008", 9), ("87085", 400), ("33063", 400)]).await;
    assert_eq!(follow_directory(&world.app).await.unwrap(), 0, "what could be smaller stays");
    assert_eq!(area().await, grown);
}

#[tokio::test]
async fn prices_are_searched_by_band_in_lists_and_counts() {
    let world = World::new().await;
    let mut it = secret(1, "23096");
    it.title = "Cabinet discret".to_owned();
    world.publish([it.clone()]).await;
    let found = async |query: &str| {
        let answer = world.get(&format!("/api/v1/listings?{query}")).await.json();
        let items = answer["items"].as_array().unwrap().len();
        assert_eq!(answer["total"]["value"], items, "{query}");
        items
    };

    // 81,856 € lies in the band from 50 to 100 thousand; 164,430 € of turnover in the one from 150 to 200.
    for (query, wanted) in [
        ("price_max=50000", 1),
        ("price_max=49999", 0),
        ("price_min=99999", 1),
        ("price_min=100000", 0),
        ("with_price=true", 1),
        ("turnover_min=199999", 1),
        ("turnover_min=200000", 0),
        ("turnover_max=150000", 1),
        ("turnover_max=149999", 0),
    ] {
        assert_eq!(found(query).await, wanted, "{query}");
    }
    let item = world.get("/api/v1/listings").await.json()["items"][0].clone();
    assert_eq!(item["price_range_euros"], serde_json::json!({"from": 50_000, "to": 99_999}));
    assert_eq!(item["turnover_range_euros"], serde_json::json!({"from": 150_000, "to": 199_999}));
    assert!(item["price_euros"].is_null() && item["turnover_euros"].is_null());
}
