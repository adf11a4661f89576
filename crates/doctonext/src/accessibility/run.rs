//! What was worked out, as it is read.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};

use crate::trades::{Profession, Specialty};

/// Whose accessibility.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trade {
    /// Key of the profession.
    pub profession: i16,
    /// Key of the specialty; 0 for the whole profession.
    pub specialty: i16,
}

impl Trade {
    /// The trades that are worked out: every profession of the directory, and general practitioners, whom everybody needs
    /// near by while the other doctors are sought farther away.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let professions = Profession::all().iter().filter(|it| it.directory_code.is_some());
        let mut trades: Vec<Self> = professions.map(|it| Self { profession: it.key, specialty: 0 }).collect();
        let general = Specialty::from_code("doctor", "medecine_generale");
        let doctor = Profession::from_code("doctor");
        trades.extend(
            doctor
                .zip(general)
                .map(|(doctor, general)| Self { profession: doctor.key, specialty: general.key }),
        );
        trades
    }

    /// What answers a search for a profession and specialties: the specialty when it was worked out, else the profession.
    #[must_use]
    pub fn of_search(profession: &'static Profession, specialties: &[&'static Specialty]) -> Self {
        let asked = match specialties {
            [one] => Self { profession: profession.key, specialty: one.key },
            _ => Self { profession: profession.key, specialty: 0 },
        };
        if Self::all().contains(&asked) { asked } else { Self { specialty: 0, ..asked } }
    }
}

/// One working out.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Run {
    /// Number.
    pub id: i32,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended; none while it runs, or when it broke.
    pub finished_at: Option<DateTime<Utc>>,
    /// `extraction` or `demonstration`.
    pub source: String,
    /// Day of the directory.
    pub directory_day: NaiveDate,
    /// Places whose point is only near.
    pub approximate_places: i32,
    /// All of them.
    pub places: i32,
    /// Pairs of places within reach.
    pub pairs: i64,
    /// Trades that are done.
    pub trades_done: i32,
    /// All of them.
    pub trades: i32,
}

impl Run {
    /// Whether its people are made up.
    #[must_use]
    pub fn is_demonstration(&self) -> bool {
        self.source == "demonstration"
    }
}

/// The figure of a department.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// Practitioners within reach for 100,000 inhabitants, mean of the communes weighted by their inhabitants.
    pub per_100k: f32,
    /// Share of the inhabitants who have nobody within reach, 0 to 1.
    pub far_share: f32,
}

/// A trade in every department.
#[derive(Debug, Clone, PartialEq)]
pub struct Departments {
    /// Where the figures come from.
    pub run: Run,
    /// The whole country, practitioners for 100,000 inhabitants.
    pub per_100k: f32,
    /// Practitioners whom no figure counts: their commune is not known, or nobody lives within its reach.
    pub unplaced: f64,
    /// By code of the department.
    pub figures: HashMap<String, Figure>,
}
