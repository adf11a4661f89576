use proptest::prelude::*;

use crate::{fold, slugify};

#[test]
fn case_accents_and_ligatures_fold() {
    assert_eq!(fold("Œuvre d’Été, À L’ŒIL : ÇÀ Straße"), "oeuvre d'ete, a l'oeil : ca strasse");
}

#[test]
fn composed_and_decomposed_accents_fold_alike() {
    assert_eq!(fold("e\u{301}te\u{301}"), fold("été"));
}

#[test]
fn typography_becomes_plain() {
    assert_eq!(fold("l’été — sage‑femme\u{a0}!\u{202f}?"), "l'ete - sage-femme ! ?");
    assert_eq!(fold("ki\u{ad}né\0\n"), "kine  ");
}

#[test]
fn slugs_are_ascii_words_with_hyphens() {
    assert_eq!(
        slugify("Cabinet d’orthophonie à L’Haÿ-les-Roses !", 80),
        "cabinet-d-orthophonie-a-l-hay-les-roses"
    );
    assert_eq!(slugify("  --  ", 80), "");
}

#[test]
fn slugs_are_cut_at_the_end_of_a_word() {
    assert_eq!(slugify("cabinet médical à céder", 15), "cabinet-medical");
    assert_eq!(slugify("cabinet médical à céder", 14), "cabinet");
    assert_eq!(slugify("anticonstitutionnellement", 5), "antic");
    assert_eq!(slugify("cabinet", 0), "");
}

#[test]
fn ten_megabytes_fold_in_one_pass() {
    let long = "é’œ\0\u{fdfa}".repeat(1_000_000);

    assert!(fold(&long).len() < 5 * long.len());
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing(text in any::<String>()) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn slugs_fit_and_return_to_themselves(text in any::<String>(), max in 0_usize..60) {
        let slug = slugify(&text, max);
        prop_assert!(slug.len() <= max);
        prop_assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
        prop_assert!(!slug.starts_with('-') && !slug.ends_with('-'));
        prop_assert_eq!(slugify(&slug, max), slug);
    }

    #[test]
    fn folding_ascii_agrees_with_the_long_way(text in "[ -~]{0,40}") {
        prop_assert_eq!(fold(&format!("{text}é")), format!("{}e", fold(&text)));
    }
}
