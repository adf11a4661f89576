//! Professional numbers as people type them: RPPS (eleven digits, one for life) and ADELI (nine characters, on its way
//! out), with or without the prefix of the national identification.

use zeroize::Zeroizing;

use crate::trades::has_luhn_key;

/// How strictly a number is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rules {
    /// Whether an RPPS whose key is wrong is refused; else it is taken with a warning (published test numbers have no
    /// key).
    pub(super) key_is_a_gate: bool,
    /// Whether the identities of the agency's tests are read: only while the directory is the demonstration.
    pub(super) test_identities: bool,
}

/// A number that can be looked up. No `Debug`: it names a person.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Number {
    /// Eleven digits.
    Rpps(Zeroizing<String>),
    /// Nine digits or capitals.
    Adeli(Zeroizing<String>),
    /// An identity of the agency's tests, such as `ANS20240101A`.
    Test(Zeroizing<String>),
}

/// A number, and whether its key is right.
pub(super) struct ReadNumber {
    pub(super) number: Number,
    pub(super) key_is_right: bool,
}

/// Why a number is not taken, in French.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum NumberError {
    #[error("Indiquez votre numéro RPPS (11\u{a0}chiffres) ou, à défaut, ADELI (9\u{a0}caractères).")]
    Missing,
    #[error(
        "Un numéro RPPS compte 11\u{a0}chiffres, un numéro ADELI 9\u{a0}caractères. Vérifiez ce que vous avez saisi."
    )]
    Shape,
    #[error("Ce numéro n’existe pas\u{202f}: il répète un seul chiffre.")]
    AllEqual,
    #[error("Ce numéro RPPS comporte une faute de frappe\u{202f}: sa clé de contrôle ne convient pas.")]
    Key,
}

impl Number {
    /// The number alone.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Rpps(text) | Self::Adeli(text) | Self::Test(text) => text,
        }
    }

    /// « RPPS » or « ADELI ». Test identities pass for RPPS, whose column they take.
    pub(super) fn register(&self) -> &'static str {
        match self {
            Self::Rpps(_) | Self::Test(_) => "RPPS",
            Self::Adeli(_) => "ADELI",
        }
    }

    /// « 1000••••140 »: enough for its owner, and for the team, to know it again; at least four characters are hidden.
    pub(super) fn masked(&self) -> String {
        let length = self.text().chars().count();
        let (first, last) = if length > 10 { (4, 3) } else { (length / 4, length / 4) };
        let hidden = length - first - last;
        let shown = |skip: usize, take: usize| self.text().chars().skip(skip).take(take).collect::<String>();
        shown(0, first) + &"•".repeat(hidden) + &shown(length - last, last)
    }
}

/// Reads a number as people type it: spaces of any kind and dots in between, capitals or not, prefix or not.
pub(super) fn read(typed: &str, rules: Rules) -> Result<ReadNumber, NumberError> {
    let bare: Zeroizing<String> = Zeroizing::new(
        typed
            .chars()
            .filter(|it| !it.is_whitespace() && !matches!(it, '.' | '\u{200b}'..='\u{200d}' | '\u{feff}'))
            .map(|it| it.to_ascii_uppercase())
            .collect(),
    );
    if bare.is_empty() {
        return Err(NumberError::Missing);
    }
    let digits = bare.bytes().all(|it| it.is_ascii_digit());
    let plain = bare.bytes().all(|it| it.is_ascii_alphanumeric());
    let (number, has_key) = match bare.len() {
        11 if digits => (Number::Rpps(bare), true),
        12 if digits && bare.starts_with('8') => (Number::Rpps(Zeroizing::new(bare[1..].to_owned())), true),
        9 if plain => (Number::Adeli(bare), false),
        10 if plain && bare.starts_with('0') => (Number::Adeli(Zeroizing::new(bare[1..].to_owned())), false),
        6..=20 if plain && !digits && rules.test_identities => (Number::Test(bare), false),
        _ => return Err(NumberError::Shape),
    };
    let bytes = number.text().as_bytes();
    if bytes.iter().all(|it| *it == bytes[0]) {
        return Err(NumberError::AllEqual);
    }
    let key_is_right = !has_key || has_luhn_key(number.text());
    if !key_is_right && rules.key_is_a_gate {
        return Err(NumberError::Key);
    }
    Ok(ReadNumber { number, key_is_right })
}

/// A number that was kept, perhaps by the first Doctonext as it was typed.
pub(super) fn kept(column: Column, text: Zeroizing<String>) -> Number {
    let lax = Rules { key_is_a_gate: false, test_identities: true };
    match read(&text, lax) {
        Ok(reading) if reading.number.column() == column => reading.number,
        _ if column == Column::Adeli => Number::Adeli(text),
        _ => Number::Rpps(text),
    }
}

/// Where a number lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Rpps,
    Adeli,
}

impl Number {
    pub(super) fn column(&self) -> Column {
        match self {
            Self::Rpps(_) | Self::Test(_) => Column::Rpps,
            Self::Adeli(_) => Column::Adeli,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const STRICT: Rules = Rules { key_is_a_gate: true, test_identities: false };
    const LAX: Rules = Rules { key_is_a_gate: false, test_identities: true };

    static_assertions::assert_not_impl_any!(Number: std::fmt::Debug, std::fmt::Display);

    fn text(typed: &str, rules: Rules) -> Result<String, NumberError> {
        read(typed, rules).map(|it| format!("{} {}", it.number.register(), it.number.text()))
    }

    #[test]
    fn numbers_are_read_as_people_type_them() {
        for (typed, expected) in [
            ("10001045367", "RPPS 10001045367"),
            ("10 001 045 367", "RPPS 10001045367"),
            ("10.001.045.367", "RPPS 10001045367"),
            ("10\u{a0}001\u{202f}045\u{2009}367", "RPPS 10001045367"),
            ("\t10001045367\n", "RPPS 10001045367"),
            ("810001045367", "RPPS 10001045367"),
            ("8 10001045367", "RPPS 10001045367"),
            ("10000001916", "RPPS 10000001916"),
            ("012600631", "ADELI 012600631"),
            ("0012600631", "ADELI 012600631"),
            ("2a 93 1234 5", "ADELI 2A9312345"),
        ] {
            assert_eq!(text(typed, STRICT).as_deref(), Ok(expected), "{typed:?}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused_with_its_reason() {
        for (typed, why) in [
            ("", NumberError::Missing),
            (" . ", NumberError::Missing),
            ("1000104536", NumberError::Shape),
            ("100010453677", NumberError::Shape),
            ("910001045367", NumberError::Shape),
            ("1000104536A", NumberError::Shape),
            ("1234-5678", NumberError::AllEqual),
            ("11111111111", NumberError::AllEqual),
            ("811111111111", NumberError::AllEqual),
            ("000000000", NumberError::AllEqual),
            ("10001045368", NumberError::Key),
            ("10003461033", NumberError::Key),
            ("ANS20240101A", NumberError::Shape),
            ("１０００１０４５３６７", NumberError::Shape),
        ] {
            let expected = if typed == "1234-5678" { NumberError::Shape } else { why };
            assert_eq!(text(typed, STRICT), Err(expected), "{typed:?}");
        }
    }

    #[test]
    fn where_the_key_is_a_warning_published_test_numbers_pass() {
        let reading = read("810003461033", LAX).ok().unwrap();

        assert!(!reading.key_is_right);
        assert_eq!(reading.number.text(), "10003461033");
        assert!(read("10001045367", LAX).ok().unwrap().key_is_right);
    }

    #[test]
    fn test_identities_are_read_beside_the_demonstration_only() {
        assert_eq!(text("ans20240101a", LAX).as_deref(), Ok("RPPS ANS20240101A"));
        assert!(text("ans20240101a", STRICT).is_err());
    }

    #[test]
    fn a_number_is_shown_masked() {
        let rpps = read("10005173140", LAX).ok().unwrap().number;
        let adeli = read("012600631", STRICT).ok().unwrap().number;

        assert_eq!(rpps.masked(), "1000••••140");
        assert_eq!(adeli.masked(), "01•••••31");
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_read_or_refused(typed in "\\PC{0,30}", gate: bool, tests: bool) {
            let rules = Rules { key_is_a_gate: gate, test_identities: tests };
            if let Ok(reading) = read(&typed, rules) {
                let text = reading.number.text().to_owned();
                prop_assert!(text.bytes().all(|it| it.is_ascii_digit() || it.is_ascii_uppercase()));
                // Reading what was read changes nothing.
                prop_assert!(read(&text, rules).is_ok_and(|again| again.number == reading.number));
                prop_assert!(!reading.number.masked().contains(&text));
            }
        }

        #[test]
        fn one_wrong_digit_never_passes_the_gate(base in 1_000_000_000_u64..=9_999_999_999, at in 0_usize..11, shift in 1_u8..10) {
            let key = (0..10).find(|key| has_luhn_key(&format!("{base}{key}"))).unwrap();
            let mut digits = format!("{base}{key}").into_bytes();
            prop_assert!(has_luhn_key(std::str::from_utf8(&digits).unwrap()));
            digits[at] = b'0' + (digits[at] - b'0' + shift) % 10;
            prop_assert!(!has_luhn_key(std::str::from_utf8(&digits).unwrap()));
        }
    }
}
