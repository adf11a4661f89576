//! Which passwords are taken: long enough, not on the lists that attackers try first, not made of one's own name.
//!
//! No rule of composition: they make passwords worse (NIST SP 800-63B §3.1.1.2; CNIL, recommandation « mots de
//! passe » of 2022, which asks for entropy).

use std::{collections::HashSet, sync::LazyLock};

use unicode_normalization::UnicodeNormalization;

/// Fewest characters.
pub(super) const SHORTEST: usize = 12;
/// Most characters: more would only cost us time.
pub(super) const LONGEST: usize = 200;

/// Why a password is not taken, in French.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum WeakPassword {
    /// Fewer than [`SHORTEST`] characters.
    #[error("Choisissez au moins 12\u{a0}caractères. Une phrase de quelques mots convient très bien.")]
    Short,
    /// More than [`LONGEST`].
    #[error("Choisissez 200\u{a0}caractères au plus.")]
    Long,
    /// On the list of passwords that leaked.
    #[error(
        "Ce mot de passe figure dans des listes volées et publiées\u{202f}: on l’essaiera en premier. Choisissez-en un autre."
    )]
    Leaked,
    /// The e-mail address, the name, or one character repeated.
    #[error(
        "Ce mot de passe est trop facile à deviner\u{202f}: évitez votre nom, votre adresse et les répétitions."
    )]
    Guessable,
}

/// Checks a new password against the rules; `personal` holds the name and the address of its owner.
pub(super) fn check(password: &str, personal: &[&str]) -> Result<(), WeakPassword> {
    let normal = normalised(password);
    let length = normal.chars().count();
    if length < SHORTEST {
        return Err(WeakPassword::Short);
    }
    if length > LONGEST {
        return Err(WeakPassword::Long);
    }
    if is_listed(&normal) {
        return Err(WeakPassword::Leaked);
    }
    if is_guessable(&normal, personal) { Err(WeakPassword::Guessable) } else { Ok(()) }
}

/// The form that is hashed (NFKC): the same keys typed on another system give the same password.
#[must_use]
pub(super) fn normalised(password: &str) -> String {
    password.nfkc().collect()
}

/// The lists come from the build (see frontend/build): ordinary words that people take, leaked ones.
fn is_listed(password: &str) -> bool {
    static LIST: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../frontend/dist/passwords.txt"))
            .lines()
            .collect()
    });
    let lower = password.to_lowercase();
    // « motdepasse2026! » is « motdepasse » to whoever guesses.
    let bare = lower.trim_matches(|it: char| !it.is_alphabetic());
    let doubled = lower
        .get(..lower.len() / 2)
        .filter(|half| lower.len().is_multiple_of(2) && *half == &lower[half.len()..]);
    [lower.as_str(), bare].into_iter().chain(doubled).any(|it| !it.is_empty() && LIST.contains(it))
}

fn is_guessable(password: &str, personal: &[&str]) -> bool {
    let lower = password.to_lowercase();
    let distinct: HashSet<char> = lower.chars().collect();
    if distinct.len() < 5 {
        return true;
    }
    let mut rest = lower;
    for word in personal.iter().flat_map(|it| it.split([' ', '@', '.', '-', '_'])).chain(["doctonext"]) {
        let word = word.to_lowercase();
        if word.chars().count() >= 4 {
            rest = rest.replace(&word, "");
        }
    }
    rest.chars().filter(|it| it.is_alphanumeric()).count() < 6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_of_a_few_words_is_taken() {
        for good in ["le chat dort sur le toit", "Motdepasse-é1!x", "girafe violette 12", "héllo wörld 12"]
        {
            assert_eq!(check(good, &["Claire Moreau", "claire@example.org"]), Ok(()), "{good}");
        }
    }

    #[test]
    fn what_attackers_try_first_is_refused() {
        assert_eq!(check("court", &[]), Err(WeakPassword::Short));
        assert_eq!(check(&"é".repeat(201), &[]), Err(WeakPassword::Long));
        assert_eq!(check("password1234", &[]), Err(WeakPassword::Leaked));
        assert_eq!(check("aaaaaaaaaaaaaaaa", &[]), Err(WeakPassword::Guessable));
        assert_eq!(check("claire.moreau1", &["Claire Moreau"]), Err(WeakPassword::Guessable));
        assert_eq!(check("doctonext-2026", &[]), Err(WeakPassword::Guessable));
    }
}
