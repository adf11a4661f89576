//! What visitors read of the index.

use super::look;
use crate::{
    listings::Details,
    search::{EMAIL_MARK, hide, live::feed},
    testing::{World, claires_practice, listing},
};

#[tokio::test]
async fn words_that_rank_nothing_still_lead_from_page_to_page() {
    let world = World::new().await;
    world.publish((0..3).map(|n| listing(n, "Cabinet", "doctor", None, "23096"))).await;

    let first = world.get("/api/v1/listings?q=de+la&limit=2").await.json();
    let second = world.get(first["next"].as_str().unwrap()).await.json();

    assert_eq!(second["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_mistyped_search_is_set_right() {
    let world = World::new().await;
    world
        .publish([
            listing(1, "Cabinet de kinésithérapeute à Lyon", "physiotherapist", None, "69383"),
            listing(2, "Cabinet lumineux à Lyon", "doctor", None, "69383"),
        ])
        .await;
    let mut progress = feed::build(world.db()).await.unwrap();

    for (typed, meant, n, literal) in [
        ("kin%C3%A9sitherapete", "« kinésithérapeute »", 1, "tel-quel=kin%C3%A9sitherapete"),
        ("cabinrt+lyon", "« cabinet lyon »", 2, "tel-quel=cabinrt"),
        // A place that no listing names.
        ("cabinet+grenobel", "« cabinet Grenoble »", 0, "tel-quel=grenobel"),
    ] {
        // However slow the machine is: an index that nobody feeds for seconds is not believed.
        look(&world, &mut progress).await;
        let page = world.get(&format!("/annonces?q={typed}")).await;

        let said = page.texts(".reading").join(" ").replace('\u{a0}', " ");
        assert!(said.contains(&format!("Résultats pour {meant}")), "{typed}: {said}");
        assert_eq!(page.texts(".card").len(), n, "{typed}");
        let way_back = format!("/annonces?q={typed}&{literal}");
        assert!(page.attributes(".reading a", "href").contains(&way_back), "{typed}: {way_back}");
        let literally = world.get(&way_back).await;
        assert_eq!(literally.texts(".card").len(), 0, "{way_back}");
        assert!(!literally.texts(".reading").concat().contains("Résultats pour"));
        let answer = world.get(&format!("/api/v1/listings?q={typed}")).await.json();
        assert_eq!(answer["items"].as_array().unwrap().len(), n, "{typed}");
        assert_eq!(answer["corrected"].as_str().map(|it| format!("« {it} »")).as_deref(), Some(meant));
    }
}

#[tokio::test]
async fn an_unfinished_word_and_a_word_that_finds_nothing_are_no_mistakes() {
    let world = World::new().await;
    world.publish([listing(1, "Cabinet lumineux", "physiotherapist", None, "69383")]).await;
    let mut progress = feed::build(world.db()).await.unwrap();
    look(&world, &mut progress).await;

    for query in ["q=kin%C3%A9+cabin&dep=75", "q=cabinrt&dep=75"] {
        let page = world.get(&format!("/annonces?{query}")).await;
        assert!(page.texts(".card").is_empty());
        let said = page.texts(".reading").concat();
        assert!(!said.contains("Résultats pour"), "{query}: {said}");
    }
}

#[tokio::test]
async fn choices_say_how_many_listings_they_would_leave() {
    let world = World::new().await;
    world.publish([claires_practice(), listing(8, "Cabinet", "dentist", None, "69383")]).await;
    let mut progress = feed::build(world.db()).await.unwrap();
    look(&world, &mut progress).await;

    let page = world.get("/annonces?prof=medecin&dep=23").await;

    let options = page.texts("option");
    for expected in ["Médecin (1)", "Creuse (1)", "Chirurgien-dentiste (0)"] {
        assert!(options.iter().any(|it| it.contains(expected)), "{expected}: {options:?}");
    }
}

#[tokio::test]
async fn what_a_colleague_hid_is_neither_found_nor_counted_nor_guessed_at() {
    let world = World::new().await;
    let paul = world.sign_up("paul").await;
    let zoe = world.sign_up("zoe").await;
    let market = [
        listing(1, "Échographe et cabinet à céder", "doctor", None, "23096"),
        listing(2, "Cabinet à céder", "doctor", None, "23096"),
    ];
    let hidden = market[0].id.clone();
    world.publish(market).await;
    let mark = world.app.vault.blind_index(EMAIL_MARK, "paul@example.org");
    let mut db = world.db().acquire().await.unwrap();
    hide(&mut db, &hidden, "claire", &[mark]).await.unwrap();
    drop(db);
    let mut progress = feed::build(world.db()).await.unwrap();
    look(&world, &mut progress).await;

    let count = async |browser: &crate::testing::Browser<'_>| {
        let found = browser.get("/api/v1/listings?q=cabinet").await.json();
        (found["items"].as_array().unwrap().len(), found["total"]["value"].as_i64().unwrap())
    };
    assert_eq!(count(&paul).await, (1, 1));
    assert_eq!(count(&zoe).await, (2, 2));
    let guesses = async |browser: &crate::testing::Browser<'_>| {
        browser.get("/annonces?q=echografe").await.texts(".reading").concat()
    };
    assert!(!guesses(&paul).await.contains("Résultats pour"), "{}", guesses(&paul).await);
    assert!(guesses(&zoe).await.contains("Résultats pour"), "{}", guesses(&zoe).await);

    let choices = paul.get("/annonces?q=cabinet").await.texts("option").join(" ");
    assert!(choices.contains("Médecin (1)"), "the index counts for him too: {choices}");

    // The index still holds what has just left the projection.
    sqlx::query("delete from listing_search where listing_id = $1")
        .bind(&hidden)
        .execute(world.db())
        .await
        .unwrap();
    assert_eq!(count(&paul).await, (1, 1));
    assert!(world.app.live.at(&world.app.epoch).is_some(), "the index was believed all along");
}

#[tokio::test]
async fn a_page_asked_while_a_change_is_read_waits_for_it() {
    let world = World::new().await;
    world.publish([claires_practice()]).await;
    let mut progress = feed::build(world.db()).await.unwrap();
    look(&world, &mut progress).await;
    world.app.epoch.advance();
    let reading = tokio::spawn({
        let app = world.app.clone();
        async move { app.live.soon(&app.epoch).await.is_some() }
    });
    tokio::task::yield_now().await;

    look(&world, &mut progress).await;

    assert!(reading.await.unwrap());
}

#[tokio::test]
async fn a_page_without_its_numbers_is_not_remembered() {
    let world = World::with(|settings| settings.page_cache_mb = 4).await;
    world.publish([claires_practice()]).await;
    let mut progress = feed::build(world.db()).await.unwrap();
    look(&world, &mut progress).await;
    world.app.epoch.advance();
    let is_numbered = async || {
        let page = world.get("/annonces?prof=medecin").await;
        page.texts("option").iter().any(|it| it.contains("Médecin (1)"))
    };
    assert!(!is_numbered().await, "PostgreSQL answered, the change was not read in time");

    look(&world, &mut progress).await;

    assert!(is_numbered().await);
    sqlx::query("delete from listing_search").execute(world.db()).await.unwrap();
    assert!(is_numbered().await, "what the index answered is remembered");
}

#[tokio::test]
async fn a_listing_that_changes_while_a_page_is_made_breaks_no_chain_of_pages() {
    let world = World::new().await;
    world.publish((0..5).map(|n| listing(n, &format!("Cabinet {n}"), "doctor", None, "23096"))).await;
    let mut progress = feed::build(world.db()).await.unwrap();
    look(&world, &mut progress).await;
    let titles = async |address: &str| -> (Vec<String>, Option<String>) {
        let page = world.get(address).await.json();
        let items = page["items"].as_array().unwrap();
        let titles = items.iter().map(|it| it["title"].as_str().unwrap().to_owned()).collect();
        (titles, page["next"].as_str().map(str::to_owned))
    };
    let (all, _) = titles("/api/v1/listings").await;
    // Another in the projection than it still is in the index, then gone from it.
    for change in [
        "update listing_search set published_at = published_at - interval '10 years' where card->>'title' = $1",
        "delete from listing_search where card->>'title' = any(array[$1, 'Cabinet 0', 'Cabinet 4'])",
    ] {
        sqlx::query(change).bind(&all[1]).execute(world.db()).await.unwrap();

        let (_, next) = titles("/api/v1/listings?limit=2").await;

        let (second, _) = titles(&next.unwrap()).await;
        assert_eq!(second[0], all[2], "{change}");
    }
}

#[tokio::test]
async fn amenities_and_bands_say_how_many_listings_they_would_leave() {
    let world = World::new().await;
    let priced = |n: u128, price: i32, turnover: i32| {
        let mut it = listing(n, "Cabinet", "doctor", None, "23096");
        if let Details::Transfer(details) = &mut it.details {
            details.sale_price = Some(price);
            details.annual_turnover = Some(turnover);
        }
        it
    };
    world.publish([priced(1, 60_000, 120_000), priced(2, 99_999, 40_000), priced(3, 700_000, 120_000)]).await;
    sqlx::query("update listing_search set has_housing = price > 99000").execute(world.db()).await.unwrap();
    let mut progress = feed::build(world.db()).await.unwrap();
    look(&world, &mut progress).await;

    let page = world.get("/annonces?type=cession").await;

    let plain = |it: String| it.replace(['\u{202f}', '\u{a0}'], " ");
    let choices: Vec<String> = page.texts(".choice").into_iter().map(plain).collect();
    for expected in ["Logement (2)", "Secrétariat (0)", "Urgent (0)"] {
        assert!(choices.iter().any(|it| it.contains(expected)), "{expected}: {choices:?}");
    }
    let bands: Vec<String> = page.texts(".filters .chip").into_iter().map(plain).collect();
    let expected = [
        "50 000 à 100 000 € (2)",
        "500 000 € et plus (1)",
        "moins de 50 000 € (1)",
        "100 000 à 150 000 € (2)",
    ];
    assert_eq!(bands, expected);
    let first = page.attributes(".filters .chip", "href").remove(0);
    assert_eq!(world.get(&first).await.texts(".card").len(), 2, "{first}");
}
