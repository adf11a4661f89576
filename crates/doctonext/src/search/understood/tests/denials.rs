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
    assert_eq!(left_out("kiné sauf Paris et Lyon"), ["et Lyon"], "a circle cannot be left out");
    assert_eq!(left_out("médecin pas de remplacement"), ["pas de remplacement"]);
    assert!(left_out("pas loin de Lyon").is_empty());
}

#[test]
fn departments_and_regions_that_somebody_does_not_want_are_left_out() {
    let without = |text: &str| {
        let found = read(text).0.without.iter().map(|it| it.code.clone()).collect::<Vec<_>>();
        found.join(" ")
    };
    assert_eq!(without("kiné sauf Paris"), "75");
    assert_eq!(without("kiné -75 -2a"), "75 2A");
    assert_eq!(without("remplacement hors 971"), "971");
    assert_eq!(without("kiné sauf 75 92 93"), "75 92 93");
    assert_eq!(without("kiné sauf 75, 92 et 93"), "75 92 93");
    assert_eq!(without("-75, -92 kiné"), "75 92");
    assert_eq!(without("stage 24 -31 décembre"), "", "a range of days");
    assert_eq!(without("kiné -30 KM"), "", "a distance");
    assert_eq!(without("temps partiel -35 heures"), "", "hours");
    assert_eq!(without("remplacement août 2027 -75"), "75", "a year begins no range");
    for text in ["remplacement hors Paris, à Lyon", "pas à Paris, près de Lyon"] {
        let there = read(text).0;
        let around = there.around.map(|it| it.commune);
        assert_eq!((around.as_deref(), there.without.len()), (Some("69123"), 1), "{text}");
    }
    let hors = read("médecin hors Île-de-France, Lyon").0;
    assert_eq!(hors.without_regions.iter().map(|it| it.code.as_str()).collect::<Vec<_>>(), ["11"]);
    assert_eq!(hors.around.map(|it| it.commune).as_deref(), Some("69123"));
    assert_eq!(read("kiné sauf Paris, Lyon").0.around, None, "neither of them");
    assert_eq!(without("kiné -12345 -7 -lyon"), "", "no codes of departments");
    assert_eq!(read("kiné -75").0.text, None);
}

#[test]
fn a_word_after_which_the_text_went_on_is_finished() {
    let text = |it: &str| read(it).0.text;
    assert_eq!(text("vue mer Bretagne").as_deref(), Some("vue mer "));
    assert_eq!(text("Bretagne vue mer").as_deref(), Some("vue mer"));
    assert_eq!(text("vue mer").as_deref(), Some("vue mer"));
}
