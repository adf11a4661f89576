//! Recovery codes: for the day the telephone is lost.

use crate::accounts::tokens;

/// How many are made at a time.
pub(super) const HOW_MANY: usize = 10;
/// Letters and digits that are not taken for one another (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH: usize = 16;

/// Ten new codes of 80 bits: `7k2m-q9xd-0vtz-abcd`.
#[must_use]
pub(super) fn fresh() -> Vec<String> {
    (0..HOW_MANY).map(|_| written(tokens::random_bytes::<LENGTH>())).collect()
}

/// Each byte gives one of 32 letters: 256 is a multiple of 32, so none is more likely.
fn written(bytes: [u8; LENGTH]) -> String {
    let letters: Vec<char> =
        bytes.iter().filter_map(|it| ALPHABET.get(usize::from(it % 32))).map(|it| char::from(*it)).collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// What is kept of a code, however it was typed: case, spaces and hyphens do not matter, nor o for 0, i or l for 1.
#[must_use]
pub(super) fn mark(typed: &str) -> String {
    let read: String = typed
        .chars()
        .filter(|it| it.is_ascii_alphanumeric())
        .map(|it| match it.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            other => other,
        })
        .collect();
    tokens::mark(&read)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ten_codes_differ_and_are_easy_to_copy() {
        let codes = fresh();
        assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), HOW_MANY);
        for code in codes {
            assert_eq!(code.len(), 19, "{code}");
            assert!(code.split('-').all(|group| group.len() == 4), "{code}");
        }
        assert_eq!(written([31; LENGTH]), "zzzz-zzzz-zzzz-zzzz");
    }

    #[test]
    fn a_code_is_recognised_however_it_is_typed() {
        let kept = mark("7k2m-q9xd-0vtz-1bcd");
        for typed in ["7K2M-Q9XD-0VTZ-1BCD", " 7k2m q9xd ovtz lbcd ", "7k2mq9xd0vtzibcd"] {
            assert_eq!(mark(typed), kept, "{typed}");
        }
        assert_ne!(mark("7k2m-q9xd-0vtz-1bce"), kept);
    }
}
