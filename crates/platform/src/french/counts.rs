use super::{NARROW_SPACE, NO_BREAK_SPACE, number};

/// The form of a word that agrees with a count: in French the plural begins at two.
#[must_use]
pub fn plural<'a>(count: u64, singular: &'a str, plural: &'a str) -> &'a str {
    if count < 2 { singular } else { plural }
}

/// A count with its word: "0 annonce", "1 annonce", "1 234 annonces".
#[must_use]
pub fn counted(count: u64, singular: &str, several: &str) -> String {
    let shown = number(i64::try_from(count).unwrap_or(i64::MAX));
    format!("{shown}{NO_BREAK_SPACE}{}", plural(count, singular, several))
}

/// A count with its word, in words when there is nothing: "aucune annonce", "1 annonce", "2 annonces".
///
/// `none` is the word for nothing, which agrees in gender: "aucun" or "aucune".
#[must_use]
pub fn counted_or_none(count: u64, none: &str, singular: &str, several: &str) -> String {
    if count == 0 { format!("{none} {singular}") } else { counted(count, singular, several) }
}

/// A distance in kilometres, rounded as a driver would say it: "à moins de 1 km", "à 12 km".
#[must_use]
pub fn distance(kilometres: f64) -> String {
    if kilometres < 1.0 {
        return format!("à moins de 1{NARROW_SPACE}km");
    }
    // The circumference of the Earth bounds every distance: the number fits.
    #[expect(clippy::cast_possible_truncation, reason = "a distance on Earth is under 40 075 km")]
    let whole = kilometres.round() as i64;
    format!("à {}{NARROW_SPACE}km", number(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plural_begins_at_two() {
        for (count, text) in [
            (0, "0\u{A0}annonce"),
            (1, "1\u{A0}annonce"),
            (2, "2\u{A0}annonces"),
            (1_234, "1\u{202F}234\u{A0}annonces"),
        ] {
            assert_eq!(counted(count, "annonce", "annonces"), text);
        }
    }

    #[test]
    fn nothing_can_be_said_in_words() {
        assert_eq!(counted_or_none(0, "aucune", "annonce", "annonces"), "aucune annonce");
        assert_eq!(counted_or_none(0, "aucun", "résultat", "résultats"), "aucun résultat");
        assert_eq!(counted_or_none(3, "aucun", "résultat", "résultats"), "3\u{A0}résultats");
    }

    #[test]
    fn distances_are_whole_kilometres() {
        for (kilometres, text) in [
            (0.0, "à moins de 1\u{202F}km"),
            (0.99, "à moins de 1\u{202F}km"),
            (1.0, "à 1\u{202F}km"),
            (11.6, "à 12\u{202F}km"),
            (9_345.0, "à 9\u{202F}345\u{202F}km"),
        ] {
            assert_eq!(distance(kilometres), text);
        }
    }
}
