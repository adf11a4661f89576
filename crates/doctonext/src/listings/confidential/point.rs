//! The point by which a confidential listing is found on maps and in circles. Pure.
//!
//! It is drawn from a keyed checksum of the listing and its area: a commune of the area, the more people live there the
//! likelier, and a few kilometres away from its centre. The true place is no part of the draw, so that however often and from
//! wherever somebody measures distances, they learn the area, which they know.

use super::area::HidingArea;
use crate::territory::{Commune, Gazetteer};

/// Farthest from the centre of the commune that was drawn, kilometres.
const FARTHEST: f64 = 3.0;
/// Of the way to the nearest commune outside of the area: nearer to us than to it, whatever the direction.
const SHARE: f64 = 0.45;
/// A degree of latitude, kilometres.
const DEGREE: f64 = 111.195;

/// What the checksum is made of.
#[must_use]
pub(super) fn message(listing: &str, area: &HidingArea) -> String {
    format!("{}:{listing}/{}/{}", listing.len(), area.level.code(), area.code)
}

/// Latitude and longitude, to five decimals; none of an area without communes.
#[must_use]
pub(super) fn draw(seed: &[u8; 32], area: &HidingArea, gazetteer: &Gazetteer) -> Option<(f64, f64)> {
    let communes = area.communes(gazetteer);
    // Somebody practises where nobody lives, too.
    let weight = |it: &Commune| u64::from(it.population) + 1;
    let total: u64 = communes.iter().map(|it| weight(it)).sum();
    let mut left = part(seed, 0).checked_rem(total)?;
    let chosen = communes.iter().find(|it| {
        let found = left < weight(it);
        left = left.saturating_sub(weight(it));
        found
    })?;
    let radius = (SHARE * nearest_outside(chosen, area, gazetteer)).min(FARTHEST);
    let (turn, reach) =
        (fraction(part(seed, 1)) * std::f64::consts::TAU, fraction(part(seed, 2)).sqrt() * radius);
    let latitude = chosen.latitude + reach * turn.cos() / DEGREE;
    let narrowing = chosen.latitude.to_radians().cos().max(0.01);
    let longitude = chosen.longitude + reach * turn.sin() / (DEGREE * narrowing);
    let round = |degrees: f64| (degrees * 1e5).round() / 1e5;
    Some((round(latitude), round(longitude)))
}

/// Eight bytes of the seed as a number.
fn part(seed: &[u8; 32], rank: usize) -> u64 {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&seed[rank * 8..rank * 8 + 8]);
    u64::from_be_bytes(bytes)
}

/// From 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "53 bits of a random number are plenty")]
fn fraction(number: u64) -> f64 {
    (number >> 11) as f64 / (1_u64 << 53) as f64
}

/// Kilometres to the nearest centre that is not of the area, as far as it matters.
fn nearest_outside(commune: &Commune, area: &HidingArea, gazetteer: &Gazetteer) -> f64 {
    let near = |it: &&Commune| {
        (it.latitude - commune.latitude).abs() < 0.1 && (it.longitude - commune.longitude).abs() < 0.2
    };
    let is_same_kind =
        |it: &&Commune| it.is_arrondissement() == commune.is_arrondissement() || !it.is_arrondissement();
    gazetteer
        .communes()
        .iter()
        .filter(near)
        .filter(is_same_kind)
        .filter(|it| !area.holds(it) && Some(&it.code) != commune.parent_code.as_ref())
        .map(|it| it.kilometres_to(commune.latitude, commune.longitude))
        .fold(FARTHEST / SHARE, f64::min)
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;
    use crate::{listings::confidential::AreaLevel, testing::gazetteer};

    fn seed(n: u32, area: &HidingArea) -> [u8; 32] {
        Sha256::digest(message(&n.to_string(), area)).into()
    }

    fn creuse() -> HidingArea {
        HidingArea { level: AreaLevel::Department, code: "23".to_owned(), practitioners: Some(9) }
    }

    #[test]
    fn a_point_lies_in_its_area_and_is_the_same_at_each_draw() {
        let intercommunality = gazetteer().by_code("23096").unwrap().epci_code.clone().unwrap();
        let part = format!("23/{intercommunality}");
        for (level, code) in [
            (AreaLevel::Commune, "23096"),
            (AreaLevel::Commune, "75116"),
            (AreaLevel::Intercommunality, part.as_str()),
            (AreaLevel::Department, "2A"),
            (AreaLevel::Department, "971"),
            (AreaLevel::Region, "53"),
            (AreaLevel::Country, "FR"),
        ] {
            let area = HidingArea { level, code: code.to_owned(), practitioners: None };
            for n in 0..40 {
                let point = draw(&seed(n, &area), &area, gazetteer()).unwrap();
                assert_eq!(draw(&seed(n, &area), &area, gazetteer()), Some(point));
                if code == "75116" {
                    let centre = gazetteer().by_code(code).unwrap();
                    assert!(centre.kilometres_to(point.0, point.1) < FARTHEST + 0.01);
                    continue;
                }
                // Five decimals may move a point that stands on a border by a metre.
                let near = gazetteer().nearest(point.0, point.1, 12);
                let closest = near.first().unwrap().1;
                let here = near.iter().filter(|(_, far)| *far < closest + 0.01);
                assert!(here.clone().any(|(it, _)| area.holds(it)), "{code} {point:?}");
            }
        }
    }

    #[test]
    fn where_more_people_live_points_are_more_frequent() {
        let area = creuse();
        let gueret = gazetteer().by_code("23096").unwrap();
        let near = (0..2_000)
            .filter_map(|n| draw(&seed(n, &area), &area, gazetteer()))
            .filter(|(latitude, longitude)| gueret.kilometres_to(*latitude, *longitude) <= 3.01)
            .count();
        let share = f64::from(gueret.population)
            / area.communes(gazetteer()).iter().map(|it| f64::from(it.population)).sum::<f64>();
        let expected = 2_000.0 * share;
        assert!(
            (0.7..2.5).contains(&(f64::from(u32::try_from(near).unwrap()) / expected)),
            "{near} of {expected}"
        );
    }

    /// The mean distance from the points to the true places is the one to places of other listings.
    #[test]
    fn a_point_says_nothing_of_the_true_place() {
        let area = creuse();
        let communes = area.communes(gazetteer());
        let of = |n: u32| {
            let point = draw(&seed(n, &area), &area, gazetteer()).unwrap();
            (point, communes[(n as usize * 7919) % communes.len()])
        };
        let drawn: Vec<_> = (0..3_000).map(of).collect();
        let mean = |shift: usize| {
            let far = (0..drawn.len()).map(|at| {
                let ((latitude, longitude), _) = drawn[at];
                drawn[(at + shift) % drawn.len()].1.kilometres_to(latitude, longitude)
            });
            far.sum::<f64>() / 3_000.0
        };
        let (own, others) = (mean(0), [101, 503, 1_009, 1_511].map(mean));
        let least = others.iter().copied().fold(f64::INFINITY, f64::min);
        let most = others.iter().copied().fold(0.0, f64::max);
        assert!(own > least * 0.97 && own < most * 1.03, "{own} km to their own, {others:?} to others");
    }
}
