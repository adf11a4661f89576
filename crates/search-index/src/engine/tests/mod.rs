//! The engine against a list of listings that is read from end to end.

mod circles;
mod ranges;
mod rectangle;
mod signs;
mod tile;

use std::{collections::BTreeMap, sync::LazyLock};

use proptest::prelude::*;

use super::{
    After, Bands, Builder, Change, Circle, Counting, Engine, Facts, Formula, Key, Order, Page, Search, View,
    Word, words_of_tsvector,
};
use crate::{Analyzer, Document, Query, Weight};

const WORDS: [&str; 6] = ["cabinet", "remplacement", "lyon", "cabinets", "été", "kiné"];

static ANALYZER: LazyLock<Analyzer> = LazyLock::new(|| Analyzer::new([("kiné", "masseur kinésithérapeute")]));

/// Nothing known but when it was published.
fn facts(number: i64, published_at: i64) -> Facts {
    Facts {
        number,
        published_at,
        expires_at: None,
        kind: 1,
        profession: 1,
        specialty: None,
        region: 1,
        department: 1,
        practice: None,
        days: 0,
        fee_share: None,
        price: None,
        turnover: None,
        price_range: None,
        turnover_range: None,
        completeness: 50,
        author: 25,
        confirm_by: None,
        pay: None,
        start: None,
        end: None,
        housing: false,
        secretary: false,
        urgent: false,
        zone: None,
        author_group: 1,
        pictures: false,
        software: 0,
        terms: 0,
        periods: Vec::new(),
        point: None,
        confidential: false,
    }
}

fn words(text: &str) -> Vec<Word> {
    Document::new(&ANALYZER).add(Weight::D, text).words()
}

fn engine(listings: impl IntoIterator<Item = (Facts, Vec<Word>)>) -> Engine {
    let mut builder = Builder::new(Bands::default());
    listings.into_iter().for_each(|(facts, words)| builder.add(facts, &words));
    Engine::new(builder)
}

fn found(engine: &Engine, search: &Search, order: Order) -> Vec<i64> {
    let (hits, facets) = engine.search(search, &Page { order, after: None, limit: 1000 }, Counting::All);
    assert_eq!(hits.len() as u64, facets.total);
    hits.into_iter().map(|hit| hit.number).collect()
}

fn asked(text: &str) -> Search {
    Search { words: Some(Query::parse(&ANALYZER, text, false)), ..Search::default() }
}

/// What happens to a listing.
#[derive(Debug, Clone)]
struct Step {
    number: i64,
    published_at: i64,
    kind: i16,
    text: Vec<usize>,
    gone: bool,
}

fn step() -> impl Strategy<Value = Step> {
    let text = proptest::collection::vec(0..WORDS.len(), 0..5);
    (0..60_i64, 0..40_i64, 1..5_i16, text, proptest::bool::weighted(0.25))
        .prop_map(|(number, published_at, kind, text, gone)| Step { number, published_at, kind, text, gone })
}

fn change(step: &Step) -> Change {
    if step.gone {
        return Change::Remove(step.number);
    }
    let text: Vec<&str> = step.text.iter().map(|at| WORDS[*at]).collect();
    let facts = Facts { kind: step.kind, ..facts(step.number, step.published_at) };
    Change::Put(Box::new(facts), words(&text.join(" ")))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn after_any_changes_it_holds_the_last_of_each_listing(
        first in proptest::collection::vec(step(), 0..40),
        settled in any::<u64>(),
        later in proptest::collection::vec(proptest::collection::vec(step(), 1..4), 0..40),
    ) {
        let engine = engine([]);
        let mut held: BTreeMap<i64, Step> = BTreeMap::new();
        for (rank, steps) in std::iter::once(first).chain(later).enumerate() {
            engine.apply(steps.iter().map(change).collect());
            if settled >> (rank % 64) & 1 == 1 {
                engine.settle();
            }
            for step in steps {
                if step.gone { held.remove(&step.number) } else { held.insert(step.number, step) };
            }
        }

        prop_assert_eq!(engine.len(), held.len());
        for (text, holds) in [("cabinet", [0, 3].as_slice()), ("lyon", &[2]), ("kiné", &[5]), ("été", &[4])] {
            let mut expected: Vec<&Step> =
                held.values().filter(|it| it.text.iter().any(|at| holds.contains(at))).collect();
            expected.sort_by_key(|it| std::cmp::Reverse((it.published_at, it.number)));
            let numbers: Vec<i64> = expected.iter().map(|it| it.number).collect();
            prop_assert_eq!(found(&engine, &asked(text), Order::Newest), numbers);
            let of_kind: Vec<i64> = expected.iter().filter(|it| it.kind == 2).map(|it| it.number).collect();
            let search = Search { kind: Some(2), ..asked(text) };
            prop_assert_eq!(found(&engine, &search, Order::Newest), of_kind);
            let (_, facets) =
                engine.search(&search, &Page { order: Order::Newest, after: None, limit: 0 }, Counting::All);
            let mut kinds: BTreeMap<i16, u64> = BTreeMap::new();
            for it in &expected {
                *kinds.entry(it.kind).or_default() += 1;
            }
            prop_assert_eq!(facets.kinds, kinds);
        }
    }

    #[test]
    fn any_bytes_are_words_or_nothing(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = words_of_tsvector(&bytes);
    }
}

#[test]
fn a_phrase_wants_its_words_side_by_side() {
    let engine = engine([
        (facts(1, 1), words("Cabinet de groupe à Lyon")),
        (facts(2, 2), words("Groupe cherche cabinet, Lyon")),
        (facts(3, 3), words("Cabinet, groupe de Lyon")),
    ]);

    assert_eq!(found(&engine, &asked("\"cabinet de groupe\""), Order::Newest), [1]);
    assert_eq!(found(&engine, &asked("cabinet -\"cabinet de groupe\""), Order::Newest), [3, 2]);
    assert_eq!(found(&engine, &asked("-groupe"), Order::Newest), [] as [i64; 0]);
}

#[test]
fn a_beginning_finds_all_that_goes_on_from_it() {
    let engine = engine([(facts(1, 1), words("kinésithérapeute")), (facts(2, 2), words("kiosque"))]);
    let begun = |text: &str| Search { words: Some(Query::parse(&ANALYZER, text, true)), ..Search::default() };

    assert_eq!(found(&engine, &begun("ki"), Order::Newest), [2, 1]);
    assert_eq!(found(&engine, &begun("kinésithér"), Order::Newest), [1]);
}

#[test]
fn what_is_over_is_not_there() {
    let ends = |number, expires_at| Facts { expires_at, ..facts(number, number) };
    let engine = engine([
        (ends(1, Some(100)), words("cabinet")),
        (ends(2, Some(101)), words("cabinet")),
        (ends(3, None), words("cabinet")),
    ]);
    let search = Search { now: 100, ..asked("cabinet") };

    assert_eq!(found(&engine, &search, Order::Newest), [3, 2]);
    assert!(engine.view().holds("cabinet", 100));
    engine.end(100);
    assert_eq!(found(&engine, &search, Order::Newest), [3, 2]);
    assert_eq!(engine.len(), 2);
    let later = Search { now: 101, ..search };
    assert_eq!(found(&engine, &later, Order::Newest), [3]);
    engine.apply(vec![Change::Remove(3)]);
    assert_eq!(found(&engine, &later, Order::Newest), [] as [i64; 0]);
    assert!(!engine.view().holds("cabinet", 101), "nobody finds it any more");
}

#[test]
fn pages_follow_each_other_in_every_order() {
    let engine = engine((0..50).map(|n| {
        let price = (n % 4 != 0).then(|| i32::try_from(n % 7).unwrap_or_default());
        let start = price.map(|it| it * 3);
        let point = Some((45.0, 4.0 + f64::from(price.unwrap_or(0)) / 100.0));
        (Facts { price, start, pay: price, point, ..facts(n, n % 5) }, words("cabinet"))
    }));
    let circle = Some(Circle { latitude: 45.0, longitude: 4.0, radius: 50_000.0 });
    let search = Search { circle, ..asked("cabinet") };
    let key = |order: Order, number: i64, distance: Option<f64>| {
        let price = (number % 4 != 0).then_some(number % 7);
        match order {
            Order::Newest | Order::Relevance { .. } => Key::Whole(number % 5),
            Order::Nearest => Key::Metres(distance.unwrap_or_default()),
            Order::Start => Key::Day(price.and_then(|it| i32::try_from(it * 3).ok())),
            Order::Price => Key::Whole(price.unwrap_or(i64::from(i32::MAX))),
            Order::PriceDown => Key::Whole(price.unwrap_or(-1)),
            Order::Pay => Key::Whole(price.unwrap_or(0)),
        }
    };
    for order in [Order::Newest, Order::Nearest, Order::Start, Order::Price, Order::PriceDown, Order::Pay] {
        let whole = found(&engine, &search, order);
        assert_eq!(whole.len(), 50);
        let mut paged = Vec::new();
        let mut after = None;
        loop {
            let (hits, _) = engine.search(&search, &Page { order, after, limit: 7 }, Counting::Nothing);
            let Some(last) = hits.last() else { break };
            assert_eq!(last.key, key(order, last.number, last.distance), "{order:?}");
            after = Some(After { key: last.key, number: last.number });
            paged.extend(hits.iter().map(|hit| hit.number));
        }
        assert_eq!(paged, whole, "{order:?}");
    }
}

#[test]
fn a_view_keeps_what_it_saw() {
    let engine = engine([(facts(1, 1), words("cabinet"))]);
    let before = engine.view();

    engine.apply(vec![Change::Remove(1), Change::Put(Box::new(facts(2, 2)), words("cabinet"))]);

    let numbers = |view: &View| {
        let page = Page { order: Order::Newest, after: None, limit: 9 };
        view.search(&asked("cabinet"), &page, Counting::Nothing)
            .0
            .iter()
            .map(|it| it.number)
            .collect::<Vec<_>>()
    };
    assert_eq!(numbers(&before), [1]);
    assert_eq!(numbers(&engine.view()), [2]);
}

#[test]
fn no_key_made_by_hand_overflows() {
    let engine = engine([(facts(1, 1), words("cabinet")), (facts(2, 2), words("cabinet"))]);
    let formula = Formula { weights: [0.45, 0.20, 0.15, 0.10, 0.10], unconfirmed: 0.6 };
    let relevance = |judged_at| Order::Relevance { judged_at, formula };
    for order in
        [Order::Newest, Order::PriceDown, Order::Pay, Order::Price, relevance(0), relevance(i64::MAX)]
    {
        for number in [i64::MIN, i64::MAX] {
            for key in [Key::Whole(i64::MIN), Key::Whole(i64::MAX), Key::Metres(-1.0), Key::Day(None)] {
                let page = Page { order, after: Some(After { key, number }), limit: 5 };
                let (hits, _) = engine.search(&asked("cabinet"), &page, Counting::Nothing);
                assert!(hits.len() <= 2);
            }
        }
    }
}

#[test]
fn parts_are_joined_beside_changes_and_nothing_gets_lost() {
    let of = |n: i64| (facts(n, n), words("cabinet"));
    let put = |n: i64| Change::Put(Box::new(facts(n, n)), words("cabinet"));
    let engine = engine((0..2000).map(of));
    engine.apply((2000..3000).map(put).collect());
    assert!(engine.is_unsettled(), "a change joins nothing large");
    std::thread::scope(|scope| {
        scope.spawn(|| (0..20).for_each(|_| engine.settle()));
        for n in 0..600 {
            engine.apply(vec![Change::Remove(n * 5), put(3000 + n)]);
        }
    });
    engine.settle();

    assert!(!engine.is_unsettled());
    let expected: Vec<i64> = (0..3600).rev().filter(|n| *n >= 3000 || n % 5 != 0).collect();
    let (hits, facets) = engine.search(
        &asked("cabinet"),
        &Page { order: Order::Newest, after: None, limit: 5000 },
        Counting::All,
    );
    assert_eq!(hits.iter().map(|it| it.number).collect::<Vec<_>>(), expected);
    assert_eq!(facets.total, 3000);
    engine.apply((0..3600).filter(|n| n % 3 != 0).map(Change::Remove).collect());
    engine.settle();
    assert!(!engine.is_unsettled(), "what is mostly dead was made anew");
    assert_eq!(engine.count(&asked("cabinet")), engine.len() as u64);
}

#[test]
fn readers_keep_what_they_have_begun_to_read_while_listings_change() {
    let engine = engine((0..500).map(|n| (facts(n, n), words("cabinet"))));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for n in 0..300 {
                // One goes and one comes: never seen apart.
                engine.apply(vec![
                    Change::Remove(n),
                    Change::Put(Box::new(facts(1000 + n, n)), words("cabinet")),
                ]);
            }
        });
        for _ in 0..300 {
            assert_eq!(found(&engine, &asked("cabinet"), Order::Newest).len(), 500);
        }
    });
}
