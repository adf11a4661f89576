//! What the State takes of the price of a practice (article 719 du code général des impôts, local additions included). Pure.

/// Euros up to which a rate holds, and the rate in percent: nothing to 23,000 €, 3 % to 200,000 €, 5 % above.
const BRACKETS: [(i64, i64); 3] = [(23_000, 0), (200_000, 3), (i64::MAX, 5)];

/// The least that is taken (article 674).
const LEAST: i64 = 25;

/// Duties on a price, to the nearest euro (article 675); nothing on a practice that is given away.
#[must_use]
pub(super) fn duties(price: i64) -> i64 {
    let mut below = 0;
    let mut hundredths = 0;
    for (up_to, rate) in BRACKETS {
        hundredths += (price.min(up_to) - below).max(0) * rate;
        below = up_to;
    }
    if price > 0 { ((hundredths + 50) / 100).max(LEAST) } else { 0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::duties;

    #[test]
    fn each_part_of_the_price_bears_the_rate_of_its_bracket() {
        assert_eq!((duties(0), duties(23_000)), (0, 25));
        assert_eq!(duties(100_000), 2_310);
        assert_eq!(duties(200_000), 5_310);
        assert_eq!(duties(300_000), 10_310);
    }

    proptest! {
        #[test]
        fn a_higher_price_never_bears_less(price in 0..2_000_000i64, more in 0..100_000i64) {
            prop_assert!(duties(price) <= duties(price + more));
            prop_assert!(duties(price) <= (price / 20).max(25));
        }
    }
}
