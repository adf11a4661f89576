//! Social-security numbers (NIR): thirteen characters and a key, which is 97 less the remainder of the number by 97;
//! Corsica's 2A counts as 19, its 2B as 18 (INSEE).

use super::{Cause, Finding, finding};

pub(super) fn find(text: &str) -> Vec<Finding> {
    let places: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    let mut from = 0;
    while from < places.len() {
        let starts_word = from == 0 || !places[from - 1].1.is_alphanumeric();
        match starts_word.then(|| number_at(&places, from)).flatten() {
            Some(after) => {
                let end = places.get(after).map_or(text.len(), |it| it.0);
                found.push(finding(text, places[from].0..end, Cause::InsuranceNumber));
                from = after;
            }
            None => from += 1,
        }
    }
    found
}

/// Where the number that begins here ends; none when it has not the right key.
fn number_at(places: &[(usize, char)], from: usize) -> Option<usize> {
    let mut characters = String::with_capacity(15);
    let mut at = from;
    while characters.len() < 15 {
        let (_, letter) = *places.get(at)?;
        let is_corsican = characters.len() == 6 && matches!(letter, 'A' | 'B' | 'a' | 'b');
        if letter.is_ascii_digit() || is_corsican {
            characters.push(letter.to_ascii_uppercase());
        } else if characters.is_empty() || !matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | '.' | '-' | '/') {
            return None;
        }
        at += 1;
    }
    if places.get(at).is_some_and(|it| it.1.is_alphanumeric()) {
        return None;
    }
    has_key(&characters).then_some(at)
}

fn has_key(characters: &str) -> bool {
    let (number, key) = characters.split_at(13);
    // Sex 1 or 2, 3 to 8 while a number is provisional.
    if !matches!(number.as_bytes()[0], b'1'..=b'8') {
        return false;
    }
    let number = number.replace("2A", "19").replace("2B", "18");
    match (number.parse::<u64>(), key.parse::<u64>()) {
        (Ok(number), Ok(key)) => key == 97 - number % 97,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        find(text).into_iter().map(|it| it.words).collect()
    }

    #[test]
    fn a_number_with_its_key_is_found_however_it_is_spaced() {
        for text in ["185057800608491", "1 85 05 78 006 084 91", "1.85.05.78.006.084-91"] {
            assert_eq!(words(&format!("le {text}, oui")), [text], "{text}");
        }
    }

    #[test]
    fn a_number_without_its_key_is_any_number() {
        assert!(words("185057800608492").is_empty());
        assert!(words("1850578006084912").is_empty(), "a longer one");
        assert!(words("06 12 34 56 78 et 01 23 45 67 89").is_empty());
    }

    #[test]
    fn corsica_has_letters() {
        // 2A counts as 19: 97 - (1_850_519_006_084 mod 97).
        let key = 97 - 1_850_519_006_084_u64 % 97;
        assert_eq!(words(&format!("185052A006084{key:02}")).len(), 1);
    }
}
