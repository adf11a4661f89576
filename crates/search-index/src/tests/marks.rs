//! What is marked in a text.

use proptest::prelude::*;

use super::analyzer;
use crate::Query;

fn marked(query: &str, text: &str) -> String {
    let mut out = String::new();
    let mut from = 0;
    for it in Query::parse(&analyzer(), query, true).marks(text) {
        out.push_str(&text[from..it.start]);
        out.push('[');
        out.push_str(&text[it.clone()]);
        out.push(']');
        from = it.end;
    }
    out.push_str(&text[from..]);
    out
}

#[test]
fn words_are_marked_in_whatever_form_they_stand() {
    assert_eq!(marked("infirmiere", "Cabinet d’infirmiers cède"), "Cabinet d’[infirmiers] cède");
    assert_eq!(marked("cabinet lumineux", "Cabinets, très Lumineux."), "[Cabinets], très [Lumineux].");
    assert_eq!(marked("lum", "Cabinet lumineux"), "Cabinet [lumineux]");
    assert_eq!(marked("lum ", "Cabinet lumineux"), "Cabinet lumineux", "the word is finished");
}

#[test]
fn an_abbreviation_marks_its_words_where_all_of_them_stand() {
    assert_eq!(marked("MG ", "Médecin du sport"), "Médecin du sport");
    assert_eq!(marked("MG ", "Médecin généraliste à Lyon"), "[Médecin] [généraliste] à Lyon");
    assert_eq!(marked("MG ", "Cabinet MG"), "Cabinet [MG]");
}

#[test]
fn phrases_are_marked_as_a_whole_and_only_in_their_order() {
    let text = "Une maison de la santé, et la maison de santé";
    assert_eq!(marked("\"maison de santé\"", text), "Une maison de la santé, et la [maison de santé]");
    assert_eq!(marked("\"santé maison\"", text), text);
}

#[test]
fn refused_words_and_stop_words_are_not_marked() {
    assert_eq!(marked("cabinet -lumineux de", "Cabinet lumineux de ville"), "[Cabinet] lumineux de ville");
}

proptest! {
    #[test]
    fn any_text_is_marked_in_order_and_at_letters(query in any::<String>(), text in any::<String>()) {
        let mut from = 0;
        for it in Query::parse(&analyzer(), &query, true).marks(&text) {
            prop_assert!(it.start >= from && it.start < it.end && text.get(it.clone()).is_some());
            from = it.end;
        }
    }
}
