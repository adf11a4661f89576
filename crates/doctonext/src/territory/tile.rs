//! A square of the map, as web maps cut the world (Web Mercator, « slippy map » names). Pure.

use std::f64::consts::PI;

/// Farther out, France is a dot; closer in, tiles are only stretched.
const ZOOMS: std::ops::RangeInclusive<i32> = 4..=12;

/// A tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tile {
    /// Zoom.
    pub z: i32,
    /// Column.
    pub x: i32,
    /// Row, from the north.
    pub y: i32,
}

impl Tile {
    /// The tile of an address `{z}/{x}/{y}.mvt`; none when there is no such tile.
    #[must_use]
    pub fn named(z: &str, x: &str, file: &str) -> Option<Self> {
        let number = |text: &str| text.parse::<i32>().ok().filter(|it| *it >= 0 && it.to_string() == text);
        let (z, x, y) = (number(z)?, number(x)?, number(file.strip_suffix(".mvt")?)?);
        (ZOOMS.contains(&z) && x < 1 << z && y < 1 << z).then_some(Self { z, x, y })
    }

    /// West, south, east and north, degrees.
    #[must_use]
    pub fn bounds(self) -> [f64; 4] {
        let across = f64::from(1 << self.z);
        let longitude = |x: i32| f64::from(x) / across * 360.0 - 180.0;
        let latitude = |y: i32| (PI * (1.0 - 2.0 * f64::from(y) / across)).sinh().atan().to_degrees();
        [longitude(self.x), latitude(self.y + 1), longitude(self.x + 1), latitude(self.y)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tiles_that_exist_have_a_name() {
        assert_eq!(Tile::named("5", "16", "11.mvt"), Some(Tile { z: 5, x: 16, y: 11 }));
        for (z, x, file) in [
            ("3", "1", "1.mvt"),
            ("13", "1", "1.mvt"),
            ("5", "32", "1.mvt"),
            ("5", "-1", "1.mvt"),
            ("5", "+1", "1.mvt"),
            ("05", "1", "1.mvt"),
            ("5", "1", "1"),
            ("5", "1", "a.mvt"),
            ("5", "1", "99999999999.mvt"),
        ] {
            assert_eq!(Tile::named(z, x, file), None, "{z}/{x}/{file}");
        }
    }

    #[test]
    fn paris_lies_in_its_tile() {
        let [west, south, east, north] = Tile { z: 10, x: 518, y: 352 }.bounds();
        assert!(
            (west..east).contains(&2.35) && (south..north).contains(&48.86),
            "{west} {south} {east} {north}"
        );
    }
}
