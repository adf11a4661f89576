//! A listing hidden from colleagues does not exist for them, wherever they look.

use axum::{body::Body, http::Request};

use super::secret;
use crate::{
    listings::{
        self,
        confidential::{HiddenFrom, Practice, mark_colleague},
    },
    testing::{Browser, Someone, World, august_in_aubusson},
};

async fn hide(world: &World, id: &str, from: HiddenFrom) {
    let mut tx = world.db().begin().await.unwrap();
    let written = listings::find(&world.app, &mut tx, id).await.unwrap().unwrap();
    let mut content = listings::contents_of(&written).unwrap();
    content.hidden_from = from;
    listings::write(&world.app, &mut tx, id, &content, 90).await.unwrap();
    tx.commit().await.unwrap();
    world.app.epoch.advance();
}

async fn practises(world: &World, person: &str, communes: &[String], sites: &[String]) {
    let mut tx = world.db().begin().await.unwrap();
    let number = Some(world.app.vault.blind_index("users.rpps_number", &format!("1000000{person:0>4}")));
    let practice = Practice { number, communes, sites };
    mark_colleague(&world.app, &mut tx, person, practice).await.unwrap();
    tx.commit().await.unwrap();
    world.app.epoch.advance();
}

/// How often the listing is met: page, sheet, lists, counts, home, neighbours.
async fn met(
    browser: &Browser<'_>,
    it: &listings::Listing,
    address: &str,
    neighbour: &str,
) -> Vec<&'static str> {
    let mut met = Vec::new();
    let mut note = |what: &'static str, is_met: bool| {
        if is_met {
            met.push(what);
        }
    };
    note("page", browser.get(address).await.status == 200);
    note("sheet", browser.get(&format!("/api/v1/listings/{}", it.id)).await.status == 200);
    let title = it.title.as_str();
    for (what, route) in [
        ("home", "/".to_owned()),
        ("list", "/annonces".to_owned()),
        ("words", "/annonces?q=cession".to_owned()),
        ("circle", "/annonces?commune=23096&rayon=100".to_owned()),
        ("neighbours", neighbour.to_owned()),
    ] {
        note(what, browser.get(&route).await.text().contains(title));
    }
    for (what, query) in [("cube", ""), ("counts", "?price_max=10000000")] {
        let answer = browser.get(&format!("/api/v1/listings{query}")).await.json();
        note(what, answer["total"]["value"] == 2);
        assert_eq!(answer["total"]["value"], answer["items"].as_array().unwrap().len(), "{what}");
    }
    met
}

#[tokio::test]
async fn hidden_colleagues_meet_it_nowhere_and_everybody_else_does() {
    let world = World::new().await;
    let paul = world.sign_up("paul").await;
    let zoe = world.sign_up("zoe").await;
    let claire = world.sign_up("claire").await;
    let it = secret(4, "23096");
    // In the same region and trade, so that each is a neighbour of the other.
    let mut other = secret(5, "23008");
    other.title = "Autre annonce".to_owned();
    let addresses = world.publish([it.clone(), other]).await;
    let everywhere = met(&zoe, &it, &addresses[0], &addresses[1]).await;
    for what in ["page", "sheet", "home", "list", "words", "neighbours", "cube", "counts"] {
        assert!(everywhere.contains(&what), "{what} of {everywhere:?}");
    }

    let site = vec!["finess:230000001".to_owned()];
    practises(&world, "paul", &["23008".to_owned()], &site).await;
    practises(&world, "claire", &["23008".to_owned()], &site).await;
    let ways = [
        HiddenFrom { emails: vec!["paul@example.org".to_owned()], ..HiddenFrom::default() },
        HiddenFrom { numbers: vec!["1000000paul".to_owned()], ..HiddenFrom::default() },
        HiddenFrom { communes: vec!["23008".to_owned()], ..HiddenFrom::default() },
        HiddenFrom { associates: true, ..HiddenFrom::default() },
    ];
    for (n, way) in ways.into_iter().enumerate() {
        hide(&world, &it.id, way).await;
        assert_eq!(met(&paul, &it, &addresses[0], &addresses[1]).await, Vec::<&str>::new(), "way {n}");
        assert_eq!(met(&zoe, &it, &addresses[0], &addresses[1]).await, everywhere, "way {n}");
        assert_eq!(met(&claire, &it, &addresses[0], &addresses[1]).await, everywhere, "the owner, way {n}");
        let nobody = world.browser();
        assert_eq!(met(&nobody, &it, &addresses[0], &addresses[1]).await, everywhere, "a stranger, way {n}");
    }
    hide(&world, &it.id, HiddenFrom::default()).await;
    assert_eq!(met(&paul, &it, &addresses[0], &addresses[1]).await, everywhere);
}

#[tokio::test]
async fn a_program_of_a_hidden_colleague_sees_no_more_than_they_do() {
    let world = World::new().await;
    let paul = world.sign_up_as("paul", Someone { trust_level: 2, ..Someone::default() }).await;
    let it = secret(4, "23096");
    world.publish([it.clone(), august_in_aubusson()]).await;
    hide(&world, &it.id, HiddenFrom { emails: vec!["paul@example.org".to_owned()], ..HiddenFrom::default() })
        .await;
    let program = world.program(&paul, &["listings:read"]).await;

    let list = program.get("/api/v1/listings").await.json();
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    assert_eq!(list["total"]["value"], 1);
    assert_eq!(program.get(&format!("/api/v1/listings/{}", it.id)).await.status, 404);
    let stranger = world.send(Request::get("/api/v1/listings").body(Body::empty()).unwrap()).await;
    assert_eq!(stranger.json()["total"]["value"], 2);
}

#[tokio::test]
async fn a_page_of_somebody_signed_in_asks_for_their_session_besides_what_it_asks_for_strangers() {
    let world = World::new().await;
    let paul = world.sign_up("paul").await;
    let it = secret(4, "23096");
    let addresses = world.publish([it.clone(), august_in_aubusson()]).await;
    hide(&world, &it.id, HiddenFrom { emails: vec!["paul@example.org".to_owned()], ..HiddenFrom::default() })
        .await;
    // The first request of five minutes notes a sign of life.
    paul.get("/").await;

    for route in ["/", "/annonces", "/annonces?q=aubusson", &addresses[1], &addresses[0]] {
        world.app.epoch.advance();
        let counter = platform::testing::StatementCounter::start();
        paul.get(route).await;
        assert!(counter.count() <= 1 + 3, "{route}: {:#?}", counter.statements());
    }
}
