use proptest::prelude::*;

use super::analyzer;
use super::grammar::read_tsquery;
use crate::{MAX_QUERY_TERMS, Query};

fn written(typed: &str) -> Option<String> {
    Query::parse(&analyzer(), typed, false).to_tsquery()
}

fn typing(typed: &str) -> Option<String> {
    Query::parse(&analyzer(), typed, true).to_tsquery()
}

#[test]
fn every_word_is_needed() {
    assert_eq!(written("cabinet à Lyon").as_deref(), Some("'cabinet' & 'lyon'"));
}

#[test]
fn synonyms_are_alternatives() {
    assert_eq!(written("kiné lyon").as_deref(), Some("('kin' | 'kinesitherapeut') & 'lyon'"));
    assert_eq!(written("MG").as_deref(), Some("('mg' | ('medecin' & 'general'))"));
    assert_eq!(written("sage femme").as_deref(), Some("(('sag' & 'femm') | 'maieuticien')"));
    assert_eq!(written("ortho").as_deref(), Some("('ortho' | 'orthophon' | 'orthodont')"));
}

#[test]
fn phrases_keep_their_distances() {
    assert_eq!(written("\"maison de santé\"").as_deref(), Some("('maison' <2> 'sant')"));
    assert_eq!(written("« remplacement d’été »").as_deref(), Some("('remplac' <1> 'ete')"));
    assert_eq!(written("\"Lyon\"").as_deref(), Some("'lyon'"));
}

#[test]
fn a_refused_term_is_negated_whole() {
    assert_eq!(written("cabinet -Paris").as_deref(), Some("'cabinet' & !'paris'"));
    assert_eq!(written("-kiné").as_deref(), Some("!('kin' | 'kinesitherapeut')"));
    assert_eq!(written("-Saint-Étienne").as_deref(), Some("!('saint' & 'etien')"));
    assert_eq!(written("a -\"zone rurale\"").as_deref(), Some("!('zon' <1> 'rural')"));
}

#[test]
fn only_stop_words_ask_nothing() {
    for typed in ["", " ", "de la", "\"de la\"", "-de", "!&|():*'\\", "\0"] {
        assert_eq!(written(typed), None, "{typed}");
        assert!(Query::parse(&analyzer(), typed, true).is_empty());
    }
}

#[test]
fn the_last_word_may_be_unfinished() {
    assert_eq!(typing("cabinet ly").as_deref(), Some("'cabinet' & 'ly':*"));
    assert_eq!(typing("630").as_deref(), Some("'630':*"));
    for finished in ["ly ", "\"ly\"", "ly,"] {
        assert_eq!(typing(finished).as_deref(), Some("'ly'"), "{finished}");
    }
    assert_eq!(typing("a -ly").as_deref(), Some("!'ly'"));
}

#[test]
fn long_queries_are_cut() {
    let many = "ab cd ef gh ij kl op qr uv wx yz bc de fg hi jk lm no pq".to_owned();
    let query = written(&many).unwrap();

    assert_eq!(read_tsquery(&query).unwrap().len(), MAX_QUERY_TERMS);
    assert!(written(&"a".repeat(10_000_000)).unwrap().len() < 70);
}

proptest! {
    #[test]
    fn whatever_is_typed_postgresql_can_read(typed in any::<String>(), prefix in any::<bool>()) {
        if let Some(query) = Query::parse(&analyzer(), &typed, prefix).to_tsquery() {
            prop_assert!(read_tsquery(&query).is_some(), "{}", query);
            prop_assert!(!query.contains('\0'));
        }
    }

    #[test]
    fn words_and_signs_mixed_are_read(typed in "([a-zé'\" -]|kiné |sage femme |MG |-\"|« | »|<|&|\\|){0,30}", prefix in any::<bool>()) {
        if let Some(query) = Query::parse(&analyzer(), &typed, prefix).to_tsquery() {
            prop_assert!(read_tsquery(&query).is_some(), "{}", query);
        }
    }
}
