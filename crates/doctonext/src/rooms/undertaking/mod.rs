//! The undertaking of confidentiality: texts that are never changed once somebody could accept them. A new wording is a new
//! file and a new version; what was accepted stays readable.

use sha2::{Digest, Sha256};

/// A text that people accept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Undertaking {
    /// Month in which it came into force.
    pub(super) version: &'static str,
    text: &'static str,
}

/// Every text, the latest last.
const TEXTS: &[Undertaking] = &[Undertaking { version: "2026-11", text: include_str!("2026-11.txt") }];

impl Undertaking {
    /// The text in force.
    pub(super) fn current() -> Self {
        TEXTS[TEXTS.len() - 1]
    }

    /// The text of a version.
    pub(super) fn of(version: &str) -> Option<Self> {
        TEXTS.iter().copied().find(|it| it.version == version)
    }

    /// SHA-256 of the text, byte by byte.
    pub(super) fn hash(self) -> [u8; 32] {
        Sha256::digest(self.text.as_bytes()).into()
    }

    /// Its title and its paragraphs.
    pub(super) fn read(self) -> (&'static str, Vec<&'static str>) {
        let mut parts = self.text.split("\n\n").map(str::trim).filter(|it| !it.is_empty());
        (parts.next().unwrap_or_default(), parts.collect())
    }
}

/// The first characters of a checksum, enough to compare by eye.
pub(super) fn in_short(hash: &[u8]) -> String {
    hex::encode(hash.get(..6).unwrap_or(hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What was accepted must stay what it was: a change of a text is a new version, never a new checksum here.
    const ACCEPTED: [(&str, &str); 1] =
        [("2026-11", "9d1a41a86b83a09a76ffdc575f82fe0f233b8b3497465fbe2bf272c5aedfb218")];

    #[test]
    fn a_text_that_could_be_accepted_is_never_changed() {
        let found: Vec<(&str, String)> =
            TEXTS.iter().map(|it| (it.version, hex::encode(it.hash()))).collect();
        let pinned: Vec<(&str, String)> =
            ACCEPTED.iter().map(|(version, hash)| (*version, (*hash).to_owned())).collect();
        assert_eq!(found, pinned);
    }

    #[test]
    fn a_text_has_a_title_and_numbered_paragraphs() {
        let (title, paragraphs) = Undertaking::current().read();
        assert_eq!(title, "Engagement de confidentialité");
        assert_eq!(paragraphs.len(), 8);
        assert!(paragraphs.iter().zip(1..).all(|(text, rank)| text.starts_with(&format!("{rank}. "))));
    }
}
