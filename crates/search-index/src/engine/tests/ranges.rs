//! Days and figures, beside what is read off each listing.

use proptest::prelude::*;

use super::{
    super::{Facts, Order, Search},
    engine, facts, found, words,
};

/// Days of a listing: none, from a day on, or ranges of them.
fn days() -> impl Strategy<Value = Vec<(i32, Option<i32>)>> {
    let range = (-5_i32..40, 0_i32..9).prop_map(|(from, more)| (from, Some(from + more)));
    prop_oneof![
        Just(Vec::new()),
        (-5_i32..40).prop_map(|from| vec![(from, None)]),
        proptest::collection::vec(range, 1..4),
    ]
}

fn listing(
    number: usize,
    kind: i16,
    days: &[(i32, Option<i32>)],
    figures: (Option<i32>, Option<i32>),
) -> Facts {
    let number = i64::try_from(number).unwrap_or_default();
    let periods: Vec<(i32, i32)> = days.iter().filter_map(|(from, to)| Some((*from, (*to)?))).collect();
    Facts {
        kind,
        start: days.iter().map(|it| it.0).min(),
        end: days.iter().map(|it| it.1).max().flatten(),
        periods: if periods.len() > 1 { periods } else { Vec::new() },
        price: figures.0,
        turnover_range: figures.1.map(|least| (least, least + 10)),
        fee_share: figures.0.and_then(|it| u8::try_from(it).ok()).map(f32::from),
        ..facts(number, number)
    }
}

/// How many of the asked days a listing has, counted one by one; none without days.
fn met(it: &Facts, (from, to): (i32, i32)) -> Option<usize> {
    let start = it.start?;
    let has = |day: i32| {
        let within = start <= day && it.end.is_none_or(|end| day <= end);
        let ranges = &it.periods;
        within && (ranges.is_empty() || ranges.iter().any(|range| (range.0..=range.1).contains(&day)))
    };
    Some((from..=to).filter(|day| has(*day)).count())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn blocks_of_listings_are_narrowed_as_each_of_them_is(
        all in proptest::collection::vec((1_i16..4, days(), (proptest::option::of(0..90), proptest::option::of(0..90))), 1..200),
        (from, length) in (0_i32..40, 0_i32..12),
        least in prop_oneof![Just(None), (1_u8..=100).prop_map(Some)],
        (low, high) in (proptest::option::of(0..90), proptest::option::of(0..90)),
        kind in proptest::option::of(1_i16..4),
    ) {
        let all: Vec<Facts> =
            all.iter().enumerate().map(|(n, (kind, days, figures))| listing(n, *kind, days, *figures)).collect();
        // Ranges of one listing may overlap here: shares of days are compared where they do not.
        let is_clear = |it: &Facts| it.periods.windows(2).all(|two| two[0].1 < two[1].0);
        let all: Vec<Facts> = all.into_iter().filter(is_clear).collect();
        let engine = engine(all.iter().map(|it| (it.clone(), words("cabinet"))));
        let to = from + length;
        let newest = |keep: &dyn Fn(&Facts) -> bool| {
            let mut kept: Vec<i64> = all.iter().filter(|it| keep(it)).map(|it| it.number).collect();
            kept.reverse();
            kept.truncate(found(&engine, &Search::default(), Order::Newest).len());
            kept
        };
        let of_kind = |it: &Facts| kind.is_none_or(|kind| kind == it.kind);

        let dated = Search { kind, dates: (Some(from), Some(to)), coverage_min: least, may_be_undated: 0b10, ..Search::default() };
        let asked = usize::try_from(length + 1).unwrap_or_default();
        let fits = |it: &Facts| match met(it, (from, to)) {
            Some(days) => days > 0 && least.is_none_or(|least| days * 100 >= asked * usize::from(least)),
            None => kind == Some(1) && least.is_none(),
        };
        prop_assert_eq!(found(&engine, &dated, Order::Newest), newest(&|it| of_kind(it) && fits(it)));

        let priced = Search { price: (low, high), ..Search::default() };
        let within = |it: i32| low.is_none_or(|low| it >= low) && high.is_none_or(|high| it <= high);
        prop_assert_eq!(found(&engine, &priced, Order::Newest), newest(&|it| it.price.is_none_or(within)));
        let told = Search { with_price: true, ..priced.clone() };
        prop_assert_eq!(found(&engine, &told, Order::Newest), newest(&|it| it.price.is_some_and(within)));
        let sold = Search { turnover: (low, high), ..Search::default() };
        let meets = |(least, most): (i32, i32)| low.is_none_or(|low| most >= low) && high.is_none_or(|high| least <= high);
        prop_assert_eq!(
            found(&engine, &sold, Order::Newest),
            newest(&|it| if low.is_none() && high.is_none() { true } else { it.turnover_range.is_some_and(meets) })
        );
        let shared = Search { fee_share_min: Some(40.0), ..Search::default() };
        prop_assert_eq!(found(&engine, &shared, Order::Newest), newest(&|it| it.fee_share.is_some_and(|share| share >= 40.0)));
    }
}
