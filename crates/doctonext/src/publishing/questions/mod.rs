//! What is asked, by type of listing and by step. Labels and bounds follow the journey of publishing; columns of the
//! database are named in `reading`.

mod availability;
mod collaboration;
mod common;
mod replacement;
mod transfer;

use super::{
    question::{Question, Section},
    step::Step,
};
use crate::trades::ListingType;

/// Answers in words that nobody but the owner reads: they are no part of the listing.
pub(super) const OWNERS_ALONE: [&str; 2] = ["masquer_a", "masquer_communes"];

/// The sections of a step.
pub(super) fn sections(listing_type: ListingType, step: Step) -> &'static [Section] {
    match (step, listing_type) {
        (Step::Place, ListingType::Availability) => common::PLACE_OF_SOMEBODY,
        (Step::Place, _) => common::PLACE,
        (Step::Facts, ListingType::Transfer) => transfer::FACTS,
        (Step::Facts, ListingType::Replacement) => replacement::FACTS,
        (Step::Facts, ListingType::Collaboration) => collaboration::FACTS,
        (Step::Facts, ListingType::Availability) => availability::FACTS,
        (Step::Text, ListingType::Replacement | ListingType::Availability) => common::SHORT_TEXT,
        (Step::Text, _) => common::TEXT,
        (Step::Photos, _) => &[],
        (Step::Publish, ListingType::Replacement) => common::OPTIONS_WITH_URGENCY,
        (Step::Publish, ListingType::Availability) => common::OPTIONS_OF_SOMEBODY,
        (Step::Publish, _) => common::OPTIONS,
    }
}

/// Every question of a type with the step where it is asked, in order.
pub(super) fn all(listing_type: ListingType) -> impl Iterator<Item = (Step, &'static Question)> {
    Step::ALL.into_iter().flat_map(move |step| {
        sections(listing_type, step).iter().flat_map(|it| it.questions).map(move |it| (step, it))
    })
}

/// The question with a field of this name.
pub(super) fn with_field(listing_type: ListingType, field: &str) -> Option<(Step, &'static Question)> {
    all(listing_type).find(|(_, it)| it.fields().contains(&field))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_field_belongs_to_one_question_of_its_type() {
        for listing_type in ListingType::ALL {
            let mut seen = HashSet::new();
            for field in all(*listing_type).flat_map(|(_, it)| it.fields()) {
                assert!(seen.insert(field), "{listing_type}: {field} is asked twice");
            }
        }
    }

    #[test]
    fn no_type_asks_more_than_six_steps() {
        assert!(Step::ALL.len() <= 6);
    }
}
