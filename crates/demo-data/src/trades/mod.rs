//! The professions as the demonstration knows them: how often they publish, their words and their money.

mod doctors;
mod professions;

pub(crate) use doctors::DOCTORS;
pub(crate) use professions::PROFESSIONS;

/// Families of practice that share fragments of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Craft {
    /// General medicine.
    General,
    /// A medical specialty with consultations.
    Specialist,
    /// A specialty that works in clinics and operating theatres.
    Theatre,
    /// Dentists.
    Dental,
    /// Nurses.
    Nursing,
    /// Physiotherapists.
    Physio,
    /// Midwives.
    Birth,
    /// Pharmacists.
    Pharmacy,
    /// Speech therapists.
    Speech,
    /// Podiatrists.
    Foot,
    /// Appointments of three quarters of an hour: psychologists, osteopaths, dietitians…
    Session,
    /// Opticians and hearing-aid specialists.
    Shop,
    /// Radiographers, laboratory technicians: employees only.
    Employed,
}

/// How a profession is named. « un » or « un(e) » goes with `either`.
#[derive(Debug)]
pub(crate) struct Words {
    /// Masculine: « infirmier libéral ».
    pub m: &'static str,
    /// Feminine: « infirmière libérale ».
    pub f: &'static str,
    /// With its article, for the person sought: « un(e) infirmier(ère) ».
    pub sought: &'static str,
    /// The field: « médecine générale », « soins infirmiers ».
    pub field: &'static str,
    /// What one calls it in a title: « MG », « IDEL », « kiné ».
    pub short: &'static [&'static str],
}

/// Ranges of figures, both ends included.
#[derive(Debug)]
pub(crate) struct Money {
    /// Acts (or patients) a day.
    pub acts: (i64, i64),
    /// Average fee of an act, in cents.
    pub fee: (i64, i64),
    /// Days worked a year.
    pub days: (i64, i64),
    /// Thousands of euros a year, for shops: replaces acts × fee × days.
    pub turnover: Option<(i64, i64)>,
    /// Charges, % of turnover.
    pub charges: (i64, i64),
    /// Price, % of turnover.
    pub price: (i64, i64),
    /// Patients a year.
    pub patients: (i64, i64),
    /// % of the fees paid to a replacement.
    pub share: (i64, i64),
    /// Euros a day of fixed pay.
    pub daily: (i64, i64),
}

/// A specialty inside a profession.
#[derive(Debug)]
pub(crate) struct Specialty {
    /// Code of the reference.
    pub code: &'static str,
    /// Weight among the specialties of its profession.
    pub weight: u32,
    /// Own words, when the specialty has a name of its own.
    pub words: Option<Words>,
    /// Own figures.
    pub money: Option<Money>,
    /// Own craft.
    pub craft: Option<Craft>,
    /// Smallest commune where one plausibly practises it.
    pub min_population: u32,
    /// What is done all day: whole sentences.
    pub activity: &'static [&'static str],
}

/// A profession.
#[derive(Debug)]
pub(crate) struct Profession {
    /// Code of the reference.
    pub code: &'static str,
    /// Weight among all.
    pub weight: u32,
    /// Its names.
    pub words: Words,
    /// Its figures.
    pub money: Money,
    /// Which fragments it uses.
    pub craft: Craft,
    /// « cabinet médical »: always masculine, never with a vowel first.
    pub place: &'static str,
    /// Programs that such practices use.
    pub software: &'static [&'static str],
    /// Smallest commune where one plausibly practises.
    pub min_population: u32,
    /// How many listings out of a hundred say no specialty.
    pub unspecific: u32,
    /// Its specialties.
    pub specialties: &'static [Specialty],
}

/// A profession and perhaps a specialty of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Trade {
    /// The profession.
    pub profession: &'static Profession,
    /// The specialty.
    pub specialty: Option<&'static Specialty>,
}

impl Trade {
    /// Its names.
    pub(crate) fn words(&self) -> &'static Words {
        self.specialty.and_then(|it| it.words.as_ref()).unwrap_or(&self.profession.words)
    }

    /// Its figures.
    pub(crate) fn money(&self) -> &'static Money {
        self.specialty.and_then(|it| it.money.as_ref()).unwrap_or(&self.profession.money)
    }

    /// Its fragments.
    pub(crate) fn craft(&self) -> Craft {
        self.specialty.and_then(|it| it.craft).unwrap_or(self.profession.craft)
    }

    /// Smallest plausible commune.
    pub(crate) fn min_population(&self) -> u32 {
        self.specialty.map_or(0, |it| it.min_population).max(self.profession.min_population)
    }

    /// Sentences about the activity of the specialty.
    pub(crate) fn activity(&self) -> &'static [&'static str] {
        self.specialty.map_or(&[], |it| it.activity)
    }

    /// Code of the specialty.
    pub(crate) fn specialty_code(&self) -> Option<&'static str> {
        self.specialty.map(|it| it.code)
    }

    /// Whether students replace in this trade (a licence exists for doctors and dentists only).
    pub(crate) fn students_replace(&self) -> bool {
        matches!(self.profession.code, "doctor" | "dentist")
    }
}
