//! Search through its routes, on a real database.

use axum::http::StatusCode;

use crate::{
    listings::{Details, Listing},
    testing::{World, august_in_aubusson, claires_practice, listing, nurses_in_paris, secret_of_ajaccio},
    trades::ListingStatus,
};

async fn a_small_market() -> World {
    let world = World::new().await;
    world.publish([claires_practice(), august_in_aubusson(), nurses_in_paris(), secret_of_ajaccio()]).await;
    world
}

async fn titles(world: &World, address: &str) -> Vec<String> {
    let answer = world.get(address).await;
    assert_eq!(answer.status, StatusCode::OK, "{address}");
    answer.json()["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["title"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn each_filter_keeps_what_it_names() {
    let world = a_small_market().await;
    let practice = "Cabinet de médecine générale à Guéret";
    let august = "Remplacement d’été à Aubusson";
    let nurses = "Cabinet infirmier cherche collaboratrice ou collaborateur";
    let secret = "Cession en toute discrétion, cabinet dentaire";
    let cases: &[(&str, &[&str])] = &[
        ("type=replacement", &[august]),
        ("profession=nurse", &[nurses]),
        ("profession=doctor&specialty=medecine_generale&type=transfer", &[practice]),
        ("department=23", &[practice, august]),
        // Without a directory the area of a confidential listing is its region.
        ("department=2A", &[]),
        ("region=94", &[secret]),
        ("region=11", &[nurses]),
        ("commune=23096&radius=5", &[practice]),
        ("commune=23096&radius=50", &[practice, august]),
        ("place=Gu%C3%A9ret&radius=5", &[practice]),
        ("place=Creuse", &[practice, august]),
        ("from=2026-08-10&to=2026-08-20&type=replacement", &[august]),
        ("from=2026-08-17&to=2026-08-20&type=replacement", &[]),
        // A collaboration has no dates, and none that nobody asked for.
        ("from=2026-08-17&to=2026-08-20&type=collaboration", &[nurses]),
        ("from=2026-08-17&to=2026-08-20&profession=nurse", &[]),
        ("department=23&department=75", &[practice, august, nurses]),
        ("not_in=23&not_in=75", &[secret]),
        ("not_in_region=94&not_in_region=11", &[practice, august]),
        ("q=logement", &[august]),
        ("q=rempla%C3%A7ant+-23", &[]),
        ("fee_share_min=75", &[august]),
        ("fee_share_min=80", &[]),
        ("weekday=thursday", &[august]),
        ("weekday=sunday", &[]),
        ("housing=true", &[august]),
        ("secretary=true", &[august]),
        ("practice_type=group", &[nurses]),
        ("price_max=50000&type=transfer", &[secret]),
        ("price_max=90000&with_price=true", &[practice, secret]),
        ("turnover_min=150000", &[practice, secret]),
        ("q=infirmi%C3%A8re", &[nurses]),
        ("q=MG+creuse", &[practice, august]),
        ("q=%C3%A9t%C3%A9&as_typed=true", &[august]),
        ("q=remplacement+%C3%A9t%C3%A9", &[august]),
        ("q=remplacement+janvier", &[]),
        ("q=kin%C3%A9", &[]),
    ];
    for (query, expected) in cases {
        let mut found = titles(&world, &format!("/api/v1/listings?{query}")).await;
        let mut expected: Vec<String> = expected.iter().map(|it| (*it).to_owned()).collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{query}");
    }
}

#[tokio::test]
async fn every_order_pages_through_all_listings_once() {
    let world = World::new().await;
    let communes = ["23096", "23008", "75116", "2A004", "13208", "97411", "69383"];
    let market: Vec<Listing> = (0..45_u128)
        .map(|n| {
            let commune = communes[usize::try_from(n).unwrap() % communes.len()];
            let mut it =
                listing(n, &format!("Cabinet numéro {n}"), "doctor", Some("medecine_generale"), commune);
            if let Details::Transfer(details) = &mut it.details {
                details.sale_price = (n % 4 != 0).then(|| i32::try_from(n / 3).unwrap() * 1000);
                details.availability_date = details.availability_date.filter(|_| n % 3 != 0);
            }
            it
        })
        .collect();
    world.publish(market).await;

    for order in [
        "sort=newest",
        "sort=price",
        "sort=price_desc",
        "sort=start_date",
        "sort=pay",
        "q=cabinet",
        "sort=nearest&commune=23096&radius=100",
    ] {
        let mut address = format!("/api/v1/listings?{order}&limit=7");
        let mut seen = Vec::new();
        loop {
            let answer = world.get(&address).await;
            let page = answer.json();
            seen.extend(
                page["items"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap().to_owned()),
            );
            let Some(next) = page["next"].as_str() else { break };
            address = next.to_owned();
        }
        let all = seen.len();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), all, "{order} repeats a listing");
        assert!(all >= 13, "{order} found {all}");
        if !order.contains("nearest") {
            assert_eq!(all, 45, "{order}");
        }
    }
}

#[tokio::test]
async fn the_cheapest_come_first_and_the_unpriced_last() {
    let world = World::new().await;
    let priced = |n: u128, price: Option<i32>| {
        let mut it = listing(n, &format!("Prix {price:?}"), "doctor", None, "23096");
        if let Details::Transfer(details) = &mut it.details {
            details.sale_price = price;
        }
        it
    };
    world.publish([priced(1, Some(9)), priced(2, None), priced(3, Some(5)), priced(4, Some(7))]).await;

    assert_eq!(
        titles(&world, "/api/v1/listings?sort=price").await,
        ["Prix Some(5)", "Prix Some(7)", "Prix Some(9)", "Prix None"]
    );
    assert_eq!(
        titles(&world, "/api/v1/listings?sort=price_desc").await,
        ["Prix Some(9)", "Prix Some(7)", "Prix Some(5)", "Prix None"]
    );
}

#[tokio::test]
async fn payment_never_changes_the_order() {
    let market = |premium: bool| {
        (0..12_u128).map(move |n| {
            let mut it = listing(n, &format!("Cabinet {n}"), "doctor", Some("medecine_generale"), "23096");
            it.is_premium = premium && n % 3 == 0;
            it
        })
    };
    let (plain, boosted) = (World::new().await, World::new().await);
    plain.publish(market(false)).await;
    boosted.publish(market(true)).await;

    for query in ["", "?q=cabinet", "?sort=price", "?sort=nearest&commune=23096"] {
        let address = format!("/api/v1/listings{query}");
        assert_eq!(titles(&plain, &address).await, titles(&boosted, &address).await, "{query}");
    }
}

#[tokio::test]
async fn what_is_not_online_is_found_nowhere() {
    let world = World::new().await;
    let mut closed = claires_practice();
    closed.status = ListingStatus::Sold;
    let mut over = august_in_aubusson();
    over.expires_at = over.published_at;
    world.publish([closed, over]).await;

    assert!(titles(&world, "/api/v1/listings").await.is_empty());
    let page = world.get("/annonces").await;
    assert_eq!(page.texts(".card").len(), 0);
}

#[tokio::test]
async fn unknown_values_are_said_and_ignored() {
    let world = a_small_market().await;

    let page = world.get("/annonces?type=vente&prof=sorcier&tri=hasard&rayon=loin&du=demain").await;

    assert_eq!(page.status, StatusCode::OK);
    let text = page.main();
    for word in ["vente", "sorcier", "hasard", "loin", "demain"] {
        assert!(text.contains(word), "{word} is not said: {text}");
    }
    assert!(page.texts("h2 a, h3 a").len() >= 4, "the results are shown all the same");
}

#[tokio::test]
async fn hostile_queries_are_text_or_refused() {
    let world = a_small_market().await;
    let hostile = [
        "%00",
        "%FF%FE",
        "'%3B+drop+table+users%3B--",
        "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "%27%22%26%7C%21()%3A*%3C",
        "a%26%7C%21%28",
        "%F0%9F%92%89",
    ];
    let fields = [
        "q",
        "type",
        "prof",
        "spec",
        "region",
        "dep",
        "lieu",
        "commune",
        "rayon",
        "du",
        "au",
        "prix_min",
        "prix_max",
        "avec_prix",
        "ca_min",
        "ca_max",
        "retro_min",
        "exercice",
        "jour",
        "logement",
        "secretariat",
        "urgent",
        "tri",
        "apres",
        "par_page",
        "inconnu",
    ];
    for field in fields {
        for value in hostile {
            let answer = world.get(&format!("/annonces?{field}={value}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{field}={value}");
            assert!(!answer.text().contains("<script>alert"), "{field}={value}");
        }
    }
    let long = world.get(&format!("/annonces?q={}", "a".repeat(5000))).await;
    assert_eq!(long.status, StatusCode::BAD_REQUEST);
    assert!(long.main().contains("trop longue"), "{}", long.main());
}

#[tokio::test]
async fn an_empty_result_says_which_filter_to_let_go_and_where_to_look() {
    let world = a_small_market().await;

    let page = world.get("/annonces?type=remplacement&lieu=Limoges&rayon=20&logement=1").await;

    let text = page.main();
    assert!(text.contains("Aucune annonce"), "{text}");
    assert!(text.contains("Aubusson (23)"), "{text}");
}

#[tokio::test]
async fn pages_ask_the_database_three_times_at_most() {
    let world = a_small_market().await;
    for address in [
        "/",
        "/annonces",
        "/annonces?q=cabinet&lieu=Gu%C3%A9ret",
        "/annonces?logement=1&dep=75",
        "/api/v1/listings?type=transfer",
    ] {
        let counter = platform::testing::StatementCounter::start();
        let answer = world.get(address).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        assert!((1..=3).contains(&counter.count()), "{address} made {:#?}", counter.statements());
    }
}

#[tokio::test]
async fn numbers_on_the_tabs_are_those_of_the_results() {
    let world = a_small_market().await;

    let page = world.get("/annonces?dep=23").await;

    let tabs = page.texts(".tabs a");
    assert!(tabs.iter().any(|it| it.contains("Cessions") && it.contains('1')), "{tabs:?}");
    assert!(tabs.iter().any(|it| it.contains("Toutes") && it.contains('2')), "{tabs:?}");
    let all = world.get("/api/v1/listings?department=23").await.json();
    assert_eq!(all["total"], serde_json::json!({"value": 2, "relation": "exact"}));
}

#[tokio::test]
async fn a_chip_leads_to_the_same_search_without_it() {
    let world = a_small_market().await;

    let page = world.get("/annonces?type=cession&prof=medecin&dep=23").await;

    let links = page.attributes(".chip", "href");
    assert!(links.contains(&"/annonces?type=cession&prof=medecin".to_owned()), "{links:?}");
    assert!(links.contains(&"/annonces?type=cession&dep=23".to_owned()), "{links:?}");
}

#[tokio::test]
async fn a_commune_chosen_from_the_suggestions_is_not_taken_for_its_larger_namesake() {
    let world = World::new().await;
    for (address, expected) in [
        ("/annonces?lieu=Saint-Denis&commune=93066", "Saint-Denis (93)"),
        ("/annonces?lieu=Saint-Denis+(93)&commune=93066", "Saint-Denis (93)"),
        ("/annonces?lieu=Mayenne&commune=53147", "Mayenne (53)"),
        ("/annonces?lieu=Lyon&commune=93066", "Lyon (69)"),
    ] {
        let heading = world.get(address).await.texts("h1").join("");
        assert!(heading.contains(expected), "{address}: {heading}");
    }
    let text = world.get("/annonces?commune=23096&lieu=xqzptt").await.main();
    assert!(text.contains("xqzptt"), "what was not found is said: {text}");
}

#[tokio::test]
async fn what_is_over_is_found_nowhere_even_before_the_job_has_noted_it() {
    let world = World::new().await;
    world.publish([claires_practice(), august_in_aubusson()]).await;

    world.clock.advance(chrono::TimeDelta::days(61));

    for address in [
        "/api/v1/listings",
        "/api/v1/listings?q=cabinet",
        "/api/v1/listings?sort=price",
        "/api/v1/listings?commune=23096&sort=nearest",
    ] {
        assert!(titles(&world, address).await.is_empty(), "{address}");
        let total = &world.get(address).await.json()["total"]["value"];
        assert_eq!(*total, 0, "{address}");
    }
    let home = world.get("/").await;
    assert!(home.texts(".card").is_empty());
    assert!(!home.main().contains("1 annonce"), "{}", home.main());
}

#[tokio::test]
async fn a_word_in_the_title_of_an_older_listing_beats_a_newer_one_that_mentions_it() {
    let world = World::new().await;
    let mut titled = listing(7, "Ostéopathe cède son échographe", "osteopath", None, "23096");
    titled.published_at = titled.published_at.map(|at| at - chrono::TimeDelta::days(25));
    titled.created_at -= chrono::TimeDelta::days(30);
    let mut mentioning = claires_practice();
    mentioning.description =
        Some(format!("{} Un échographe reste sur place.", "Le cabinet est clair et calme. ".repeat(20)));
    world.publish([titled, mentioning]).await;

    let found = titles(&world, "/api/v1/listings?q=%C3%A9chographe").await;

    assert_eq!(found[0], "Ostéopathe cède son échographe");
}

#[tokio::test]
async fn an_absurd_cursor_leads_to_the_first_page() {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    let world = World::new().await;
    for (order, cursor) in [
        ("debut", "s-9999-01-01/1"),
        ("debut", "s9999-12-31/1"),
        ("prix", "e99/x"),
        ("recentes", "p99999999999999999/1"),
        ("proches&commune=23096", "d-7/1"),
        ("pertinence&q=cabinet", "m5,32000000000000000/1"),
        ("pertinence&q=cabinet", "m-9223372036854775808,1772442000000000/1"),
        ("pertinence&q=cabinet", "m5,1772442000000000/-9223372036854775808"),
    ] {
        let address = format!("/annonces?tri={order}&apres={}", URL_SAFE_NO_PAD.encode(cursor));
        let page = world.get(&address).await;
        assert_eq!(page.status, StatusCode::OK, "{cursor}");
        assert!(page.main().contains("voici la première"), "{cursor}");
    }
}

#[tokio::test]
async fn a_listing_older_than_any_exponential_is_found_all_the_same() {
    let world = World::new().await;
    world.publish([august_in_aubusson()]).await;
    sqlx::query("update listing_search set published_at = '1970-01-02T00:00:00Z'")
        .execute(world.db())
        .await
        .unwrap();
    world.app.epoch.advance();

    assert_eq!(titles(&world, "/api/v1/listings?q=%C3%A9t%C3%A9").await.len(), 1);
}

#[tokio::test]
async fn values_that_cannot_be_read_are_said() {
    let world = World::new().await;
    let text = world.get("/annonces?logement=peutetre&rayon=loin").await.main();
    assert!(text.contains("peutetre") && text.contains("loin"), "{text}");
}
