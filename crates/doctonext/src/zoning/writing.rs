//! A rule as a member of the team types it: read, or told what is wrong beside each field. Pure.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{
    asked,
    rules::{Kind, Rule},
};
use crate::trades::{InstallationRule, OfficialZone, Profession, Specialty};

/// What was typed, kept as it was.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    /// Identifier of the version that this one follows.
    pub(super) de: String,
    pub(super) profession: String,
    pub(super) zone: String,
    pub(super) genre: String,
    pub(super) issue: String,
    pub(super) titre: String,
    pub(super) texte: String,
    pub(super) conditions: String,
    pub(super) montant: String,
    pub(super) delai: String,
    pub(super) exceptions: String,
    pub(super) origine: String,
    pub(super) lien: String,
    pub(super) du: String,
    pub(super) au: String,
}

/// Sentences by field.
pub(super) type Errors = BTreeMap<&'static str, String>;

impl Typed {
    /// A version to change, as the form shows it.
    pub(super) fn of(rule: &Rule) -> Self {
        let printed = |it: Option<i32>| it.map_or_else(String::new, |it| it.to_string());
        Self {
            de: rule.id.clone(),
            profession: rule.profession.clone(),
            zone: rule.zone.code().to_owned(),
            genre: rule.kind.code().to_owned(),
            issue: rule.outcome.map_or_else(String::new, |it| it.code().to_owned()),
            titre: rule.title.clone(),
            texte: rule.body.clone(),
            conditions: rule.conditions.clone().unwrap_or_default(),
            montant: printed(rule.amount_euros),
            delai: printed(rule.successor_months),
            exceptions: rule.excepted_specialties.join(", "),
            origine: rule.source.clone(),
            lien: rule.source_url.clone().unwrap_or_default(),
            du: rule.valid_from.to_string(),
            au: rule.valid_to.map_or_else(String::new, |it| it.to_string()),
        }
    }

    /// The rule under this identifier, or what is wrong.
    pub(super) fn read(&self, id: &str) -> Result<Rule, Errors> {
        let mut errors = Errors::new();
        let profession = Profession::from_code(&self.profession);
        if profession.is_none() {
            errors.insert("profession", "Choisissez une profession.".to_owned());
        }
        let zone = OfficialZone::from_code(&self.zone).filter(|it| *it != OfficialZone::Unavailable);
        if zone.is_none() {
            errors.insert("zone", "Choisissez une classe.".to_owned());
        }
        let kind = if self.genre == Kind::Aid.code() { Kind::Aid } else { Kind::Rule };
        let outcome = InstallationRule::from_code(&self.issue);
        if kind == Kind::Rule && outcome.is_none() {
            errors.insert("issue", "Choisissez ce que dit la règle.".to_owned());
        }
        let title = text("titre", &self.titre, 5..=120, &mut errors);
        let body = text("texte", &self.texte, 20..=1_000, &mut errors);
        let conditions = text("conditions", &self.conditions, 0..=500, &mut errors);
        let source = text("origine", &self.origine, 5..=200, &mut errors);
        let amount_euros = whole("montant", &self.montant, 1..=1_000_000, &mut errors);
        let successor_months = whole("delai", &self.delai, 1..=120, &mut errors);
        if kind == Kind::Rule && amount_euros.is_some() {
            errors.insert("montant", "Un montant est celui d’une aide.".to_owned());
        }
        let excepted_specialties = self.exceptions(profession, &mut errors);
        let source_url = Some(self.lien.trim().to_owned()).filter(|it| !it.is_empty());
        if source_url.as_ref().is_some_and(|it| {
            !it.starts_with("https://") || it.len() > 300 || it.contains(char::is_whitespace)
        }) {
            errors.insert("lien", "Donnez une adresse qui commence par https://, sans espace.".to_owned());
        }
        let valid_from = asked::day(self.du.trim());
        if valid_from.is_none() {
            errors.insert("du", "Donnez le premier jour, comme 01/01/2026.".to_owned());
        }
        let valid_to = asked::day(self.au.trim());
        if valid_to.is_none() && !self.au.trim().is_empty() {
            errors.insert("au", "Donnez le dernier jour, comme 31/12/2026, ou rien.".to_owned());
        } else if valid_to < valid_from && valid_to.is_some() {
            errors.insert("au", "Le dernier jour est avant le premier.".to_owned());
        }
        match (profession, zone, valid_from) {
            (Some(profession), Some(zone), Some(valid_from)) if errors.is_empty() => Ok(Rule {
                id: id.to_owned(),
                profession: profession.code.to_owned(),
                zone,
                kind,
                outcome: outcome.filter(|_| kind == Kind::Rule),
                title,
                body,
                conditions: Some(conditions).filter(|it| !it.is_empty()),
                amount_euros,
                successor_months,
                excepted_specialties,
                source,
                source_url,
                valid_from,
                valid_to,
            }),
            _ => Err(errors),
        }
    }

    fn exceptions(&self, profession: Option<&'static Profession>, errors: &mut Errors) -> Vec<String> {
        let Some(profession) = profession else { return Vec::new() };
        let mut codes = Vec::new();
        for word in self.exceptions.split([',', ';']).map(str::trim).filter(|it| !it.is_empty()) {
            let found = profession.specialties().iter().find(|it: &&Specialty| {
                it.code == word || it.slug == word || it.label.eq_ignore_ascii_case(word)
            });
            match found {
                Some(it) if !codes.contains(&it.code.to_owned()) => codes.push(it.code.to_owned()),
                Some(_) => {}
                None => {
                    let known: Vec<&str> = profession.specialties().iter().map(|it| it.code).collect();
                    let known = if known.is_empty() { "aucune".to_owned() } else { known.join(", ") };
                    let shown: String = word.chars().take(40).collect();
                    errors.insert(
                        "exceptions",
                        format!("«\u{a0}{shown}\u{a0}» n’est pas une spécialité de cette profession. Connues\u{202f}: {known}."),
                    );
                }
            }
        }
        codes
    }
}

fn text(
    field: &'static str,
    typed: &str,
    length: std::ops::RangeInclusive<usize>,
    errors: &mut Errors,
) -> String {
    let text = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if !length.contains(&text.chars().count()) {
        let (least, most) = (length.start(), length.end());
        let told = if *least == 0 {
            format!("{most}\u{a0}caractères au plus.")
        } else {
            format!("De {least} à {most}\u{a0}caractères.")
        };
        errors.insert(field, told);
    }
    text
}

fn whole(
    field: &'static str,
    typed: &str,
    range: std::ops::RangeInclusive<i32>,
    errors: &mut Errors,
) -> Option<i32> {
    let digits: String = typed.chars().filter(|it| !it.is_whitespace()).collect();
    if digits.is_empty() {
        return None;
    }
    let read = digits.parse().ok().filter(|it| range.contains(it));
    if read.is_none() {
        errors.insert(field, format!("Un nombre entier de {} à {}.", range.start(), range.end()));
    }
    read
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn typed() -> Typed {
        Typed {
            profession: "dentist".to_owned(),
            zone: "not_priority".to_owned(),
            genre: "rule".to_owned(),
            issue: "one_for_one".to_owned(),
            titre: "Un départ pour une installation".to_owned(),
            texte: "Un chirurgien-dentiste succède à un confrère qui s’en va.".to_owned(),
            exceptions: "Chirurgie orale, orthopedie_dento_faciale".to_owned(),
            delai: "12".to_owned(),
            origine: "Convention nationale".to_owned(),
            du: "01/01/2027".to_owned(),
            ..Typed::default()
        }
    }

    #[test]
    fn a_whole_form_is_a_rule_and_a_rule_is_a_form() {
        let rule = typed().read("r").unwrap();
        assert_eq!(rule.excepted_specialties, ["chirurgie_orale_dentaire", "orthopedie_dento_faciale"]);
        assert_eq!((rule.successor_months, rule.valid_to), (Some(12), None));
        assert_eq!(Typed::of(&rule).read("r").unwrap(), rule);
    }

    #[test]
    fn each_mistake_is_said_beside_its_field() {
        let errors = |change: fn(&mut Typed)| {
            let mut it = typed();
            change(&mut it);
            it.read("r").unwrap_err().into_keys().collect::<Vec<_>>()
        };
        assert_eq!(errors(|it| it.au = "31/12/2026".to_owned()), ["au"]);
        assert_eq!(errors(|it| it.exceptions = "médecine générale".to_owned()), ["exceptions"]);
        assert_eq!(errors(|it| it.montant = "5000".to_owned()), ["montant"]);
        assert_eq!(errors(|it| it.lien = "javascript:alert(1)".to_owned()), ["lien"]);
        assert_eq!(errors(|it| it.zone = "unavailable".to_owned()), ["zone"]);
        assert_eq!(Typed::default().read("r").unwrap_err().len(), 7);
    }

    proptest! {
        #[test]
        fn any_words_are_read_or_refused(words in "\\PC{0,60}", number in "\\PC{0,12}") {
            let it = Typed { titre: words.clone(), texte: words.clone(), exceptions: words, delai: number.clone(), du: number, ..typed() };
            let _ = it.read("r");
        }
    }
}
