use proptest::prelude::*;

use super::analyzer;
use super::grammar::read_tsvector;
use crate::{Document, Weight};

#[test]
fn a_document_is_weighted_lexemes() {
    let analyzer = analyzer();
    let document = Document::new(&analyzer)
        .add(Weight::A, "Cabinet de kiné")
        .add(Weight::C, "Guéret")
        .add(Weight::D, "Beau cabinet");

    assert_eq!(document.to_tsvector(), "'beau':7 'cabinet':1A,8 'gueret':5C 'kin':3A 'kinesitherapeut':3A");
}

#[test]
fn an_empty_document_is_an_empty_text() {
    assert_eq!(Document::new(&analyzer()).add(Weight::A, "de la").to_tsvector(), "");
}

#[test]
fn positions_stay_within_what_postgresql_stores() {
    let analyzer = analyzer();
    let written = Document::new(&analyzer).add(Weight::D, &"cabinet patient ".repeat(20_000)).to_tsvector();

    for (lexeme, places) in read_tsvector(&written).unwrap() {
        assert_eq!(places.len(), 256, "{lexeme}");
    }
    let late =
        Document::new(&analyzer).add(Weight::D, &format!("{}creuse", "de ".repeat(20_000))).to_tsvector();
    assert_eq!(late, "'creus':16383");
}

#[test]
fn a_huge_text_stops_before_the_megabyte_of_a_tsvector() {
    let analyzer = analyzer();
    let many: String = (0..150_000).flat_map(|n| [n.to_string(), "motrare ".into()]).collect();
    let entries = read_tsvector(&Document::new(&analyzer).add(Weight::D, &many).to_tsvector()).unwrap();

    let stored: usize = entries.iter().map(|(lexeme, places)| lexeme.len() + 4 + 2 * places.len()).sum();
    assert!((800_000..1_048_575).contains(&stored), "{stored}");
}

#[test]
fn an_endless_word_is_cut() {
    let analyzer = analyzer();
    for letter in ["a", "é", "字", "9"] {
        let written = Document::new(&analyzer).add(Weight::D, &letter.repeat(1_000_000)).to_tsvector();
        assert!(written.len() < 300, "{letter}");
    }
}

proptest! {
    #[test]
    fn whatever_is_written_postgresql_can_read(title in any::<String>(), text in "\\PC{0,80}") {
        let analyzer = analyzer();
        let document = Document::new(&analyzer).add(Weight::A, &title).add(Weight::D, &text);
        let written = document.to_tsvector();
        let entries = read_tsvector(&written);
        prop_assert!(entries.is_some(), "{}", written);
        for (lexeme, places) in entries.into_iter().flatten() {
            prop_assert!(!lexeme.contains('\0') && lexeme.len() <= 240);
            prop_assert!(places.iter().all(|place| (1..=16_383).contains(&place.0)));
        }
    }

    #[test]
    fn any_bytes_are_analysed(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let text = String::from_utf8_lossy(&bytes);
        prop_assert!(analyzer().analyze(&text).iter().all(|token| !token.lexeme.is_empty()));
    }
}
