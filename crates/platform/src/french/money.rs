use super::{NARROW_SPACE, NO_BREAK_SPACE, number};

/// Whole euros: "1 250 000 €".
#[must_use]
pub fn euros(amount: i64) -> String {
    format!("{}{NARROW_SPACE}€", number(amount))
}

/// Whole euros in little room, rounded: "850 €", "120 k€", "1,3 M€".
///
/// Amounts under 10 000 € keep one decimal of thousands ("1,2 k€"): 1 150 and 1 900 are not the same offer.
#[must_use]
pub fn euros_in_short(amount: i64) -> String {
    let size = amount.unsigned_abs();
    let (tenths, unit) = match size {
        0..1_000 => return euros(amount),
        1_000..9_950 => ((size + 50) / 100, "k€"),
        9_950..999_500 => ((size + 500) / 1_000 * 10, "k€"),
        _ => ((size / 1_000 + 50) / 100, "M€"),
    };
    let sign = if amount < 0 { "-" } else { "" };
    let whole = number(i64::try_from(tenths / 10).unwrap_or(i64::MAX));
    let decimal = if tenths % 10 == 0 { String::new() } else { format!(",{}", tenths % 10) };
    format!("{sign}{whole}{decimal}{NARROW_SPACE}{unit}")
}

/// Cents as euros; the cents are shown only when there are some: "1 234,50 €", "12 €".
#[must_use]
pub fn cents(amount: i64) -> String {
    let (whole, rest) = (amount / 100, amount.unsigned_abs() % 100);
    if rest == 0 {
        return euros(whole);
    }
    let sign = if amount < 0 && whole == 0 { "-" } else { "" };
    format!("{sign}{},{rest:02}{NARROW_SPACE}€", number(whole))
}

/// What lies between two amounts of whole euros, either of which may be open.
///
/// "de 100 000 € à 200 000 €", "à partir de 100 000 €", "jusqu’à 200 000 €"; `None` when both are open.
#[must_use]
pub fn euro_range(from: Option<i64>, to: Option<i64>) -> Option<String> {
    let space = NO_BREAK_SPACE;
    match (from, to) {
        (None, None) => None,
        (Some(low), Some(high)) if low == high => Some(euros(low)),
        (Some(low), Some(high)) => Some(format!("de{space}{} à{space}{}", euros(low), euros(high))),
        (Some(low), None) => Some(format!("à partir de{space}{}", euros(low))),
        (None, Some(high)) => Some(format!("jusqu’à{space}{}", euros(high))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Easier on the eye than escapes: "_" stands for U+202F, "~" for U+00A0.
    fn seen(text: &str) -> String {
        text.replace('\u{202F}', "_").replace('\u{A0}', "~")
    }

    #[test]
    fn whole_euros_are_grouped_and_keep_their_sign_beside_them() {
        for (amount, text) in [(0, "0_€"), (850, "850_€"), (1_250_000, "1_250_000_€"), (-1_000, "-1_000_€")]
        {
            assert_eq!(seen(&euros(amount)), text);
        }
    }

    #[test]
    fn short_amounts_round_to_thousands_and_millions() {
        for (amount, text) in [
            (0, "0_€"),
            (999, "999_€"),
            (1_000, "1_k€"),
            (1_150, "1,2_k€"),
            (9_949, "9,9_k€"),
            (9_950, "10_k€"),
            (120_400, "120_k€"),
            (999_499, "999_k€"),
            (999_500, "1_M€"),
            (1_250_000, "1,3_M€"),
            (12_000_000, "12_M€"),
            (-120_000, "-120_k€"),
        ] {
            assert_eq!(seen(&euros_in_short(amount)), text, "{amount}");
        }
    }

    #[test]
    fn cents_are_written_only_when_there_are_some() {
        for (amount, text) in [
            (0, "0_€"),
            (5, "0,05_€"),
            (-5, "-0,05_€"),
            (1_200, "12_€"),
            (123_450, "1_234,50_€"),
            (-123_450, "-1_234,50_€"),
        ] {
            assert_eq!(seen(&cents(amount)), text, "{amount}");
        }
    }

    #[test]
    fn a_range_says_which_end_is_open() {
        for (from, to, text) in [
            (None, None, None),
            (Some(5), Some(5), Some("5_€")),
            (Some(100_000), Some(200_000), Some("de~100_000_€ à~200_000_€")),
            (Some(100_000), None, Some("à partir de~100_000_€")),
            (None, Some(200_000), Some("jusqu’à~200_000_€")),
        ] {
            assert_eq!(euro_range(from, to).as_deref().map(seen).as_deref(), text);
        }
    }
}
