//! The facts of one listing, as its texts may tell them, and the writing of a fragment with these facts.
//!
//! A fragment is a French sentence with `{tokens}` for facts and `[masculine|feminine]` for the author. When a
//! fact is unknown the whole fragment is given up: no text ever shows a gap.

use crate::calendar::{Period, WEEK};
use crate::departments::Department;
use crate::grammar::{
    NARROW, NO_BREAK, capitalise, elides, names_place, of_place, push_date, push_letters, push_list,
    push_number, push_period, push_thousands,
};
use crate::places::Setting;
use crate::trades::{Craft, Trade};
use chrono::NaiveDate;

/// The four types of listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ListingType {
    /// Cession.
    Transfer,
    /// Remplacement.
    Replacement,
    /// Collaboration.
    Collaboration,
    /// Disponibilité.
    Availability,
}

impl ListingType {
    /// Its code.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Transfer => "transfer",
            Self::Replacement => "replacement",
            Self::Collaboration => "collaboration",
            Self::Availability => "availability",
        }
    }
}

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Voice {
    /// « je »
    I,
    /// « nous », a group of practitioners.
    We,
    /// « nous », a care structure.
    House,
    /// A town.
    Town,
    /// A broker.
    Broker,
}

/// The facts. None means that the author did not say.
#[expect(clippy::struct_excessive_bools, reason = "each one is a yes or no of the schema")]
pub(crate) struct Story<'a> {
    /// The day of generation.
    pub today: NaiveDate,
    /// Type of listing.
    pub listing_type: ListingType,
    /// Who speaks.
    pub voice: Voice,
    /// Whether the author is a woman.
    pub feminine: bool,
    /// Whether the author is a student.
    pub student: bool,
    /// Profession and specialty.
    pub trade: Trade,
    /// « Aubenas », or « Ardèche » for a confidential listing.
    pub place: String,
    /// « à Aubenas » or « en Ardèche ».
    pub at: String,
    /// « d'Aubenas » or « de l'Ardèche ».
    pub of: String,
    /// The commune that a confidential listing must not name.
    pub hidden: Option<String>,
    /// The department.
    pub department: &'a Department,
    /// Town and minutes.
    pub near: Option<(String, i64)>,
    /// Size of the place.
    pub setting: Setting,
    /// Program.
    pub software: Option<&'static str>,
    /// Code of the reason of a transfer or a replacement; empty otherwise.
    pub reason: &'static str,
    /// Code of the kind of collaboration; empty otherwise.
    pub arrangement: &'static str,
    /// Code of the premises; empty when unknown.
    pub premises: &'static str,
    /// Sector of a doctor.
    pub sector: Option<&'static str>,
    /// Period and days.
    pub period: Period,
    /// Years of practice.
    pub years: i64,
    /// Practitioners of a group; None for a lone practice.
    pub partners: Option<i64>,
    /// Square metres.
    pub surface: i64,
    /// Months of accompaniment.
    pub months: Option<i64>,
    /// Day of take-over.
    pub from: Option<NaiveDate>,
    /// Take-over at once.
    pub immediate: bool,
    /// Equipment in the price.
    pub equipment: bool,
    /// Lodging lent.
    pub housing: bool,
    /// A secretary or an assistant.
    pub secretary: bool,
    /// Students accepted.
    pub students: bool,
    /// Euros a year.
    pub turnover: Option<i64>,
    /// Euros.
    pub price: Option<i64>,
    /// % of turnover.
    pub charges: Option<i64>,
    /// A year.
    pub patients: Option<i64>,
    /// A day.
    pub acts_day: Option<i64>,
    /// A week.
    pub acts_week: Option<i64>,
    /// % for the replacement.
    pub share: Option<i64>,
    /// Euros a day.
    pub daily: Option<i64>,
    /// Euros a day.
    pub minimum: Option<i64>,
    /// % for the practice.
    pub fee: Option<i64>,
    /// Euros to bring.
    pub stake: Option<i64>,
    /// Employees.
    pub staff: Option<i64>,
    /// Kilometres.
    pub km: Option<i64>,
    /// Full time, part time or unsaid.
    pub full_time: Option<bool>,
}

const DAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

impl Story<'_> {
    /// Whether this voice may say the fragment: « je » is for one person, « nous » for several, and nobody
    /// names the commune of a confidential listing.
    pub(crate) fn allows(&self, fragment: &str) -> bool {
        if self.hidden.as_deref().is_some_and(|name| names_place(fragment, name)) {
            return false;
        }
        match self.voice {
            Voice::I if self.partners.is_some() => true,
            Voice::I => !says(fragment, &["nous", "Nous", "notre", "Notre", "nos", "Nos"]),
            _ => {
                !fragment.contains("m'")
                    && !fragment.contains("j'")
                    && !fragment.contains("J'")
                    && !says(fragment, &["je", "Je", "mon", "Mon", "ma", "Ma", "mes", "Mes", "me", "moi"])
            }
        }
    }

    /// Writes a fragment at the end of `out`; false, and nothing written, when a fact is missing.
    pub(crate) fn render(&self, fragment: &str, out: &mut String) -> bool {
        let start = out.len();
        let bytes = fragment.as_bytes();
        let (mut from, mut at) = (0, 0);
        while at < bytes.len() {
            match bytes[at] {
                b'{' => {
                    out.push_str(&fragment[from..at]);
                    let end = at + fragment[at..].find('}').unwrap_or(fragment.len() - at - 1);
                    if !self.fill(&fragment[at + 1..end], out) {
                        out.truncate(start);
                        return false;
                    }
                    at = end + 1;
                    from = at;
                }
                b'[' => {
                    out.push_str(&fragment[from..at]);
                    let end = at + fragment[at..].find(']').unwrap_or(fragment.len() - at - 1);
                    let (masculine, feminine) = fragment[at + 1..end].split_once('|').unwrap_or_default();
                    out.push_str(if self.feminine { feminine } else { masculine });
                    at = end + 1;
                    from = at;
                }
                b'\'' => {
                    out.push_str(&fragment[from..at]);
                    out.push('’');
                    at += 1;
                    from = at;
                }
                b' ' => {
                    if let Some(space) = space_between(&fragment[..at], &fragment[at + 1..]) {
                        out.push_str(&fragment[from..at]);
                        out.push(space);
                        from = at + 1;
                    }
                    at += 1;
                }
                _ => at += 1,
            }
        }
        out.push_str(&fragment[from..]);
        true
    }

    fn fill(&self, token: &str, out: &mut String) -> bool {
        let start = out.len();
        let known = self.fill_words(token, out) || self.fill_figures(token, out);
        if known && token.starts_with(|first: char| first.is_uppercase()) {
            capitalise(out, start);
        }
        known
    }

    fn fill_words(&self, token: &str, out: &mut String) -> bool {
        let words = self.trade.words();
        let text = match token {
            "ville" | "Ville" => &self.place,
            "a_ville" => &self.at,
            "de_ville" => &self.of,
            "dept" | "en_dept" if self.is_confidential() => {
                if token == "dept" {
                    &self.place
                } else {
                    &self.at
                }
            }
            "dept" => self.department.name,
            "en_dept" => self.department.at,
            "nom" | "Nom" => {
                if self.feminine {
                    words.f
                } else {
                    words.m
                }
            }
            "un_nom" => words.sought,
            // « officine » is feminine: such fragments are not for pharmacies.
            "cabinet" | "Cabinet" if self.trade.craft() == Craft::Pharmacy => return false,
            "cabinet" | "Cabinet" => self.trade.profession.place,
            "court" | "Court" => words.short[usize::try_from(self.years).unwrap_or(0) % words.short.len()],
            "domaine" | "Domaine" => words.field,
            "de_domaine" => {
                out.push_str(if elides(words.field) { "d’" } else { "de " });
                words.field
            }
            "logiciel" => match self.software {
                Some(name) => name,
                None => return false,
            },
            "inclus" => {
                if self.equipment {
                    "matériel compris"
                } else {
                    "hors matériel"
                }
            }
            "trajet" => return self.push_journey(out),
            "jours" | "Jours" => return self.push_days(out),
            "periode" => return self.push_period(out),
            "debut" => return self.period.start.is_some_and(|start| self.push_day(start, out)),
            "dispo" => return self.from.is_some_and(|date| self.push_day(date, out)),
            _ => return false,
        };
        out.push_str(text);
        true
    }

    /// Whether the author wants to remain unknown: no commune, and no figure by which the practice is recognised.
    pub(crate) fn is_confidential(&self) -> bool {
        self.hidden.is_some()
    }

    fn fill_figures(&self, token: &str, out: &mut String) -> bool {
        // Acts tell the patients and, with the fees that all charge, the turnover.
        if self.is_confidential()
            && matches!(
                token.to_lowercase().as_str(),
                "ca" | "prix" | "patients" | "actes" | "actes_semaine" | "apport" | "surface"
            )
        {
            return false;
        }
        let figure = match token {
            "ans" => Some(self.years),
            "ca" | "Ca" => self.turnover,
            "prix" | "Prix" => self.price.filter(|price| *price > 0),
            "charges" => self.charges,
            "patients" | "Patients" => self.patients,
            "actes" => self.acts_day,
            "actes_semaine" => self.acts_week,
            "retro" | "Retro" => self.share,
            "journalier" | "Journalier" => self.daily,
            "minimum" => self.minimum,
            "redevance" | "Redevance" => self.fee,
            "apport" => self.stake,
            "surface" => Some(self.surface),
            "km" => self.km,
            "associes" | "mois" | "equipe" | "Equipe" => {
                let small = match token {
                    "associes" => self.partners,
                    "mois" => self.months,
                    _ => self.staff,
                };
                return small.filter(|it| *it > 1).is_some_and(|it| {
                    push_letters(out, it);
                    true
                });
            }
            _ => None,
        };
        figure.is_some_and(|figure| {
            push_thousands(out, figure);
            true
        })
    }

    fn push_journey(&self, out: &mut String) -> bool {
        let Some((town, minutes)) = &self.near else {
            return false;
        };
        out.push_str("à ");
        push_number(out, *minutes);
        out.push_str(" minutes ");
        out.push_str(&of_place(town));
        true
    }

    fn push_days(&self, out: &mut String) -> bool {
        let days = &self.period.days;
        if days.is_empty() || days.len() > 6 {
            return false;
        }
        if days.len() >= 4 && days.windows(2).all(|pair| pair[1] == pair[0] + 1) {
            out.push_str("du ");
            out.push_str(DAYS[days[0]]);
            out.push_str(" au ");
            out.push_str(DAYS[days[days.len() - 1]]);
            return true;
        }
        let names: Vec<&str> = days.iter().map(|day| DAYS[*day % WEEK.len()]).collect();
        push_list(out, &names);
        true
    }

    fn push_period(&self, out: &mut String) -> bool {
        match (self.period.start, self.period.end) {
            (Some(start), Some(end)) => push_period(out, start, end, self.today),
            (Some(start), None) => {
                out.push_str("à partir du ");
                push_date(out, start, self.today);
            }
            _ => return false,
        }
        true
    }

    fn push_day(&self, date: NaiveDate, out: &mut String) -> bool {
        push_date(out, date, self.today);
        true
    }
}

/// Whether one of the words occurs in the text as a whole word.
fn says(text: &str, words: &[&str]) -> bool {
    text.split(|letter: char| !letter.is_alphabetic()).any(|word| words.contains(&word))
}

/// The special space that French wants between these two texts, if it does.
fn space_between(before: &str, after: &str) -> Option<char> {
    if after.starts_with([';', ':', '!', '?', '%', '€']) {
        Some(NARROW)
    } else if after.starts_with('»') || before.ends_with('«') {
        Some(NO_BREAK)
    } else {
        None
    }
}
