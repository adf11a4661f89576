//! What every text must be: whole, well spaced, varied French.

mod support;

use chrono::NaiveDate;
use demo_data::Generator;
use proptest::prelude::*;
use std::collections::HashSet;
use support::{communes, today};

/// The first flaw of typography in a text, with the words round it.
fn flaw(text: &str) -> Option<String> {
    for bad in [
        "  ", "\"", "'", "{", "}", "[", "]", "|", " ,", " .", "..", " \n", "\n\n\n", " :", " ;", " !", " ?",
        " %", " €",
    ] {
        if let Some(at) = text.find(bad) {
            let start = text[..at].char_indices().rev().nth(20).map_or(0, |(index, _)| index);
            return Some(format!("{bad:?} in {:?}", text[start..].chars().take(60).collect::<String>()));
        }
    }
    for bad in
        [" à le ", " à les ", " de le ", " de les ", "dans le à", "les du lundi", " de a", " de é", " de i"]
    {
        let lower = text.to_lowercase();
        if let Some(at) = lower.find(bad) {
            let tail: String = lower[at..].chars().take(24).collect();
            // « de a… » is only wrong before a vowel that elides; « de onze » is right.
            if !tail.starts_with(" de onze") {
                return Some(format!("{bad:?} in {tail:?}"));
            }
        }
    }
    (text.matches('«').count() != text.matches('»').count()).then(|| "unbalanced guillemets".to_owned())
}

#[test]
fn every_text_is_well_spaced_whole_and_of_the_right_length() {
    let communes = communes();
    let generator = Generator::new(11, today(), &communes);
    for n in 0..2_500 {
        let row = generator.listing(n);
        let (title, text) = (row.title.chars().count(), row.description.chars().count());
        assert!((10..=110).contains(&title), "{title}: {}", row.title);
        assert!((60..=1_800).contains(&text), "{text}: {}", row.description);
        for written in [&row.title, &row.description] {
            assert_eq!(flaw(written), None, "listing {n}: {written}");
        }
        let last = row.description.chars().last().unwrap();
        assert!(matches!(last, '.' | '!' | '?'), "listing {n}: {}", row.description);
    }
}

#[test]
fn no_text_gives_a_way_to_write_or_call_around_the_site() {
    let communes = communes();
    let generator = Generator::new(12, today(), &communes);
    for n in 0..1_500 {
        let row = generator.listing(n);
        let text = [row.title.as_str(), row.description.as_str()].concat();
        assert!(!text.contains('@') && !text.contains("http") && !text.contains("www."), "{text}");
        let longest = text.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or(0);
        assert!(longest <= 4, "{text}");
    }
}

#[test]
fn two_thousand_listings_use_thousands_of_words_and_hundreds_of_titles() {
    let communes = communes();
    let generator = Generator::new(7, today(), &communes);
    let (mut words, mut titles) = (HashSet::new(), HashSet::new());
    for n in 0..2_000 {
        let row = generator.listing(n);
        for word in [row.title.as_str(), " ", &row.description]
            .concat()
            .to_lowercase()
            .split(|c: char| !c.is_alphabetic())
        {
            words.insert(word.to_owned());
        }
        titles.insert(row.title);
    }
    // Twenty communes only: the whole country gives a thousand words more.
    assert!(words.len() > 2_200, "{} words", words.len());
    assert!(titles.len() > 1_500, "{} titles", titles.len());
}

#[test]
fn five_listings_read_like_this() {
    let communes = communes();
    let generator = Generator::new(2026, today(), &communes);
    let mut read = String::new();
    for n in 0..5 {
        let row = generator.listing(n);
        read.push_str(&["# ", &row.title, "\n", &row.description, "\n\n"].concat());
    }
    let read = read.replace('\u{202f}', "⍽").replace('\u{a0}', "⎵");
    assert_eq!(
        read,
        include_str!("five_listings.txt"),
        "if the change is meant, copy the new text to tests/five_listings.txt"
    );
}

proptest! {
    #[test]
    fn texts_are_sound_on_any_day_and_for_any_number(days in 0_i64..4_000, n in 0_u64..10_000_000) {
        let communes = communes();
        let day = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap() + chrono::Duration::days(days);
        let row = Generator::new(5, day, &communes).listing(n);
        prop_assert_eq!(flaw(&row.title), None);
        prop_assert_eq!(flaw(&row.description), None);
    }
}
