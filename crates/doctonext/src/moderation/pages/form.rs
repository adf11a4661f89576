//! The form of a decision: what may be chosen, and how it is read.

use serde::Deserialize;

use super::{Choice, sentence};
use crate::moderation::{
    decide::Ruling,
    grounds::{GROUNDS, Ground},
    words::Action,
};

/// Days that a measure may last.
const LENGTHS: [(u16, &str); 5] = [
    (7, "7\u{a0}jours"),
    (15, "15\u{a0}jours"),
    (30, "30\u{a0}jours"),
    (90, "3\u{a0}mois"),
    (180, "6\u{a0}mois"),
];
/// A suspension of which nobody says the length.
const SHORTEST: u16 = 7;
/// Said of a notice that is not followed.
const NOTHING_WRONG: &str = "Le contenu n’est ni illicite ni contraire à nos règles.";

/// What a moderator typed.
#[derive(Debug, Default, Deserialize)]
pub(in crate::moderation) struct Verdict {
    #[serde(default)]
    pub(super) action: String,
    #[serde(default)]
    pub(super) fondement: String,
    #[serde(default)]
    pub(super) faits: String,
    #[serde(default)]
    pub(super) duree: String,
    /// The revision that the page showed.
    #[serde(default)]
    pub(super) version: i32,
    /// The mark of the photographs that the page showed.
    #[serde(default)]
    pub(super) photos: String,
}

/// A radio button with its key.
pub(super) struct Keyed {
    pub(super) value: &'static str,
    pub(super) key: char,
    pub(super) label: String,
    pub(super) hint: &'static str,
    pub(super) selected: bool,
}

/// What the form shows.
pub(super) struct Choices {
    pub(super) actions: Vec<Keyed>,
    pub(super) rules: Vec<Keyed>,
    pub(super) laws: Vec<Keyed>,
    pub(super) lengths: Vec<Choice>,
    pub(super) facts: String,
    /// Whether any of the actions needs a ground.
    pub(super) has_grounds: bool,
    /// Whether any of the actions may be for some days.
    pub(super) has_lengths: bool,
}

impl Choices {
    pub(super) fn of(possible: &[Action], typed: &Verdict) -> Self {
        let action = |it: &Action| Keyed {
            value: it.code(),
            key: it.key(),
            label: it.label().to_owned(),
            hint: hint(*it),
            selected: typed.action == it.code(),
        };
        let ground = |it: &&Ground| Keyed {
            value: it.code,
            key: it.key,
            label: it.reference.to_owned(),
            hint: it.rule,
            selected: typed.fondement == it.code,
        };
        let none = Choice {
            value: String::new(),
            label: "Sans limite (7\u{a0}jours pour une suspension)".to_owned(),
            selected: typed.duree.is_empty(),
        };
        let lengths = LENGTHS.iter().map(|(days, label)| Choice {
            value: days.to_string(),
            label: (*label).to_owned(),
            selected: typed.duree == days.to_string(),
        });
        Self {
            actions: possible.iter().map(action).collect(),
            rules: GROUNDS.iter().filter(|it| !it.is_law).map(|it| ground(&it)).collect(),
            laws: GROUNDS.iter().filter(|it| it.is_law).map(|it| ground(&it)).collect(),
            lengths: std::iter::once(none).chain(lengths).collect(),
            facts: typed.faits.clone(),
            has_grounds: possible.iter().any(|it| it.restricts()),
            has_lengths: possible.iter().any(|it| it.has_length()),
        }
    }
}

const fn hint(action: Action) -> &'static str {
    match action {
        Action::Approve => "mise en ligne",
        Action::AskChange => "ce qui attend reste hors ligne, ce qui est en ligne y reste",
        Action::ReduceVisibility => "absente de la recherche, page accessible",
        Action::Remove => "retiré de la vue de tous",
        Action::Suspend => "ni connexion ni publication pendant la durée",
        Action::Ban => "définitif, à confirmer par une autre personne",
        Action::RefuseNotice => "rien d’illicite ni de contraire aux règles",
    }
}

/// Reads a decision, or says what is missing.
pub(super) fn read(form: &Verdict, possible: &[Action]) -> Result<Ruling, &'static str> {
    let action =
        Action::from_code(&form.action).filter(|it| possible.contains(it)).ok_or("Choisissez une mesure.")?;
    if action == Action::Approve {
        return Ok(Ruling { action, ground: None, facts: String::new(), days: None });
    }
    let ground = Ground::from_code(&form.fondement);
    if ground.is_none() && action.restricts() {
        return Err("Choisissez le fondement\u{202f}: une règle ou un article de loi.");
    }
    let facts = if form.faits.trim().is_empty() {
        ground.map_or(NOTHING_WRONG, |it| it.facts).to_owned()
    } else {
        sentence(&form.faits, 10, 2000)
            .ok_or("Décrivez les faits en une phrase ou deux (10 à 2\u{202f}000\u{a0}caractères)\u{202f}: l’auteur les lira.")?
    };
    let asked = LENGTHS.iter().map(|(days, _)| *days).find(|it| it.to_string() == form.duree);
    let days = match action {
        Action::Suspend => Some(asked.unwrap_or(SHORTEST)),
        _ if action.has_length() => asked,
        _ => None,
    };
    let ground = if action.restricts() { ground } else { None };
    Ok(Ruling { action, ground, facts, days })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(action: &str, ground: &str) -> Verdict {
        Verdict { action: action.to_owned(), fondement: ground.to_owned(), ..Verdict::default() }
    }

    #[test]
    fn two_choices_are_enough_and_the_facts_are_those_of_the_ground() {
        let ruling = read(&verdict("remove", "r4"), Action::ALL).unwrap();
        assert_eq!(ruling.facts, "Le texte ou les photos reprennent une autre annonce.");
        assert_eq!(read(&verdict("suspend", "r8"), Action::ALL).unwrap().days, Some(7));
    }

    #[test]
    fn no_measure_goes_without_a_ground_nor_beyond_what_is_possible() {
        assert!(read(&verdict("remove", ""), Action::ALL).is_err());
        assert!(read(&verdict("ban", "r8"), &[Action::Approve]).is_err());
        assert!(read(&verdict("approve", ""), Action::ALL).is_ok());
        assert!(read(&verdict("refuse_notice", ""), Action::ALL).unwrap().ground.is_none());
    }
}
