//! Programs that practices work with, recognised in what people write.

use std::sync::LazyLock;

use search_index::{fold, slugify};

/// A program, by its usual name.
#[derive(Debug, PartialEq, Eq)]
pub struct Software {
    /// Bit in the search projection, 0 to 60.
    pub bit: u8,
    /// The word used in URLs and by the API.
    pub slug: String,
    /// What a visitor reads.
    pub label: &'static str,
}

/// The place of a program is its bit: new ones go to the end, none is taken out. 61 at most: the index keeps other signs behind them.
const LABELS: [&str; 58] = [
    "Doctolib",
    "Weda",
    "Maiia",
    "AxiSanté",
    "Crossway",
    "HelloDoc",
    "Éo",
    "MLM",
    "MédiStory",
    "Medimust",
    "AlmaPro",
    "Shaman",
    "LOGOSw",
    "Julie",
    "Veasy",
    "Visiodent",
    "DentalSoft",
    "Desmos",
    "Vega",
    "Topaze",
    "Sage-femme Facile",
    "Agathe",
    "Albus",
    "CBA",
    "Medicalib",
    "Libheros",
    "Kiné 4000",
    "Rééducalib",
    "KinéQuick",
    "LGPI",
    "Winpharma",
    "Smart Rx",
    "Leo",
    "Pharmaland",
    "Podoweb",
    "Podokit",
    "Rapidsoft",
    "Orthomax",
    "Ortholeader",
    "HappyNeuron",
    "Ophtix",
    "Perfactive",
    "Psynapse",
    "Nutrilog",
    "Cosium",
    "Noah",
    "Audyx",
    "Optimum",
    "Ivoirnet",
    "Xplore",
    "GXD5",
    "KaliSil",
    "GLIMS",
    "Osteo2LS",
    "Médiclick",
    "Osoft",
    "Galaxie",
    "Acteur.fr",
];

impl Software {
    /// Every program, in the order of their bits.
    #[must_use]
    pub fn all() -> &'static [Self] {
        static ALL: LazyLock<Vec<Software>> = LazyLock::new(|| {
            let of = |(bit, label): (u8, &&'static str)| Software { bit, slug: slugify(label, 40), label };
            (0..).zip(&LABELS).map(of).collect()
        });
        &ALL
    }

    /// The program with this slug.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<&'static Self> {
        Self::all().iter().find(|it| it.slug == slug)
    }

    /// Its bit alone.
    #[must_use]
    pub fn mask(&self) -> i64 {
        1 << self.bit
    }

    /// The programs that a text names, a bit each: whole words, in one or in several (« Hello Doc », « kiné4000 »), accents and
    /// capitals apart.
    #[must_use]
    pub fn mask_of(text: &str) -> i64 {
        /// Words that a name may be written in.
        const PARTS: usize = 3;
        let slug = slugify(&fold(text), 400);
        let words: Vec<&str> = slug.split('-').collect();
        let runs = (0..words.len()).flat_map(|from| {
            (from..words.len().min(from + PARTS)).filter_map({
                let words = &words;
                move |last| words.get(from..=last).map(<[&str]>::concat)
            })
        });
        runs.fold(0, |mask, run| {
            let named = Self::all().iter().find(|it| it.slug.replace('-', "") == run);
            mask | named.map_or(0, Self::mask)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_recognised_as_people_write_them_and_only_whole() {
        let named = |text: &str| {
            let mask = Software::mask_of(text);
            let found = Software::all().iter().filter(|it| mask & it.mask() != 0);
            found.map(|it| it.label).collect::<Vec<_>>()
        };
        assert_eq!(named("Doctolib Médecin et WEDA"), ["Doctolib", "Weda"]);
        assert_eq!(named("kine 4000 / my agathe"), ["Agathe", "Kiné 4000"]);
        assert_eq!(named("Sage femme facile, éo."), ["Éo", "Sage-femme Facile"]);
        assert_eq!(named("Leonardo, Julien, un logiciel maison"), [""; 0]);
        assert_eq!(named("ACTEUR.FR"), ["Acteur.fr"]);
        assert_eq!(
            named("Hello Doc, Axi Santé, SmartRx, Kiné4000"),
            ["AxiSanté", "HelloDoc", "Kiné 4000", "Smart Rx"]
        );
    }

    #[test]
    fn every_program_has_its_own_bit_and_word() {
        assert!(LABELS.len() <= 63);
        for it in Software::all() {
            assert_eq!(Software::from_slug(&it.slug), Some(it));
            assert_eq!(Software::mask_of(it.label), it.mask(), "{}", it.label);
        }
    }
}
