//! The turns of a talk.

use proptest::prelude::*;

use super::negotiation::*;
use crate::testing::TODAY;

fn latest(number: i16, author: Side, state: OfferState) -> Latest {
    Latest { number, author, state }
}

#[test]
fn the_reader_begins_and_turns_alternate() {
    assert_eq!(next(None, Side::Seller, Move::Offer), Err(NotNow::ReaderBegins));
    assert_eq!(next(None, Side::Reader, Move::Offer), Ok(Outcome::New { number: 1, counters: false }));
    let first = latest(1, Side::Reader, OfferState::Open);
    assert_eq!(next(Some(first), Side::Reader, Move::Offer), Err(NotNow::TheirTurn));
    assert_eq!(next(Some(first), Side::Reader, Move::Accept), Err(NotNow::TheirTurn), "not one’s own");
    assert_eq!(next(Some(first), Side::Seller, Move::Offer), Ok(Outcome::New { number: 2, counters: true }));
    assert_eq!(next(Some(first), Side::Seller, Move::Accept), Ok(Outcome::Ends(OfferState::Accepted)));
    assert_eq!(next(Some(first), Side::Reader, Move::Withdraw), Ok(Outcome::Ends(OfferState::Withdrawn)));
}

#[test]
fn an_accepted_offer_ends_the_talk() {
    let agreed = latest(3, Side::Reader, OfferState::Accepted);
    assert_eq!(next(Some(agreed), Side::Seller, Move::Accept), Ok(Outcome::Already));
    for (who, what) in [
        (Side::Reader, Move::Offer),
        (Side::Seller, Move::Decline),
        (Side::Reader, Move::Withdraw),
        (Side::Seller, Move::Offer),
    ] {
        assert_eq!(next(Some(agreed), who, what), Err(NotNow::Agreed));
    }
}

#[test]
fn terms_are_read_as_people_type_them() {
    let typed = Typed {
        prix: "120\u{202f}000\u{a0}€".to_owned(),
        date: "01/09/2026".to_owned(),
        pret: Some("1".to_owned()),
        mots: " Visite en avril.\r\nMerci. ".to_owned(),
        ..Typed::default()
    };
    let Ok(terms) = read(&typed, TODAY) else { panic!("these are right") };
    assert_eq!((terms.price, terms.takes_over_on.to_string()), (120_000, "2026-09-01".to_owned()));
    assert_eq!(
        (terms.conditions(), terms.words),
        ("obtention du prêt".to_owned(), "Visite en avril.\nMerci.".to_owned())
    );
}

#[test]
fn what_is_wrong_in_terms_is_said_at_its_field() {
    let typed = Typed {
        prix: "cent mille".to_owned(),
        date: "2026-03-01".to_owned(),
        mots: "é".repeat(LONGEST_WORDS + 1),
        ..Typed::default()
    };
    let Err(errors) = read(&typed, TODAY) else { panic!("these are wrong") };
    assert!(errors.price.starts_with("Indiquez un prix"));
    assert_eq!(errors.day, "Cette date est passée.");
    assert!(errors.words.starts_with("Raccourcissez"));
}

proptest! {
    #[test]
    fn a_talk_has_one_open_offer_at_most_and_never_moves_once_agreed(
        moves in prop::collection::vec((any::<bool>(), 0_u8..4), 0..120)
    ) {
        let mut talk: Vec<Latest> = Vec::new();
        for (is_seller, what) in moves {
            let who = if is_seller { Side::Seller } else { Side::Reader };
            let what = [Move::Offer, Move::Accept, Move::Decline, Move::Withdraw][usize::from(what)];
            let agreed = talk.last().is_some_and(|it| it.state == OfferState::Accepted);
            match next(talk.last().copied(), who, what) {
                Ok(Outcome::New { number, counters }) => {
                    prop_assert!(!agreed && number <= MOST_TURNS);
                    if let Some(last) = talk.last_mut() {
                        prop_assert_eq!(counters, last.state == OfferState::Open);
                        prop_assert!(number == last.number + 1 && (!counters || last.author != who));
                        if counters { last.state = OfferState::Countered; }
                    }
                    talk.push(Latest { number, author: who, state: OfferState::Open });
                }
                Ok(Outcome::Ends(state)) => {
                    let last = talk.last_mut().unwrap();
                    prop_assert!(last.state == OfferState::Open);
                    prop_assert_eq!(last.author == who, state == OfferState::Withdrawn);
                    last.state = state;
                    prop_assert_eq!(next(talk.last().copied(), who, what), Ok(Outcome::Already));
                }
                Ok(Outcome::Already) | Err(_) => {}
            }
            prop_assert!(talk.iter().filter(|it| it.state == OfferState::Open).count() <= 1);
        }
    }

    #[test]
    fn whatever_is_typed_is_judged(prix in ".{0,30}", date in ".{0,12}", mots in ".{0,80}") {
        let _ = read(&Typed { prix, date, mots, ..Typed::default() }, TODAY);
    }
}
