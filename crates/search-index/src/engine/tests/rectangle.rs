//! Rectangles of the map, alone and with a circle.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{
    super::{Bounds, Change, Circle, Counting, Engine, Facts, Order, Page, Search},
    engine, facts, found, words,
};

/// Half degrees, so that listings often stand on the very edge of a rectangle.
fn degrees(least: f64) -> impl Strategy<Value = f64> {
    (0..8_u8).prop_map(move |steps| least + f64::from(steps) / 2.0)
}

fn listing() -> impl Strategy<Value = Facts> {
    let point = proptest::option::weighted(0.8, (degrees(44.0), degrees(-1.0)));
    (point, 1..4_i16).prop_map(|(point, kind)| Facts { kind, point, ..facts(0, 0) })
}

/// Sometimes with its edges the wrong way round: nothing lies inside such a one.
fn rectangle() -> impl Strategy<Value = Bounds> {
    (degrees(-1.0), degrees(44.0), degrees(-1.0), degrees(44.0))
        .prop_map(|(west, south, east, north)| Bounds { west, south, east, north })
}

fn circle() -> impl Strategy<Value = Circle> {
    (degrees(44.0), degrees(-1.0), 1.0..300_000.0).prop_map(|(latitude, longitude, radius)| Circle {
        latitude,
        longitude,
        radius,
    })
}

fn lies_inside(it: &Facts, bounds: &Bounds) -> bool {
    it.point.is_some_and(|(latitude, longitude)| {
        bounds.south <= latitude
            && latitude <= bounds.north
            && bounds.west <= longitude
            && longitude <= bounds.east
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_rectangle_leaves_what_lies_between_its_edges_and_counts_it(
        held in proptest::collection::vec(listing(), 0..150),
        bounds in rectangle(),
        circle in proptest::option::of(circle()),
        later in 0..20_usize,
        kind in proptest::option::of(1..4_i16),
    ) {
        let held: Vec<Facts> =
            (0_i64..).zip(held).map(|(n, it)| Facts { number: n, published_at: n, ..it }).collect();
        let (late, early) = held.split_at(later.min(held.len()));
        let engine = engine(early.iter().map(|it| (it.clone(), words("cabinet"))));
        engine.apply(late.iter().map(|it| Change::Put(Box::new(it.clone()), words("cabinet"))).collect());

        let search = Search { bounds: Some(bounds), circle, kind, ..Search::default() };
        let numbers = found(&engine, &search, Order::Newest);

        let in_circle = |it: &Facts| circle.is_none_or(|circle| {
            it.point.is_some_and(|(latitude, longitude)| circle.distance_to(latitude, longitude) <= circle.radius)
        });
        let left: Vec<&Facts> =
            held.iter().rev().filter(|it| lies_inside(it, &bounds) && in_circle(it)).collect();
        let of_kind = left.iter().filter(|it| kind.is_none_or(|kind| it.kind == kind));
        prop_assert_eq!(&numbers, &of_kind.map(|it| it.number).collect::<Vec<i64>>());
        let (_, facets) = counted(&engine, &search);
        let mut kinds: BTreeMap<i16, u64> = BTreeMap::new();
        for it in &left {
            *kinds.entry(it.kind).or_default() += 1;
        }
        prop_assert_eq!(facets, kinds);
        prop_assert_eq!(engine.count(&search), numbers.len() as u64);
    }
}

fn counted(engine: &Engine, search: &Search) -> (u64, BTreeMap<i16, u64>) {
    let page = Page { order: Order::Newest, after: None, limit: 0 };
    let (_, facets) = engine.search(search, &page, Counting::All);
    (facets.total, facets.kinds)
}

#[test]
fn a_listing_on_the_edge_of_a_rectangle_is_inside_and_one_without_a_point_is_not() {
    let at = |number, point| (Facts { point, ..facts(number, number) }, words("cabinet"));
    let engine = engine([
        at(1, Some((45.0, 4.0))),
        at(2, Some((46.0, 5.0))),
        at(3, Some((46.0, 5.000_001))),
        at(4, Some((44.999_999, 4.5))),
        at(5, None),
    ]);
    let bounds = Bounds { west: 4.0, south: 45.0, east: 5.0, north: 46.0 };
    let search = Search { bounds: Some(bounds), ..Search::default() };

    assert_eq!(found(&engine, &search, Order::Newest), [2, 1]);
    let nothing = Search { bounds: Some(Bounds { east: 3.0, ..bounds }), ..search };
    assert_eq!(counted(&engine, &nothing), (0, BTreeMap::new()));
}
