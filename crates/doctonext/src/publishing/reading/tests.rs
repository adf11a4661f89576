//! Reading, over every type.

use chrono::NaiveDate;

use super::*;
use crate::{publishing::back, testing::gazetteer};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 2).unwrap()
}

fn read_as(listing_type: ListingType, answers: &Answers) -> Result<Content, Errors> {
    read(
        listing_type,
        answers,
        &Context { gazetteer: gazetteer(), today: today(), published: &[], knows_sites: false, area: None },
    )
}

fn answers(pairs: &[(&str, &str)]) -> Answers {
    let mut answers = Answers::default();
    for (field, value) in pairs {
        answers.set(field, *value);
    }
    answers
}

const COMMON: [(&str, &str); 6] = [
    ("metier", "doctor/medecine_generale"),
    ("lieu", "Guéret (23000)"),
    ("commune", "23096"),
    ("visibilite", "commune"),
    ("titre", "Une annonce à Guéret"),
    ("texte", "Maison de santé récente, équipe soudée, patientèle fidèle et variée."),
];

/// The shortest answers that can be published.
fn whole(listing_type: ListingType) -> Answers {
    let mut it = answers(&COMMON);
    let facts: &[(&str, &str)] = match listing_type {
        ListingType::Transfer => &[
            ("chiffre_affaires", "160 000"),
            ("charges", "45,5"),
            ("prix", "80 000 €"),
            ("type_cabinet", "solo"),
            ("disponible", "on_date"),
            ("disponible_le", "2026-09-01"),
            ("motif_cession", "retirement"),
        ],
        ListingType::Replacement => {
            &[("du", "2026-08-03"), ("au", "2026-08-14"), ("jours", "monday"), ("retrocession", "75")]
        }
        ListingType::Collaboration => &[
            ("forme", "liberal_collaboration"),
            ("duree", "long_term"),
            ("temps", "part_time"),
            ("patients", "shared"),
            ("redevance", "25"),
        ],
        ListingType::Availability => &[("du", "2026-08-03"), ("jours", "monday"), ("mobilite", "50")],
    };
    for (field, value) in facts {
        it.set(field, *value);
    }
    it
}

#[test]
fn the_shortest_answers_of_each_type_make_a_listing() {
    for listing_type in ListingType::ALL {
        let content = read_as(*listing_type, &whole(*listing_type)).unwrap();
        assert_eq!(content.details.listing_type(), *listing_type);
        assert_eq!(content.place.city, "Guéret");
        assert_eq!(content.place.department.as_deref(), Some("23"));
    }
}

#[test]
fn what_was_read_reads_the_same_from_its_own_answers() {
    for listing_type in ListingType::ALL {
        let content = read_as(*listing_type, &whole(*listing_type)).unwrap();
        let again = read_as(*listing_type, &back::answers_of(&content)).unwrap();
        assert_eq!(again, content, "{listing_type}");
    }
}

#[test]
fn every_needed_answer_is_missed_by_name() {
    for listing_type in ListingType::ALL {
        for (_, question) in questions::all(*listing_type).filter(|(_, it)| it.needed) {
            let mut without = whole(*listing_type);
            for field in question.fields() {
                without.set_all(field, Vec::new());
            }
            let errors = read_as(*listing_type, &without).unwrap_err();
            assert!(!errors.of(question.name).is_empty(), "{listing_type}: {} may be missing", question.name);
        }
    }
}

#[test]
fn nonsense_in_any_field_is_an_error_or_text_and_never_a_panic() {
    for nonsense in
        ["\u{202e}<script>", "-1", "99999999999999999999", "NaN", "é".repeat(9000).as_str(), "0000-00-00"]
    {
        for listing_type in ListingType::ALL {
            for (_, question) in questions::all(*listing_type) {
                let mut odd = whole(*listing_type);
                for field in question.fields() {
                    odd.set(field, nonsense);
                }
                let _ = read_as(*listing_type, &odd);
            }
        }
    }
}

#[test]
fn pay_price_and_fee_are_asked_in_one_form_or_another() {
    let mut it = whole(ListingType::Replacement);
    it.set_all("retrocession", Vec::new());
    assert!(!read_as(ListingType::Replacement, &it).unwrap_err().of("retrocession").is_empty());
    it.set("forfait", "400");
    assert!(read_as(ListingType::Replacement, &it).is_ok());

    let mut it = whole(ListingType::Transfer);
    it.set_all("prix", Vec::new());
    assert!(!read_as(ListingType::Transfer, &it).unwrap_err().of("prix").is_empty());
    it.set("prix_a_discuter", "1");
    assert!(read_as(ListingType::Transfer, &it).is_ok());

    let mut it = whole(ListingType::Collaboration);
    it.set_all("redevance", Vec::new());
    assert!(!read_as(ListingType::Collaboration, &it).unwrap_err().of("redevance").is_empty());
    it.set("forme", "salaried");
    assert!(read_as(ListingType::Collaboration, &it).is_ok(), "a salary has no fee");
}

#[test]
fn the_text_wins_over_a_commune_that_it_no_longer_names() {
    let mut it = whole(ListingType::Transfer);
    it.set("lieu", "Aubusson");
    assert_eq!(read_as(ListingType::Transfer, &it).unwrap().place.city, "Aubusson");
    it.set("lieu", "Nullepart-sur-Rien");
    assert!(read_as(ListingType::Transfer, &it).unwrap_err().of("commune").contains("code postal"));
}

#[test]
fn places_with_odd_codes_are_read() {
    for (typed, department) in
        [("Ajaccio", "2A"), ("75011", "75"), ("Saint-Denis 97400", "974"), ("Lyon 3e", "69")]
    {
        let mut it = whole(ListingType::Transfer);
        it.set("lieu", typed);
        it.set_all("commune", Vec::new());
        let place = read_as(ListingType::Transfer, &it).map(|it| it.place.department);
        assert_eq!(place.unwrap().as_deref(), Some(department), "{typed}");
    }
}

#[test]
fn urgent_is_for_starts_within_a_week() {
    let mut it = whole(ListingType::Replacement);
    it.set("urgent", "1");
    assert!(read_as(ListingType::Replacement, &it).unwrap_err().of("urgent").contains('7'));
    it.set("du", "2026-03-05");
    it.set("au", "2026-03-06");
    assert!(read_as(ListingType::Replacement, &it).unwrap().is_urgent);
}

#[test]
fn an_exact_place_needs_its_address() {
    let mut it = whole(ListingType::Transfer);
    it.set("visibilite", "exact");
    assert!(!read_as(ListingType::Transfer, &it).unwrap_err().of("adresse").is_empty());
    it.set("adresse", "3 rue des Lilas");
    assert!(read_as(ListingType::Transfer, &it).is_ok());
}
