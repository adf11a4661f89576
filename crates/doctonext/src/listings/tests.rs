//! Listings through their routes, on a real database.

use axum::http::StatusCode;
use chrono::TimeDelta;
use platform::clock::Clock;

use super::{Details, Listing, expire_due, reproject};
use crate::{
    testing::{World, august_in_aubusson, claires_practice, listing, nurses_in_paris, secret_of_ajaccio},
    trades::{ListingStatus, Visibility},
};

#[tokio::test]
async fn a_practice_tells_its_facts_in_a_table() {
    let world = World::new().await;
    let addresses = world.publish([claires_practice()]).await;

    let page = world.get(&addresses[0]).await;

    assert_eq!(page.status, StatusCode::OK);
    insta::assert_snapshot!(page.main());
}

#[tokio::test]
async fn a_replacement_tells_its_dates_and_its_pay() {
    let world = World::new().await;
    let addresses = world.publish([august_in_aubusson()]).await;

    let page = world.get(&addresses[0]).await;

    insta::assert_snapshot!(page.main());
}

#[tokio::test]
async fn an_old_address_leads_to_the_one_of_today() {
    let world = World::new().await;
    let addresses = world.publish([claires_practice()]).await;
    let id = claires_practice().id;

    for old in [format!("/annonces/{id}"), format!("/annonces/ancien-titre-{id}")] {
        let answer = world.get(&old).await;
        assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT, "{old}");
        assert_eq!(answer.header("location"), addresses[0]);
    }
}

#[tokio::test]
async fn what_was_never_online_does_not_exist() {
    let world = World::new().await;
    let hidden =
        [ListingStatus::Draft, ListingStatus::PendingReview, ListingStatus::Rejected].into_iter().zip(1..);
    let listings: Vec<Listing> = hidden
        .map(|(status, n)| {
            let mut it = listing(n, "Cabinet caché", "doctor", None, "23096");
            it.status = status;
            it.published_at = None;
            it
        })
        .collect();
    let addresses = world.publish(listings).await;

    for address in addresses {
        assert_eq!(world.get(&address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
    assert_eq!(
        world.get("/annonces/cabinet-0199c0de-0000-7000-8000-00000000ffff").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(world.get("/annonces/%00").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_closed_listing_is_gone_and_shows_others_like_it() {
    let world = World::new().await;
    let mut sold = claires_practice();
    sold.status = ListingStatus::Sold;
    let other = listing(9, "Autre cabinet de la Creuse", "doctor", Some("medecine_generale"), "23008");
    let addresses = world.publish([sold.clone(), other]).await;

    let page = world.get(&addresses[0]).await;

    assert_eq!(page.status, StatusCode::GONE);
    let text = page.main();
    assert!(
        text.contains("Cette annonce est pourvue") && text.contains("Autre cabinet de la Creuse"),
        "{text}"
    );
    let api = world.get(&format!("/api/v1/listings/{}", sold.id)).await;
    assert_eq!(api.status, StatusCode::GONE);
    assert_eq!(api.header("content-type"), "application/problem+json; charset=utf-8");
}

#[tokio::test]
async fn a_paused_listing_is_not_found_for_now() {
    let world = World::new().await;
    let mut paused = claires_practice();
    paused.status = ListingStatus::Inactive;
    let addresses = world.publish([paused]).await;

    let page = world.get(&addresses[0]).await;

    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.main().contains("en pause"), "{}", page.main());
}

#[tokio::test]
async fn a_listing_ends_at_its_hour_even_before_the_job_has_noted_it() {
    let world = World::new().await;
    let addresses = world.publish([claires_practice()]).await;

    world.clock.advance(TimeDelta::days(61));

    assert_eq!(world.get(&addresses[0]).await.status, StatusCode::GONE);
    assert_eq!(expire_due(&world.app).await.unwrap(), 1);
    assert_eq!(expire_due(&world.app).await.unwrap(), 0);
    world.app.epoch.advance();
    assert_eq!(world.get("/api/v1/listings").await.json()["total"]["value"], 0);
}

#[tokio::test]
async fn no_answer_holds_a_place_that_its_owner_did_not_make_public() {
    let world = World::new().await;
    let secret = secret_of_ajaccio();
    let plain = claires_practice();
    let addresses =
        world.publish([secret.clone(), plain.clone(), nurses_in_paris(), august_in_aubusson()]).await;
    let forbidden = |it: &Listing| {
        let (latitude, longitude) = (it.place.latitude.unwrap(), it.place.longitude.unwrap());
        vec!["rue des Lilas".to_owned(), format!("{latitude:.4}"), format!("{longitude:.4}")]
    };
    let mut routes = vec![
        "/".to_owned(),
        "/annonces".to_owned(),
        "/annonces?lieu=Ajaccio".to_owned(),
        "/annonces?q=ajaccio".to_owned(),
        "/api/v1/listings".to_owned(),
        "/api/v1/listings?commune=2A004&radius=5".to_owned(),
        "/sitemaps/annonces-0.xml".to_owned(),
    ];
    routes.extend(addresses.iter().cloned());
    routes.extend([&secret, &plain].map(|it| format!("/api/v1/listings/{}", it.id)));

    for route in routes {
        let answer = world.get(&route).await;
        let text = answer.text();
        for word in [forbidden(&secret), forbidden(&plain)].concat() {
            assert!(!text.contains(&word), "{route} tells {word}");
        }
    }
    for route in [addresses[0].clone(), format!("/api/v1/listings/{}", secret.id)] {
        let text = world.get(&route).await.text();
        assert!(!text.contains("Ajaccio") && !text.contains("20000"), "{route} tells the commune");
        assert!(
            !text.contains("80\u{202f}000") && !text.contains("160\u{202f}000"),
            "{route} tells exact figures"
        );
        assert!(!text.contains("80000") && !text.contains("160000"), "{route} tells exact figures");
    }
}

#[tokio::test]
async fn a_confidential_listing_stays_out_of_search_engines() {
    let world = World::new().await;
    let addresses = world.publish([secret_of_ajaccio(), claires_practice()]).await;

    let secret = world.get(&addresses[0]).await;

    assert_eq!(secret.attributes("meta[name=robots]", "content"), ["noindex"]);
    assert!(secret.texts("script[type='application/ld+json']").is_empty());
    let sitemap = world.get("/sitemaps/annonces-0.xml").await.text();
    assert!(sitemap.contains(&addresses[1]) && !sitemap.contains(&addresses[0]), "{sitemap}");
}

#[tokio::test]
async fn an_owner_may_make_the_address_public() {
    let world = World::new().await;
    let mut open = claires_practice();
    open.place.visibility = Visibility::Exact;
    let addresses = world.publish([open]).await;

    assert!(world.get(&addresses[0]).await.main().contains("3 rue des Lilas"));
}

#[tokio::test]
async fn markup_in_a_title_is_text_everywhere() {
    let world = World::new().await;
    let mut hostile = claires_practice();
    hostile.title = "</script><script>alert(1)</script>".to_owned();
    hostile.description = Some("\"><img src=x onerror=alert(2)>".to_owned());
    let addresses = world.publish([hostile]).await;

    for route in ["/", "/annonces", &addresses[0]] {
        let text = world.get(route).await.text();
        assert!(!text.contains("<script>alert") && !text.contains("<img src=x"), "{route}");
    }
}

#[tokio::test]
async fn the_page_of_a_listing_asks_the_database_three_times_at_most() {
    let world = World::new().await;
    let addresses = world.publish([claires_practice(), august_in_aubusson()]).await;

    let counter = platform::testing::StatementCounter::start();
    world.get(&addresses[0]).await;

    assert!(counter.count() <= 3, "{:#?}", counter.statements());
}

#[tokio::test]
async fn a_changed_listing_shows_at_once_although_pages_are_remembered() {
    let world = World::with(|settings| settings.page_cache_mb = 8).await;
    let addresses = world.publish([claires_practice()]).await;
    let first = world.get("/api/v1/listings").await;
    assert_eq!(world.get("/api/v1/listings").await.header("etag"), first.header("etag"));

    world.publish([august_in_aubusson()]).await;

    assert_eq!(world.get("/api/v1/listings").await.json()["total"]["value"], 2);
    assert_eq!(world.get(&addresses[0]).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_known_page_is_not_sent_again() {
    let world = World::new().await;
    world.publish([claires_practice()]).await;
    let first = world.get("/annonces").await;

    let request = axum::http::Request::get("/annonces").header("if-none-match", first.header("etag"));
    let again = world.send(request.body(axum::body::Body::empty()).unwrap()).await;

    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert!(again.body.is_empty());
}

#[tokio::test]
async fn search_can_be_made_anew_from_the_listings() {
    let world = World::new().await;
    world.publish([claires_practice(), august_in_aubusson(), secret_of_ajaccio()]).await;
    sqlx::query("delete from listing_search where listing_type = 2").execute(world.db()).await.unwrap();
    sqlx::query("update listing_search set tsv = ''::tsvector").execute(world.db()).await.unwrap();

    let online = reproject(world.db(), &world.app.gazetteer, &*world.clock).await.unwrap();

    assert_eq!(online, 3);
    let found = world.get("/api/v1/listings?q=aubusson").await.json();
    assert_eq!(found["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn making_search_anew_holds_up_nobody_who_withdraws_listings() {
    let world = World::new().await;
    let listings = [claires_practice(), listing(40, "Cabinet à Guéret", "doctor", None, "23096")];
    let mut ids: Vec<String> = listings.iter().map(|it| it.id.clone()).collect();
    ids.sort();
    world.publish(listings).await;
    // Somebody writes the second one, so that making anew waits after the first.
    let mut tx = world.db().begin().await.unwrap();
    sqlx::query("select from listings where id = $1 for update")
        .bind(&ids[1])
        .execute(&mut *tx)
        .await
        .unwrap();
    let anew = reproject(world.db(), &world.app.gazetteer, &*world.clock);
    let withdrawn = async {
        let waits = "select exists (select from pg_stat_activity
                                    where datname = current_database() and wait_event_type = 'Lock')";
        while !sqlx::query_scalar::<_, bool>(waits).fetch_one(world.db()).await.unwrap() {}
        crate::search::withdraw(&mut tx, &ids).await.unwrap();
        tx.commit().await.unwrap();
    };

    let (anew, ()) = tokio::join!(anew, withdrawn);

    // The two listings are online still, so that the second comes back.
    assert_eq!(anew.unwrap(), 2);
}

#[tokio::test]
async fn a_price_on_request_is_told_to_nobody() {
    let world = World::new().await;
    let mut discreet = claires_practice();
    if let Details::Transfer(details) = &mut discreet.details {
        details.price_on_request = true;
    }
    let addresses = world.publish([discreet.clone()]).await;

    for route in
        ["/annonces", "/api/v1/listings", &addresses[0], &format!("/api/v1/listings/{}", discreet.id)]
    {
        let text = world.get(route).await.text();
        assert!(!text.contains("80\u{202f}000") && !text.contains("80000"), "{route} tells the price");
    }
    assert!(world.get(&addresses[0]).await.main().contains("Prix à discuter"));
}

#[tokio::test]
async fn no_browser_keeps_that_a_listing_is_gone_or_elsewhere() {
    let world = World::new().await;
    let mut it = listing(1, "Cabinet clos", "doctor", None, "23096");
    it.status = ListingStatus::Sold;
    let gone = world.get(&world.publish([it]).await.remove(0)).await;
    let open = listing(2, "Cabinet ouvert", "doctor", None, "23096");
    let id = open.id.clone();
    world.publish([open]).await;
    let moved = world.get(&format!("/annonces/{id}")).await;
    assert_eq!((gone.status.as_u16(), moved.status.as_u16()), (410, 308));
    for answer in [gone, moved] {
        assert!(answer.header("cache-control").contains("must-revalidate"), "{}", answer.status);
    }
}

#[tokio::test]
async fn each_closed_page_says_why() {
    let world = World::new().await;
    for (n, status, why) in [
        (1, ListingStatus::Sold, "a trouvé la personne"),
        (2, ListingStatus::Inactive, "reviendra peut-être"),
        (3, ListingStatus::Removed, "Elle a été retirée, ou elle est arrivée à son terme"),
    ] {
        let mut it = listing(n, "Cabinet clos", "doctor", None, "23096");
        it.status = status;
        let address = world.publish([it]).await.remove(0);
        let text = world.get(&address).await.main();
        assert!(text.contains(why), "{status}: {text}");
    }
}

#[test]
fn a_listing_is_closed_from_the_instant_it_expires() {
    let it = claires_practice();
    let end = it.expires_at.unwrap();
    let clock = platform::testing::FrozenClock::at(end - TimeDelta::milliseconds(1));

    assert_eq!(it.standing(clock.now()), super::Standing::Online);
    assert_eq!(it.standing(end), super::Standing::Closed);
}

#[test]
fn details_say_their_type() {
    assert!(matches!(august_in_aubusson().details, Details::Replacement(_)));
    assert_eq!(august_in_aubusson().listing_type().code(), "replacement");
}
