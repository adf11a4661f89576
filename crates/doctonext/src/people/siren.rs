//! SIREN: the number of a French structure, nine digits of which the last is a key (Luhn, as INSEE documents it).

use crate::trades::has_luhn_key;

/// Reads a SIREN as people type it, spaces and dots in between. None when it cannot be one.
#[must_use]
pub fn read(typed: &str) -> Option<String> {
    let digits: String = typed.chars().filter(|it| !it.is_whitespace() && *it != '.').collect();
    (digits.len() == 9 && has_luhn_key(&digits)).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_siren_is_read_with_its_spaces_and_checked_by_its_key() {
        // 732 829 320 is the example of INSEE's own documentation.
        assert_eq!(read(" 732 829 320 ").as_deref(), Some("732829320"));
        assert_eq!(read("732829321"), None);
        assert_eq!(read("73282932"), None);
        assert_eq!(read("73282932A"), None);
    }
}
