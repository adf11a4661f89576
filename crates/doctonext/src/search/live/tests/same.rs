//! The index against the database: the same set, order, counts and facets, before and after changes.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use search_index::engine::{Counting, Engine, Facets};

use super::{look, tiles};
use crate::{
    demonstration,
    search::{
        Around, Bounds, ChosenArea, Criteria, Range, Sort,
        live::{
            PRICES, TURNOVERS, cursor_after,
            feed::{self, Look},
            page_of, search_of,
        },
        store,
    },
    testing::{World, gazetteer},
    trades::{
        ActivityDistribution, AuthorGroup, DensityZone, ListingType, PracticeType, Profession, Software,
    },
};

/// Chance that is the same in every run.
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most.max(1)
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub(super) fn of<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// An open end half of the time.
    fn range(&mut self, bounds: &[i32]) -> Range<i32> {
        let from = self.one_in(2).then(|| *self.of(bounds));
        Range { from, to: self.one_in(2).then(|| from.unwrap_or(0) + *self.of(bounds)) }
    }
}

/// A search as somebody might ask for it, with words of real titles.
fn random_criteria(chance: &mut Chance, titles: &[String], now: DateTime<Utc>) -> Criteria {
    let mut it =
        Criteria { text: chance.one_in(2).then(|| random_text(chance, titles)), ..Criteria::default() };
    it.listing_type = chance.one_in(3).then(|| *chance.of(ListingType::ALL));
    if chance.one_in(3) {
        let profession = chance.of(Profession::all());
        it.profession = Some(profession);
        let specialties = profession.specialties();
        if chance.one_in(2) && !specialties.is_empty() {
            it.specialties = (0..=chance.below(2)).map(|_| chance.of(specialties)).collect();
        }
    }
    let places = gazetteer();
    match chance.below(8) {
        0 => it.region = Some(ChosenArea::from(&**chance.of(places.regions()))),
        1 => {
            it.departments = departments(chance);
        }
        2 | 3 => {
            let code = *chance.of(&["75116", "69383", "23096", "13208", "31555", "59350"]);
            let commune = places.by_code(code).unwrap();
            it.around = Some(Around {
                commune: commune.code.clone(),
                label: commune.label(),
                latitude: commune.latitude,
                longitude: commune.longitude,
                radius_km: *chance.of(&[5, 30, 50, 100]),
            });
        }
        4 | 5 => {
            let views = ["-5,43.2,9,49", "-1,44.5,1.5,46", "2.2,48.8,2.45,48.95", "-62,14,-60,17"];
            it.bounds = Bounds::read(chance.of::<&str>(&views), places);
        }
        _ => {}
    }
    if chance.one_in(6) {
        let from = now.date_naive() + TimeDelta::days(i64::try_from(chance.below(200)).unwrap());
        it.dates.from = chance.one_in(2).then_some(from);
        it.dates.to = chance.one_in(2).then(|| from + TimeDelta::days(20));
    }
    if chance.one_in(6) {
        it.price = chance.range(&[20_000, 80_000, 150_000]);
        it.with_price = chance.one_in(2);
    }
    if chance.one_in(8) {
        it.turnover = chance.range(&[60_000, 120_000, 300_000]);
    }
    it.fee_share_min = chance.one_in(10).then(|| *chance.of(&[50, 70, 80]));
    if chance.one_in(8) {
        it.practice_types = (0..=chance.below(2)).map(|_| *chance.of(PracticeType::ALL)).collect();
    }
    it.weekdays = if chance.one_in(8) { i16::try_from(chance.below(128)).unwrap() } else { 0 };
    it.housing = chance.one_in(12);
    it.secretary = chance.one_in(12);
    it.urgent = chance.one_in(16);
    random_signs(chance, &mut it);
    it.sort = Sort::ALL[chance.below(Sort::ALL.len())].0;
    it
}

fn departments(chance: &mut Chance) -> Vec<ChosenArea> {
    (0..=chance.below(3)).map(|_| ChosenArea::from(&**chance.of(gazetteer().departments()))).collect()
}

fn random_signs(chance: &mut Chance, it: &mut Criteria) {
    if chance.one_in(8) {
        it.without = departments(chance);
        it.without_regions = vec![ChosenArea::from(&**chance.of(gazetteer().regions()))];
    }
    if chance.one_in(8) {
        it.zones = (0..=chance.below(2)).map(|_| *chance.of(DensityZone::ALL)).collect();
    }
    if chance.one_in(8) {
        it.author_groups = (0..=chance.below(2)).map(|_| *chance.of(AuthorGroup::ALL)).collect();
    }
    if chance.one_in(8) {
        it.software = (0..=chance.below(3)).map(|_| chance.of(Software::all())).collect();
    }
    if chance.one_in(8) {
        it.times = (0..=chance.below(2)).map(|_| *chance.of(ActivityDistribution::ALL)).collect();
    }
    it.guaranteed = chance.one_in(12);
    it.pictures = chance.one_in(12);
    it.published_within = chance.one_in(8).then(|| *chance.of(&[1, 7, 30, 60]));
    it.coverage_min = chance.one_in(2).then(|| *chance.of(&[30, 50, 80, 100]));
}

fn random_text(chance: &mut Chance, titles: &[String]) -> String {
    let title = chance.of(titles).clone();
    let words: Vec<&str> = title.split_whitespace().collect();
    let first = chance.below(words.len());
    let mut text = words[first..].iter().take(1 + chance.below(3)).copied().collect::<Vec<_>>().join(" ");
    match chance.below(8) {
        0 => text = format!("\"{text}\""),
        1 => text = format!("{text} -{}", chance.of(&words)),
        2 => text = text.chars().take(text.chars().count().div_ceil(2)).collect(),
        3 => {
            text =
                format!("{} {text}", chance.of(&["kiné", "MG", "cabinet", "remplacement", "de la", "cab"]));
        }
        4 => {
            text = (*chance.of(&["cabinet", "-cabinet", "de la", "cabinet cabinet", "médecin généraliste"]))
                .to_owned();
        }
        _ => {}
    }
    text
}

/// Both answers, three pages deep; how many listings there are.
async fn compare(world: &World, engine: &Engine, criteria: &Criteria) -> u64 {
    let now = world.app.clock.now();
    let search = search_of(criteria, now);
    let mut after = None;
    for depth in 0..3 {
        let expected = store::page(world.db(), criteria, after.as_ref(), (None, 25), now).await.unwrap();
        let page = page_of(criteria, after.as_ref(), 25, now);
        let (found, _) = engine.search(&search, &page, Counting::Nothing);
        let expected_keys: Vec<_> =
            expected.iter().map(|it| (it.lid, it.distance, it.score, it.parts.clone())).collect();
        let found_keys: Vec<_> = found
            .iter()
            .map(|it| (it.number, it.distance, it.score, it.parts.map(|parts| parts.to_vec())))
            .collect();
        assert_eq!(found_keys, expected_keys, "page {depth} of {criteria:?}");
        let Some(last) = expected.last().filter(|_| expected.len() == 25) else { break };
        let sort = criteria.effective_sort();
        let cursor = last.cursor(sort, now);
        assert_eq!(cursor_after(found.last().unwrap(), sort, now).as_ref(), Some(&cursor), "{criteria:?}");
        after = Some(cursor);
    }
    let page = page_of(criteria, None, 0, now);
    let (_, facets) = engine.search(&search, &page, Counting::All);
    let (_, kinds) = engine.search(&search, &page, Counting::Kinds);
    assert_eq!(kinds.kinds, facets.kinds, "{criteria:?}");
    assert_eq!(engine.count(&search), facets.total, "{criteria:?}");
    assert_eq!(facets, expected_facets(world, criteria).await, "{criteria:?}");
    facets.total
}

async fn expected_facets(world: &World, criteria: &Criteria) -> Facets {
    let (db, now) = (world.db(), world.app.clock.now());
    let count = async |drop: &dyn Fn(&mut Criteria), by: &'static str| {
        let mut without = criteria.clone();
        drop(&mut without);
        store::grouped(db, &without, by, now).await.unwrap()
    };
    let one = |counts: BTreeMap<i16, u64>| counts.get(&1).copied().unwrap_or_default();
    let keep = |_: &mut Criteria| {};
    let bands = (PRICES, TURNOVERS);
    assert_eq!(bands.0, [25_000, 50_000, 100_000, 200_000, 500_000], "the expressions below name the bounds");
    assert_eq!(bands.1, [50_000, 100_000, 150_000, 200_000, 300_000, 500_000]);
    Facets {
        total: one(count(&keep, "1").await),
        kinds: kinds(world, criteria).await,
        undated: undated(world, criteria).await,
        professions: count(
            &|it| {
                it.profession = None;
                it.specialties.clear();
            },
            "s.profession",
        )
        .await,
        specialties: count(&|it| it.specialties.clear(), "s.specialty").await,
        regions: count(
            &|it| {
                it.region = None;
                it.departments.clear();
            },
            "s.region",
        )
        .await,
        departments: count(&|it| it.departments.clear(), "s.department").await,
        practices: count(&|it| it.practice_types.clear(), "s.practice_type").await,
        days: days(world, criteria).await,
        housing: one(count(&keep, "s.has_housing::int").await),
        secretary: one(count(&keep, "s.has_secretary::int").await),
        urgent: one(count(&keep, "s.is_urgent::int").await),
        prices: count(
            &|it| it.price = Range::default(),
            "coalesce(1 + width_bucket(coalesce(s.price, s.price_least), array[25000,50000,100000,200000,500000]), 0)",
        )
        .await,
        turnovers: count(
            &|it| it.turnover = Range::default(),
            "coalesce(1 + width_bucket(coalesce(s.turnover, s.turnover_least), array[50000,100000,150000,200000,300000,500000]), 0)",
        )
        .await,
        zones: count(&|it| it.zones.clear(), "coalesce(s.zone, 0)").await,
        author_groups: count(&|it| it.author_groups.clear(), "coalesce(s.author_group, 1)").await,
        pictures: one(count(&keep, "s.has_pictures::int").await),
        software: software(world, criteria).await,
        times: times(world, criteria).await,
        guaranteed: one(count(&keep, "coalesce(s.terms, 0) >> 2 & 1").await),
        fresh: fresh(world, criteria).await,
        coverages: coverages(world, criteria).await,
    }
}

async fn days(world: &World, criteria: &Criteria) -> [u64; 7] {
    let without = Criteria { weekdays: 0, ..criteria.clone() };
    let mut days = [0; 7];
    for (day, expression) in DAYS.iter().enumerate() {
        let counts = store::grouped(world.db(), &without, expression, world.app.clock.now()).await.unwrap();
        days[day] = counts.get(&1).copied().unwrap_or_default();
    }
    days
}

/// Each type as whoever asks for it finds it.
async fn kinds(world: &World, criteria: &Criteria) -> BTreeMap<i16, u64> {
    let mut counts = BTreeMap::new();
    for kind in ListingType::ALL {
        let n = total(world, &Criteria { listing_type: Some(*kind), ..criteria.clone() }).await;
        if n > 0 {
            counts.insert(kind.key(), n);
        }
    }
    counts
}

/// What those who ask for each type find, and whoever asks for none does not.
async fn undated(world: &World, criteria: &Criteria) -> u64 {
    let of_all = total(world, &Criteria { listing_type: None, ..criteria.clone() }).await;
    kinds(world, criteria).await.values().sum::<u64>() - of_all
}

async fn software(world: &World, criteria: &Criteria) -> BTreeMap<i16, u64> {
    let without = Criteria { software: Vec::new(), ..criteria.clone() };
    let bits = "unnest(array(select bit from generate_series(0, 62) bit where s.software >> bit & 1 = 1))";
    store::grouped(world.db(), &without, bits, world.app.clock.now()).await.unwrap()
}

async fn times(world: &World, criteria: &Criteria) -> BTreeMap<i16, u64> {
    let without = Criteria { times: Vec::new(), ..criteria.clone() };
    let terms = "unnest(array[coalesce(s.terms, 0) & 1, coalesce(s.terms, 0) & 2])";
    let mut counts = store::grouped(world.db(), &without, terms, world.app.clock.now()).await.unwrap();
    counts.remove(&0);
    counts
}

async fn fresh(world: &World, criteria: &Criteria) -> [u64; 4] {
    let mut counts = [0; 4];
    for (count, days) in counts.iter_mut().zip([1, 3, 7, 30]) {
        *count = total(world, &Criteria { published_within: Some(days), ..criteria.clone() }).await;
    }
    counts
}

async fn coverages(world: &World, criteria: &Criteria) -> [u64; 3] {
    let mut counts = [0; 3];
    if criteria.dates.from.is_none() || criteria.dates.to.is_none() {
        return counts;
    }
    for (count, least) in counts.iter_mut().zip([50, 80, 100]) {
        *count = total(world, &Criteria { coverage_min: Some(least), ..criteria.clone() }).await;
    }
    counts
}

async fn total(world: &World, criteria: &Criteria) -> u64 {
    let counts = store::grouped(world.db(), criteria, "1", world.app.clock.now()).await.unwrap();
    counts.get(&1).copied().unwrap_or_default()
}

const DAYS: [&str; 7] = [
    "s.working_days & 1",
    "s.working_days >> 1 & 1",
    "s.working_days >> 2 & 1",
    "s.working_days >> 3 & 1",
    "s.working_days >> 4 & 1",
    "s.working_days >> 5 & 1",
    "s.working_days >> 6 & 1",
];
/// Makes what the demonstration has too little of: bands in the place of figures, areas larger than a department, authors
/// and texts of every merit, listings that nobody confirmed, that end about now, that are older than any exponential.
const UNLIKE: &str = "
    update listing_search set
        author = lid % 101,
        completeness = (lid * 7) % 101,
        confirm_by = case lid % 4 when 0 then null when 1 then $1 else $1 + interval '1 minute' * (lid % 41 - 20) end,
        expires_at = case lid % 6 when 0 then null when 1 then $1 when 2 then $1 + interval '1 microsecond' * (lid % 5 - 2)
                     else $1 + interval '1 day' * (lid % 60 + 1) end,
        published_at = case lid % 23 when 0 then published_at - interval '40 years' else published_at end,
        price = case lid % 5 when 0 then null else price end,
        price_least = case when lid % 5 = 0 and lid % 3 > 0 then 100000 end,
        price_most = case when lid % 5 = 0 and lid % 3 > 0 then 199999 + (lid % 2) * 300000 end,
        turnover = case lid % 7 when 0 then null else turnover end,
        turnover_least = case lid % 7 when 0 then 150000 end,
        turnover_most = case lid % 7 when 0 then 2147483647 end,
        region = case lid % 19 when 0 then 0 else region end,
        department = case when lid % 19 = 0 or lid % 13 = 0 then 0 else department end,
        zone = case lid % 4 when 0 then null else lid % 4 end,
        author_group = case lid % 5 when 0 then null else 1 + lid % 3 end,
        has_pictures = lid % 3 = 0,
        terms = case when lid % 6 = 0 then null else lid % 8 end,
        card = case lid % 9 when 0 then card || jsonb_build_object('confidential', true) else card end,
        software = case when lid % 11 = 0 then 5 when lid % 17 = 0 then 1::bigint << 57 else software end,
        periods = case when start_date is not null and end_date > start_date + 6 and lid % 3 = 0
                       then datemultirange(daterange(start_date, start_date + 2, '[]'), daterange(end_date - 2, end_date, '[]')) end";

#[tokio::test]
async fn the_index_and_the_database_find_the_same_in_the_same_order_and_count_alike() {
    let world = World::new().await;
    let clock = &*world.app.clock;
    demonstration::make(world.db(), &world.app.gazetteer, clock, 1500, 7, false).await.unwrap();
    sqlx::query(UNLIKE).bind(clock.now()).execute(world.db()).await.unwrap();
    let titles: Vec<String> =
        sqlx::query_scalar("select card->>'title' from listing_search").fetch_all(world.db()).await.unwrap();
    let mut progress = feed::build(world.db()).await.unwrap();
    assert_eq!(progress.index.engine.len(), titles.len());
    let mut chance = Chance(20_261_129);
    let (mut full, mut drawn) = (0, 0);
    for _ in 0..160 {
        let criteria = random_criteria(&mut chance, &titles, clock.now());
        full += u32::from(compare(&world, &progress.index.engine, &criteria).await > 0);
        drawn += tiles::compare(&world, &progress, &criteria, &mut chance).await;
    }
    assert!(full >= 40, "only {full} searches found anything");
    assert!(drawn >= 200, "only {drawn} clusters were drawn");

    // Then the market moves, in many small steps.
    for step in 0..30 {
        let statement = match step % 3 {
            0 => "update listing_search set price = price + 1000, published_at = published_at + interval '1 hour'
                  where lid % 97 = $1",
            1 => "delete from listing_search where lid % 101 = $1",
            _ => "update listing_search set has_housing = not has_housing, start_date = null, end_date = null
                  where lid % 89 = $1",
        };
        sqlx::query(statement).bind(step).execute(world.db()).await.unwrap();
        if step % 4 == 0 {
            assert_eq!(look(&world, &mut progress).await, Look::UpToDate);
        }
    }
    assert_eq!(look(&world, &mut progress).await, Look::UpToDate);
    progress.index.engine.settle();
    for _ in 0..80 {
        let criteria = random_criteria(&mut chance, &titles, clock.now());
        compare(&world, &progress.index.engine, &criteria).await;
        tiles::compare(&world, &progress, &criteria, &mut chance).await;
    }
}
