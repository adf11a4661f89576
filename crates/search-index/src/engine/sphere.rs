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

    /// What it holds between two latitudes.
    pub(crate) fn span(&self, south: f64, north: f64) -> Option<Span> {
        let look = (self.west, self.east);
        let whole = self.south < south - SPARE && north + SPARE < self.north;
        (self.west <= self.east).then_some(Span { look, trust: if whole { look } else { NOWHERE } })
    }
}

/// What an area holds between two latitudes: longitudes, degrees. Outside `look` is nothing, inside `trust` is all, whatever
/// the latitude; what lies between must be asked.
pub(crate) struct Span {
    pub(crate) look: (f64, f64),
    pub(crate) trust: (f64, f64),
}

const EVERYWHERE: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);
pub(crate) const NOWHERE: (f64, f64) = (f64::INFINITY, f64::NEG_INFINITY);
/// A metre in degrees: far more than rounding can move an edge.
pub(crate) const SPARE: f64 = 1e-5;
/// How far a chord may be told wrong, since points of the sphere are kept in single precision: half a metre.
pub(crate) const CHORD_ERROR: f64 = 1e-7;

/// A circle made ready to be asked about many places.
pub(crate) struct ReadyCircle {
    pub(crate) circle: Circle,
    centre: [f64; 3],
    /// Square of the chord from the centre to the edge.
    edge: f64,
    /// Closer to the edge than this, the distance itself decides.
    slack: f64,
}

impl ReadyCircle {
    pub(crate) fn new(circle: &Circle) -> Self {
        let edge = 4.0 * (circle.radius / RADIUS / 2.0).sin().powi(2);
        let slack = edge * 1e-7 + edge.sqrt() * 4.0 * CHORD_ERROR + 1e-12;
        let centre = on_unit_sphere((circle.latitude, circle.longitude));
        Self { circle: *circle, centre, edge, slack }
    }

    /// The square of the straight way from the centre.
    pub(crate) fn chord(&self, place: &[f32; 3]) -> f64 {
        let apart = |axis: f32, of: f64| (f64::from(axis) - of).powi(2);
        apart(place[0], self.centre[0]) + apart(place[1], self.centre[1]) + apart(place[2], self.centre[2])
    }

    /// Whether a place lies inside, told by the square of the chord to it: no sine, no root. Where rounding could decide, the
    /// distance itself does.
    pub(crate) fn holds(&self, place: &[f32; 3], point: (f64, f64)) -> bool {
        let chord = self.chord(place);
        if (chord - self.edge).abs() > self.slack {
            return chord < self.edge;
        }
        self.circle.distance_to(point.0, point.1) <= self.circle.radius
    }

    /// What it holds between two latitudes, from the haversine formula solved for the longitude; none when that is nothing.
    pub(crate) fn span(&self, south: f64, north: f64) -> Option<Span> {
        let latitude = self.circle.latitude;
        let half_sine = |from: f64| ((from - latitude).to_radians() / 2.0).sin().powi(2);
        // The square of the sine of half the longitudes on either side.
        let wide = |away: f64, cosine: f64| (self.edge / 4.0 - away) / (cosine * latitude.to_radians().cos());
        let (one, other) = (south.to_radians().cos(), north.to_radians().cos());
        let widest = wide(half_sine(latitude.clamp(south, north)), one.min(other));
        let least = wide(half_sine(south).max(half_sine(north)), one.max(other));
        let degrees = |wide: f64| 2.0 * wide.sqrt().asin().to_degrees();
        let around = |half: f64| (self.circle.longitude - half, self.circle.longitude + half);
        if widest < -1e-12 {
            return None;
        }
        let look = around(degrees(widest.max(0.0)) + SPARE);
        // Near a pole, or across the line where days change.
        if !(widest < 1.0 && -180.0 < look.0 && look.1 < 180.0) {
            return Some(Span { look: EVERYWHERE, trust: NOWHERE });
        }
        let trust = if least > 0.0 { around(degrees(least) - SPARE) } else { NOWHERE };
        Some(Span { look, trust })
    }
}

/// A place in degrees as a point of the sphere of radius 1.
pub(crate) fn on_unit_sphere((latitude, longitude): (f64, f64)) -> [f64; 3] {
    let ((north, plane), (east, toward)) =
        (latitude.to_radians().sin_cos(), longitude.to_radians().sin_cos());
    [plane * toward, plane * east, north]
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
