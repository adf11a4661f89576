//! Days, zones, authors, programs, ages, and counts of an index large enough to know some of them beforehand.

use std::collections::BTreeMap;

use super::{
    super::{Counting, FULL_TIME, Facts, GUARANTEED, Order, PART_TIME, Page, Search},
    ANALYZER, engine, facts, found, words,
};
use crate::Query;

#[test]
fn several_ranges_of_days_are_met_and_covered_each_for_itself() {
    let stay = |number, periods: &[(i32, i32)]| Facts {
        start: periods.first().map(|it| it.0),
        end: periods.last().map(|it| it.1),
        periods: if periods.len() > 1 { periods.to_vec() } else { Vec::new() },
        ..facts(number, number)
    };
    let listings = [
        stay(1, &[(10, 19)]),
        stay(2, &[(10, 12), (18, 19)]),
        stay(3, &[(1, 9), (30, 40)]),
        stay(4, &[(15, 40)]),
        stay(5, &[]),
    ];
    let engine = engine(listings.map(|facts| (facts, words("cabinet"))));
    let asked = |coverage_min| Search { dates: (Some(10), Some(19)), coverage_min, ..Search::default() };

    assert_eq!(
        found(&engine, &asked(None), Order::Newest),
        [4, 2, 1],
        "the third is away on all of those days"
    );
    assert_eq!(found(&engine, &asked(Some(50)), Order::Newest), [4, 2, 1]);
    assert_eq!(found(&engine, &asked(Some(80)), Order::Newest), [1]);
    let page = Page { order: Order::Newest, after: None, limit: 0 };
    let (_, facets) = engine.search(&asked(Some(80)), &page, Counting::All);
    assert_eq!(facets.coverages, [3, 1, 1]);
    let open = Search { dates: (Some(10), None), coverage_min: Some(100), ..Search::default() };
    assert_eq!(found(&engine, &open, Order::Newest), [4, 3, 2, 1], "no share of days without an end");
}

#[test]
fn zones_authors_programs_pictures_and_freshness_narrow_and_are_counted_as_the_others_stand() {
    let day = 86_400_000_000;
    let of = |number: i64, zone, author_group, software, pictures| {
        (
            Facts { zone, author_group, pictures, software, ..facts(number, number * 6 * day) },
            words("cabinet"),
        )
    };
    let engine = engine([
        of(1, Some(1), 1, 0b01, true),
        of(2, Some(3), 2, 0b11, false),
        of(3, None, 3, 0, true),
        of(4, Some(1), 1, 0b10, false),
    ]);
    let now = 4 * 6 * day;
    let plain = Search { now, ..Search::default() };
    let narrowed = |search: Search| found(&engine, &search, Order::Newest);

    assert_eq!(narrowed(Search { zones: vec![1], ..plain.clone() }), [4, 1]);
    assert_eq!(narrowed(Search { author_groups: vec![2, 3], ..plain.clone() }), [3, 2]);
    assert_eq!(narrowed(Search { software: 0b10, ..plain.clone() }), [4, 2]);
    assert_eq!(narrowed(Search { pictures: true, ..plain.clone() }), [3, 1]);
    assert_eq!(narrowed(Search { since: Some(now - 7 * day), ..plain.clone() }), [4, 3]);
    let page = Page { order: Order::Newest, after: None, limit: 0 };
    let all = Search { zones: vec![1], software: 0b01, since: Some(now - 7 * day), ..plain };
    let (_, facets) = engine.search(&all, &page, Counting::All);
    assert_eq!((facets.total, facets.zones, facets.pictures), (0, BTreeMap::new(), 0));
    assert_eq!(
        facets.software,
        BTreeMap::from([(1, 1)]),
        "its own choice apart: the newest under-served one"
    );
    assert_eq!(
        facets.fresh,
        [0, 0, 0, 1],
        "of all days, the first alone is under-served and has the program"
    );
}

#[test]
fn shares_of_time_and_a_guaranteed_minimum_narrow_and_are_counted_beside_programs() {
    let of =
        |number: i64, terms, software| (Facts { software, terms, ..facts(number, number) }, words("cabinet"));
    let engine = engine([
        of(1, FULL_TIME, 1 << 60),
        of(2, PART_TIME, 0b1),
        of(3, GUARANTEED, 0b1),
        of(4, GUARANTEED | PART_TIME, 0),
        of(5, 0, 0),
    ]);
    let narrowed = |search: Search| found(&engine, &search, Order::Newest);

    assert_eq!(narrowed(Search { times: PART_TIME, ..Search::default() }), [4, 2]);
    assert_eq!(narrowed(Search { times: FULL_TIME | PART_TIME, ..Search::default() }), [4, 2, 1]);
    assert_eq!(narrowed(Search { guaranteed: true, ..Search::default() }), [4, 3]);
    assert_eq!(narrowed(Search { guaranteed: true, times: PART_TIME, ..Search::default() }), [4]);
    assert_eq!(
        narrowed(Search { software: u64::MAX, ..Search::default() }),
        [3, 2, 1],
        "terms are no programs"
    );
    let page = Page { order: Order::Newest, after: None, limit: 0 };
    let (_, facets) = engine.search(&Search { times: PART_TIME, ..Search::default() }, &page, Counting::All);
    assert_eq!(facets.times, BTreeMap::from([(1, 1), (2, 2)]), "its own choice apart");
    assert_eq!((facets.guaranteed, facets.software), (1, BTreeMap::from([(0, 1)])));
}

/// Enough listings for counts to be made beforehand: then a search is counted by its distance from one of them.
#[test]
fn a_large_index_counts_what_it_finds() {
    let listings: Vec<Facts> = (0..6000)
        .map(|n: i64| Facts {
            kind: 1 + i16::try_from(n % 3).unwrap(),
            profession: 1 + i16::try_from(n % 7).unwrap(),
            zone: Some(1 + i16::try_from(n % 2).unwrap()),
            software: 1 << (n % 5),
            days: i16::try_from(n % 128).unwrap(),
            ..facts(n, n)
        })
        .collect();
    let text = |n: i64| if n % 10 < 7 { "cabinet remplacement" } else { "cabinet lyon" };
    let engine = engine(listings.iter().map(|it| (it.clone(), words(text(it.number)))));
    let page = Page { order: Order::Newest, after: None, limit: 5 };
    let count = |keep: &dyn Fn(&Facts) -> bool, of: &dyn Fn(&Facts) -> i16| {
        let mut counts: BTreeMap<i16, u64> = BTreeMap::new();
        for it in listings.iter().filter(|it| keep(it)) {
            *counts.entry(of(it)).or_default() += 1;
        }
        counts
    };
    for (words, holds) in
        [("", [0, 9]), ("cabinet", [0, 9]), ("rempl", [0, 6]), ("remplacement", [0, 6]), ("lyon", [7, 9])]
    {
        let matches = |it: &Facts| (holds[0]..=holds[1]).contains(&(it.number % 10));
        for kind in [None, Some(2)] {
            for profession in [None, Some(3)] {
                let text = Some(Query::parse(&ANALYZER, words, true)).filter(|it| !it.is_empty());
                let search = Search { words: text, kind, profession, ..Search::default() };
                let (_, facets) = engine.search(&search, &page, Counting::All);
                let of_kind = |it: &Facts| kind.is_none_or(|kind| it.kind == kind);
                let of_trade = |it: &Facts| profession.is_none_or(|profession| it.profession == profession);
                let all = |it: &Facts| matches(it) && of_kind(it) && of_trade(it);
                assert_eq!(
                    facets.kinds,
                    count(&|it| matches(it) && of_trade(it), &|it| it.kind),
                    "{words} {kind:?}"
                );
                assert_eq!(facets.professions, count(&|it| matches(it) && of_kind(it), &|it| it.profession));
                assert_eq!(facets.zones, count(&all, &|it| it.zone.unwrap_or(0)));
                let bit = |it: &Facts| i16::try_from(it.software.trailing_zeros()).unwrap();
                assert_eq!(facets.software, count(&all, &bit), "{words} {kind:?} {profession:?}");
                let mondays = listings.iter().filter(|it| all(it) && it.days & 1 == 1).count();
                assert_eq!(facets.days[0], mondays as u64);
            }
        }
    }
}
