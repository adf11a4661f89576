//! SIREN: the number of a French structure, nine digits of which the last is a key (Luhn, as INSEE documents it).

/// Reads a SIREN as people type it, spaces and dots in between. None when it cannot be one.
#[must_use]
pub fn read(typed: &str) -> Option<String> {
    let digits: String = typed.chars().filter(|it| !it.is_whitespace() && *it != '.').collect();
    (digits.len() == 9 && digits.bytes().all(|it| it.is_ascii_digit()) && has_right_key(&digits))
        .then_some(digits)
}

fn has_right_key(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(rank, digit)| {
            let value = u32::from(digit - b'0') * if rank % 2 == 1 { 2 } else { 1 };
            if value > 9 { value - 9 } else { value }
        })
        .sum();
    sum.is_multiple_of(10)
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
