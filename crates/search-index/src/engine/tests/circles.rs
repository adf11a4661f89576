//! Circles against distances computed one by one.

use proptest::prelude::*;

use super::{
    super::{Bounds, Circle, Facts, Order, Search},
    engine, facts, found, words,
};

/// Where edges are hard to tell: a few streets, a country, the equator, the line where days change, a pole.
fn anywhere() -> impl Strategy<Value = (f64, f64)> {
    prop_oneof![
        (48.80..48.92, 2.25..2.45),
        (42.0..51.0, -5.0..8.0),
        (-0.5..0.5, 9.0..10.0),
        (-17.5..-16.5, 179.0..180.0_f64),
        (-17.5..-16.5, -180.0..-179.0_f64),
        (88.0..90.0, -180.0..180.0),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_circle_holds_what_is_near_enough_and_the_nearest_come_first(
        points in proptest::collection::vec(anywhere(), 1..400),
        centre in anywhere(),
        on_a_listing in any::<bool>(),
        radius in prop_oneof![0.0..20.0, 100.0..5000.0, 5000.0..400_000.0, 1e6..2e7],
        edge in proptest::option::of(0..400_usize),
    ) {
        let (latitude, longitude) = if on_a_listing { points[0] } else { centre };
        let away = |at: (f64, f64)| Circle { latitude, longitude, radius }.distance_to(at.0, at.1);
        // Sometimes a listing stands on the very edge.
        let radius = edge.and_then(|at| points.get(at)).map_or(radius, |at| away(*at));
        let listings = (0_i64..).zip(&points).map(|(n, point)| Facts { point: Some(*point), ..facts(n, n) });
        let engine = engine(listings.map(|it| {
            let text = if it.number % 9 == 0 { "cabinet lyon" } else { "cabinet" };
            (it, words(text))
        }));

        let circle = Some(Circle { latitude, longitude, radius });
        let mut inside: Vec<(f64, i64)> =
            (0_i64..).zip(&points).map(|(n, point)| (away(*point), n)).filter(|it| it.0 <= radius).collect();
        inside.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let inside: Vec<i64> = inside.into_iter().map(|(_, n)| n).collect();

        let search = Search { circle, ..Search::default() };
        prop_assert_eq!(&found(&engine, &search, Order::Nearest), &inside);
        let few = Search { circle, ..super::asked("lyon") };
        let rare: Vec<i64> = inside.iter().copied().filter(|n| n % 9 == 0).collect();
        prop_assert_eq!(found(&engine, &few, Order::Nearest), rare);
        let page = super::Page { order: Order::Nearest, after: None, limit: 3 };
        let (hits, _) = engine.search(&search, &page, super::Counting::Nothing);
        let first: Vec<i64> = inside.into_iter().take(3).collect();
        prop_assert_eq!(hits.iter().map(|it| it.number).collect::<Vec<i64>>(), first);
        let world = Some(Bounds { west: -180.0, south: -90.0, east: 180.0, north: 90.0 });
        let both = Search { bounds: world, ..search.clone() };
        prop_assert_eq!(found(&engine, &both, Order::Newest), found(&engine, &search, Order::Newest));
    }
}
