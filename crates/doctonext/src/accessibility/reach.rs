//! Who is within reach, and how much they count: the distance decay. Pure.
//!
//! Luo, W. and Qi, Y. (2009), « An enhanced two-step floating catchment area (E2SFCA) method for measuring spatial
//! accessibility to primary care physicians », Health & Place 15(4): bands of distance, one weight in each. The weights are
//! those of the French APL (DREES, IRDES), which counts whole what is within 10 minutes by road, two thirds from 10 to 15,
//! one third from 15 to 20, nothing beyond. We have no roads: the bands stand for these times at some 36 to 45 km/h as the
//! crow flies, which is 50 to 60 km/h by road with the usual detour of four thirds.

/// Nobody farther away counts, metres.
pub const FARTHEST: f64 = 15_000.0;

/// Distance up to which, metres, and weight there.
pub const BANDS: [(f64, f64); 3] = [(6_000.0, 1.0), (10_000.0, 2.0 / 3.0), (FARTHEST, 1.0 / 3.0)];

/// Grows when bands, weights or formula change, so that everything is worked out again.
pub(super) const FORMULA: u8 = 1;

/// The weight of somebody at a distance, metres.
#[must_use]
pub fn weight(metres: f64) -> f64 {
    BANDS.iter().find(|(up_to, _)| metres <= *up_to).map_or(0.0, |(_, weight)| *weight)
}

#[cfg(test)]
mod tests {
    use super::weight;

    #[test]
    fn the_near_count_whole_and_the_far_not_at_all() {
        for (metres, thirds) in
            [(0.0, 3), (6_000.0, 3), (6_000.1, 2), (10_000.0, 2), (14_999.0, 1), (15_000.1, 0)]
        {
            assert!((weight(metres) * 3.0 - f64::from(thirds)).abs() < 1e-9, "{metres}");
        }
    }
}
