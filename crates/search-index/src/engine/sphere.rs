//! Distances on the sphere, by the formula of the database, so that both say the same metres.

/// Mean radius of the WGS 84 ellipsoid, metres: the sphere that geography columns measure on.
const RADIUS: f64 = 6_371_008.771_415_059;
/// Points closer than this, in radians, are one.
const ONE: f64 = 1e-12;

/// A circle on the ground.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Circle {
    /// Degrees.
    pub latitude: f64,
    /// Degrees.
    pub longitude: f64,
    /// Metres.
    pub radius: f64,
}

impl Circle {
    /// Metres from the centre to a point in degrees.
    #[must_use]
    pub fn distance_to(&self, latitude: f64, longitude: f64) -> f64 {
        distance((latitude, longitude), (self.latitude, self.longitude))
    }

    /// Whether a place lies inside, told by the square of the chord to it: no sine, no root. Where rounding could decide, the
    /// distance itself does.
    pub(crate) fn holds(&self, chord: f64, point: (f64, f64)) -> bool {
        let edge = 4.0 * (self.radius / RADIUS / 2.0).sin().powi(2);
        if (chord - edge).abs() > edge * 1e-7 + 1e-14 {
            return chord < edge;
        }
        self.distance_to(point.0, point.1) <= self.radius
    }

    /// Degrees of latitude on either side, with a little to spare.
    pub(crate) fn reach(&self) -> f64 {
        (self.radius / RADIUS).to_degrees() * 1.001 + 1e-6
    }
}

/// A rectangle of the map; its edges belong to it. Degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Least longitude.
    pub west: f64,
    /// Least latitude.
    pub south: f64,
    /// Greatest longitude.
    pub east: f64,
    /// Greatest latitude.
    pub north: f64,
}

impl Bounds {
    /// Whether a place, latitude first, lies inside.
    pub(crate) fn holds(&self, (latitude, longitude): (f64, f64)) -> bool {
        (self.south..=self.north).contains(&latitude) && (self.west..=self.east).contains(&longitude)
    }
}

/// A place in degrees as a point of the sphere of radius 1.
pub(crate) fn on_unit_sphere((latitude, longitude): (f64, f64)) -> [f64; 3] {
    let ((north, plane), (east, toward)) =
        (latitude.to_radians().sin_cos(), longitude.to_radians().sin_cos());
    [plane * toward, plane * east, north]
}

/// The square of the straight way between two points.
pub(crate) fn chord(one: &[f64; 3], other: &[f64; 3]) -> f64 {
    let [x, y, z] = [one[0] - other[0], one[1] - other[1], one[2] - other[2]];
    x * x + y * y + z * z
}

/// Metres between two points given as latitude and longitude in degrees.
fn distance(from: (f64, f64), to: (f64, f64)) -> f64 {
    let radians = |degrees: f64| std::f64::consts::PI * degrees / 180.0;
    let (lat_s, lon_s) = (radians(from.0), radians(from.1));
    let (lat_e, lon_e) = (radians(to.0), radians(to.1));
    if (lat_s - lat_e).abs() <= ONE && (lon_s - lon_e).abs() <= ONE {
        return 0.0;
    }
    let apart = lon_e - lon_s;
    let (cos_apart, sin_apart) = (apart.cos(), apart.sin());
    let (cos_e, sin_e) = (lat_e.cos(), lat_e.sin());
    let (cos_s, sin_s) = (lat_s.cos(), lat_s.sin());
    let east = (cos_e * sin_apart) * (cos_e * sin_apart);
    let north = cos_s * sin_e - sin_s * cos_e * cos_apart;
    let across = (east + north * north).sqrt();
    let along = sin_s * sin_e + cos_s * cos_e * cos_apart;
    RADIUS * across.atan2(along)
}
