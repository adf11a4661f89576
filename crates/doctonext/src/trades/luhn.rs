/// Whether digits end with the key of Luhn (ISO/IEC 7812-1, annex B), as SIREN and RPPS numbers do. False for anything but
/// digits.
#[must_use]
pub fn has_luhn_key(digits: &str) -> bool {
    let weighed = digits.bytes().rev().enumerate().map(|(rank, digit)| {
        let value = u32::from(digit.wrapping_sub(b'0')) * if rank % 2 == 1 { 2 } else { 1 };
        if value > 9 { value - 9 } else { value }
    });
    let sum: u32 = weighed.sum();
    digits.bytes().all(|it| it.is_ascii_digit()) && sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::has_luhn_key;

    #[test]
    fn the_key_is_right_or_not_and_letters_have_none() {
        // INSEE's example of a SIREN, and an RPPS number of the agency's documents.
        assert!(has_luhn_key("732829320") && has_luhn_key("10005173140"));
        assert!(!has_luhn_key("732829321") && !has_luhn_key("10003461033"));
        assert!(!has_luhn_key("73282932A"));
    }
}
