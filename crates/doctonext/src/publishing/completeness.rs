//! How much a listing tells, out of 100, and what would help. Pure.
//!
//! 60 points for what a listing needs, 30 for what it may tell, 10 for a photograph. Shown to the owner, and one part of
//! the published ranking.

use super::{
    answers::Answers,
    back,
    question::{Kind, Question},
    questions,
    step::Step,
};
use crate::{listings::Content, trades::ListingType};

/// Points of what is needed, of what is offered, of a photograph.
const POINTS: (usize, usize, u8) = (60, 30, 10);
/// Most suggestions at once: more would be read by nobody.
const SUGGESTIONS: usize = 4;

/// The score, and where the next points are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Completeness {
    /// 0 to 100.
    pub(super) score: u8,
    /// Label and step of what is still unsaid.
    pub(super) missing: Vec<(&'static str, Step)>,
}

/// How much a content tells without its photographs, of 90: what the published order weighs.
pub(super) fn told(content: &Content) -> u8 {
    of(content.details.listing_type(), &back::answers_of(content), 0).score
}

pub(super) fn of(listing_type: ListingType, answers: &Answers, photographs: usize) -> Completeness {
    // A box that stays empty is an answer too.
    let asked: Vec<(Step, &Question)> = questions::all(listing_type)
        .filter(|(_, it)| !matches!(it.kind, Kind::Tick) && !questions::OWNERS_ALONE.contains(&it.name))
        .collect();
    let is_answered =
        |question: &Question| question.fields().iter().any(|field| !answers.text(field).is_empty());
    let share = |needed: bool, points: usize| {
        let of_kind = asked.iter().filter(|(_, it)| it.needed == needed);
        let (all, answered) = of_kind
            .fold((0, 0), |(all, answered), (_, it)| (all + 1, answered + usize::from(is_answered(it))));
        (points * answered).checked_div(all).unwrap_or(points)
    };
    let points = share(true, POINTS.0) + share(false, POINTS.1);
    let photograph = if photographs > 0 { POINTS.2 } else { 0 };
    let mut missing: Vec<(&'static str, Step)> =
        asked.iter().filter(|(_, it)| !is_answered(it)).map(|(step, it)| (it.label, *step)).collect();
    // What is needed is told as errors; here stands what helps.
    missing.retain(|(label, _)| asked.iter().any(|(_, it)| it.label == *label && !it.needed));
    if photographs == 0 && listing_type != ListingType::Availability {
        missing.insert(0, ("Une photo", Step::Photos));
    }
    missing.truncate(SUGGESTIONS);
    Completeness { score: u8::try_from(points).unwrap_or(90) + photograph, missing }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_said_scores_nothing_and_everything_a_hundred() {
        for listing_type in ListingType::ALL {
            assert_eq!(of(*listing_type, &Answers::default(), 0).score, 0, "{listing_type}");
            let mut all = Answers::default();
            for field in questions::all(*listing_type).flat_map(|(_, it)| it.fields()) {
                all.set(field, "x");
            }
            let whole = of(*listing_type, &all, 1);
            assert_eq!((whole.score, whole.missing.len()), (100, 0), "{listing_type}");
        }
    }

    #[test]
    fn each_answer_counts() {
        let before = of(ListingType::Transfer, &Answers::default(), 0);
        let mut answers = Answers::default();
        answers.set("texte", "un texte");
        assert!(of(ListingType::Transfer, &answers, 0).score > before.score);
        assert_eq!(before.missing.len(), SUGGESTIONS);
    }
}
