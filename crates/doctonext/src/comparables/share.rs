//! Quartiles of prices, and where a price stands among them. Pure.

/// Asked price over yearly turnover of comparable practices.
#[derive(Debug, Clone, Copy, PartialEq, sqlx::FromRow)]
pub(super) struct Quartiles {
    /// A share: 0.45 is 45 %.
    pub(super) first_quartile: f64,
    pub(super) median: f64,
    pub(super) third_quartile: f64,
}

impl Quartiles {
    /// Where a share stands, as what follows « Ce prix est ».
    pub(super) fn place_of(&self, share: f64) -> &'static str {
        if share < self.first_quartile {
            "dans le quart des prix les plus bas"
        } else if share > self.third_quartile {
            "dans le quart des prix les plus hauts"
        } else {
            "dans la moitié centrale des prix demandés"
        }
    }

    /// Right end of the drawing: room for the quartiles and for the share that is asked about.
    pub(super) fn scale(&self, share: Option<f64>) -> f64 {
        let furthest = self.third_quartile.max(share.unwrap_or_default());
        // To the next tenth, with a margin.
        ((furthest * 1.15) * 10.0).ceil() / 10.0
    }
}

/// Euros to the nearest thousand: a share is no more exact than that.
#[must_use]
pub(super) fn rounded(euros: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "prices of practices are far below 2^63")]
    let thousands = (euros / 1_000.0).round() as i64;
    thousands * 1_000
}

#[cfg(test)]
mod tests {
    use super::*;

    const IT: Quartiles = Quartiles { first_quartile: 0.3, median: 0.4, third_quartile: 0.6 };

    #[test]
    fn a_price_is_placed_by_the_quartiles() {
        assert!(IT.place_of(0.29).contains("plus bas"));
        assert!(IT.place_of(0.3).contains("centrale"));
        assert!(IT.place_of(0.6).contains("centrale"));
        assert!(IT.place_of(0.61).contains("plus hauts"));
    }

    #[test]
    fn the_drawing_has_room_for_what_is_asked() {
        assert!((IT.scale(None) - 0.7).abs() < 1e-9);
        assert!(IT.scale(Some(1.2)) > 1.2);
        assert_eq!(rounded(64_499.0), 64_000);
    }
}
