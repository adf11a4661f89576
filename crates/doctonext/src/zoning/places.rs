//! Which commune of today a line of an official file names. Pure.

use std::collections::HashMap;

use super::file::{Key, Line};
use crate::territory::{Gazetteer, spelled};

/// What a line names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named<'a> {
    /// A commune of today: its code, and how it was found.
    Commune(&'a str, &'static str),
    /// One of several, the file does not say which.
    Ambiguous,
    /// None that we know.
    Unknown,
}

type Names<'a> = HashMap<(String, String), Vec<&'a str>>;

/// Everything by which a file may name a commune.
pub(super) struct Places<'a> {
    gazetteer: &'a Gazetteer,
    former_codes: HashMap<&'a str, Vec<&'a str>>,
    /// By postal code and compared name.
    names: Names<'a>,
    former_names: Names<'a>,
    names_in_files: Names<'a>,
}

impl<'a> Places<'a> {
    /// `named` are the names that files with INSEE codes give to communes of today.
    pub(super) fn of(gazetteer: &'a Gazetteer, named: &[(String, String)]) -> Self {
        let mut places = Self {
            gazetteer,
            former_codes: HashMap::new(),
            names: Names::new(),
            former_names: Names::new(),
            names_in_files: Names::new(),
        };
        for it in gazetteer.communes() {
            add(&mut places.names, gazetteer, &it.code, &it.name);
        }
        for it in gazetteer.former() {
            let Some(now) = gazetteer.by_code(&it.now) else { continue };
            if gazetteer.by_code(&it.code).is_none() {
                push(places.former_codes.entry(it.code.as_str()).or_default(), now.code.as_str());
            }
            if !it.name.is_empty() {
                add(&mut places.former_names, gazetteer, &now.code, &it.name);
            }
        }
        for (code, name) in named {
            add(&mut places.names_in_files, gazetteer, code, name);
        }
        places
    }

    /// The commune of a line: by its code of today or of before; or by postal code and name, of today, of before a
    /// merger, or as another official file writes it.
    pub(super) fn find(&self, key: Key, line: &Line) -> Named<'_> {
        match key {
            Key::Commune => match self.gazetteer.by_code(&line.key) {
                Some(commune) => Named::Commune(&commune.code, "code"),
                None => only(self.former_codes.get(line.key.as_str()), "former_code"),
            },
            Key::PostalCode => {
                let asked = (line.key.clone(), spelled(&line.name));
                let tried = [
                    (&self.names, "name"),
                    (&self.former_names, "former_name"),
                    (&self.names_in_files, "file_name"),
                ];
                let answers = tried.into_iter().map(|(names, how)| only(names.get(&asked), how));
                answers
                    .reduce(|best, it| if best == Named::Unknown { it } else { best })
                    .unwrap_or(Named::Unknown)
            }
        }
    }
}

fn only<'a>(found: Option<&Vec<&'a str>>, how: &'static str) -> Named<'a> {
    match found.map(Vec::as_slice) {
        None | Some([]) => Named::Unknown,
        Some([code]) => Named::Commune(code, how),
        Some(_) => Named::Ambiguous,
    }
}

fn push<'a>(codes: &mut Vec<&'a str>, code: &'a str) {
    if !codes.contains(&code) {
        codes.push(code);
    }
}

fn add<'a>(names: &mut Names<'a>, gazetteer: &'a Gazetteer, code: &str, name: &str) {
    let Some(commune) = gazetteer.by_code(code) else { return };
    let name = spelled(name);
    for postal_code in &commune.postal_codes {
        push(names.entry((postal_code.clone(), name.clone())).or_default(), &commune.code);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::gazetteer;

    fn line(key: &str, name: &str) -> Line {
        Line { number: 1, key: key.to_owned(), name: name.to_owned(), raw_code: "2_ZAC".to_owned() }
    }

    #[test]
    fn a_code_of_before_a_merger_names_the_commune_of_today() {
        let places = Places::of(gazetteer(), &[]);
        let found = |code: &str| places.find(Key::Commune, &line(code, ""));
        assert_eq!(found("23096"), Named::Commune("23096", "code"));
        assert_eq!(found("75116"), Named::Commune("75116", "code"));
        assert_eq!(found("01330"), Named::Commune("01187", "former_code"));
        assert_eq!(found("99999"), Named::Unknown);
    }

    #[test]
    fn a_postal_code_and_a_name_of_today_of_before_or_of_another_file_name_a_commune() {
        let named = [("69096".to_owned(), "Grigny".to_owned())];
        let places = Places::of(gazetteer(), &named);
        let found = |code: &str, name: &str| places.find(Key::PostalCode, &line(code, name));
        assert_eq!(found("23000", "GUERET"), Named::Commune("23096", "name"));
        assert_eq!(found("69003", "Lyon 3e Arrondissement"), Named::Commune("69383", "name"));
        assert_eq!(found("01300", "Arbignieu"), Named::Commune("01015", "former_name"));
        assert_eq!(found("69520", "Grigny"), Named::Commune("69096", "file_name"));
        assert_eq!(found("91350", "Grigny"), Named::Commune("91286", "name"));
        assert_eq!(found("23000", "Grigny"), Named::Unknown);
    }

    #[test]
    fn a_name_that_several_communes_bear_names_none() {
        let named = [("23096".to_owned(), "Bourg".to_owned()), ("23208".to_owned(), "Bourg".to_owned())];
        let places = Places::of(gazetteer(), &named);
        assert_eq!(places.find(Key::PostalCode, &line("23000", "Bourg")), Named::Ambiguous);
    }
}
