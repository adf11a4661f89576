//! The bands that stand for the figures of confidential listings. Pure.

use platform::french;

/// Yearly turnover: each band ends before its bound; the last has none. Euros.
const TURNOVER: [i32; 7] = [50_000, 100_000, 150_000, 200_000, 300_000, 500_000, 1_000_000];
/// Price: free, then like the turnover.
const PRICE: [i32; 7] = [1, 10_000, 25_000, 50_000, 100_000, 200_000, 500_000];

/// A band of one of the two scales.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    /// Euros, included.
    pub least: i32,
    /// Euros, included; the largest number when there is no end.
    pub most: i32,
}

fn rank(figure: i32, bounds: &[i32]) -> i32 {
    i32::try_from(bounds.iter().take_while(|it| **it <= figure).count()).unwrap_or_default()
}

fn band(rank: i32, bounds: &[i32]) -> Option<Band> {
    let rank = usize::try_from(rank).ok().filter(|it| *it <= bounds.len())?;
    let least = rank.checked_sub(1).map_or(0, |before| bounds[before]);
    Some(Band { least, most: bounds.get(rank).map_or(i32::MAX, |it| it - 1) })
}

/// Number of the band of a turnover, as `transfer_details` keeps it.
#[must_use]
pub(super) fn turnover_rank(euros: i32) -> i32 {
    rank(euros, &TURNOVER)
}

/// The same for a price.
#[must_use]
pub(in crate::listings) fn price_rank(euros: i32) -> i32 {
    rank(euros, &PRICE)
}

/// The band of this number.
#[must_use]
pub fn turnover_band(rank: i32) -> Option<Band> {
    band(rank, &TURNOVER)
}

/// The same for a price.
#[must_use]
pub fn price_band(rank: i32) -> Option<Band> {
    band(rank, &PRICE)
}

impl Band {
    /// « 100 000 à 150 000 € », « moins de 10 000 € », « plus de 1 000 000 € », « gratuite ».
    #[must_use]
    pub fn words(self) -> String {
        let euros = |amount: i32| french::euros(i64::from(amount));
        match (self.least, self.most) {
            (_, 0) => "Cession gratuite".to_owned(),
            (0 | 1, most) => format!("moins de {}", euros(most + 1)),
            (least, i32::MAX) => format!("plus de {}", euros(least)),
            (least, most) => format!("{} à {}", french::number(i64::from(least)), euros(most + 1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(band: Option<Band>) -> String {
        band.unwrap().words().replace(['\u{202f}', '\u{a0}'], " ")
    }

    #[test]
    fn bands_say_as_much_as_they_should_and_no_more() {
        assert_eq!(words(turnover_band(turnover_rank(30_000))), "moins de 50 000 €");
        assert_eq!(words(turnover_band(turnover_rank(100_000))), "100 000 à 150 000 €");
        assert_eq!(words(turnover_band(turnover_rank(2_000_000))), "plus de 1 000 000 €");
        assert_eq!(words(price_band(price_rank(0))), "Cession gratuite");
        assert_eq!(words(price_band(price_rank(9_999))), "moins de 10 000 €");
        assert_eq!(words(price_band(price_rank(10_000))), "10 000 à 25 000 €");
        assert_eq!(words(price_band(price_rank(800_000))), "plus de 500 000 €");
        assert_eq!(price_band(8), None);
    }

    proptest! {
        #[test]
        fn every_figure_lies_in_its_band(euros in 0..i32::MAX) {
            for band in [turnover_band(turnover_rank(euros)), price_band(price_rank(euros))] {
                let band = band.unwrap();
                prop_assert!(band.least <= euros && euros <= band.most);
            }
        }
    }
}
