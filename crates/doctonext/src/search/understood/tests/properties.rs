//! Any text is read, and no word is lost.

use proptest::prelude::*;

use super::{Outcome, read};
use crate::search::analyzer;

fn texts() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "kiné",
        "Lyon",
        "3e",
        "août",
        "du",
        "au",
        "15",
        "\"",
        "-",
        "2A",
        "Saint",
        "-Étienne",
        "à",
        "près",
        "de",
        "cabinet",
        "été",
        "à céder",
        ",",
        "75011",
        "les",
        "€",
        "n’",
        "İ",
        "œ",
        "2027",
        "remplacement",
        "-dentiste",
        "%",
        "mi-",
        "-conseil",
        "kiné-remplaçant",
        "2026-2027",
        "sauf",
        "et",
        "20 km",
        "70/30",
        "hiver",
    ]);
    prop_oneof![prop::collection::vec(words, 1..12).prop_map(|it| it.join(" ")), ".+"]
}

proptest! {
    #[test]
    fn every_word_is_either_recognised_or_looked_for(text in texts()) {
        let (criteria, understood) = read(&text);
        let letters = |it: &str| it.chars().filter(|it| it.is_alphanumeric()).count();
        // With the « ou » before what is offered.
        let recognised: usize = understood
            .recognised
            .iter()
            .filter(|it| it.outcome != Outcome::Overruled)
            .map(|it| letters(&text[it.at.clone()]))
            .sum();
        let left = understood.rest(&text).unwrap_or_default();
        prop_assert_eq!(recognised + letters(&left), letters(&text));
        prop_assert!(criteria.text.is_none_or(|it| !it.is_empty()));
        prop_assert!(understood.recognised.windows(2).all(|it| it[0].at.end <= it[1].at.start));
        for it in &understood.recognised {
            prop_assert!(text.contains(&it.words));
        }
    }

    #[test]
    fn what_is_left_refuses_no_more_than_the_text_did(text in texts()) {
        let (criteria, _) = read(&text);
        let refused = |it: &str| {
            let query = search_index::Query::parse(analyzer(), it, true);
            query.to_tsquery().unwrap_or_default().matches('!').count()
        };
        let rest = criteria.text.unwrap_or_default();
        prop_assert!(refused(&rest) <= refused(&text), "{text:?} leaves {rest:?}");
    }
}
