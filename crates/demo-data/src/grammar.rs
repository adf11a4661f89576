//! The French that joins words: contractions, elisions, numbers, dates, spaces.

use chrono::{Datelike, NaiveDate};

/// The narrow no-break space that goes before `; : ! ? % €` and between thousands.
pub(crate) const NARROW: char = '\u{202f}';
/// The no-break space inside « ».
pub(crate) const NO_BREAK: char = '\u{a0}';

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

const LETTERS: [&str; 17] = [
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize",
];

/// Names in H that take an elision (« d'Hyères »); the others keep « de » (« de Haguenau »).
const MUTE_H: [&str; 10] = [
    "Hy",
    "Hendaye",
    "Hennebont",
    "Hérouville",
    "Hirson",
    "Hossegor",
    "Hagetmau",
    "Héric",
    "Hérimoncourt",
    "Herbignac",
];

/// The name as one says it: « Paris 16e Arrondissement » becomes « Paris 16e ».
pub(crate) fn spoken_name(name: &str) -> &str {
    name.strip_suffix(" Arrondissement").unwrap_or(name)
}

/// « d'Aubenas », « de Guéret », « du Mans », « des Sables-d'Olonne », « de La Rochelle ».
pub(crate) fn of_place(name: &str) -> String {
    if let Some(rest) = name.strip_prefix("Le ") {
        return ["du ", rest].concat();
    }
    if let Some(rest) = name.strip_prefix("Les ") {
        return ["des ", rest].concat();
    }
    if elides(name) { ["d’", name].concat() } else { ["de ", name].concat() }
}

/// « à Aubenas », « au Havre », « aux Ulis », « à La Rochelle ».
pub(crate) fn at_place(name: &str) -> String {
    if let Some(rest) = name.strip_prefix("Le ") {
        return ["au ", rest].concat();
    }
    if let Some(rest) = name.strip_prefix("Les ") {
        return ["aux ", rest].concat();
    }
    ["à ", name].concat()
}

/// Whether the text names the place, be it after a contraction (« au Mans ») or without its arrondissement (« Lyon »).
pub(crate) fn names_place(text: &str, name: &str) -> bool {
    let whole = name
        .split_once(' ')
        .filter(|(_, rest)| rest.starts_with(|c: char| c.is_ascii_digit()))
        .map_or(name, |(city, _)| city);
    let bare = ["Le ", "La ", "Les ", "L'", "L’"]
        .iter()
        .find_map(|article| whole.strip_prefix(article))
        .unwrap_or(whole);
    typographic(text).contains(&typographic(bare))
}

/// Whether « de » loses its vowel before this word.
pub(crate) fn elides(word: &str) -> bool {
    let mut letters = word.chars();
    let Some(first) = letters.next() else { return false };
    match first.to_lowercase().next().unwrap_or(first) {
        'a' | 'à' | 'â' | 'e' | 'é' | 'è' | 'ê' | 'ë' | 'i' | 'î' | 'ï' | 'o' | 'ô' | 'œ' | 'u' | 'ù'
        | 'û' => true,
        // « d'Yvetot », « d'Yerres », but « de Yutz ».
        'y' => word.starts_with("Yerres") || letters.next().is_some_and(|next| !"aeiouèé".contains(next)),
        'h' => MUTE_H.iter().any(|start| word.starts_with(start)) || word.starts_with("hô"),
        _ => false,
    }
}

/// Straight apostrophes become curved ones.
pub(crate) fn typographic(text: &str) -> String {
    text.replace('\'', "’")
}

/// 185000 → « 185 000 », with narrow no-break spaces.
pub(crate) fn push_thousands(out: &mut String, value: i64) {
    if value >= 1000 {
        push_thousands(out, value / 1000);
        out.push(NARROW);
        let rest = value % 1000;
        for digit in [rest / 100, rest / 10 % 10, rest % 10] {
            push_digit(out, digit);
        }
    } else {
        push_number(out, value);
    }
}

/// A whole number without separators. Written by hand because `format!` is slow in a loop of a million.
pub(crate) fn push_number(out: &mut String, value: i64) {
    if value >= 10 {
        push_number(out, value / 10);
    }
    push_digit(out, value % 10);
}

fn push_digit(out: &mut String, digit: i64) {
    out.push(char::from(b'0' + u8::try_from(digit.rem_euclid(10)).unwrap_or(0)));
}

/// « deux », « trois »… up to sixteen, then figures.
pub(crate) fn push_letters(out: &mut String, value: i64) {
    match usize::try_from(value).ok().and_then(|index| LETTERS.get(index)) {
        Some(word) => out.push_str(word),
        None => push_number(out, value),
    }
}

/// « 1er août », « 3 août », with the year when it is not `today`'s.
pub(crate) fn push_date(out: &mut String, date: NaiveDate, today: NaiveDate) {
    push_day(out, date);
    push_month(out, date);
    if date.year() != today.year() {
        push_year(out, date);
    }
}

fn push_day(out: &mut String, date: NaiveDate) {
    push_number(out, i64::from(date.day()));
    if date.day() == 1 {
        out.push_str("er");
    }
}

fn push_month(out: &mut String, date: NaiveDate) {
    out.push(' ');
    out.push_str(MONTHS[usize::try_from(date.month0()).unwrap_or(0)]);
}

fn push_year(out: &mut String, date: NaiveDate) {
    out.push(' ');
    push_number(out, i64::from(date.year()));
}

/// « du 3 au 17 août », « du 28 juillet au 4 août », « le 3 août », with years when they are needed.
pub(crate) fn push_period(out: &mut String, start: NaiveDate, end: NaiveDate, today: NaiveDate) {
    if start == end {
        out.push_str("le ");
        push_date(out, start, today);
        return;
    }
    out.push_str("du ");
    push_day(out, start);
    if start.month() != end.month() || start.year() != end.year() {
        push_month(out, start);
    }
    if start.year() != end.year() {
        push_year(out, start);
    }
    out.push_str(" au ");
    push_day(out, end);
    push_month(out, end);
    if start.year() != end.year() || end.year() != today.year() {
        push_year(out, end);
    }
}

/// « lundi, mardi et jeudi ».
pub(crate) fn push_list(out: &mut String, words: &[&str]) {
    for (index, word) in words.iter().enumerate() {
        if index > 0 {
            out.push_str(if index + 1 == words.len() { " et " } else { ", " });
        }
        out.push_str(word);
    }
}

/// Makes the letter at byte `from` a capital.
pub(crate) fn capitalise(text: &mut String, from: usize) {
    if let Some(first) = text[from..].chars().next() {
        let upper: String = first.to_uppercase().collect();
        text.replace_range(from..from + first.len_utf8(), &upper);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_contract_and_elide_as_in_speech() {
        for (name, of, at) in [
            ("Aubenas", "d’Aubenas", "à Aubenas"),
            ("Guéret", "de Guéret", "à Guéret"),
            ("Le Mans", "du Mans", "au Mans"),
            ("Le Havre", "du Havre", "au Havre"),
            ("Les Sables-d’Olonne", "des Sables-d’Olonne", "aux Sables-d’Olonne"),
            ("Les Ulis", "des Ulis", "aux Ulis"),
            ("La Rochelle", "de La Rochelle", "à La Rochelle"),
            ("L’Isle-Adam", "de L’Isle-Adam", "à L’Isle-Adam"),
            ("Évreux", "d’Évreux", "à Évreux"),
            ("Hyères", "d’Hyères", "à Hyères"),
            ("Haguenau", "de Haguenau", "à Haguenau"),
            ("Yvetot", "d’Yvetot", "à Yvetot"),
            ("Yerres", "d’Yerres", "à Yerres"),
            ("Yutz", "de Yutz", "à Yutz"),
            ("Lens", "de Lens", "à Lens"),
            ("Lescar", "de Lescar", "à Lescar"),
        ] {
            assert_eq!((of_place(name).as_str(), at_place(name).as_str()), (of, at));
        }
    }

    #[test]
    fn an_arrondissement_is_said_without_its_long_word() {
        assert_eq!(spoken_name("Paris 16e Arrondissement"), "Paris 16e");
        assert_eq!(spoken_name("Guéret"), "Guéret");
    }

    #[test]
    fn a_place_is_named_with_or_without_its_article_and_arrondissement() {
        for (text, name) in [
            ("Les remparts du Mans", "Le Mans"),
            ("Le port des Sables-d’Olonne", "Les Sables-d'Olonne"),
            ("De Lyon aux vignes", "Lyon 3e"),
            ("Étangs de Guéret", "Guéret"),
        ] {
            assert!(names_place(text, name), "{text}, {name}");
        }
        assert!(!names_place("Le bocage normand", "Le Havre"));
    }

    #[test]
    fn thousands_are_parted_by_narrow_spaces() {
        for (value, text) in
            [(0, "0"), (999, "999"), (1000, "1\u{202f}000"), (1_250_040, "1\u{202f}250\u{202f}040")]
        {
            let mut out = String::new();
            push_thousands(&mut out, value);
            assert_eq!(out, text);
        }
    }

    #[test]
    fn periods_say_the_month_and_the_year_only_when_needed() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        let today = day(2026, 7, 1);
        for (start, end, text) in [
            (day(2026, 8, 3), day(2026, 8, 17), "du 3 au 17 août"),
            (day(2026, 7, 28), day(2026, 8, 1), "du 28 juillet au 1er août"),
            (day(2026, 8, 3), day(2026, 8, 3), "le 3 août"),
            (day(2026, 12, 20), day(2027, 1, 3), "du 20 décembre 2026 au 3 janvier 2027"),
            (day(2027, 2, 1), day(2027, 2, 9), "du 1er au 9 février 2027"),
        ] {
            let mut out = String::new();
            push_period(&mut out, start, end, today);
            assert_eq!(out, text);
        }
    }

    #[test]
    fn lists_end_with_et() {
        let mut out = String::new();
        push_list(&mut out, &["lundi", "mardi", "jeudi"]);
        assert_eq!(out, "lundi, mardi et jeudi");
    }
}
