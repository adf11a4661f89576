//! What a file is, what it may be, and why it is not taken. Pure.

/// What a listing holds files for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Photograph,
    Document,
}

impl Kind {
    /// Code in the database.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Photograph => "image",
            Self::Document => "document",
        }
    }

    pub(super) fn from_code(code: &str) -> Self {
        if code == "image" { Self::Photograph } else { Self::Document }
    }

    /// What a file is by its first bytes; its name and the type that it claims prove nothing.
    pub(super) fn of(start: &[u8]) -> Option<Self> {
        if start.starts_with(b"%PDF-") {
            return Some(Self::Document);
        }
        match infer::get(start)?.mime_type() {
            "image/jpeg" | "image/png" | "image/webp" => Some(Self::Photograph),
            _ => None,
        }
    }

    /// Bytes that one may have.
    pub(super) fn largest(self) -> usize {
        match self {
            Self::Photograph => 10 << 20,
            Self::Document => 15 << 20,
        }
    }

    /// How many a listing may have.
    pub(super) fn most(self) -> i64 {
        match self {
            Self::Photograph => 10,
            Self::Document => 5,
        }
    }
}

/// Bytes that tell what a file is.
pub(super) const START: usize = 64;
/// Characters of a caption.
pub(super) const LONGEST_CAPTION: usize = 140;
const LONGEST_NAME: usize = 120;

/// Why a file is not kept, in French.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refusal {
    #[error("Ce fichier est vide.")]
    Empty,
    #[error("Ce n’est ni une image JPEG, PNG ou WebP, ni un PDF.")]
    Kind,
    #[error("Trop lourd\u{202f}: 10\u{a0}Mo au plus pour une photo, 15\u{a0}Mo pour un PDF.")]
    Heavy,
    #[error("Cette image est trop grande\u{202f}: 40\u{a0}mégapixels au plus.")]
    Huge,
    #[error("Ce fichier ne peut pas être lu. Essayez-en un autre.")]
    Broken,
    #[error("Ce PDF contient un programme, un fichier joint ou un mot de passe. Imprimez-le en PDF simple.")]
    Active,
    #[error("Ce fichier est signalé comme dangereux par l’antivirus.")]
    Infected,
    #[error("Ce fichier n’est pas arrivé entier. Envoyez-le à nouveau.")]
    Lost,
    #[error("Cette annonce a déjà 10\u{a0}photos. Supprimez-en une d’abord.")]
    EnoughPhotographs,
    #[error("Cette annonce a déjà 5\u{a0}documents. Supprimez-en un d’abord.")]
    EnoughDocuments,
    #[error("Trop d’envois. Réessayez dans un quart d’heure.")]
    TooOften,
}

/// Each refusal that a row remembers, with its word there.
const REMEMBERED: [(Refusal, &str); 7] = [
    (Refusal::Kind, "kind"),
    (Refusal::Heavy, "heavy"),
    (Refusal::Huge, "huge"),
    (Refusal::Broken, "broken"),
    (Refusal::Active, "active"),
    (Refusal::Infected, "infected"),
    (Refusal::Lost, "lost"),
];

impl Refusal {
    /// Word in the database: of those that a job finds.
    pub(super) fn code(self) -> &'static str {
        REMEMBERED.iter().find(|(it, _)| *it == self).map_or("broken", |(_, code)| code)
    }

    pub(super) fn from_code(code: &str) -> Self {
        REMEMBERED.iter().find(|(_, it)| *it == code).map_or(Self::Broken, |(refusal, _)| *refusal)
    }
}

/// A name as it is shown: without folders, without what cannot be seen, short. Never used as a path.
pub(super) fn shown_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|it| !it.is_control() && !is_invisible(*it)).collect();
    let plain = plain.trim();
    if plain.is_empty() {
        return "Sans nom".to_owned();
    }
    if plain.chars().count() <= LONGEST_NAME {
        return plain.to_owned();
    }
    // The end tells what a file is.
    let tail: Vec<char> = plain.chars().rev().take(12).collect();
    let head: String = plain.chars().take(LONGEST_NAME - 13).collect();
    format!("{head}…{}", tail.into_iter().rev().collect::<String>())
}

/// Marks that turn the order of letters round, so that a program looks like a picture.
fn is_invisible(it: char) -> bool {
    matches!(it, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A caption on one line; none when nothing is said, an error when it is too long.
pub(super) fn read_caption(typed: &str) -> Result<Option<String>, &'static str> {
    let line = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() > LONGEST_CAPTION {
        return Err("140 caractères au plus.");
    }
    Ok(Some(line).filter(|it| !it.is_empty()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_first_bytes_tell_what_a_file_is() {
        assert_eq!(Kind::of(b"%PDF-1.7\n"), Some(Kind::Document));
        assert_eq!(Kind::of(b"\xff\xd8\xff\xe0\0\x10JFIF"), Some(Kind::Photograph));
        assert_eq!(Kind::of(b"\x89PNG\r\n\x1a\n"), Some(Kind::Photograph));
        for foreign in [&b"<svg xmlns"[..], b"GIF89a", b"MZ\x90", b"PK\x03\x04", b"", b"<html>", b"RIFF"] {
            assert_eq!(Kind::of(foreign), None, "{foreign:?}");
        }
    }

    #[test]
    fn a_name_shows_what_it_is_and_leads_nowhere() {
        assert_eq!(shown_name("C:\\Photos\\façade.jpg"), "façade.jpg");
        assert_eq!(shown_name("../../etc/passwd"), "passwd");
        assert_eq!(shown_name("photo\u{202e}gpj.exe"), "photogpj.exe");
        assert_eq!(shown_name(" \n "), "Sans nom");
        let long = shown_name(&format!("{}.jpeg", "é".repeat(400)));
        assert_eq!(long.rsplit('.').next(), Some("jpeg"));
    }

    #[test]
    fn every_refusal_of_the_database_is_read_back() {
        for (refusal, code) in REMEMBERED {
            assert_eq!((refusal.code(), Refusal::from_code(code)), (code, refusal));
        }
    }

    proptest! {
        #[test]
        fn whatever_a_file_is_called_the_name_shown_is_short_and_on_one_line(given in ".*") {
            let shown = shown_name(&given);
            prop_assert!(!shown.is_empty() && shown.chars().count() <= LONGEST_NAME);
            prop_assert!(!shown.contains(['/', '\\', '\n', '\r', '\0']));
        }
    }
}
