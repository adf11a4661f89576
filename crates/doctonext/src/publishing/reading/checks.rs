//! Each answer against its question. Pure.

use platform::french;

use crate::publishing::{
    answers::Answers,
    errors::Errors,
    question::{Kind, Question},
    typed,
};

/// Notes what is wrong with the answer to a question. Places, trades and periods are read elsewhere.
pub(super) fn check(question: &Question, answers: &Answers, errors: &mut Errors) {
    let name = question.name;
    let text = answers.text(name);
    if matches!(question.kind, Kind::Commune | Kind::Trade | Kind::Periods) {
        return;
    }
    if text.is_empty() {
        if question.needed {
            errors.note(name, missing(question));
        }
        return;
    }
    if let Some(why) = fault(question.kind, text, answers.texts(name)) {
        errors.note(name, why);
    }
}

fn missing(question: &Question) -> &'static str {
    match question.kind {
        Kind::One(_) => "Choisissez une réponse.",
        Kind::Some(_) => "Cochez au moins une réponse.",
        Kind::Day => "Indiquez une date.",
        Kind::Whole { .. } | Kind::Decimal { .. } => "Indiquez un nombre.",
        _ => "Cette réponse est nécessaire.",
    }
}

fn fault(kind: Kind, text: &str, all: &[String]) -> Option<String> {
    let letters = text.chars().count();
    match kind {
        Kind::Line { longest } | Kind::Text { longest, .. } if letters > longest => {
            Some(format!("{} caractères au plus\u{202f}: il y en a {}.", figure(longest), figure(letters)))
        }
        Kind::Text { shortest, .. } if letters < shortest => Some(format!(
            "Encore {} au moins\u{202f}: dites en quelques phrases ce que le confrère doit savoir.",
            french::counted((shortest - letters) as u64, "caractère", "caractères")
        )),
        Kind::One(choices) => {
            let known = choices().iter().any(|(code, _)| *code == text);
            (!known).then(|| "Choisissez une réponse de la liste.".to_owned())
        }
        Kind::Some(choices) => {
            let known = choices();
            let unknown = all.iter().any(|it| !known.iter().any(|(code, _)| code == it));
            unknown.then(|| "Choisissez parmi les réponses de la liste.".to_owned())
        }
        Kind::Whole { least, most, .. } => match typed::whole(text) {
            None => Some("Écrivez un nombre entier, en chiffres.".to_owned()),
            Some(value) => {
                beyond(value < i64::from(least) || value > i64::from(most), least.into(), most.into())
            }
        },
        Kind::Decimal { least, most, .. } => match typed::number(text) {
            None => Some("Écrivez un nombre, en chiffres.".to_owned()),
            Some(value) => beyond(value < least || value > most, least, most),
        },
        Kind::Day if typed::day(text).is_none() => {
            Some("Cette date n’existe pas. Écrivez-la comme 31/08/2026.".to_owned())
        }
        _ => None,
    }
}

fn beyond(is_beyond: bool, least: f64, most: f64) -> Option<String> {
    is_beyond.then(|| format!("Un nombre de {} à {}.", french::decimal(least, 0), french::decimal(most, 0)))
}

fn figure(n: usize) -> String {
    french::number(i64::try_from(n).unwrap_or(i64::MAX))
}
