//! From what was typed to the content of a listing, or to what is wrong with it. Pure.

mod checks;
mod details;
mod hiding;
mod periods;
mod place;
#[cfg(test)]
mod tests;

pub(super) use place::commune;

use chrono::NaiveDate;

use super::{answers::Answers, errors::Errors, questions};
use crate::{
    listings::{Content, Period, confidential},
    territory::Gazetteer,
    trades::{ListingType, Profession, Specialty},
};

/// Fewest letters of a title.
const SHORTEST_TITLE: usize = 10;

/// What reading depends on beside the answers.
pub(super) struct Context<'a> {
    pub(super) gazetteer: &'a Gazetteer,
    /// The day in Paris.
    pub(super) today: NaiveDate,
    /// The periods that are online already.
    pub(super) published: &'a [Period],
    /// Whether the directory told where the owner practises.
    pub(super) knows_sites: bool,
    /// The area that stands for a confidential place, as far as it is known.
    pub(super) area: Option<&'a confidential::HidingArea>,
}

/// The content of a listing; or every answer that has to change before it can go online.
pub(super) fn read(
    listing_type: ListingType,
    answers: &Answers,
    context: &Context<'_>,
) -> Result<Content, Errors> {
    let mut errors = Errors::default();
    for (_, question) in questions::all(listing_type) {
        checks::check(question, answers, &mut errors);
    }
    let title = tidy_title(answers.text("titre"));
    if title.chars().count() < SHORTEST_TITLE {
        errors
            .note("titre", "10\u{a0}caractères au moins\u{202f}: le métier, le lieu, ce que vous proposez.");
    }
    let trade = trade(answers.text("metier"));
    if trade.is_none() {
        errors.note("metier", "Choisissez une profession de la liste.");
    }
    let somebody = listing_type == ListingType::Availability;
    let place = place::read(answers, context.gazetteer, somebody, &mut errors);
    let has_periods = matches!(listing_type, ListingType::Replacement | ListingType::Availability);
    let periods = if has_periods {
        periods::read(answers, context.published, context.today, &mut errors)
    } else {
        Vec::new()
    };
    let details = details::read(listing_type, answers, &periods, context.today, &mut errors);
    let hidden_from = hiding::read(answers, context, &mut errors);
    let is_urgent = has_periods && answers.is_ticked("urgent");
    if is_urgent && !details::may_be_urgent(&periods, context.today) {
        errors.note(
            "urgent",
            "«\u{a0}Urgent\u{a0}» est réservé aux débuts dans 7\u{a0}jours au plus. Décochez-le.",
        );
    }
    match (trade, place) {
        (Some((profession, specialty)), Some(place)) if errors.is_empty() => Ok(Content {
            title,
            description: answers.text("texte").to_owned(),
            profession,
            specialty,
            place,
            details,
            periods,
            is_urgent,
            verified_readers_only: answers.is_ticked("verifies_seulement"),
            photos_are_neutral: answers.is_ticked("photos_neutres"),
            hidden_from,
        }),
        _ => Err(errors),
    }
}

/// A profession with its specialty: `doctor/medecine-generale`, `nurse`.
pub(super) fn trade(text: &str) -> Option<(&'static Profession, Option<&'static Specialty>)> {
    match text.split_once('/') {
        None => Profession::from_code(text).map(|it| (it, None)),
        Some((profession, specialty)) => {
            let profession = Profession::from_code(profession)?;
            Specialty::from_code(profession.code, specialty).map(|it| (profession, Some(it)))
        }
    }
}

/// One line, single spaces.
fn tidy_title(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
