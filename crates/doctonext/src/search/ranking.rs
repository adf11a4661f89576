//! The published order of results found by words: five parts, each between 0 and 1, and what each of them weighs. Pure; the
//! page « Comment sont classées les annonces » says the same in words, and payment is no part of it.

use platform::french;

/// Words, freshness, how much the listing tells, its author, how near it is.
pub(in crate::search) const WEIGHTS: [f64; 5] = [0.45, 0.20, 0.15, 0.10, 0.10];
/// What the sum is multiplied by once nobody confirmed that the listing still holds.
pub(in crate::search) const UNCONFIRMED: f64 = 0.6;
/// What people read of each part.
const LABELS: [&str; 5] = ["Vos mots", "Fraîcheur", "Précision", "Auteur", "Proximité"];

/// Why a result stands where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reasons {
    /// « 82 points sur 100 »; « 49,2 points sur 100 (82 × 0,6) » when the sum of the parts was multiplied.
    pub total: String,
    /// Each part with its points of what it could give: « 41 sur 45 ».
    pub parts: Vec<(&'static str, String)>,
    /// Whether the total counts for less because nobody confirmed that it still holds.
    pub is_unconfirmed: bool,
}

/// How near the point is that stands for the place of a confidential listing.
const NEAR_DRAWN: &str = "Proximité (point tiré au sort dans sa zone)";

/// Explains a score from its parts, the last of which is what the sum was multiplied by. `is_drawn`: its point is drawn at
/// random.
pub(in crate::search) fn explain(score: i64, parts: &[f32], is_drawn: bool) -> Option<Reasons> {
    let (factor, parts) = parts.split_last().filter(|(_, parts)| parts.len() == WEIGHTS.len())?;
    let points = |part: f32, weight: f64| {
        let of = french::decimal(weight * 100.0, 0);
        format!("{} sur {of}", french::decimal(f64::from(part) * weight * 100.0, 1))
    };
    let tenths = u32::try_from((score + 500) / 1_000).unwrap_or_default();
    let is_unconfirmed = *factor < 1.0;
    let total = format!("{} points sur 100", french::decimal(f64::from(tenths) / 10.0, 1));
    let sum: f64 = parts.iter().zip(WEIGHTS).map(|(part, weight)| f64::from(*part) * weight * 100.0).sum();
    let (sum, factor) = (french::decimal(sum, 1), french::decimal(f64::from(*factor), 2));
    Some(Reasons {
        total: if is_unconfirmed { format!("{total} ({sum}\u{a0}×\u{a0}{factor})") } else { total },
        parts: LABELS
            .iter()
            .zip(parts.iter().zip(WEIGHTS))
            .map(|(label, (part, weight))| {
                let label = if is_drawn && *label == LABELS[4] { NEAR_DRAWN } else { label };
                (label, points(*part, weight))
            })
            .collect(),
        is_unconfirmed,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_make_a_whole() {
        assert!((WEIGHTS.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_score_is_explained_part_by_part() {
        let reasons = explain(612_300, &[1.0, 0.5, 0.2, 0.25, 0.0, 1.0], false).unwrap();
        assert_eq!(reasons.total, "61,2 points sur 100");
        assert_eq!(reasons.parts[0], ("Vos mots", "45 sur 45".to_owned()));
        assert_eq!(reasons.parts[3], ("Auteur", "2,5 sur 10".to_owned()));
        assert!(!reasons.is_unconfirmed);
        assert_eq!(
            explain(612_951, &[1.0; 6], false).unwrap().total,
            "61,3 points sur 100",
            "rounded, not cut"
        );
        let halved = explain(367_380, &[1.0, 0.5, 0.2, 0.25, 0.073, 0.6], false).unwrap();
        assert_eq!(halved.total, "36,7 points sur 100 (61,2\u{a0}×\u{a0}0,6)");
        assert!(halved.is_unconfirmed);
        let drawn = explain(612_300, &[1.0; 6], true).unwrap();
        assert_eq!(drawn.parts[4].0, NEAR_DRAWN, "nearness of a random point is said to be one");
        assert!(explain(1, &[1.0, 0.6], false).is_none(), "parts of another formula say nothing");
    }
}
