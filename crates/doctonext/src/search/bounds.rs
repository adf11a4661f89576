//! A part of the map as a place to search in: what somebody had before their eyes.

use crate::territory::{Commune, Gazetteer, Tile};

/// Farther from any commune of France, a view has no name.
const NAMED_WITHIN_KM: f64 = 100.0;
/// Higher than this, in degrees (some 200 km), a view is of no town's surroundings.
const TOO_HIGH: f64 = 1.8;
/// Wider or higher than this, in degrees, the envelope of the index is of no use; from pole to pole it is none at all.
const TOO_WIDE: f64 = 90.0;
/// The square of the map is two to this power wide in the units of a point.
const UNITS: i32 = 30;
/// A tenth of a millimetre, in degrees: what rounding may take from the edge of a point.
const ROUNDING: f64 = 1e-9;

/// A rectangle of the map; its edges belong to it. Degrees, WGS 84.
#[derive(Debug, Clone, PartialEq)]
pub struct Bounds {
    /// Least longitude.
    pub west: f64,
    /// Least latitude.
    pub south: f64,
    /// Greatest longitude.
    pub east: f64,
    /// Greatest latitude.
    pub north: f64,
    /// « Guéret (23) », about in its middle; none for a view of half the country.
    pub near: Option<String>,
}

impl Bounds {
    /// Reads `west,south,east,north`, as `GeoJSON` orders a box (RFC 7946, section 5); none when it is no rectangle. Rounded to four
    /// decimals (eleven metres), so that one view has one address.
    #[must_use]
    pub fn read(written: &str, gazetteer: &Gazetteer) -> Option<Self> {
        let sides: Option<Vec<f64>> = written.split(',').map(|it| it.trim().parse().ok()).collect();
        let [west, south, east, north] = sides?.try_into().ok()?;
        let (lying, upright) = (-180.0..=180.0, -90.0..=90.0);
        let is_on_earth = lying.contains(&west)
            && lying.contains(&east)
            && upright.contains(&south)
            && upright.contains(&north);
        let [west, south, east, north] = [west, south, east, north].map(|it| (it * 1e4).round() / 1e4);
        if !is_on_earth || west >= east || south >= north {
            return None;
        }
        let mut bounds = Self { west, south, east, north, near: None };
        bounds.near = bounds.middle_of(gazetteer);
        Some(bounds)
    }

    /// A tile.
    pub(super) fn of_tile(tile: Tile) -> Self {
        let [west, south, east, north] = tile.bounds();
        Self { west, south, east, north, near: None }
    }

    /// A point as a tile names it, `column/row` in the square of the map: some centimetres wide. None when it is no point.
    #[must_use]
    pub fn of_point(written: &str) -> Option<Self> {
        let (x, y) = written.split_once('/')?;
        let units = |text: &str| {
            // Written in one way: `+1` and `007` are no numbers of ours.
            text.parse::<i32>().ok().filter(|it| (0..1 << UNITS).contains(it) && it.to_string() == text)
        };
        let it = Self::of_tile(Tile { z: UNITS, x: units(x)?, y: units(y)? });
        Some(Self {
            west: it.west - ROUNDING,
            south: it.south - ROUNDING,
            east: it.east + ROUNDING,
            north: it.north + ROUNDING,
            near: None,
        })
    }

    /// The largest commune of the inner half, which everybody knows; else the nearest to the middle.
    fn middle_of(&self, gazetteer: &Gazetteer) -> Option<String> {
        if self.north - self.south > TOO_HIGH {
            return None;
        }
        let (width, height) = ((self.east - self.west) / 4.0, (self.north - self.south) / 4.0);
        let inner = Self {
            west: self.west + width,
            south: self.south + height,
            east: self.east - width,
            north: self.north - height,
            near: None,
        };
        let whole = gazetteer.communes().iter().filter(|it| !it.is_arrondissement());
        let largest =
            whole.filter(|it| inner.holds(it.latitude, it.longitude)).max_by_key(|it| it.population);
        if let Some(commune) = largest {
            return Some(commune.label());
        }
        let (nearest, km) = self.nearest(gazetteer)?;
        (km <= NAMED_WITHIN_KM).then(|| nearest.label())
    }

    /// The commune that is nearest to the middle, and kilometres to it.
    fn nearest<'a>(&self, gazetteer: &'a Gazetteer) -> Option<(&'a Commune, f64)> {
        let (latitude, longitude) =
            (f64::midpoint(self.south, self.north), f64::midpoint(self.west, self.east));
        gazetteer.nearest(latitude, longitude, 1).first().copied()
    }

    /// Key of the department in its middle; none for a view of half the country.
    pub(super) fn department(&self, gazetteer: &Gazetteer) -> Option<i16> {
        self.near.as_ref()?;
        self.nearest(gazetteer).map(|(commune, _)| commune.department.key())
    }

    /// As [`Self::read`] takes it.
    #[must_use]
    pub fn written(&self) -> String {
        format!("{},{},{},{}", self.west, self.south, self.east, self.north)
    }

    /// « Carte autour de Guéret (23) ».
    #[must_use]
    pub fn label(&self) -> String {
        self.near.as_ref().map_or_else(|| "Vue de la carte".to_owned(), |it| format!("Carte autour de {it}"))
    }

    /// Whether a place lies inside.
    #[must_use]
    pub fn holds(&self, latitude: f64, longitude: f64) -> bool {
        (self.south..=self.north).contains(&latitude) && (self.west..=self.east).contains(&longitude)
    }

    /// Corners of an envelope of `geography` that holds the rectangle: west, south, east, north. Its sides are great circles, which
    /// leave the parallels on the side of the pole: the side towards the equator is moved so that its middle lies on the parallel.
    /// None when the view is too wide for one.
    pub(super) fn envelope(&self) -> Option<[f64; 4]> {
        let width = self.east - self.west;
        if width > TOO_WIDE || self.north - self.south > TOO_WIDE {
            return None;
        }
        let moved = |parallel: f64| {
            (parallel.to_radians().tan() * (width / 2.0).to_radians().cos()).atan().to_degrees()
        };
        let south = if self.south > 0.0 { moved(self.south) } else { self.south };
        let north = if self.north < 0.0 { moved(self.north) } else { self.north };
        Some([self.west, south, self.east, north])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        search::{Vocabulary, parse},
        testing::gazetteer,
    };

    fn read(written: &str) -> Option<Bounds> {
        Bounds::read(written, gazetteer())
    }

    #[test]
    fn a_view_is_read_as_it_is_written_and_says_where_it_lies() {
        let view = read("1.500049, 46,2.25,46.5").unwrap();

        assert_eq!(view.written(), "1.5,46,2.25,46.5");
        assert_eq!(read(&view.written()), Some(view.clone()));
        assert_eq!(view.label(), "Carte autour de Guéret (23)");
        assert!(view.holds(46.0, 1.5) && view.holds(46.5, 2.25) && !view.holds(46.51, 2.0));
    }

    #[test]
    fn a_view_of_the_country_or_of_the_sea_names_no_town() {
        assert_eq!(read("-5,41,9,51").unwrap().label(), "Vue de la carte");
        assert_eq!(read("-30,40,-29,41").unwrap().label(), "Vue de la carte");
    }

    #[test]
    fn a_place_that_is_named_after_all_takes_the_stead_of_a_view() {
        let of = |query: &str| {
            let query = format!("{query}&cadre=1.5,45.9,2.5,47");
            let asked = parse(&query, Vocabulary::French, gazetteer(), chrono::DateTime::UNIX_EPOCH);
            let kept = [&asked.criteria, &asked.typed, &asked.for_addresses()].map(|it| it.bounds.is_some());
            assert!(kept.windows(2).all(|two| two[0] == two[1]), "{query}: {kept:?}");
            (kept[0], asked.criteria.around.is_some() || !asked.criteria.departments.is_empty())
        };

        for query in ["q=infirmier+Lyon", "q=infirmier+Creuse", "lieu=Lyon", "lieu=Creuse", "commune=69123"] {
            assert_eq!(of(query), (false, true), "{query}");
        }
        assert_eq!(of("q=infirmier"), (true, false));
    }

    #[test]
    fn a_point_of_a_tile_is_some_centimetres_wide_and_holds_what_is_drawn_there() {
        let point = Bounds::of_point("541065216/369098752").unwrap();
        let (width, height) = (point.east - point.west, point.north - point.south);

        assert!(width < 4e-7 && height < 4e-7 && width > 3e-7 && height > 1e-7, "{width} {height}");
        assert!(point.holds(f64::midpoint(point.south, point.north), f64::midpoint(point.west, point.east)));
        // The middle of the square: a listing there lies on the edge of its point.
        assert!(Bounds::of_point("536870912/536870912").unwrap().holds(0.0, 0.0));
        for written in
            ["", "1", "1/", "/1", "-1/1", "1/1073741824", "1/1/1", "1.5/1", "a/b", "+1/1", "007/1", "-0/1"]
        {
            assert_eq!(Bounds::of_point(written), None, "{written}");
        }
    }

    #[test]
    fn what_is_no_rectangle_is_refused() {
        for written in [
            "",
            "1,2,3",
            "1,2,3,4,5",
            "2,46,1,47",
            "1,47,2,46",
            "1,46,1,47",
            "NaN,46,2,47",
            "1,46,2,inf",
            "1,46,2,91",
            "-181,46,2,47",
            "1.00001,46,1.00002,47",
            "a,b,c,d",
        ] {
            assert_eq!(read(written), None, "{written}");
        }
    }

    #[test]
    fn the_envelope_of_an_index_reaches_as_far_as_the_parallel_in_the_middle() {
        let [.., north] = read("-5,-22,5,-20").unwrap().envelope().unwrap();
        let [_, south, ..] = read("-5,43,5,45").unwrap().envelope().unwrap();

        assert!(south < 43.0 - 0.1 && south > 43.0 - 0.2, "{south}");
        assert!(north > -20.0, "{north}");
        assert_eq!(read("-120,43,5,45").unwrap().envelope(), None);
        assert_eq!(read("0,-90,1,90").unwrap().envelope(), None);
    }
}
