use std::collections::HashSet;

use super::*;

#[test]
fn there_are_twenty_professions_keyed_by_rank() {
    let keys: Vec<i16> = Profession::all().iter().map(|it| it.key).collect();

    assert_eq!(keys, (1..=20).collect::<Vec<i16>>());
}

#[test]
fn codes_and_slugs_are_unique() {
    let codes: HashSet<_> = Profession::all().iter().map(|it| it.code).collect();
    let slugs: HashSet<_> = Profession::all().iter().map(|it| it.slug).collect();

    assert_eq!((codes.len(), slugs.len()), (20, 20));
}

#[test]
fn a_profession_is_found_by_each_of_its_names() {
    for it in Profession::all() {
        assert_eq!(Profession::from_code(it.code), Some(it));
        assert_eq!(Profession::from_slug(it.slug), Some(it));
        assert_eq!(Profession::from_key(it.key), Some(it));
        if let Some(code) = it.directory_code {
            assert_eq!(Profession::from_directory_code(code), Some(it));
        }
    }
}

#[test]
fn unknown_names_find_nobody() {
    assert_eq!(Profession::from_code("medecin"), None);
    assert_eq!(Profession::from_slug("doctor"), None);
    for key in [i16::MIN, -1, 0, 21, i16::MAX] {
        assert_eq!(Profession::from_key(key), None);
    }
}

#[test]
fn slugs_are_fit_for_urls() {
    for it in Profession::all() {
        assert!(it.slug.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", it.slug);
    }
}

#[test]
fn the_professions_of_the_product_keep_their_codes_and_slugs() {
    let midwife = Profession::from_slug("sage-femme").unwrap();

    assert_eq!((midwife.key, midwife.code, midwife.plural), (3, "midwife", "Sages-femmes"));
    assert_eq!(Profession::from_code("psychotherapist").unwrap().key, 20);
}
