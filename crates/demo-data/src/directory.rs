//! A made-up extraction of the national directory, in the very form of the official one, for those who measure its
//! import: any number of lines, from numbers alone.

use std::fmt::Write;

use crate::chance::Chance;
use crate::ids::mix;
use crate::model::CommuneSeed;
use crate::people::names::{MEN, SURNAMES, WOMEN};
use crate::places::Places;

/// The stream of draws that decides who a person of the directory is.
const WHO: u64 = 40;
/// The stream of draws for what is another in a later edition.
const LATER: u64 = 41;

/// Headings of the official file, with its last delimiter.
pub const HEADINGS: &str = "Type d'identifiant PP|Identifiant PP|Identification nationale PP|\
    Code civilité d'exercice|Libellé civilité d'exercice|Code civilité|Libellé civilité|Nom d'exercice|\
    Prénom d'exercice|Code profession|Libellé profession|Code catégorie professionnelle|\
    Libellé catégorie professionnelle|Code type savoir-faire|Libellé type savoir-faire|Code savoir-faire|\
    Libellé savoir-faire|Code mode exercice|Libellé mode exercice|Numéro SIRET site|Numéro SIREN site|\
    Numéro FINESS site|Numéro FINESS établissement juridique|Identifiant technique de la structure|\
    Raison sociale site|Enseigne commerciale site|Complément destinataire (coord. structure)|\
    Complément point géographique (coord. structure)|Numéro Voie (coord. structure)|\
    Indice répétition voie (coord. structure)|Code type de voie (coord. structure)|\
    Libellé type de voie (coord. structure)|Libellé Voie (coord. structure)|\
    Mention distribution (coord. structure)|Bureau cedex (coord. structure)|Code postal (coord. structure)|\
    Code commune (coord. structure)|Libellé commune (coord. structure)|Code pays (coord. structure)|\
    Libellé pays (coord. structure)|Téléphone (coord. structure)|Téléphone 2 (coord. structure)|\
    Télécopie (coord. structure)|Adresse e-mail (coord. structure)|Code Département (structure)|\
    Libellé Département (structure)|Ancien identifiant de la structure|Autorité d'enregistrement|\
    Code secteur d'activité|Libellé secteur d'activité|Code section tableau pharmaciens|\
    Libellé section tableau pharmaciens|Code rôle|Libellé rôle|Code genre activité|Libellé genre activité|";

/// Code, label, authority and how many in a thousand: roughly the proportions of the register.
const PROFESSIONS: &[(u32, (&str, &str, &str))] = &[
    (385, ("60", "Infirmier", "Ordre/INF")),
    (195, ("10", "Médecin", "CNOM/CNOM/CNOM")),
    (80, ("70", "Masseur-Kinésithérapeute", "Ordre/MK")),
    (65, ("93", "Psychologue", "ARS/Variable/Variable")),
    (60, ("21", "Pharmacien", "CNOP")),
    (40, ("40", "Chirurgien-Dentiste", "CNOCD")),
    (30, ("28", "Opticien-Lunetier", "ARS/Variable/Variable")),
    (30, ("98", "Manipulateur ERM", "ARS/Variable/Variable")),
    (25, ("91", "Orthophoniste", "ARS/Variable/Variable")),
    (20, ("50", "Sage-Femme", "CNOSF")),
    (14, ("71", "Ostéopathe", "ARS/Variable/Variable")),
    (12, ("96", "Psychomotricien", "ARS/Variable/Variable")),
    (11, ("94", "Ergothérapeute", "ARS/Variable/Variable")),
    (11, ("95", "Diététicien", "ARS/Variable/Variable")),
    (10, ("80", "Pédicure-Podologue", "CNOPP")),
    (8, ("86", "Technicien de laboratoire médical", "ARS/Variable/Variable")),
    (4, ("26", "Audioprothésiste", "ARS/Variable/Variable")),
];

/// Know-how of doctors; general practice is nearly half of it.
const KNOW_HOW: &[(u32, &str)] = &[
    (45, "SM54"),
    (8, "SM42"),
    (5, "SM02"),
    (5, "SM40"),
    (4, "SM45"),
    (4, "SM04"),
    (3, "SM38"),
    (3, "SM15"),
    (3, "SM24"),
    (20, "SM08"),
];

/// The number of the demonstration's person `n`: eleven digits with the key of RPPS numbers, in a range (999…) that no
/// register uses.
#[must_use]
pub fn demo_rpps(n: u64) -> String {
    let body = format!("999{:07}", n % 10_000_000);
    let sum: u32 = body
        .bytes()
        .rev()
        .enumerate()
        .map(|(rank, digit)| match (rank % 2, u32::from(digit - b'0')) {
            (0, digit) => digit * 2 / 10 + digit * 2 % 10,
            (_, digit) => digit,
        })
        .sum();
    body + &((10 - sum % 10) % 10).to_string()
}

/// How an edition differs from the first one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drift {
    /// It does not.
    None,
    /// Of about so many thousandths of the people something is another; a third of these are gone, and as many as a
    /// third are new.
    PerMille(u32),
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Lines, headings left out.
    pub lines: u64,
    /// People.
    pub people: u64,
    /// People who are not in the first edition.
    pub added: u64,
    /// People of whom something else is told.
    pub changed: u64,
    /// People of the first edition who are not in this one.
    pub gone: u64,
}

/// Makes the lines of a directory.
pub struct DirectoryFile<'a> {
    seed: u64,
    drift: Drift,
    places: Places<'a>,
    written: Written,
}

/// What becomes of a person in a later edition.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Same,
    Gone,
    Moved,
}

impl<'a> DirectoryFile<'a> {
    /// The directory of this seed.
    #[must_use]
    pub fn new(seed: u64, drift: Drift, communes: &'a [CommuneSeed]) -> Self {
        Self { seed, drift, places: Places::new(communes), written: Written::default() }
    }

    /// What was written so far.
    #[must_use]
    pub fn written(&self) -> Written {
        self.written
    }

    /// Writes the lines of the person of this number; several as often as in the official file. Numbers from
    /// `newcomers` on are people whom the first edition does not have.
    pub fn write(&mut self, n: u64, newcomers: u64, out: &mut String) {
        let fate = if n >= newcomers { Fate::Same } else { self.fate(n) };
        match fate {
            Fate::Gone => {
                self.written.gone += 1;
                return;
            }
            Fate::Moved => self.written.changed += 1,
            Fate::Same if n >= newcomers => self.written.added += 1,
            Fate::Same => {}
        }
        self.written.people += 1;
        let mut chance = Chance::new(self.seed, WHO, n);
        let person = Sheet::draw(n, &mut chance);
        let lines = chance.weighted(&[(62, 1_u64), (24, 2), (9, 3), (4, 4), (1, 6)]);
        for line in 0..lines {
            let moved = fate == Fate::Moved && line == 0;
            let mode = chance.weighted(&[
                (46, ("L", "Libéral, indépendant, artisan, commerçant")),
                (53, ("S", "Salarié")),
                (1, ("B", "Bénévole")),
            ]);
            let mut commune = self.places.draw(&mut chance, 0);
            if moved {
                commune = self.other_than(commune, n);
            }
            let street = 1 + mix(n ^ line) % 180;
            // A sector that the first edition never tells: something is another for certain.
            let sector = if moved { "SA08|Cabinet de groupe" } else { "SA07|Cabinet individuel" };
            person.line(mode, self.places.commune(commune), street, sector, out);
            self.written.lines += 1;
        }
    }

    fn fate(&self, n: u64) -> Fate {
        let Drift::PerMille(part) = self.drift else {
            return Fate::Same;
        };
        let mut chance = Chance::new(self.seed, LATER, n);
        match u64::try_from(chance.between(0, 2999)).unwrap_or(0) {
            it if it < u64::from(part) => Fate::Gone,
            it if it < u64::from(part) * 2 => Fate::Moved,
            _ => Fate::Same,
        }
    }

    /// Another commune, so that something surely changes.
    fn other_than(&self, commune: usize, n: u64) -> usize {
        let mut chance = Chance::new(self.seed, LATER, n ^ (1 << 40));
        (0..20).map(|_| self.places.draw(&mut chance, 0)).find(|it| *it != commune).unwrap_or(commune)
    }
}

/// What all lines of a person share.
struct Sheet {
    n: u64,
    civility: &'static str,
    family: String,
    given: String,
    profession: (&'static str, &'static str, &'static str),
    category: &'static str,
    know_how: Option<&'static str>,
}

impl Sheet {
    fn draw(n: u64, chance: &mut Chance) -> Self {
        let feminine = chance.odds(64);
        let given = plain(chance.word(if feminine { WOMEN } else { MEN }));
        let mut family = plain(chance.word(SURNAMES));
        if chance.odds(9) {
            family = format!("{family} {}", plain(chance.word(SURNAMES)));
        }
        let profession = chance.weighted(PROFESSIONS);
        Self {
            n,
            civility: if feminine { "MME|Madame" } else { "M|Monsieur" },
            family,
            given,
            profession,
            know_how: (profession.0 == "10").then(|| chance.weighted(KNOW_HOW)),
            category: if chance.odds(2) { "E|Étudiant" } else { "C|Civil" },
        }
    }

    fn line(
        &self,
        (mode, mode_label): (&str, &str),
        commune: &CommuneSeed,
        street: u64,
        sector: &str,
        out: &mut String,
    ) {
        let Self { n, civility, family, given, profession: (code, label, authority), category, know_how } =
            self;
        let number = demo_rpps(*n);
        let kind = if know_how.is_some() { "S|Spécialité ordinale" } else { "|" };
        // Writing to a String does not fail.
        let _ = writeln!(
            out,
            "8|{number}|8{number}|||{civility}|{family}|{given}|{code}|{label}|{category}|{kind}|{}||{mode}|{mode_label}\
             ||||||CABINET DU DR {family}||CABINET||{street}||RUE|Rue|DE LA RÉPUBLIQUE|||{}|{}|{}|99000|FRANCE\
             |0600000000||||||R{n}|{authority}|{sector}|||FON-01||GENR01|Activité standard|",
            know_how.unwrap_or_default(),
            commune.postal_code,
            commune.code,
            commune.name,
        );
    }
}

/// As the directory prints names.
fn plain(name: &str) -> String {
    name.to_uppercase()
        .chars()
        .map(|it| match it {
            'À' | 'Â' | 'Ä' => 'A',
            'É' | 'È' | 'Ê' | 'Ë' => 'E',
            'Î' | 'Ï' => 'I',
            'Ô' | 'Ö' => 'O',
            'Ù' | 'Û' | 'Ü' => 'U',
            'Ç' => 'C',
            '’' => '\'',
            it => it,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_the_demonstration_are_of_its_own_range_and_bear_the_key() {
        for n in [0, 1, 42, 9_999_999] {
            let number = demo_rpps(n);
            assert!(number.len() == 11 && number.starts_with("999"), "{number}");
            let sum: u32 = number
                .bytes()
                .rev()
                .enumerate()
                .map(|(rank, digit)| {
                    let digit = u32::from(digit - b'0') * if rank % 2 == 1 { 2 } else { 1 };
                    digit / 10 + digit % 10
                })
                .sum();
            assert_eq!(sum % 10, 0, "{number}");
        }
    }

    #[test]
    fn headings_are_the_fifty_six_of_the_official_file_and_an_empty_one() {
        assert_eq!(HEADINGS.split('|').count(), 57);
    }
}
