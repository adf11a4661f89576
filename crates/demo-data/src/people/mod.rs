//! Authors: who they are, from their number alone.

pub(crate) mod names;
mod sheet;

use crate::chance::Chance;
use crate::places::Places;
use crate::trades::{Craft, PROFESSIONS, Profession, Specialty, Trade};

/// The kinds of account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AccountKind {
    /// A practitioner in their own name.
    Practitioner,
    /// A student who may replace.
    Student,
    /// A care structure.
    Organisation,
    /// A town or a professional community of the territory.
    PublicBody,
    /// An agency or a broker.
    Agency,
}

impl AccountKind {
    /// Its code.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Practitioner => "practitioner",
            Self::Student => "student",
            Self::Organisation => "organisation",
            Self::PublicBody => "public_body",
            Self::Agency => "agency",
        }
    }
}

/// What the listings of an author need to know of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Author {
    /// Their number.
    pub n: u64,
    /// Kind of account.
    pub kind: AccountKind,
    /// Agreement of adjectives and participles.
    pub feminine: bool,
    /// Profession and specialty. An agency or a town draws one for each listing instead.
    pub trade: Trade,
    /// Index of the commune of exercise.
    pub commune: usize,
}

/// The stream of draws that decides who an author is.
const WHO: u64 = 1;

impl Author {
    /// The author of this number.
    pub(crate) fn of(seed: u64, n: u64, places: &Places<'_>) -> Self {
        let mut chance = Chance::new(seed, WHO, n);
        let trade = draw_trade(&mut chance);
        let mut kind = chance.weighted(&[
            (850, AccountKind::Practitioner),
            (45, AccountKind::Student),
            (50, AccountKind::Organisation),
            (25, AccountKind::PublicBody),
            (30, AccountKind::Agency),
        ]);
        if kind == AccountKind::Student && !trade.students_replace() {
            kind = AccountKind::Practitioner;
        }
        if kind == AccountKind::Practitioner && trade.craft() == Craft::Employed && chance.odds(70) {
            kind = AccountKind::Organisation;
        }
        if kind == AccountKind::Practitioner && trade.students_replace() && chance.odds(8) {
            kind = AccountKind::Student;
        }
        let women = match trade.profession.code {
            "nurse" | "speech_therapist" | "midwife" | "dietitian" | "psychomotor_therapist" => 86,
            "podiatrist" | "psychologist" | "pharmacist" | "orthoptist" | "occupational_therapist" => 68,
            _ => 48,
        };
        let feminine = chance.odds(women);
        let mut commune = places.draw(&mut chance, trade.min_population());
        // Large cities do not advertise for their family doctor.
        for _ in 0..10 {
            if kind != AccountKind::PublicBody || (400..12_000).contains(&places.commune(commune).population)
            {
                break;
            }
            commune = places.draw(&mut chance, 400);
        }
        Self { n, kind, feminine, trade, commune }
    }
}

/// Draws a profession, then a specialty of it.
pub(crate) fn draw_trade(chance: &mut Chance) -> Trade {
    let total: u32 = PROFESSIONS.iter().map(|it| it.weight).sum();
    let mut left = chance.between(0, i64::from(total) - 1);
    let mut profession: &'static Profession = &PROFESSIONS[0];
    for candidate in PROFESSIONS {
        if left < i64::from(candidate.weight) {
            profession = candidate;
            break;
        }
        left -= i64::from(candidate.weight);
    }
    let specialty =
        if chance.odds(profession.unspecific) { None } else { draw_specialty(profession, chance) };
    Trade { profession, specialty }
}

fn draw_specialty(profession: &'static Profession, chance: &mut Chance) -> Option<&'static Specialty> {
    let total: u32 = profession.specialties.iter().map(|it| it.weight).sum();
    let mut left = chance.between(0, i64::from(total) - 1);
    for candidate in profession.specialties {
        if left < i64::from(candidate.weight) {
            return Some(candidate);
        }
        left -= i64::from(candidate.weight);
    }
    None
}
