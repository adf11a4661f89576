//! What a confidential listing must not tell: where it is, what it earns, what it costs, how many patients it has.

mod support;

use demo_data::{DemoListing, Details, Generator};
use std::collections::HashSet;
use std::sync::LazyLock;
use support::{communes, today};

const WANTED: usize = 3_000;

static CONFIDENTIAL: LazyLock<Vec<DemoListing>> = LazyLock::new(|| {
    let communes = communes();
    let generator = Generator::new(21, today(), &communes);
    (0..).map(|n| generator.listing(n)).filter(|row| row.location.visibility == "area").take(WANTED).collect()
});

fn text(row: &DemoListing) -> String {
    [row.title.as_str(), "\n", &row.description].concat()
}

/// All numbers of a text, whatever parts the thousands, « 330 k€ » written out.
fn numbers(text: &str) -> HashSet<i64> {
    let letters: Vec<char> = text.chars().collect();
    let is_digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let parts_thousands = |at: usize| {
        matches!(letters.get(at), Some(' ' | '\u{a0}' | '\u{202f}' | '.'))
            && (1..=3).all(|next| is_digit(at + next))
            && !is_digit(at + 4)
    };
    let mut found = HashSet::new();
    let mut at = 0;
    while at < letters.len() {
        let mut digits = String::new();
        while is_digit(at) || (!digits.is_empty() && parts_thousands(at)) {
            digits.extend(letters.get(at).filter(|it| it.is_ascii_digit()));
            at += 1;
        }
        let Ok(number) = digits.parse::<i64>() else {
            at += 1;
            continue;
        };
        found.insert(number);
        let unit: String = letters[at..].iter().filter(|it| !it.is_whitespace()).take(2).collect();
        if unit.eq_ignore_ascii_case("k€") {
            found.insert(number * 1_000);
        }
    }
    found
}

#[test]
fn numbers_are_read_in_every_spelling() {
    for text in [
        "à 330 000 €",
        "330\u{202f}000\u{202f}€",
        "330\u{a0}000",
        "330000",
        "330 k€",
        "330\u{202f}K€",
        "330.000",
    ] {
        assert!(numbers(text).contains(&330_000), "{text}");
    }
    assert_eq!(numbers("le 3 mai 2027"), HashSet::from([3, 2027]));
}

#[test]
fn price_turnover_and_patients_stay_out_of_the_text() {
    assert_eq!(CONFIDENTIAL.len(), WANTED);
    let mut kept_figures = 0;
    for row in &*CONFIDENTIAL {
        let Details::Transfer(details) = &row.details else {
            continue;
        };
        let text = text(row);
        assert!(!text.contains('€'), "{text}");
        for word in ["gratuitement", "gratuite", "gracieux", "Donne patientèle", "offert", "Zéro euro"] {
            assert!(!text.contains(word), "{word} in {text}");
        }
        let told = numbers(&text);
        let kept = [details.sale_price, details.annual_turnover, details.patient_base_size];
        for figure in kept.into_iter().flatten() {
            kept_figures += 1;
            assert!(!told.contains(&i64::from(figure)), "{figure} in {text}");
        }
    }
    assert!(kept_figures > WANTED, "only {kept_figures} figures to keep");
}

#[test]
fn neither_commune_nor_postal_code_is_named() {
    for row in &*CONFIDENTIAL {
        let text = text(row).replace('’', "'");
        assert!(!text.contains(&row.location.postal_code), "{text}");
        // Paris is its own department, which is shown.
        if row.location.department == "75" {
            continue;
        }
        let name = row.location.city.split(" 3e").next().unwrap_or_default();
        let bare = ["Les ", "Le ", "La ", "L'"].iter().find_map(|it| name.strip_prefix(it)).unwrap_or(name);
        assert!(!text.contains(bare), "{bare} in {text}");
    }
}

#[test]
fn the_department_is_not_named_where_the_area_may_be_the_whole_country() {
    let names =
        [("23", "Creuse"), ("69", "Rhône"), ("33", "Gironde"), ("29", "Finistère"), ("13", "Bouches")];
    let mut met = 0;
    for row in CONFIDENTIAL.iter() {
        let Some((_, name)) = names.iter().find(|it| it.0 == row.location.department) else { continue };
        met += 1;
        assert!(!text(row).contains(name), "{}", text(row));
    }
    assert!(met > 20, "{met} rows of these departments");
}
