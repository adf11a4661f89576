//! How much an edit changes of a listing that people read. Pure.

use crate::listings::{Content, Details};

/// A price that moves by more than this share is another offer.
const PRICE_MOVES: f64 = 0.30;
/// A text of which more than this share is new is another text.
const TEXT_CHANGES: f32 = 0.40;

/// Whether a change goes online at once for everybody, or is read first for people who are not verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    Nothing,
    Small,
    Large,
}

/// Another commune, a price by a third, half of the text: large. The type of a listing never changes.
pub(super) fn size(before: &Content, after: &Content) -> Size {
    // Position and density are ours, not the owner's words.
    let mut before = before.clone();
    let known = &mut before.place;
    (known.latitude, known.longitude) = (after.place.latitude, after.place.longitude);
    known.medical_density_zone = after.place.medical_density_zone;
    known.density_score = after.place.density_score;
    let before = &before;
    if before == after {
        Size::Nothing
    } else if before.place.commune_code != after.place.commune_code
        || before.profession.code != after.profession.code
        || price_moves(before, after)
        || text_changes(&before.title, &after.title)
        || text_changes(&before.description, &after.description)
    {
        Size::Large
    } else {
        Size::Small
    }
}

fn price_moves(before: &Content, after: &Content) -> bool {
    let price = |content: &Content| match &content.details {
        Details::Transfer(it) => it.public_price(),
        Details::Replacement(it) | Details::Availability(it) => it.estimated_daily_pay(),
        Details::Collaboration(it) => it.monthly_fee,
    };
    match (price(before), price(after)) {
        (Some(before), Some(after)) => {
            f64::from((after - before).abs()) > PRICE_MOVES * f64::from(before.max(1))
        }
        _ => false,
    }
}

fn text_changes(before: &str, after: &str) -> bool {
    similar::TextDiff::from_words(before, after).ratio() < 1.0 - TEXT_CHANGES
}
