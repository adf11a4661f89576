use std::collections::HashSet;

use super::super::Profession;
use super::*;

#[test]
fn doctors_have_the_forty_four_specialties() {
    assert_eq!(Specialty::of("doctor").len(), 44);
}

#[test]
fn each_profession_has_the_specialties_of_its_page() {
    let counts = [("dentist", 4), ("pharmacist", 5), ("nurse", 9), ("physiotherapist", 13), ("midwife", 8)];
    for (profession, expected) in counts {
        assert_eq!(Specialty::of(profession).len(), expected, "{profession}");
    }
    assert_eq!(Specialty::of("optician"), &[]);
    assert_eq!(Specialty::of("medecin"), &[]);
}

#[test]
fn keys_are_unique_and_say_the_profession() {
    let keys: HashSet<i16> = Specialty::all().iter().map(|it| it.key).collect();

    assert_eq!(keys.len(), Specialty::all().len());
    for it in Specialty::all() {
        assert_eq!(Profession::from_code(it.profession).unwrap().key, it.key / 100, "{}", it.code);
    }
}

#[test]
fn codes_are_unique_within_a_profession() {
    let pairs: HashSet<_> = Specialty::all().iter().map(|it| (it.profession, it.code)).collect();

    assert_eq!(pairs.len(), Specialty::all().len());
}

#[test]
fn a_specialty_is_found_by_each_of_its_names() {
    for it in Specialty::all() {
        assert_eq!(Specialty::from_code(it.profession, it.code), Some(it));
        assert_eq!(Specialty::from_slug(it.profession, it.slug), Some(it));
        assert_eq!(Specialty::from_key(it.key), Some(it));
        for code in it.directory_codes {
            assert_eq!(
                Specialty::from_directory_code(code),
                Some(it),
                "{code} belongs to one specialty only"
            );
        }
    }
}

#[test]
fn every_medical_code_of_the_directory_is_covered_but_research() {
    let missing: Vec<String> = (1..=72)
        .map(|n| format!("SM{n:02}"))
        .filter(|code| Specialty::from_directory_code(code).is_none())
        .collect();

    assert_eq!(missing, ["SM47"]);
}

#[test]
fn the_slug_is_the_code_with_hyphens() {
    for it in Specialty::all() {
        assert_eq!(it.slug, it.code.replace('_', "-"));
        assert!(it.slug.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", it.slug);
    }
}

#[test]
fn the_same_code_may_mean_two_trades() {
    let doctor = Specialty::from_code("doctor", "biologie_medicale").unwrap();
    let pharmacist = Specialty::from_code("pharmacist", "biologie_medicale").unwrap();

    assert_ne!(doctor.key, pharmacist.key);
    assert_eq!(Specialty::from_code("nurse", "biologie_medicale"), None);
}

#[test]
fn labels_use_typographic_apostrophes() {
    for it in Specialty::all() {
        assert!(!it.label.contains('\'') && !it.practitioner.contains('\''), "{}", it.label);
    }
}
