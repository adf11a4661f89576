//! What the zoning says of one commune for one profession: the class as the file writes it, where it comes from, the rules.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use sqlx::PgExecutor;

use super::{
    class::Class,
    rules::{Outcome, Rule, rule},
    store,
};
use crate::{
    territory::{Commune, Gazetteer},
    trades::{OfficialZone, Profession, Specialty},
};

/// Where a class comes from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Origin {
    /// Who publishes it.
    pub source: String,
    /// Date of the data, when it is known.
    pub dated_on: Option<NaiveDate>,
    /// The decree that it rests on, when it was given.
    pub decree: Option<String>,
    /// When it was put into the house.
    pub imported_at: DateTime<Utc>,
}

/// A line of the file in force.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct ZonedPlace {
    pub(super) name: String,
    pub(super) raw_code: String,
}

/// One class of the commune; a city with arrondissements and a commune that was merged may have several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalClass {
    /// As the file writes it.
    pub raw_code: String,
    /// What it means; none when nobody has taught us the word.
    pub class: Option<Class>,
    /// Communes of the file that have it.
    pub places: Vec<String>,
}

impl LocalClass {
    /// The class without the spelling of any file; `Unavailable` when it has no result or is not known.
    #[must_use]
    pub fn zone(&self) -> OfficialZone {
        self.class.map_or(OfficialZone::Unavailable, |it| it.zone)
    }
}

/// What is known; nothing of it is guessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Situation {
    /// None while no file was imported for the profession.
    pub origin: Option<Origin>,
    /// Empty when the file does not name the commune.
    pub classes: Vec<LocalClass>,
    /// Everything in force for the profession, at any date.
    pub rules: Vec<Rule>,
}

impl Situation {
    /// Each class with what the rules say of it on a day.
    pub fn outcomes<'a>(
        &'a self,
        profession: &'static Profession,
        specialty: Option<&'static Specialty>,
        day: NaiveDate,
    ) -> impl Iterator<Item = (&'a LocalClass, Outcome<'a>)> {
        let specialty = specialty.map(|it| it.code);
        self.classes.iter().map(move |it| (it, rule(profession.code, specialty, it.zone(), day, &self.rules)))
    }
}

/// Reads it, in one statement.
pub async fn situation(
    db: impl PgExecutor<'_>,
    gazetteer: &Gazetteer,
    profession: &'static Profession,
    commune: &Commune,
) -> sqlx::Result<Situation> {
    let mut codes = vec![commune.code.as_str()];
    codes.extend(gazetteer.parts_of(&commune.code).map(|it| it.code.as_str()));
    let (origin, places, rules) = store::situation(db, profession.code, &codes).await?;
    Ok(Situation { origin, classes: classes(places), rules })
}

/// The lines of one commune by class, in the order of the classes.
fn classes(places: Vec<ZonedPlace>) -> Vec<LocalClass> {
    let mut by_code: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for it in places {
        let names = by_code.entry(it.raw_code).or_default();
        if !names.contains(&it.name) {
            names.push(it.name);
        }
    }
    by_code
        .into_iter()
        .map(|(raw_code, places)| LocalClass { class: Class::of(&raw_code), raw_code, places })
        .collect()
}

/// What a listing keeps of the zoning of its commune.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Density {
    /// Raw class; none when there is none, or several.
    pub raw_code: Option<String>,
    /// What it means.
    pub class: Option<Class>,
}

impl Density {
    /// One class is that of the commune; several are none.
    fn of(mut raw_codes: Vec<String>) -> Self {
        raw_codes.dedup();
        match raw_codes.as_slice() {
            [one] => Self { class: Class::of(one), raw_code: Some(one.clone()) },
            _ => Self::default(),
        }
    }
}

/// The density of a profession (its code) in a commune; a city has one when all its arrondissements have the same.
pub async fn density(
    db: impl PgExecutor<'_>,
    gazetteer: &Gazetteer,
    profession: &str,
    commune: &str,
) -> sqlx::Result<Density> {
    let mut codes = vec![commune];
    codes.extend(gazetteer.parts_of(commune).map(|it| it.code.as_str()));
    Ok(Density::of(store::raw_codes(db, profession, &codes).await?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commune_of_two_classes_has_no_density() {
        let raw = |them: &[&str]| Density::of(them.iter().map(|&it| it.to_owned()).collect());
        assert_eq!(raw(&["2_ZAC", "2_ZAC"]).class.unwrap().score, Some(7));
        assert_eq!(raw(&["1_ZIP", "2_ZAC"]), Density::default());
        assert_eq!(raw(&[]), Density::default());
        assert_eq!(raw(&["9_Autre"]).raw_code.as_deref(), Some("9_Autre"));
    }

    #[test]
    fn places_of_a_class_stand_together() {
        let place = |name: &str, raw: &str| ZonedPlace { name: name.to_owned(), raw_code: raw.to_owned() };
        let found =
            classes(vec![place("Lyon 1er", "2_ZAC"), place("Lyon 2e", "3_HZ"), place("Lyon 4e", "2_ZAC")]);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].places, ["Lyon 1er", "Lyon 4e"]);
        assert_eq!(found[1].zone(), OfficialZone::Outside);
    }
}
