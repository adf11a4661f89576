//! Tiles of the map: cells and points, their edges, what is removed and what is over.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{
    super::{By, Change, Circle, Cluster, Engine, Facts, Search, Square},
    asked, engine, facts, words,
};

/// The whole of Europe and Africa in quarters: their corner is the middle of the square.
const QUARTERS: [Square; 4] = [
    Square { zoom: 1, column: 0, row: 0 },
    Square { zoom: 1, column: 1, row: 0 },
    Square { zoom: 1, column: 0, row: 1 },
    Square { zoom: 1, column: 1, row: 1 },
];

/// Column and row of a point, as the database says them.
fn units((latitude, longitude): (f64, f64)) -> (u64, u64) {
    let wide = f64::from(1 << 30);
    let y =
        0.5 - (std::f64::consts::FRAC_PI_4 + latitude.to_radians() / 2.0).tan().ln() / std::f64::consts::TAU;
    let whole = |share: f64| format!("{:.0}", (share * wide).floor()).parse().unwrap();
    (whole((longitude + 180.0) / 360.0), whole(y))
}

fn square(zoom: u32, point: (f64, f64)) -> Square {
    let of = |units: u64| u32::try_from(units >> (30 - zoom)).unwrap();
    let (x, y) = units(point);
    Square { zoom, column: of(x), row: of(y) }
}

/// The same from a list that is read from end to end.
fn read_through(held: &[Facts], square: Square, by: By, finds: impl Fn(&Facts) -> bool) -> Vec<Cluster> {
    let mut found: BTreeMap<(bool, u64, u64), (u64, u64, u64)> = BTreeMap::new();
    for it in held.iter().filter(|it| it.department != 0 && finds(it)) {
        let Some((x, y)) = it.point.map(units) else { continue };
        let tile = |units: u64| units >> (30 - square.zoom);
        if (tile(x), tile(y)) != (u64::from(square.column), u64::from(square.row)) {
            continue;
        }
        let cell = |units: u64| if by == By::Cell { units >> (27 - square.zoom) & 7 } else { units };
        let one = found.entry((it.confidential, cell(y), cell(x))).or_default();
        *one = (one.0 + 1, one.1 + x, one.2 + y);
    }
    let cluster = |((confidential, row, column), (n, x, y))| Cluster {
        at: (u32::try_from(column).unwrap(), u32::try_from(row).unwrap()),
        confidential,
        n,
        sum: (x, y),
    };
    let mut clusters: Vec<Cluster> = found.into_iter().map(cluster).collect();
    clusters.sort_unstable();
    clusters
}

fn sorted(engine: &Engine, search: &Search, square: Square, by: By) -> Vec<Cluster> {
    let mut clusters = engine.view().clusters(search, square, by);
    clusters.sort_unstable();
    clusters
}

/// Few enough points for many listings on one of them; some lie on edges of tiles.
fn point() -> impl Strategy<Value = (f64, f64)> {
    let edges = prop_oneof![Just(0.0), Just(45.0), Just(22.5), Just(2.8125), Just(2.35), Just(-1.5)];
    (prop_oneof![Just(0.0), Just(48.86), Just(48.92), 44.0..49.0, -1.0..1.0], edges)
}

fn listing() -> impl Strategy<Value = (Facts, &'static str)> {
    let point = proptest::option::weighted(0.9, point());
    let text = prop_oneof![Just("cabinet"), Just("cabinet lyon"), Just("remplacement")];
    (point, 1..4_i16, prop::bool::weighted(0.2), 0..6_i16, 0..100_i32, text).prop_map(
        |(point, kind, confidential, department, price, text)| {
            let price = Some(price);
            (Facts { kind, department, price, point, confidential, ..facts(0, 0) }, text)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_tile_counts_what_a_reader_of_the_whole_list_would_count(
        held in proptest::collection::vec(listing(), 0..200),
        later in 0..30_usize,
        gone in proptest::collection::vec(0..200_i64, 0..6),
        zoom in 1..13_u32,
        around in point(),
        kind in proptest::option::of(1..4_i16),
        cheap in proptest::option::of(20..80_i32),
        has_word in any::<bool>(),
        radius in proptest::option::weighted(0.3, 1_000.0..900_000.0),
        is_settled in any::<bool>(),
    ) {
        let held: Vec<(Facts, &str)> =
            (0_i64..).zip(held).map(|(n, (it, text))| (Facts { number: n, published_at: n, ..it }, text)).collect();
        let (late, early) = held.split_at(later.min(held.len()));
        let engine = engine(early.iter().map(|(it, text)| (it.clone(), words(text))));
        engine.apply(late.iter().map(|(it, text)| Change::Put(Box::new(it.clone()), words(text))).collect());
        engine.apply(gone.iter().map(|number| Change::Remove(*number)).collect());
        if is_settled {
            engine.settle();
        }

        let circle = radius.map(|radius| Circle { latitude: around.0, longitude: around.1, radius });
        let base = if has_word { asked("lyon") } else { Search::default() };
        let search = Search { kind, price: (None, cheap), circle, ..base };
        let texts: BTreeMap<i64, &str> = held.iter().map(|(it, text)| (it.number, *text)).collect();
        let finds = |it: &Facts| {
            !gone.contains(&it.number)
                && kind.is_none_or(|kind| it.kind == kind)
                && cheap.is_none_or(|most| it.price.is_none_or(|price| price <= most))
                && (!has_word || texts[&it.number].contains("lyon"))
                && circle.is_none_or(|circle| it.point.is_some_and(|(latitude, longitude)| {
                    circle.distance_to(latitude, longitude) <= circle.radius
                }))
        };
        let held: Vec<Facts> = held.iter().map(|(it, _)| it.clone()).collect();
        for by in [By::Cell, By::Point] {
            let tile = square(zoom, around);
            prop_assert_eq!(sorted(&engine, &search, tile, by), read_through(&held, tile, by, finds));
        }
        // Every listing is on one of the four tiles that hold the world.
        let everywhere: u64 = QUARTERS.iter()
            .flat_map(|quarter| engine.view().clusters(&search, *quarter, By::Cell)).map(|it| it.n).sum();
        let shown = held.iter().filter(|it| it.department != 0 && it.point.is_some() && finds(it));
        prop_assert_eq!(everywhere, shown.count() as u64);
    }
}

#[test]
fn a_listing_on_the_corner_of_four_tiles_is_on_the_one_to_the_south_east() {
    let engine = engine([(Facts { point: Some((0.0, 0.0)), ..facts(1, 1) }, words("cabinet"))]);

    let on = QUARTERS.map(|quarter| engine.view().clusters(&Search::default(), quarter, By::Cell).len());

    assert_eq!(on, [0, 0, 0, 1]);
}

#[test]
fn confidential_listings_are_counted_apart_and_those_of_no_department_not_at_all() {
    let at = |number, confidential, department| {
        let point = Some((48.86, 2.35));
        (Facts { department, point, confidential, ..facts(number, number) }, words("cabinet"))
    };
    let engine = engine([at(1, false, 1), at(2, true, 1), at(3, true, 1), at(4, true, 0), at(5, false, 0)]);
    let tile = square(11, (48.86, 2.35));

    let told = |engine: &Engine, search: &Search| -> Vec<(bool, u64)> {
        sorted(engine, search, tile, By::Point).iter().map(|it| (it.confidential, it.n)).collect()
    };
    assert_eq!(told(&engine, &Search::default()), [(false, 1), (true, 2)]);
    engine.apply(vec![Change::Remove(2)]);
    assert_eq!(told(&engine, &Search::default()), [(false, 1), (true, 1)]);
    // A change may make of an open listing a confidential one.
    let (changed, text) = at(1, true, 1);
    engine.apply(vec![Change::Put(Box::new(changed), text)]);
    engine.settle();
    assert_eq!(told(&engine, &Search::default()), [(true, 2)]);
}

#[test]
fn what_is_over_is_on_no_tile_before_anybody_has_noted_it() {
    let until = |number, expires_at| {
        let point = Some((48.86, 2.35));
        (Facts { expires_at, point, ..facts(number, number) }, words("cabinet"))
    };
    let engine = engine([until(1, Some(10)), until(2, Some(20)), until(3, None)]);
    let tile = square(8, (48.86, 2.35));
    let at = |now| {
        let clusters = sorted(&engine, &Search { now, ..Search::default() }, tile, By::Cell);
        clusters.iter().map(|it| it.n).sum::<u64>()
    };

    assert_eq!([at(0), at(10), at(20)], [3, 2, 1]);
    engine.end(15);
    assert_eq!([at(15), at(20)], [2, 1]);
}
