//! 200 confidential listings: no answer, header or log line holds what they hide.

use std::{
    collections::HashSet,
    fmt::Write,
    io,
    sync::{Arc, Mutex},
};

use platform::testing::overhear;

use super::{directory, secret, some_communes};
use crate::{
    listings::{Details, Listing, reproject},
    map::tests::mvt::read,
    territory::Commune,
    testing::{Answer, World, gazetteer},
};

const LISTINGS: usize = 200;

#[derive(Clone, Default)]
struct Overheard(Arc<Mutex<Vec<u8>>>);

impl io::Write for Overheard {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether a text holds words as words: « Eu » is not in « lieu ».
fn whole_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + words.len()..].chars().next();
        [before, after].into_iter().flatten().all(|it| !it.is_alphanumeric())
    })
}

/// The numbers and words of a text, thousands put together: « 81 239 » is 81239.
fn tokens(text: &str) -> HashSet<String> {
    let joined = text.replace(['\u{202f}', '\u{a0}'], "");
    let parts = joined.split(|it: char| !it.is_alphanumeric() && !matches!(it, '.' | ',' | '-' | '_'));
    parts.map(|it| it.trim_matches(['.', ',', '-']).to_owned()).collect()
}

/// Figures of a listing that are nobody else's.
fn figures_of(it: &Listing) -> Vec<String> {
    let Details::Transfer(details) = &it.details else { return Vec::new() };
    let figures = [details.annual_turnover, details.sale_price, details.patient_base_size];
    figures.into_iter().flatten().map(|it| it.to_string()).collect()
}

/// Words that all of them hide.
const WORDS: [&str; 6] = ["impasse", "Belvédère", "Logisoft", "41,37", "2026-09-17", "17\u{a0}septembre"];

/// Whether a text holds both coordinates of the true place, to ten metres or finer.
fn tells_position(text: &str, it: &Listing) -> bool {
    let (latitude, longitude) = (it.place.latitude.unwrap(), it.place.longitude.unwrap());
    text.contains(&format!("{latitude:.4}")) && text.contains(&format!("{longitude:.4}"))
}

/// Everything of an answer.
fn whole(answer: &Answer) -> String {
    let mut text = answer.text();
    for (name, value) in &answer.headers {
        // Random, or how long a page happens to be, and named by nothing of ours.
        if !["x-request-id", "etag", "content-length"].contains(&name.as_str()) {
            write!(text, "\n{name}: {}", String::from_utf8_lossy(value.as_bytes())).unwrap();
        }
    }
    text
}

/// Addresses of all pages of a list.
async fn pages(world: &World, first: &str) -> Vec<Answer> {
    let (mut all, mut next) = (Vec::new(), Some(first.to_owned()));
    while let Some(address) = next {
        let answer = world.get(&address).await;
        next = if address.starts_with("/api") {
            answer.json()["next"].as_str().map(str::to_owned)
        } else {
            answer.attributes("a[rel=next]", "href").pop()
        };
        all.push(answer);
    }
    all
}

/// The commune is told where it is the area, and nowhere else.
fn assert_keeps_its_commune(commune: &Commune, area: &str, texts: [String; 2]) {
    let is_part_of_a_name = whole_words(area, commune.short_name())
        || gazetteer().departments().iter().any(|it| whole_words(&it.name, commune.short_name()));
    if area == commune.label() || is_part_of_a_name {
        return;
    }
    for text in texts {
        assert!(!whole_words(&text, commune.short_name()), "{} in {text}", commune.short_name());
        assert!(!whole_words(&text, &commune.postal_codes[0]), "{}", commune.postal_codes[0]);
        assert!(!text.contains(&format!("\"{}\"", commune.code)), "{}", commune.code);
    }
}

fn assert_tell_nothing(texts: &[String], listings: &[Listing]) {
    let figures: HashSet<String> = listings.iter().flat_map(figures_of).collect();
    for text in texts {
        let told: Vec<String> = tokens(text).intersection(&figures).cloned().collect();
        assert_eq!(told, Vec::<String>::new(), "figures in {text}");
        for word in WORDS {
            assert!(!text.contains(word), "{word} in {text}");
        }
        let told = listings.iter().filter(|it| tells_position(text, it)).count();
        assert_eq!(told, 0, "a position in {text}");
    }
}

/// Pages that go on from one to the next.
const LISTS: [&str; 6] = [
    "/",
    "/annonces",
    "/annonces?type=cession&tri=prix",
    "/annonces?q=cabinet",
    "/cessions/chirurgien-dentiste",
    "/api/v1/listings?limit=50",
];

#[tokio::test]
async fn no_answer_header_or_log_line_tells_what_two_hundred_listings_hide() {
    let overheard = Overheard::default();
    let lines = overheard.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::DEBUG)
        .with_writer(move || lines.clone())
        .with_ansi(false)
        .finish();
    let world = World::new().await;
    let communes = some_communes(LISTINGS);
    // Every level of area comes up: none, some and many colleagues.
    let counts: Vec<(&str, i32)> =
        communes.iter().enumerate().map(|(n, it)| (it.code.as_str(), [1, 2, 4, 5, 9][n % 5])).collect();
    directory(&world, &counts).await;
    let listings: Vec<Listing> = communes.iter().zip(0..).map(|(it, n)| secret(n, &it.code)).collect();
    let addresses = world.publish(listings.clone()).await;
    let _guard = overhear(subscriber);

    let mut answers = Vec::new();
    for list in LISTS {
        answers.extend(pages(&world, list).await);
    }
    for route in [
        "/sitemap.xml",
        "/sitemaps/annonces-0.xml",
        "/sitemaps/professions.xml",
        "/annonces?lieu=Gu%C3%A9ret&rayon=100",
        "/carte",
        "/carte?q=cabinet&type=cession",
        "/carte/vue?vue=-5.2,41.3,9.6,51.1",
        "/annonces?cadre=1.5,46,2.5,47",
        "/annonces/%00",
        "/nulle-part",
    ] {
        answers.push(world.get(route).await);
    }
    let mut told: HashSet<String> = HashSet::new();
    for (at, it) in listings.iter().enumerate() {
        let sheet = world.get(&format!("/api/v1/listings/{}", it.id)).await;
        let area = sheet.json()["place"]["area"].as_str().unwrap().to_owned();
        let page = world.get(&addresses[at]).await;
        assert_eq!((page.status.as_u16(), sheet.status.as_u16()), (200, 200));
        assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"]);
        assert!(page.texts("script[type='application/ld+json']").is_empty());
        assert_keeps_its_commune(communes[at], &area, [page.main(), sheet.text()]);
        told.insert(sheet.json()["place"]["area"].to_string());
        answers.extend([page, sheet, world.get(&format!("/annonces/{}", it.id)).await]);
    }
    for (it, address) in listings.iter().zip(&addresses) {
        answers.push(opened(&world, it, address).await);
    }
    assert!(told.len() > 20, "areas of every size: {told:?}");
    let mut texts: Vec<String> = answers.iter().map(whole).collect();
    // A line of the log at a time: its timings are numbers, too.
    let log = String::from_utf8(overheard.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("answered"), "the net holds the log");
    texts.extend(log.lines().map(str::to_owned));
    assert_tell_nothing(&texts, &listings);
    // The nets catch what they should: the bands and the public points are there.
    assert!(
        texts.iter().any(|it| it.contains("\"latitude\":"))
            && texts.iter().any(|it| it.contains("100\u{202f}000"))
    );
    assert!(world.get("/sitemaps/annonces-0.xml").await.text().matches("<url>").count() == 0);
}

/// What its point on the map opens.
async fn opened(world: &World, it: &Listing, address: &String) -> Answer {
    let ([x, y], [true_x, true_y], _) = two_places(world, it).await;
    if [x, y] != [true_x, true_y] {
        let at_its_place = world.get(&format!("/carte/fiches?point={true_x}/{true_y}")).await;
        assert!(!at_its_place.attributes(".card a", "href").contains(address), "{address}");
    }
    let part = world.get(&format!("/carte/fiches?point={x}/{y}")).await;
    assert!(part.attributes(".card a", "href").contains(address), "{address}");
    part
}

/// Where a listing is shown and where it is, in the square of Web Mercator. And the key of the department of its area.
async fn two_places(world: &World, it: &Listing) -> ([i64; 2], [i64; 2], i16) {
    let (shown_x, shown_y, true_x, true_y, department): (i32, i32, i32, i32, i16) = sqlx::query_as(
        "select map_x(geog), map_y(geog), map_x(place), map_y(place), department
         from listing_search, (select st_setsrid(st_makepoint($2, $3), 4326)::geography as place) it
         where listing_id = $1 and geog is not null",
    )
    .bind(&it.id)
    .bind(it.place.longitude)
    .bind(it.place.latitude)
    .fetch_one(world.db())
    .await
    .unwrap();
    ([shown_x, shown_y].map(i64::from), [true_x, true_y].map(i64::from), department)
}

#[tokio::test]
async fn tiles_show_two_hundred_listings_at_their_published_points_and_nowhere_else() {
    let world = World::new().await;
    let communes = some_communes(LISTINGS);
    let counts: Vec<(&str, i32)> =
        communes.iter().enumerate().map(|(n, it)| (it.code.as_str(), [1, 2, 4, 5, 9][n % 5])).collect();
    directory(&world, &counts).await;
    let listings: Vec<Listing> = communes.iter().zip(0..).map(|(it, n)| secret(n, &it.code)).collect();
    world.publish(listings.clone()).await;

    let (mut found, mut left_out) = (0, 0);
    for it in &listings {
        let (published, hidden, department) = two_places(&world, it).await;
        // At the precision of the closest tiles: some two metres.
        let (shown, hidden) = (published.map(|it| it >> 6), hidden.map(|it| it >> 6));
        let tiles: HashSet<(i64, i64)> =
            [shown, hidden].iter().map(|[x, y]| (x.div_euclid(4096), y.div_euclid(4096))).collect();
        let mut at = Vec::new();
        for (x, y) in tiles {
            let tile = world.get(&format!("/carte/tuiles/12/{x}/{y}.mvt")).await;
            for point in read(&tile.body) {
                let part = world.get(&format!("/carte/fiches?point={}", point.fact("key"))).await;
                if !part.attributes(".card a", "href").iter().any(|href| href.ends_with(&it.id)) {
                    continue;
                }
                assert_eq!(point.fact("key"), format!("{}/{}", published[0], published[1]));
                assert_eq!(point.fact("confidential"), "1");
                at.push([x * 4096 + point.at.0, y * 4096 + point.at.1]);
            }
        }
        let away = |from: [i64; 2], to: [i64; 2]| (from[0] - to[0]).abs().max((from[1] - to[1]).abs());
        assert!(at.iter().all(|it| away(*it, shown) <= 1 && away(*it, hidden) > 1), "{at:?} {shown:?}");
        assert_eq!(at.len(), usize::from(department != 0), "{department}");
        found += at.len();
        left_out += usize::from(department == 0);
    }
    assert!(found > 20 && left_out > 0, "areas of every size: {found} {left_out}");
}

#[tokio::test]
async fn two_fetches_and_a_projection_made_anew_give_the_same_point() {
    let world = World::new().await;
    let listings: Vec<Listing> =
        some_communes(12).iter().zip(0..).map(|(it, n)| secret(n, &it.code)).collect();
    world.publish(listings.clone()).await;
    let points = async || {
        let mut points = Vec::new();
        for it in &listings {
            points.push(world.get(&format!("/api/v1/listings/{}", it.id)).await.json()["position"].clone());
        }
        points
    };

    let first = points().await;
    assert!(first.iter().all(|it| it["latitude"].is_f64()));
    assert_eq!(points().await, first);
    reproject(world.db(), &world.app.gazetteer, &*world.clock).await.unwrap();
    super::super::follow_directory(&world.app).await.unwrap();
    assert_eq!(points().await, first);
}

#[tokio::test]
async fn nothing_of_the_author_but_the_level_of_trust_changes_a_page_or_a_score() {
    let world = World::new().await;
    let it = secret(4, "23096");
    let address = world.publish([it.clone()]).await.remove(0);
    let read = async |set: &'static str| {
        let set = format!(
            "update users set trust_level = 2, is_verified_professional = true, {set} where id = 'claire'"
        );
        sqlx::query(sqlx::AssertSqlSafe(set)).execute(world.db()).await.unwrap();
        reproject(world.db(), &world.app.gazetteer, &*world.clock).await.unwrap();
        world.app.epoch.advance();
        let mut all = Vec::new();
        for route in [
            &address,
            "/annonces?q=cession",
            &format!("/api/v1/listings/{}", it.id),
            "/api/v1/listings?q=cession",
        ] {
            all.push(world.get(route).await.text());
        }
        all
    };

    let one = read("created_at = '2021-02-03', verified_at = '2025-06-07', response_rate = 12").await;
    let other = read("created_at = '2024-08-09', verified_at = '2026-01-05', response_rate = 97").await;

    assert_eq!(one, other);
    assert!(one[0].contains("Inscription vérifiée") && !one[0].contains("Membre depuis"), "{}", one[0]);
    assert!(!one[0].contains("Inscription vérifiée le"));
}

#[tokio::test]
async fn what_the_owner_says_of_neutral_photographs_is_for_chosen_readers() {
    let world = World::new().await;
    let it = secret(4, "23096");
    let address = world.publish([it.clone()]).await.remove(0);
    for statement in [
        "update listings set photos_are_neutral = true",
        "insert into listing_media (id, listing_id, file_url, file_type, state, caption, width, height)
         select 'photo', id, '/medias/x-960.jpg', 'image', 'ready', 'Vue sur le beffroi de Guéret', 960, 720 from listings",
    ] {
        sqlx::query(statement).execute(world.db()).await.unwrap();
    }
    world.app.epoch.advance();

    for route in [address, format!("/api/v1/listings/{}", it.id)] {
        let text = world.get(&route).await.text();
        assert!(text.contains("/medias/x") && !text.contains("beffroi"), "{route}: {text}");
    }
}
