//! Tiles through their routes: what they show, to whom, and that the grid says what the listings say.

use chrono::TimeDelta;

use super::{
    a_wide_market,
    mvt::{Feature, read},
};
use crate::{
    search::{EMAIL_MARK, hide},
    testing::{Answer, World, claires_practice, listing, nurses_in_paris},
};

/// Around Guéret, at each zoom.
const GUERET: [(i32, i32, i32); 3] = [(5, 16, 11), (8, 129, 90), (12, 2069, 1454)];

fn features(answer: &Answer) -> Vec<Feature> {
    assert_eq!(answer.status, 200);
    read(&answer.body)
}

fn total(features: &[Feature]) -> u64 {
    features.iter().map(|it| it.fact("n").parse::<u64>().unwrap()).sum()
}

async fn tile(world: &World, (z, x, y): (i32, i32, i32), query: &str) -> Vec<Feature> {
    features(&world.get(&format!("/carte/tuiles/{z}/{x}/{y}.mvt{query}")).await)
}

/// Every tile of a zoom over the mainland and Corsica.
fn mainland(z: i32) -> Vec<(i32, i32, i32)> {
    let columns = (31 << z >> 6)..=(34 << z >> 6);
    columns.flat_map(|x| ((21 << z >> 6)..=(24 << z >> 6)).map(move |y| (z, x, y))).collect()
}

#[tokio::test]
async fn a_tile_counts_what_lies_in_it_and_close_by_its_points_open() {
    let world = a_wide_market().await;

    for at in &GUERET[..2] {
        let found = tile(&world, *at, "?prof=medecin").await;
        let cell = |it: &Feature| it.fact("key").starts_with(&format!("{}/{}/", at.1, at.2));
        assert!(total(&found) >= 1 && found.iter().all(cell), "{at:?} {found:?}");
    }
    let [west, south, east, north] =
        crate::territory::Tile { z: 12, x: GUERET[2].1, y: GUERET[2].2 }.bounds();
    let gueret = crate::testing::gazetteer().by_code("23096").unwrap();
    assert!((west..east).contains(&gueret.longitude) && (south..north).contains(&gueret.latitude));
    let close = tile(&world, GUERET[2], "?prof=medecin").await;
    assert_eq!(close.len(), 1, "{close:?}");
    assert_eq!(total(&tile(&world, GUERET[2], "?prof=chirurgien-dentiste").await), 0);
    assert_eq!(total(&tile(&world, GUERET[2], "?q=introuvable").await), 0);
    let part = world.get(&format!("/carte/fiches?prof=medecin&point={}", close[0].fact("key"))).await;
    assert_eq!(part.texts("h3")[0], "1 annonce à cet endroit");
    assert_eq!(part.texts(".card").len(), 1);
    assert!(part.attributes(".card a", "href")[0].ends_with(&claires_practice().id), "{}", part.text());
    let other = world.get(&format!("/carte/fiches?prof=infirmier&point={}", close[0].fact("key"))).await;
    assert_eq!(other.texts("h3")[0], "Aucune annonce à cet endroit");
    for point in ["", "&point=", "&point=1", "&point=1/1/1", "&point=-1/1"] {
        assert_eq!(world.get(&format!("/carte/fiches?prof=medecin{point}")).await.status, 404, "{point}");
    }
}

#[tokio::test]
async fn the_grid_says_what_the_listings_say_through_every_change() {
    let world = a_wide_market().await;
    let nobody = world.sign_up("zoe").await;
    let same = async |world: &World, when: &str| {
        for z in [5, 7] {
            for at in mainland(z) {
                for query in ["", "?type=cession", "?prof=medecin", "?prof=medecin&spe=medecine-generale"] {
                    let grid = tile(world, at, query).await;
                    // A filter that every listing passes: then the listings themselves are asked.
                    let joint = if query.is_empty() { '?' } else { '&' };
                    let address = format!(
                        "/carte/tuiles/{}/{}/{}.mvt{query}{joint}prix_max=2000000000",
                        at.0, at.1, at.2
                    );
                    assert_eq!(grid, features(&nobody.get(&address).await), "{when} {at:?} {query}");
                }
            }
        }
    };
    same(&world, "published").await;
    let before = total(&tile(&world, GUERET[0], "").await);
    assert!(before > 0);

    // Somewhere else, then gone.
    sqlx::query("update listing_search set geog = st_setsrid(st_makepoint(2.35, 48.86), 4326)::geography where department = 23")
        .execute(world.db())
        .await
        .unwrap();
    same(&world, "moved").await;
    sqlx::query("delete from listing_search where profession = 1").execute(world.db()).await.unwrap();
    same(&world, "deleted").await;
    // Over, before any job has noted it.
    world.clock.advance(TimeDelta::days(400));
    for at in mainland(6) {
        assert_eq!(tile(&world, at, "").await, [], "{at:?}");
    }
}

#[tokio::test]
async fn a_confidential_listing_is_apart_from_others_at_its_published_point() {
    let world = World::new().await;
    let mut secret = crate::testing::secret_of_ajaccio();
    secret.id = "0199c0de-0000-7000-8000-0000000000aa".to_owned();
    world.publish([secret, listing(21, "Cabinet à Ajaccio", "doctor", None, "2A004")]).await;
    // Without a directory its area is a region: here it is a department.
    sqlx::query("update listing_search set department = 200").execute(world.db()).await.unwrap();
    let published: Vec<(bool, i32, i32)> = sqlx::query_as(
        "select coalesce((card->>'confidential')::boolean, false), map_x(geog), map_y(geog) from listing_search order by 1",
    )
    .fetch_all(world.db())
    .await
    .unwrap();
    let placed: Vec<bool> = published.iter().map(|it| it.0).collect();
    assert_eq!(placed, [false, true]);

    for z in [8, 12] {
        for (is_secret, x, y) in &published {
            let at = (z, x >> (30 - z), y >> (30 - z));
            let found = tile(&world, at, "").await;
            let kind = if *is_secret { "1" } else { "0" };
            let it = found.iter().find(|it| it.fact("confidential") == kind).unwrap();
            assert_eq!(it.fact("n"), "1", "{z}");
            // The square of the world is 2^30 wide, a tile 2^12: the shift is the zoom short of 18.
            let inside = |all: i32| i64::from((all >> (18 - z)) & 4095);
            let (east, south) = (it.at.0 - inside(*x), it.at.1 - inside(*y));
            assert!(east.abs() <= 1 && south.abs() <= 1, "{z}: {east} {south}");
        }
    }
}

#[tokio::test]
async fn what_has_no_department_is_on_no_tile_however_it_is_asked_for() {
    let world = World::new().await;
    world.publish([crate::testing::secret_of_ajaccio()]).await;
    let placed: Vec<(i16, i32, i32)> = sqlx::query_as(
        "select department, map_x(geog), map_y(geog) from listing_search where geog is not null",
    )
    .fetch_all(world.db())
    .await
    .unwrap();
    let [(0, x, y)] = placed[..] else { panic!("an area larger than a department: {placed:?}") };

    for z in [4, 8, 10, 12] {
        for query in ["", "?prix_max=2000000000"] {
            let found = tile(&world, (z, x >> (30 - z), y >> (30 - z)), query).await;
            assert_eq!(found, [], "{z} {query}");
        }
    }
    assert!(world.get("/carte").await.main().contains("sans département"));
}

#[tokio::test]
async fn whoever_must_not_see_a_listing_gets_tiles_without_it_that_nobody_keeps() {
    let world = World::new().await;
    let paul = world.sign_up("paul").await;
    let zoe = world.sign_up("zoe").await;
    let kept = listing(1, "Cabinet à céder", "doctor", None, "23096");
    let hidden = listing(2, "Cabinet", "doctor", None, "23096");
    world.publish([kept.clone(), hidden.clone()]).await;
    let mark = world.app.vault.blind_index(EMAIL_MARK, "paul@example.org");
    hide(&mut world.db().acquire().await.unwrap(), &hidden.id, "claire", &[mark]).await.unwrap();

    for (z, x, y) in GUERET {
        let address = format!("/carte/tuiles/{z}/{x}/{y}.mvt");
        let (his, hers, all) = (paul.get(&address).await, zoe.get(&address).await, world.get(&address).await);
        assert_eq!(
            (total(&features(&his)), total(&features(&hers)), total(&features(&all))),
            (1, 2, 2),
            "{z}"
        );
        // Taken away from the grid, or passed over among the listings: the same.
        let among_listings = paul.get(&format!("{address}?prix_max=2000000000")).await;
        assert_eq!(features(&his), features(&among_listings), "{z}");
        assert_eq!(his.header("cache-control"), "private, no-store");
        assert!(hers.header("cache-control").starts_with("private"));
        assert_eq!(all.header("cache-control"), "public, max-age=10");
        let vary: Vec<&str> = all.headers.get_all("vary").iter().map(|it| it.to_str().unwrap()).collect();
        assert!(vary.contains(&"cookie, authorization"), "{vary:?}");
        assert!(!all.header("etag").is_empty());
    }
    let (z, x, y) = GUERET[2];
    let point = features(&zoe.get(&format!("/carte/tuiles/{z}/{x}/{y}.mvt")).await).remove(0);
    let there = format!("/carte/fiches?point={}", point.fact("key"));
    let cards = [&paul, &zoe].map(|it| it.get(&there));
    let [his, hers] = cards;
    assert_eq!((his.await.texts(".card").len(), hers.await.texts(".card").len()), (1, 2));
}

#[tokio::test]
async fn tiles_that_do_not_exist_are_not_found() {
    let world = World::new().await;
    for address in [
        "/carte/tuiles/3/1/1.mvt",
        "/carte/tuiles/5/99/1.mvt",
        "/carte/tuiles/5/1/1.png",
        "/carte/communes/zonage/8/129/91.mvt",
        "/carte/communes/tension/8/129/91.mvt?prof=infirmier",
        "/carte/communes/zonage/8/129/90.mvt?prof=infirmier",
        "/carte/vue",
        "/carte/vue?vue=NaN,46,2,47",
    ] {
        let status = world.get(address).await.status.as_u16();
        assert!(status == 404 || status == 400, "{address}: {status}");
    }
}

#[tokio::test]
async fn communes_of_a_layer_are_told_in_words_with_the_shade_of_the_legend() {
    let world = World::new().await;
    crate::zoning::tests::nurses_in_force(&world).await;

    let found = features(&world.get("/carte/communes/zonage/8/129/90.mvt?prof=infirmier").await);

    let gueret = found.iter().find(|it| it.fact("name") == "Guéret (23)").unwrap();
    assert_eq!((gueret.fact("told"), gueret.fact("shade")), ("Zone sur-dotée", "1"));
}

#[tokio::test]
async fn a_city_beside_its_parts_is_drawn_once_and_two_words_of_one_class_have_its_shade() {
    let world = World::new().await;
    crate::zoning::tests::nurses_in_force(&world).await;
    for (line, commune, raw_code) in [(901, "75056", "3_intermediaire"), (902, "23008", "9_Sous_dotee")] {
        sqlx::query(
            "insert into zoning_lines (edition_id, line, key, name, raw_code, commune_code, matched_by)
             select edition_id, $1, $2, name, $3, $2, matched_by from zoning_lines where commune_code = '23096'",
        )
        .bind(line)
        .bind(commune)
        .bind(raw_code)
        .execute(world.db())
        .await
        .unwrap();
    }
    // The colours come from the words that departments know.
    sqlx::query(
        "insert into zoning_departments (edition_id, department_code, raw_code, communes, people)
         select distinct edition_id, '23', '9_Sous_dotee', 1, 1 from zoning_lines",
    )
    .execute(world.db())
    .await
    .unwrap();

    let paris = features(&world.get("/carte/communes/zonage/8/129/88.mvt?prof=infirmier").await);
    let creuse = features(&world.get("/carte/communes/zonage/8/129/91.mvt?prof=infirmier").await);

    let names: Vec<&str> = paris.iter().map(|it| it.fact("name")).filter(|it| it.contains("Paris")).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(!names.contains(&"Paris (75)"));
    let aubusson = creuse.iter().find(|it| it.fact("name") == "Aubusson (23)").unwrap();
    assert_eq!((aubusson.fact("told"), aubusson.fact("shade")), ("Zone sous-dotée", "4"));
}

#[tokio::test]
async fn the_list_of_a_view_tells_what_lies_in_it() {
    let world = World::new().await;
    let near = (40..63).map(|n| listing(n, "Cabinet à Guéret", "doctor", None, "23096"));
    world.publish(near.chain([claires_practice(), nurses_in_paris()])).await;
    let of = async |asked: &str| {
        let part = world.get(&format!("/carte/vue?{asked}")).await;
        let told = part.attributes("[data-heading]", "data-heading").concat();
        (told, part.texts(".card").len(), part.attributes("a.more-link", "href").concat())
    };

    let view = "vue=1.5,46,2.5,47";
    let (told, cards, all) = of(&format!("prof=medecin&{view}")).await;
    assert_eq!((told.as_str(), cards), ("24\u{a0}annonces dans cette vue", 20));
    assert_eq!(all, "/annonces?prof=medecin&cadre=1.5%2C46%2C2.5%2C47");
    assert!(world.get(&all).await.texts(".toolbar__total")[0].starts_with("24 annonces"));
    // The map moves on though another view was searched; beside a circle the list goes on with the circle.
    let moved = of("prof=infirmier&cadre=1.5,46,2.5,47&vue=2,48,3,49").await;
    assert_eq!(moved, ("1\u{a0}annonce dans cette vue".to_owned(), 1, String::new()));
    let (told, _, all) = of(&format!("commune=23096&rayon=10&{view}")).await;
    assert_eq!(
        (told.as_str(), all.as_str()),
        ("24\u{a0}annonces dans cette vue", "/annonces?commune=23096&rayon=10")
    );
    world.publish((70..90).map(|n| listing(n, "Cabinet à Aurillac", "doctor", None, "15014"))).await;
    let all_shown = of("vue=2.2,44.8,2.6,45.1").await;
    assert_eq!(all_shown, ("20\u{a0}annonces dans cette vue".to_owned(), 20, String::new()));
    assert_eq!(of("vue=-30,10,-20,20").await.0, "Aucune annonce dans cette vue");
}

#[tokio::test]
async fn a_point_with_more_listings_than_it_shows_leads_to_all_of_them() {
    let world = World::new().await;
    world.publish((1..=43).map(|n| listing(n, "Cabinet à Guéret", "doctor", None, "23096"))).await;

    let point = tile(&world, GUERET[2], "?prof=medecin").await.remove(0);
    assert_eq!(point.fact("n"), "43");
    let part = world.get(&format!("/carte/fiches?prof=medecin&point={}", point.fact("key"))).await;

    assert_eq!(part.texts("h3")[0], "43 annonces à cet endroit : les 40 plus récentes");
    assert_eq!(part.texts(".card").len(), 40);
    let all = part.attributes("a.more-link", "href");
    assert!(all[0].starts_with("/annonces?prof=medecin&cadre="), "{all:?}");
    assert!(world.get(&all[0]).await.texts(".toolbar__total")[0].starts_with("43 annonces"));
}

#[tokio::test]
async fn the_place_of_a_listing_is_worked_out_in_line() {
    let world = World::new().await;

    let plan: Vec<String> = sqlx::query_scalar(
        "explain (verbose, costs off) select map_x(geog), map_y(geog) from listing_search where geog is not null",
    )
    .fetch_all(world.db())
    .await
    .unwrap();

    let plan = plan.join("\n");
    assert!(plan.contains("st_x") && !plan.contains("map_x") && !plan.contains("map_y"), "{plan}");
}

#[tokio::test]
async fn the_figure_of_a_commune_is_told_with_the_shade_of_its_class() {
    let world = World::new().await;
    for statement in [
        "insert into accessibility_runs (started_at, finished_at, source, directory_day, basis, approximate_places, places, trades)
         values (now(), now(), 'extraction', '2026-02-28', 'b', 0, 1, 1)",
        "insert into accessibility_trades select id, key, 0, 9, 0, 80 from accessibility_runs, professions where code = 'nurse'",
        "insert into department_accessibility
         select t.run_id, t.profession, 0, d.code, d.per_100k, 0 from accessibility_trades t,
                (values ('23', 61.2), ('19', 80), ('87', 95.5), ('75', 120)) d (code, per_100k)",
        "insert into commune_accessibility select run_id, profession, 0, '23096', 0 from accessibility_trades",
    ] {
        sqlx::query(statement).execute(world.db()).await.unwrap();
    }

    for (figure, told, shade) in [
        (0.0, "0,0", "0"),
        (50.0, "50,0", "1"),
        (79.94, "79,9", "1"),
        (80.0, "80,0", "2"),
        (95.46, "95,5", "4"),
        (119.0, "119,0", "4"),
        // Far beyond any department.
        (400.0, "400,0", "5"),
    ] {
        sqlx::query("update commune_accessibility set per_100k = $1")
            .bind(figure)
            .execute(world.db())
            .await
            .unwrap();
        world.app.epoch.advance();

        let found = features(&world.get("/carte/communes/acces/8/129/90.mvt?prof=infirmier").await);

        assert_eq!(found.len(), 1, "{figure}");
        assert_eq!(found[0].fact("name"), "Guéret (23)");
        let words = format!("{told} pour 100\u{a0}000\u{a0}habitants");
        assert_eq!((found[0].fact("told"), found[0].fact("shade")), (words.as_str(), shade), "{figure}");
    }
}
