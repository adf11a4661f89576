//! Where listings are: communes drawn by population, what surrounds them, and a point inside them.

use crate::chance::Chance;
use crate::departments::Department;
use crate::grammar::{spoken_name, typographic};
use crate::model::CommuneSeed;

/// The exponent of the population: a little below 1, because small places publish a little more.
const EXPONENT: f64 = 0.9;
/// A town that people of the neighbourhood name to say where they are.
const TOWN: u32 = 28_000;
/// Kilometres in a degree of latitude.
const DEGREE_KM: f64 = 111.2;
/// Communes whose arrondissements replace them.
const PARENTS: [(&str, &str, &str); 3] =
    [("75056", "751", "Paris"), ("69123", "6938", "Lyon"), ("13055", "132", "Marseille")];

/// The size of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd)]
pub(crate) enum Setting {
    /// Below 2,500 inhabitants.
    Village,
    /// Below 10,000.
    Bourg,
    /// Below 60,000.
    Town,
    /// Above, and every arrondissement.
    City,
}

/// The communes with their cumulated weights.
pub(crate) struct Places<'a> {
    communes: &'a [CommuneSeed],
    departments: Vec<&'static Department>,
    cumulated: Vec<f64>,
    towns: Vec<usize>,
}

impl<'a> Places<'a> {
    /// Weighs the communes. Paris, Lyon and Marseille give way to their arrondissements when these are there.
    pub(crate) fn new(communes: &'a [CommuneSeed]) -> Self {
        let replaced: Vec<&str> = PARENTS
            .iter()
            .filter(|(parent, start, _)| {
                communes.iter().any(|it| it.code.starts_with(start) && it.code != *parent)
            })
            .map(|(parent, _, _)| *parent)
            .collect();
        let mut sum = 0.0;
        let mut cumulated = Vec::with_capacity(communes.len());
        for commune in communes {
            if !replaced.contains(&commune.code.as_str()) {
                sum += f64::from(commune.population).powf(EXPONENT);
            }
            cumulated.push(sum);
        }
        Self {
            communes,
            departments: communes.iter().map(|it| Department::of_code(&it.department)).collect(),
            cumulated,
            towns: (0..communes.len()).filter(|&index| communes[index].population >= TOWN).collect(),
        }
    }

    /// A commune by its index.
    pub(crate) fn commune(&self, index: usize) -> &'a CommuneSeed {
        &self.communes[index]
    }

    /// Its department.
    pub(crate) fn department(&self, index: usize) -> &'static Department {
        self.departments[index]
    }

    /// Draws a commune with at least `min_population` inhabitants, or the largest of a dozen draws.
    pub(crate) fn draw(&self, chance: &mut Chance, min_population: u32) -> usize {
        let mut best = 0;
        let mut largest = None;
        for _ in 0..12 {
            let at = chance.unit() * self.cumulated.last().copied().unwrap_or(0.0);
            let index = self.cumulated.partition_point(|&sum| sum <= at).min(self.communes.len() - 1);
            let population = self.communes[index].population;
            if population >= min_population {
                return index;
            }
            if largest.is_none_or(|known| population > known) {
                largest = Some(population);
                best = index;
            }
        }
        best
    }

    /// The size of the place.
    pub(crate) fn setting(&self, index: usize) -> Setting {
        let commune = self.commune(index);
        if commune.name.ends_with(" Arrondissement") {
            return Setting::City;
        }
        match commune.population {
            0..2_500 => Setting::Village,
            2_500..10_000 => Setting::Bourg,
            10_000..60_000 => Setting::Town,
            _ => Setting::City,
        }
    }

    /// How much practitioners want to come, from 0 (Creuse village) to 1 (Paris 16e).
    pub(crate) fn demand(&self, index: usize) -> f64 {
        let size = match self.setting(index) {
            Setting::Village => -0.10,
            Setting::Bourg => 0.0,
            Setting::Town => 0.06,
            Setting::City => 0.16,
        };
        (f64::from(self.department(index).appeal) / 110.0 + size).clamp(0.0, 1.0)
    }

    /// The nearest well-known town and the minutes by road, when it is worth saying (10 to 75 minutes).
    pub(crate) fn near(&self, index: usize) -> Option<(String, i64)> {
        let here = self.commune(index);
        if here.population >= TOWN {
            return None;
        }
        let island = is_island(&here.department);
        let (squared, town) =
            self.towns
                .iter()
                .map(|&town| &self.communes[town])
                .filter(|town| {
                    if island { town.department == here.department } else { !is_island(&town.department) }
                })
                .map(|town| (squared_km(here, town), town))
                .min_by(|a, b| a.0.total_cmp(&b.0))?;
        let minutes = squared.sqrt().mul_add(1.2, 5.0);
        let rounded = whole(minutes / 5.0) * 5;
        (10..=75).contains(&rounded).then(|| (town_name(town), rounded))
    }

    /// A point a few hundred metres to two kilometres from the centre, less in small or dense communes.
    pub(crate) fn point(&self, index: usize, chance: &mut Chance) -> (f64, f64) {
        let commune = self.commune(index);
        let reach = match self.setting(index) {
            Setting::Village => 0.9,
            Setting::Bourg => 1.4,
            Setting::Town => 2.0,
            Setting::City if commune.name.ends_with(" Arrondissement") => 0.6,
            Setting::City => 1.8,
        };
        let distance = 0.2 + chance.unit() * (reach - 0.2);
        let angle = chance.unit() * std::f64::consts::TAU;
        let north = distance * angle.sin() / DEGREE_KM;
        let east = distance * angle.cos() / (DEGREE_KM * commune.latitude.to_radians().cos().max(0.1));
        (micro(commune.latitude + north), micro(commune.longitude + east))
    }
}

/// Six decimals, a tenth of a metre.
fn micro(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}

/// The nearest whole number of a small positive figure.
#[expect(clippy::cast_possible_truncation, reason = "the value is a rounded figure far below 2^53")]
pub(crate) fn whole(value: f64) -> i64 {
    value.round() as i64
}

fn is_island(department: &str) -> bool {
    department.len() == 3 || department.starts_with("2A") || department.starts_with("2B")
}

fn squared_km(a: &CommuneSeed, b: &CommuneSeed) -> f64 {
    let north = (a.latitude - b.latitude) * DEGREE_KM;
    // The cosine at 46° is enough for a distance that is said in round minutes.
    let east = (a.longitude - b.longitude) * DEGREE_KM * 0.695;
    north.mul_add(north, east * east)
}

fn town_name(town: &CommuneSeed) -> String {
    for (_, start, name) in PARENTS {
        if town.code.starts_with(start) {
            return name.to_owned();
        }
    }
    typographic(spoken_name(&town.name))
}
