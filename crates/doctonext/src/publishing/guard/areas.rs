//! Names of what holds a commune: those of areas smaller than the one that stands for a confidential place tell more than it does.

use super::{
    Finding,
    discrimination::{Word, words},
    identity::{from_to, written_out},
};
use crate::{
    listings::confidential::AreaLevel,
    territory::{Commune, intercommunality_name},
};

/// Names that are ordinary words too, folded: they are names with a capital letter only.
const ORDINARY: [&str; 12] = [
    "ardennes", "aube", "cher", "creuse", "landes", "lot", "manche", "nord", "orne", "reunion", "somme",
    "vienne",
];
/// « Cher confrère » is no department.
const GREETED: [&str; 6] = ["confrere", "confreres", "consoeur", "consoeurs", "collegue", "collegues"];
/// How names of intercommunalities begin, folded: what is left is what people say.
const BEGINNINGS: [&str; 15] = [
    "agglomeration",
    "agglo",
    "communaute",
    "communes",
    "d",
    "de",
    "des",
    "du",
    "l",
    "la",
    "le",
    "les",
    "metropole",
    "pays",
    "urbaine",
];
/// A name of one word that is shorter says nothing by itself.
const LONG_ENOUGH: usize = 5;

/// A name, as folded words that belong together.
#[derive(Debug, Clone)]
struct Name {
    words: Vec<String>,
    /// It counts with a capital letter only.
    is_proper: bool,
}

impl Name {
    fn of(name: &str) -> Self {
        let words = folded(name);
        let is_proper = words.last().is_some_and(|it| ORDINARY.contains(&it.as_str()));
        Self { words, is_proper }
    }

    /// What people say of « Communauté d’agglomération du Grand Guéret ».
    fn said(name: &str) -> Option<Self> {
        let words: Vec<String> =
            folded(name).into_iter().skip_while(|it| BEGINNINGS.contains(&it.as_str())).collect();
        match words.as_slice() {
            [] => None,
            [one] if one.len() < LONG_ENOUGH => None,
            // « Les Sources » are springs too.
            [_] => Some(Self { words, is_proper: true }),
            _ => Some(Self { words, is_proper: false }),
        }
    }

    /// Where it stands among words: rank of its first one.
    fn places(&self, words: &[Word<'_>]) -> Vec<usize> {
        let starts = words.windows(self.words.len().max(1)).enumerate().filter(|(rank, window)| {
            let is_same =
                window.iter().zip(&self.words).all(|(word, wanted)| written_out(&word.folded) == wanted);
            let is_capital = || window.last().is_some_and(|it| it.text.starts_with(char::is_uppercase));
            let is_greeting = || {
                let next = words.get(rank + self.words.len());
                next.is_some_and(|it| GREETED.contains(&it.folded.as_str()))
            };
            is_same && (!self.is_proper || (is_capital() && !is_greeting()))
        });
        starts.map(|(rank, _)| rank).collect()
    }
}

fn folded(name: &str) -> Vec<String> {
    words(name).iter().map(|it| written_out(&it.folded).to_owned()).collect()
}

/// What must not be read because it is smaller than the area, and the name of the area, which everybody reads.
#[derive(Debug, Clone, Default)]
pub(super) struct Areas {
    hidden: Vec<Name>,
    shown: Vec<Name>,
    /// Folded.
    department: Option<String>,
}

impl Areas {
    /// The names around a commune, parted by the level of the area that is told.
    pub(super) fn around(commune: &Commune, told: AreaLevel) -> Self {
        let mut areas = Self::default();
        if let Some(name) = commune.epci_code.as_deref().and_then(intercommunality_name) {
            areas.put(AreaLevel::Intercommunality, told, Name::of(&name));
            if let Some(said) = Name::said(&name) {
                areas.put(AreaLevel::Intercommunality, told, said);
            }
        }
        areas.put(AreaLevel::Department, told, Name::of(&commune.department.name));
        areas.put(AreaLevel::Region, told, Name::of(&commune.region().name));
        if told > AreaLevel::Department {
            areas.department = Some(commune.department.code.to_lowercase());
        }
        areas
    }

    fn put(&mut self, level: AreaLevel, told: AreaLevel, name: Name) {
        let names = if level < told { &mut self.hidden } else { &mut self.shown };
        names.extend(Some(name).filter(|it| !it.words.is_empty()));
    }

    /// For each word whether it belongs to a name that everybody reads: « Rhône » in « Auvergne-Rhône-Alpes ».
    pub(super) fn are_told(&self, words: &[Word<'_>]) -> Vec<bool> {
        let mut told = vec![false; words.len()];
        for name in &self.shown {
            for first in name.places(words) {
                told[first..first + name.words.len()].fill(true);
            }
        }
        told
    }

    pub(super) fn find(&self, text: &str, words: &[Word<'_>], told: &[bool]) -> Vec<Finding> {
        let mut found = Vec::new();
        for name in &self.hidden {
            for first in name.places(words) {
                let last = first + name.words.len() - 1;
                if !told[first..=last].iter().all(|it| *it) {
                    found.push(from_to(text, &words[first], &words[last]));
                }
            }
        }
        let Some(code) = &self.department else { return found };
        for (rank, word) in words.iter().enumerate().filter(|(_, it)| it.folded == *code) {
            let before = words[..rank].iter().rev().map(|it| it.folded.as_str()).take(2).collect::<Vec<_>>();
            let is_named =
                matches!(before.first(), Some(&("departement" | "dept" | "dpt"))) || before == ["le", "dans"];
            let is_in_brackets =
                text[..word.start].ends_with('(') && text[word.start + word.text.len()..].starts_with(')');
            if is_named || is_in_brackets {
                found.push(from_to(text, word, word));
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::gazetteer;

    fn found(code: &str, told: AreaLevel, text: &str) -> Vec<String> {
        let areas = Areas::around(gazetteer().by_code(code).unwrap(), told);
        let words = words(text);
        let is_told = areas.are_told(&words);
        areas.find(text, &words, &is_told).into_iter().map(|it| it.words).collect()
    }

    #[test]
    fn what_is_smaller_than_the_area_is_found_and_the_area_itself_is_not() {
        let text = "Grand Guéret, en Creuse (23), Nouvelle-Aquitaine";
        assert_eq!(found("23096", AreaLevel::Intercommunality, text), Vec::<String>::new());
        assert_eq!(found("23096", AreaLevel::Department, text), ["Grand Guéret"]);
        assert_eq!(found("23096", AreaLevel::Region, text), ["Grand Guéret", "Creuse", "23"]);
        assert_eq!(
            found("23096", AreaLevel::Country, text),
            ["Grand Guéret", "Creuse", "Nouvelle-Aquitaine", "23"]
        );
    }

    #[test]
    fn a_department_in_the_name_of_its_region_tells_no_more_than_the_region() {
        let text = "Quelque part en Auvergne-Rhône-Alpes";
        assert_eq!(found("69123", AreaLevel::Region, text), Vec::<String>::new());
        assert_eq!(found("69123", AreaLevel::Region, "Quelque part dans le Rhône"), ["Rhône"]);
    }

    #[test]
    fn ordinary_words_are_no_departments() {
        for text in ["Une tournée qui se creuse", "Cabinet de 23 m²", "23 actes par jour"] {
            assert_eq!(found("23096", AreaLevel::Region, text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(found("18033", AreaLevel::Region, "Cher confrère, loyer pas cher"), Vec::<String>::new());
        assert_eq!(found("18033", AreaLevel::Region, "Venez dans le Cher, dans le 18"), ["Cher", "18"]);
    }
}
