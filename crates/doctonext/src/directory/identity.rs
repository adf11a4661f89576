//! The numbers by which the nation knows its professionals.

/// Which register a number is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdKind {
    /// Eleven digits, for life.
    Rpps,
    /// Nine characters, of the older register that is being closed.
    Adeli,
}

/// « Identification nationale PP »: `8` and an RPPS number, or `0` and an ADELI number. It names a person, so it has no
/// `Debug`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NationalId(String);

impl NationalId {
    /// From an RPPS number: eleven digits, nothing else.
    #[must_use]
    pub fn rpps(number: &str) -> Option<Self> {
        let fits = number.len() == 11 && number.bytes().all(|it| it.is_ascii_digit());
        fits.then(|| Self(format!("8{number}")))
    }

    /// From an ADELI number: nine digits or capitals.
    #[must_use]
    pub fn adeli(number: &str) -> Option<Self> {
        let fits =
            number.len() == 9 && number.bytes().all(|it| it.is_ascii_digit() || it.is_ascii_uppercase());
        fits.then(|| Self(format!("0{number}")))
    }

    /// From any of the ways in which the number is written by machines: with its first digit or without.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        match text.len() {
            12 => text.strip_prefix('8').and_then(Self::rpps),
            11 => Self::rpps(text),
            10 => text.strip_prefix('0').and_then(Self::adeli),
            _ => Self::adeli(text),
        }
    }

    /// Which register it is of.
    #[must_use]
    pub fn kind(&self) -> IdKind {
        if self.0.starts_with('8') { IdKind::Rpps } else { IdKind::Adeli }
    }

    /// The number within its register.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.0[1..]
    }

    /// Both together, as the database keeps it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the last digit of an RPPS number is the key of the others (Luhn). Real numbers pass; official examples do
    /// not all. ADELI numbers have no key.
    #[must_use]
    pub fn passes_key(&self) -> bool {
        self.kind() == IdKind::Adeli || crate::trades::has_luhn_key(self.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_with_its_first_digit_and_without() {
        for text in ["810001045367", "10001045367"] {
            let id = NationalId::read(text).unwrap();
            assert_eq!((id.kind(), id.number(), id.as_str()), (IdKind::Rpps, "10001045367", "810001045367"));
        }
        for text in ["0012600631", "012600631"] {
            let id = NationalId::read(text).unwrap();
            assert_eq!((id.kind(), id.number(), id.as_str()), (IdKind::Adeli, "012600631", "0012600631"));
        }
        assert!(NationalId::read("02A600631").is_some());
        for wrong in ["", "1", "910001045367", "1000104536A", "é2600631", "0126006 1", "8100010453677"] {
            assert!(NationalId::read(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn the_last_digit_of_real_numbers_is_their_key() {
        let passes = |number: &str| NationalId::read(number).unwrap().passes_key();
        assert!(passes("10001045367") && passes("10000001916"));
        assert!(!passes("10003461033"), "an official example");
        assert!(passes("012600631"), "without a key");
    }
}
