//! The French of the field, as the measurements of the design list it.
use super::lexemes;

#[test]
fn spellings_of_one_word_share_one_lexeme() {
    let table: &[(&str, &[&str])] = &[
        ("infirmi", &["infirmier", "infirmière", "infirmiere", "Infirmiers", "INFIRMIÈRES", "infirmieres"]),
        ("assoc", &["associé", "associée", "associés", "associées", "associe"]),
        ("ced", &["cédé", "cédée", "cédés", "cédées", "ceder", "céder"]),
        ("log", &["logé", "logée", "logés", "loger"]),
        ("remplac", &["remplacement", "remplacements", "remplacer"]),
        ("ete", &["été", "ÉTÉ", "d’été", "d'ete", "l’été"]),
        ("coeur", &["cœur", "coeur", "Cœur"]),
    ];
    for (lexeme, spellings) in table {
        for spelling in *spellings {
            assert_eq!(lexemes(spelling), [*lexeme], "{spelling}");
        }
    }
}

#[test]
fn a_summer_replacement_keeps_its_summer() {
    assert_eq!(lexemes("remplacement d’été"), ["remplac", "ete"]);
}

#[test]
fn abbreviations_gain_the_words_they_stand_for() {
    for form in ["kiné", "kinés", "kine", "KINÉS"] {
        assert_eq!(lexemes(form), ["kin", "kinesitherapeut"], "{form}");
    }
    assert_eq!(lexemes("MK"), ["mk", "kinesitherapeut"]);
    assert_eq!(lexemes("IDEL"), ["idel", "infirmi", "liberal"]);
    assert_eq!(lexemes("MG"), ["mg", "medecin", "general"]);
}

#[test]
fn phrases_are_recognised_by_the_longest_match() {
    assert_eq!(lexemes("sages-femmes"), ["sag", "femm", "maieuticien"]);
    assert_eq!(lexemes("médecine générale"), lexemes("médecin généraliste"));
    assert_eq!(lexemes("MG en médecine générale"), ["mg", "medecin", "general", "medecin", "general"]);
    assert_eq!(lexemes("médecine du sport"), ["medecin", "sport"]);
}

#[test]
fn a_form_with_two_meanings_gains_both() {
    assert_eq!(lexemes("ortho"), ["ortho", "orthophon", "orthodont"]);
}

#[test]
fn the_feminine_of_a_form_is_the_form() {
    assert!(lexemes("omnipraticienne").contains(&"general".to_owned()));
    assert!(lexemes("omnipraticiennes").contains(&"general".to_owned()));
}

#[test]
fn a_disease_and_its_doctor_differ_and_are_left_to_aliases() {
    assert_ne!(lexemes("cardiologue"), lexemes("cardiologie"));
}

#[test]
fn postal_codes_and_numbers_are_kept() {
    assert_eq!(
        lexemes("à Guéret (23000), 3 jours, T2 de 45 m²"),
        ["gueret", "23000", "3", "jour", "t2", "45", "m2"]
    );
}

#[test]
fn elisions_take_no_place_and_stop_words_take_one() {
    let places: Vec<(String, u32)> = super::analyzer()
        .analyze("l’île d’Oléron et qu’importe")
        .into_iter()
        .map(|t| (t.lexeme, t.position))
        .collect();

    assert_eq!(places, [("ile".into(), 1), ("oleron".into(), 2), ("import".into(), 4)]);
}

#[test]
fn only_stop_words_leave_nothing() {
    assert_eq!(lexemes("je suis à la, aujourd’hui, avec vous"), Vec::<String>::new());
}

#[test]
fn a_short_idea_is_not_a_nurse() {
    assert_eq!(lexemes("IDE"), ["ide", "infirmi"]);
    assert_eq!(lexemes("idées"), ["ide"]);
}
