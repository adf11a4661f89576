//! The map through its route, on a real database.

pub(crate) mod mvt;
mod tiles;

use axum::http::StatusCode;

use crate::{
    config::MapBackground,
    search::{EMAIL_MARK, hide},
    testing::{
        Answer, World, august_in_aubusson, claires_practice, listing, nurses_in_paris, secret_of_ajaccio,
    },
};

/// The rows of the table: « Creuse (23) », « 2 », the address of the list.
fn rows(page: &Answer) -> Vec<(String, String, String)> {
    let names = page.texts(".map-table tbody th");
    let numbers = page.texts(".map-table tbody td");
    let links = page.attributes(".map-table tbody a", "href");
    assert!(names.len() == numbers.len() && names.len() == links.len());
    names.into_iter().zip(numbers).zip(links).map(|((name, n), href)| (name, n, href)).collect()
}

fn named(page: &Answer) -> Vec<(String, String)> {
    rows(page).into_iter().map(|(name, n, _)| (name, n)).collect()
}

async fn a_wide_market() -> World {
    let world = World::new().await;
    let more = [
        listing(11, "Cabinet à Ajaccio", "doctor", None, "2A004"),
        listing(12, "Cabinet à Bastia", "doctor", None, "2B033"),
        listing(13, "Cabinet à Pointe-à-Pitre", "nurse", None, "97120"),
    ];
    let known = [claires_practice(), august_in_aubusson(), nurses_in_paris(), secret_of_ajaccio()];
    world.publish(known.into_iter().chain(more)).await;
    world
}

#[tokio::test]
async fn each_number_is_that_of_the_list_it_leads_to() {
    let world = a_wide_market().await;
    for query in
        ["", "?type=cession", "?prof=medecin", "?q=cabinet", "?logement=1", "?commune=23096&rayon=100"]
    {
        let page = world.get(&format!("/carte{query}")).await;
        assert_eq!(page.status, StatusCode::OK, "{query}");
        let rows = rows(&page);
        assert!(!rows.is_empty(), "{query}");
        for (name, n, href) in rows {
            let list = world.get(&href).await;
            let total = list.texts(".toolbar__total").join("");
            assert!(total.starts_with(&format!("{n} annonce")), "{query} {name}: {n}, {total}");
        }
    }
}

#[tokio::test]
async fn departments_come_by_number_then_name_with_corsica_and_overseas() {
    let world = a_wide_market().await;

    let page = world.get("/carte").await;

    let expected = [
        ("Creuse (23)", "2"),
        ("Corse-du-Sud (2A)", "1"),
        ("Guadeloupe (971)", "1"),
        ("Haute-Corse (2B)", "1"),
        ("Paris (75)", "1"),
    ];
    assert_eq!(named(&page), expected.map(|(name, n)| (name.to_owned(), n.to_owned())));
    let drawn = page.texts(".france__map title");
    assert_eq!(drawn.len(), 96);
    for words in ["Corse-du-Sud (2A) : 1 annonce", "Creuse (23) : 2 annonces", "Cantal (15) : aucune annonce"]
    {
        assert!(drawn.iter().any(|it| it == words), "{words}: {drawn:?}");
    }
    let tiles = page.texts(".overseas__tile").join(" ");
    for name in ["Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte"] {
        assert!(tiles.contains(name), "{tiles}");
    }
    assert!(!tiles.contains("Clipperton"), "{tiles}");
    assert!(page.attributes(".france__map a", "href").contains(&"/annonces?dep=2A".to_owned()));
}

#[tokio::test]
async fn a_collectivity_has_its_tile_when_something_is_there() {
    let world = World::new().await;
    world.publish([claires_practice(), listing(14, "Cabinet à Nouméa", "doctor", None, "98818")]).await;

    let page = world.get("/carte").await;

    let tiles = page.texts(".overseas__tile");
    assert!(tiles.iter().any(|it| it.contains("Nouvelle-Calédonie (988)")), "{tiles:?}");
    assert_eq!(tiles.len(), 6, "{tiles:?}");
    // It is no department, so the legend does not call it one.
    let legend = page.texts(".map-legend li").join(", ");
    assert!(legend.contains("1 annonce (2 territoires)"), "{legend}");
}

#[tokio::test]
async fn confidential_listings_of_a_larger_area_are_counted_apart() {
    let world = a_wide_market().await;

    let text = world.get("/carte").await.main();

    assert!(text.contains("7 annonces"), "{text}");
    assert!(text.contains("1 annonce confidentielle sans département : sa zone est une région"), "{text}");
    let doctors = world.get("/carte?prof=medecin").await.main();
    assert!(!doctors.contains("sans département"), "{doctors}");
}

#[tokio::test]
async fn what_a_colleague_hid_is_not_counted_on_the_map() {
    let world = World::new().await;
    let paul = world.sign_up("paul").await;
    let zoe = world.sign_up("zoe").await;
    let market = [
        listing(1, "Cabinet à céder", "doctor", None, "23096"),
        listing(2, "Cabinet", "doctor", None, "23096"),
    ];
    let hidden = market[0].id.clone();
    world.publish(market).await;
    let mark = world.app.vault.blind_index(EMAIL_MARK, "paul@example.org");
    let mut db = world.db().acquire().await.unwrap();
    hide(&mut db, &hidden, "claire", &[mark]).await.unwrap();
    drop(db);

    for query in ["", "?q=cabinet"] {
        let address = format!("/carte{query}");
        assert_eq!(named(&paul.get(&address).await)[0].1, "1", "{query}");
        assert_eq!(named(&zoe.get(&address).await)[0].1, "2", "{query}");
    }
}

#[tokio::test]
async fn list_and_map_lead_to_each_other_with_the_same_search() {
    let world = a_wide_market().await;
    let query = "q=cabinet&type=cession&prof=medecin&dep=23&prix_max=300000&tri=prix";

    let list = world.get(&format!("/annonces?{query}")).await;
    assert_eq!(list.attributes(".toolbar__map", "href"), [format!("/carte?{query}")]);
    let map = world.get(&format!("/carte?{query}")).await;
    assert_eq!(map.attributes(".toolbar .more-link", "href"), [format!("/annonces?{query}")]);

    // The department is what the map lets choose: all are counted, the chosen one is said.
    assert_eq!(named(&map).len(), 3, "{:?}", named(&map));
    assert_eq!(map.texts(".map-table [aria-current=true]").len(), 1);
    assert!(map.main().contains("Creuse (23) : 1 annonce."), "{}", map.main());
    // The short form sends along what it does not ask.
    let kept = map.attributes(".map-form input[type=hidden]", "name");
    assert_eq!(kept, ["q", "dep", "prix_max", "tri"]);
    let chips = map.attributes(".chip", "href");
    assert!(
        chips.contains(&"/carte?q=cabinet&type=cession&prof=medecin&prix_max=300000&tri=prix".to_owned()),
        "{chips:?}"
    );
}

#[tokio::test]
async fn the_map_of_a_street_says_around_what_it_searches_as_the_list_does() {
    let world = a_wide_market().await;
    let query = "lieu=12+rue+de+la+R%C3%A9publique+23000+Gu%C3%A9ret&rayon=10";

    for address in ["/annonces", "/carte"] {
        let page = world.get(&format!("{address}?{query}")).await;
        assert!(page.main().contains("autour de la commune : Guéret (23)"), "{address}: {}", page.main());
    }
}

#[tokio::test]
async fn a_map_of_nothing_says_what_to_let_go() {
    let world = a_wide_market().await;

    let page = world.get("/carte?prof=medecin&prix_max=1&avec_prix=1&type=cession").await;

    assert_eq!(page.status, StatusCode::OK);
    assert!(page.main().contains("Aucune annonce"), "{}", page.main());
    assert!(page.texts(".france__map").is_empty());
    assert!(!page.texts(".empty__list a").is_empty());
}

#[tokio::test]
async fn only_maps_of_plain_searches_are_for_search_engines() {
    let world = a_wide_market().await;
    let robots = async |address: &str| world.get(address).await.attributes("meta[name=robots]", "content");

    assert!(robots("/carte?type=cession&prof=medecin").await.is_empty());
    assert_eq!(robots("/carte?q=cabinet").await, ["noindex"]);
    assert_eq!(robots("/carte?logement=1").await, ["noindex"]);
    let canonical = world.get("/carte?type=cession&dep=23&tri=prix").await;
    let address = "https://doctonext.example/carte?type=cession";
    assert_eq!(canonical.attributes("link[rel=canonical]", "href"), [address]);
    let long = world.get(&format!("/carte?q={}", "a".repeat(5000))).await;
    assert_eq!(long.status, StatusCode::BAD_REQUEST);
}

/// What a layer says of a department, as the table tells it.
fn told(page: &Answer, department: &str) -> String {
    let names = page.texts(".map-table tbody th");
    let at = names.iter().position(|it| it.starts_with(department)).unwrap();
    page.texts(".map-table__told")[at].clone()
}

#[tokio::test]
async fn the_layers_are_chosen_at_the_same_search_and_need_a_profession() {
    let world = a_wide_market().await;

    let page = world.get("/carte?type=cession&prof=medecin&couche=zonage").await;

    let tabs = page.attributes(".map-page__layers a", "href");
    assert_eq!(
        tabs,
        [
            "/carte?type=cession&prof=medecin",
            "/carte?type=cession&prof=medecin&couche=zonage",
            "/carte?type=cession&prof=medecin&couche=acces",
            "/carte?type=cession&prof=medecin&couche=tension"
        ]
    );
    assert_eq!(page.texts(".map-page__layers [aria-current=true]"), ["Zonage officiel"]);
    assert!(page.main().contains("n’est pas importé"), "{}", page.main());
    assert!(page.attributes(".map-form input[type=hidden]", "value").contains(&"zonage".to_owned()));
    assert_eq!(page.texts("h1"), ["Carte des cessions · Médecins · Zonage officiel"]);
    for layer in ["zonage", "acces", "tension"] {
        let page = world.get(&format!("/carte?couche={layer}")).await;
        assert!(page.main().contains("Choisissez une profession"), "{layer}");
        assert!(page.texts(".france__map title").is_empty(), "{layer}");
    }
    assert!(world.get("/carte?prof=infirmier&couche=acces").await.main().contains("ne devinons rien"));
    assert_eq!(world.get("/carte/methode").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_zoning_in_force_colours_the_map_and_is_told_in_words() {
    let world = a_wide_market().await;
    crate::zoning::tests::nurses_in_force(&world).await;

    let page = world.get("/carte?prof=infirmier&couche=zonage").await;

    let creuse = told(&page, "Creuse (23)");
    assert!(creuse.contains("Zone sur-dotée") && creuse.contains("Zone sous-dotée"), "{creuse}");
    // The file names two of its arrondissements.
    let paris = "Zone intermédiaire 18,5 % · non renseigné 81,5 %";
    assert_eq!(told(&page, "Paris (75)"), paris);
    assert_eq!(told(&page, "Cantal (15)"), "non renseigné");
    let drawn = page.texts(".france__map title");
    assert!(drawn.iter().any(|it| *it == format!("Paris (75) : {paris}")), "{drawn:?}");
    assert!(page.main().contains("Source : CartoSanté – ARS, Cnam"), "{}", page.main());
}

#[tokio::test]
async fn tension_comes_from_searches_that_people_made() {
    let world = World::new().await;
    let market = (1..=5).map(|n| listing(n, "Cabinet d’infirmiers", "nurse", None, "23096"));
    world.publish(market).await;
    let search = async |agent: &str, address: &str| {
        let request = axum::http::Request::get(address).header("user-agent", agent);
        world.send(request.body(axum::body::Body::empty()).unwrap()).await
    };
    for n in 0..40 {
        let agent = format!("Mozilla/5.0 Firefox {n}");
        search(&agent, "/annonces?prof=infirmier&dep=23").await;
        // The same again, a robot, and a look at the map count nothing.
        search(&agent, "/annonces?prof=infirmier&dep=23").await;
        search("Googlebot/2.1", "/annonces?prof=infirmier&dep=23").await;
        search(&agent, "/carte?prof=infirmier&dep=23").await;
        search(&agent, "/annonces?dep=23").await;
    }
    world.app.searches.write(world.db()).await.unwrap();

    let page = world.get("/carte?prof=infirmier&couche=tension").await;

    assert_eq!(told(&page, "Creuse (23)"), "8 recherches pour une annonce (40 recherches, 5 annonces)");
    assert_eq!(told(&page, "Paris (75)"), "pas assez de recherches pour le dire");
    let sales = world.get("/carte?prof=infirmier&type=cession&couche=tension").await;
    assert_eq!(told(&sales, "Creuse (23)"), "pas assez de recherches pour le dire", "no search named a type");
    // A month later they are forgotten.
    world.clock.advance(chrono::TimeDelta::days(30));
    let later = world.get("/carte?prof=infirmier&couche=tension").await;
    assert_eq!(told(&later, "Creuse (23)"), "pas assez de recherches pour le dire");
    let names: Vec<String> = sqlx::query_scalar(
        "select column_name::text from information_schema.columns where table_name = 'search_days' order by 1",
    )
    .fetch_all(world.db())
    .await
    .unwrap();
    assert_eq!(names, ["day", "department", "listing_type", "profession", "searches"]);
}

#[tokio::test]
async fn the_map_asks_the_database_little_and_says_each_colour_in_words() {
    let world = a_wide_market().await;
    for address in ["/carte", "/carte?q=cabinet", "/carte?prix_max=1&avec_prix=1"] {
        let counter = platform::testing::StatementCounter::start();
        assert_eq!(world.get(address).await.status, StatusCode::OK, "{address}");
        assert!(counter.count() <= 2, "{address} made {:#?}", counter.statements());
    }
    for layer in ["zonage", "acces", "tension"] {
        let counter = platform::testing::StatementCounter::start();
        world.get(&format!("/carte?prof=infirmier&couche={layer}&q=cabinet")).await;
        assert!(counter.count() <= 3, "{layer} made {:#?}", counter.statements());
    }
    let legend = world.get("/carte").await.texts(".map-legend li").join(", ");
    assert!(legend.contains("1 annonce (4 départements)"), "{legend}");
    assert!(legend.contains("2 annonces (1 département)"), "{legend}");
    assert!(legend.contains("Aucune annonce ("), "{legend}");
}

#[tokio::test]
async fn a_plan_of_another_server_is_asked_for_only_where_the_operator_names_one() {
    let plain = World::new().await;
    let pattern = "https://data.geopf.fr/wmts?TILEMATRIX={z}&TILEROW={y}&TILECOL={x}";
    let with_plan = World::with(|it| {
        it.map_background_url = Some(MapBackground::try_from(pattern.to_owned()).unwrap());
        it.map_background_credit = "© IGN".to_owned();
    })
    .await;
    for world in [&plain, &with_plan] {
        world.publish([claires_practice()]).await;
    }

    let page = with_plan.get("/carte").await;

    assert_eq!(page.attributes("[data-live-map]", "data-background"), [pattern]);
    assert!(page.texts(".live-map__credit")[0].contains("© IGN"));
    let policy = page.header("content-security-policy");
    assert!(policy.contains("connect-src 'self' https://data.geopf.fr;"), "{policy}");
    assert!(policy.contains("img-src 'self' https://data.geopf.fr data:"), "{policy}");
    assert!(plain.get("/carte").await.attributes("[data-live-map]", "data-tiles").len() == 1);
    for page in [plain.get("/carte").await, with_plan.get("/annonces").await] {
        assert!(!page.header("content-security-policy").contains("https:"));
        assert!(page.attributes("[data-live-map]", "data-background").is_empty());
    }
}

#[tokio::test]
async fn words_that_were_read_once_are_not_read_again_on_the_way_to_list_and_tiles() {
    let world = World::new().await;
    world.publish([listing(44, "Cabinet : 44 infirmiers dans la ville", "nurse", None, "23096")]).await;

    // Here 44 counts people: beside nobody, it would name a department.
    let page = world.get("/carte?q=44+infirmiers").await;

    let list = page.attributes(".map-table tbody a", "href");
    assert_eq!(list.len(), 1, "{}", page.main());
    assert_eq!(world.get(&list[0]).await.texts(".card").len(), 1, "{list:?}");
    let tiles = page.attributes("[data-live-map]", "data-tiles").remove(0);
    assert!(tiles.contains("tel-quel=1"), "{tiles}");
}

#[tokio::test]
async fn a_search_here_leaves_the_place_of_before() {
    let world = a_wide_market().await;
    let page =
        world.get("/carte?type=cession&lieu=12+rue+de+la+R%C3%A9publique+23000+Gu%C3%A9ret&dep=23").await;
    let seen = world.get("/carte?type=cession&cadre=1.5,45.9,2.5,47").await;

    assert_eq!(page.attributes("[data-live-map]", "data-here"), ["/carte?type=cession"]);
    assert_eq!(seen.attributes("[data-live-map]", "data-here"), ["/carte?type=cession"]);
}

#[tokio::test]
async fn a_view_is_counted_as_its_list_is_and_the_map_opens_on_it_without_ending_there() {
    let world = a_wide_market().await;
    let view = "cadre=1.5,45.9,2.5,47";

    let page = world.get(&format!("/carte?{view}")).await;

    assert_eq!(named(&page), [("Creuse (23)".to_owned(), "2".to_owned())]);
    for (_, n, href) in rows(&page) {
        assert!(world.get(&href).await.texts(".toolbar__total").join("").starts_with(&n), "{href}");
    }
    let map = |name: &str| page.attributes("[data-live-map]", name).concat();
    assert_eq!((map("data-bounds"), map("data-is-view")), ("1.5,45.9,2.5,47".to_owned(), "true".to_owned()));
    assert_eq!(map("data-tiles"), "/carte/tuiles/{z}/{x}/{y}.mvt");
    assert_eq!(map("data-list"), "/carte/vue");
    assert!(page.texts(".chip").concat().contains("Carte autour de"), "{:?}", page.texts(".chip"));
}
