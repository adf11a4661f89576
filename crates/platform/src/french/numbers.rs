use super::NARROW_SPACE;

/// A whole number in groups of three: "1 250 000".
#[must_use]
pub fn number(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    if value < 0 {
        text.push('-');
    }
    for (rank, digit) in digits.chars().enumerate() {
        if rank > 0 && (digits.len() - rank).is_multiple_of(3) {
            text.push(NARROW_SPACE);
        }
        text.push(digit);
    }
    text
}

/// A number with at most that many decimals after a comma, zeros at the end left out: "1 234,5".
#[must_use]
pub fn decimal(value: f64, most_decimals: usize) -> String {
    let plain = format!("{value:.most_decimals$}");
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let fraction = fraction.trim_end_matches('0');
    // "-0" is what remains of a small negative number: the sign would say something false.
    let negative = whole.starts_with('-') && (whole != "-0" || !fraction.is_empty());
    let grouped = whole.trim_start_matches('-').parse::<i64>().map_or_else(|_| whole.to_owned(), number);
    let sign = if negative { "-" } else { "" };
    let comma = if fraction.is_empty() { "" } else { "," };
    format!("{sign}{grouped}{comma}{fraction}")
}

/// A share in hundredths with at most one decimal: 75.0 is "75 %", 72.5 is "72,5 %".
#[must_use]
pub fn percent(hundredths: f64) -> String {
    format!("{}{NARROW_SPACE}%", decimal(hundredths, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_parted_by_narrow_spaces() {
        for (value, text) in [
            (0, "0"),
            (7, "7"),
            (999, "999"),
            (1_000, "1\u{202F}000"),
            (12_345, "12\u{202F}345"),
            (1_250_000, "1\u{202F}250\u{202F}000"),
            (-42, "-42"),
            (-1_000, "-1\u{202F}000"),
            (i64::MIN, "-9\u{202F}223\u{202F}372\u{202F}036\u{202F}854\u{202F}775\u{202F}808"),
        ] {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn decimals_follow_a_comma_and_useless_zeros_are_left_out() {
        for (value, decimals, text) in [
            (1.0, 2, "1"),
            (1.5, 2, "1,5"),
            (1.005, 1, "1"),
            (1_234.56, 2, "1\u{202F}234,56"),
            (-0.04, 1, "0"),
            (-0.5, 1, "-0,5"),
            (0.25, 0, "0"),
            (99.95, 1, "100"),
        ] {
            assert_eq!(decimal(value, decimals), text, "{value}");
        }
    }

    #[test]
    fn a_percentage_keeps_its_sign_on_the_same_line() {
        for (share, text) in [(75.0, "75\u{202F}%"), (72.5, "72,5\u{202F}%"), (0.0, "0\u{202F}%")] {
            assert_eq!(percent(share), text);
        }
    }
}
