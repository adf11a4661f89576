//! What a visitor asks of the page « Puis-je m’installer ici ? », read without ever failing. Pure.

use chrono::NaiveDate;
use search_index::fold;

use crate::{
    territory::{Commune, Gazetteer},
    trades::{Profession, Specialty},
};

/// Longest text of a field that is kept.
const LONGEST: usize = 80;

/// The question, with what was typed and what is wrong with it.
#[derive(Debug, Default)]
pub(super) struct Asked<'a> {
    pub(super) profession: Option<&'static Profession>,
    pub(super) specialty: Option<&'static Specialty>,
    pub(super) commune: Option<&'a Commune>,
    /// What the text may mean, when it may mean several or only resembles: nobody's rule is guessed.
    pub(super) likely: Vec<&'a Commune>,
    /// None when no day was typed.
    pub(super) day: Option<NaiveDate>,
    pub(super) typed_place: String,
    pub(super) typed_day: String,
    pub(super) errors: Errors,
    /// Whether something was asked at all.
    pub(super) has_words: bool,
}

/// What is wrong, beside its field.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Errors {
    pub(super) profession: &'static str,
    pub(super) place: &'static str,
    pub(super) day: &'static str,
}

impl<'a> Asked<'a> {
    /// Reads a query string: `prof`, `spec`, `lieu`, `commune`, `date`.
    pub(super) fn read(query: &str, gazetteer: &'a Gazetteer) -> Self {
        let (mut asked, mut spec, mut code) = (Self::default(), String::new(), String::new());
        let mut trade = String::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let value: String = value.trim().chars().filter(|it| !it.is_control()).take(LONGEST).collect();
            match name.as_ref() {
                "prof" => trade = value,
                "spec" => spec = value,
                "lieu" => asked.typed_place = value,
                "commune" => code = value,
                "date" => asked.typed_day = value,
                _ => continue,
            }
            asked.has_words = true;
        }
        asked.profession = Profession::from_slug(&trade).or_else(|| Profession::from_code(&trade));
        asked.specialty = asked.profession.and_then(|it| {
            Specialty::from_slug(it.code, &spec).or_else(|| Specialty::from_code(it.code, &spec))
        });
        asked.commune = chosen(gazetteer, &asked.typed_place, &code);
        if asked.commune.is_none() && !asked.typed_place.is_empty() {
            (asked.commune, asked.likely) = meant(gazetteer, &asked.typed_place);
        }
        asked.day = day(&asked.typed_day);
        asked.errors = asked.wrong();
        if let (Some(commune), true) = (asked.commune, asked.typed_place.is_empty()) {
            asked.typed_place = commune.label();
        }
        asked
    }

    fn wrong(&self) -> Errors {
        if !self.has_words {
            return Errors::default();
        }
        Errors {
            profession: if self.profession.is_none() { "Choisissez une profession." } else { "" },
            place: match (self.commune, self.typed_place.is_empty()) {
                (Some(_), _) => "",
                (None, true) => "Indiquez une commune ou un code postal.",
                (None, false) if !self.likely.is_empty() => "Choisissez la commune dans la liste.",
                (None, false) => "Aucune commune ne correspond. Vérifiez le nom, ou donnez le code postal.",
            },
            day: if self.day.is_none() && !self.typed_day.is_empty() {
                "Donnez une date entre 2000 et 2099, comme 31/08/2026."
            } else {
                ""
            },
        }
    }
}

/// What was chosen from the suggestions wins while the text still names it.
fn chosen<'a>(gazetteer: &'a Gazetteer, typed: &str, code: &str) -> Option<&'a Commune> {
    gazetteer.by_code(code).filter(|it| typed.is_empty() || names(it, typed))
}

fn names(commune: &Commune, typed: &str) -> bool {
    let typed = fold(typed);
    [commune.label().as_str(), commune.short_name(), &commune.name].iter().any(|name| fold(name) == typed)
}

/// Communes that a list of likely ones holds.
const MOST_LIKELY: usize = 12;

/// The one commune of a text, or those that it may mean: several of one postal code or one name, or a name that only
/// resembles.
fn meant<'a>(gazetteer: &'a Gazetteer, typed: &str) -> (Option<&'a Commune>, Vec<&'a Commune>) {
    let mut found = gazetteer.suggest(typed, 40);
    let is_postal_code = typed.len() == 5 && typed.bytes().all(|it| it.is_ascii_digit());
    let sure: Vec<_> = if is_postal_code {
        // The code of an arrondissement is one of the whole city too.
        let arrondissements: Vec<_> = found.iter().copied().filter(|it| it.is_arrondissement()).collect();
        if arrondissements.is_empty() { found.clone() } else { arrondissements }
    } else {
        // « 23000 Guéret » names it too.
        let without_code: String = typed.chars().filter(|it| !it.is_ascii_digit()).collect();
        let is_named = |it: &&Commune| names(it, typed) || names(it, without_code.trim());
        found.iter().copied().filter(is_named).collect()
    };
    match sure.as_slice() {
        [one] => return (Some(one), Vec::new()),
        [] => {}
        several => found = several.to_vec(),
    }
    found.truncate(MOST_LIKELY);
    (None, found)
}

/// A day of this century, as browsers or people write it.
pub(super) fn day(typed: &str) -> Option<NaiveDate> {
    let read = NaiveDate::parse_from_str(typed, "%Y-%m-%d")
        .or_else(|_| NaiveDate::parse_from_str(typed, "%d/%m/%Y"));
    let (first, after) = (NaiveDate::from_ymd_opt(2000, 1, 1)?, NaiveDate::from_ymd_opt(2100, 1, 1)?);
    read.ok().filter(|day| *day >= first && *day < after)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::gazetteer;

    #[test]
    fn a_question_is_read_by_slug_name_and_day() {
        let asked = Asked::read(
            "prof=chirurgien-dentiste&spec=chirurgie-orale-dentaire&lieu=gueret&date=31/08/2026",
            gazetteer(),
        );
        assert_eq!(asked.profession.unwrap().code, "dentist");
        assert_eq!(asked.specialty.unwrap().code, "chirurgie_orale_dentaire");
        assert_eq!(asked.commune.unwrap().code, "23096");
        assert_eq!(asked.day, NaiveDate::from_ymd_opt(2026, 8, 31));
        assert_eq!(asked.errors, Errors::default());
    }

    #[test]
    fn the_chosen_commune_wins_while_the_text_names_it() {
        let code = |query: &str| Asked::read(query, gazetteer()).commune.map(|it| it.code.clone());
        assert_eq!(code("lieu=Saint-Denis+(974)&commune=97411").as_deref(), Some("97411"));
        assert_eq!(code("lieu=Guéret&commune=97411").as_deref(), Some("23096"));
        assert_eq!(code("commune=97411").as_deref(), Some("97411"));
    }

    #[test]
    fn a_text_that_may_mean_several_communes_chooses_none() {
        let asked = |place: &str| {
            let asked = Asked::read(&format!("prof=infirmier&lieu={place}"), gazetteer());
            (asked.commune.map(|it| it.code.clone()), asked.likely.len())
        };
        assert_eq!(asked("23000+Guéret"), (Some("23096".to_owned()), 0));
        assert_eq!(asked("75016"), (Some("75116".to_owned()), 0));
        for several in ["01300", "Saint-Denis", "Guerret"] {
            let (commune, likely) = asked(several);
            assert!(commune.is_none() && likely > 0, "{several}: {commune:?} {likely}");
        }
    }

    #[test]
    fn what_is_missing_or_wrong_is_said_beside_its_field() {
        let errors = |query: &str| Asked::read(query, gazetteer()).errors;
        assert_eq!(errors(""), Errors::default());
        let wrong = errors("prof=astronaute&lieu=&date=demain");
        assert!(!wrong.profession.is_empty() && !wrong.place.is_empty() && !wrong.day.is_empty());
        assert_eq!(errors("prof=medecin&lieu=Guéret&date="), Errors::default());
        assert!(!errors("prof=medecin&lieu=Guéret&date=1999-12-31").day.is_empty());
    }

    proptest! {
        #[test]
        fn any_query_is_read(query in "\\PC{0,200}") {
            let _ = Asked::read(&query, gazetteer());
        }
    }
}
