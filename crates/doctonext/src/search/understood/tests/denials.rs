//! What is named in order to be without it.

use super::{check, read};

fn left_out(text: &str) -> Vec<String> {
    read(text).1.left_out().map(|it| it.words.clone()).collect()
}

#[test]
fn what_somebody_does_not_want_becomes_no_filter_and_no_word() {
    check(&[
        ("médecin hors Île-de-France", "doctor"),
        ("kiné sauf Paris", "physiotherapist"),
        ("kiné sauf Paris et Lyon", "physiotherapist"),
        ("remplacement sauf août", "replacement"),
        ("remplacement sauf en août Lyon", "replacement | Lyon (69)"),
        ("dentiste loin de Lyon", "dentist"),
        ("kiné en dehors de Paris", "physiotherapist"),
        ("médecin pas de remplacement", "doctor"),
        ("infirmière ni Paris ni Lyon", "nurse"),
        ("médecin sauf généraliste", "doctor"),
        ("cession sans reprise de murs", "transfer | «sans reprise de murs»"),
        ("cabinet pas cher Lyon", "Lyon (69) | «cabinet pas cher»"),
        ("pas-de-porte Lyon", "Lyon (69) | «pas-de-porte»"),
    ]);
    assert_eq!(left_out("médecin hors Île-de-France"), ["hors Île-de-France"]);
    assert_eq!(left_out("kiné sauf Paris et Lyon"), ["sauf Paris", "et Lyon"]);
    assert!(left_out("pas loin de Lyon").is_empty());
}

#[test]
fn a_word_after_which_the_text_went_on_is_finished() {
    let text = |it: &str| read(it).0.text;
    assert_eq!(text("vue mer Bretagne").as_deref(), Some("vue mer "));
    assert_eq!(text("Bretagne vue mer").as_deref(), Some("vue mer"));
    assert_eq!(text("vue mer").as_deref(), Some("vue mer"));
}
