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
fn a_passage_is_the_part_that_shows_most_of_what_was_looked_for() {
    let text = "Cabinet de groupe au centre du bourg, près des commerces et de l’école. Le logiciel est récent. \
                La salle d’attente est lumineuse, le cabinet donne sur un jardin et le parking est gratuit. Un studio attend le remplaçant.";
    let shown = |query: &str, most: usize| {
        let query = Query::parse(&analyzer(), query, true);
        query.passage(text, most).map(|it| (text[it.at].to_owned(), it.terms))
    };
    let found = |part: &str, terms: usize| Some((part.to_owned(), terms));
    let sentence =
        "La salle d’attente est lumineuse, le cabinet donne sur un jardin et le parking est gratuit.";
    assert_eq!(shown("cabinet lumineux jardin ", 100), found(&format!("{sentence} Un"), 3));
    assert_eq!(
        shown("cabinet ", 37),
        found("Cabinet de groupe au centre du bourg,", 1),
        "the first of equal ones"
    );
    assert_eq!(
        shown("studio", 400).map(|it| it.0).as_deref(),
        Some("Un studio attend le remplaçant."),
        "a whole sentence"
    );
    assert_eq!(shown("piscine", 100), None);
    assert_eq!(shown("-cabinet", 100), None, "a refused word is not shown");
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

    #[test]
    fn a_passage_is_never_longer_than_asked_unless_a_word_is(text in "[a-z é.’\n]{0,300}", word in "[a-z]{3}", most in 10_usize..80) {
        let query = Query::parse(&analyzer(), &word, true);
        if let Some(passage) = query.passage(&text, most) {
            let shown = text.get(passage.at).expect("cut at letters");
            prop_assert!(query.terms_in(&[shown]) == passage.terms && passage.terms > 0);
            let longest = shown.split_whitespace().map(|it| it.chars().count()).max().unwrap_or_default();
            prop_assert!(shown.chars().count() <= most.max(longest), "{shown:?}");
        }
    }
}
