//! What a document is called: the name of its file as it was given, never a path, and the owner's own words.

use std::fmt::Write;

use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::kind::Kind;
use crate::{
    app::App,
    sealing::{Place, Scope, Sealed, SealingError},
};

/// Characters of a file name, and of the owner's words.
const LONGEST_FILE_NAME: usize = 120;
pub(super) const LONGEST_LABEL: usize = 80;

/// What is sealed in `pieces.naming`.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Naming {
    /// « RCP 2026.pdf ».
    pub(super) file: String,
    /// Empty when the kind says it all.
    pub(super) label: String,
}

fn place(piece: &str) -> Place<'_> {
    Place { table: "pieces", column: "naming", row: piece }
}

impl Naming {
    /// What the document is called on pages and in letters.
    pub(super) fn title(&self, kind: Kind) -> String {
        if self.label.is_empty() { kind.label().to_owned() } else { self.label.clone() }
    }

    pub(super) async fn seal(
        &self,
        app: &App,
        db: &mut PgConnection,
        person: &str,
        piece: &str,
    ) -> Result<Sealed, SealingError> {
        let plain = serde_json::to_vec(self).unwrap_or_default();
        app.vault.seal(db, Scope::Person(person), place(piece), &plain).await
    }

    pub(super) async fn open(
        app: &App,
        db: &mut PgConnection,
        piece: &str,
        sealed: &Sealed,
    ) -> Result<Self, SealingError> {
        let plain = app.vault.open(db, place(piece), sealed).await?;
        serde_json::from_slice(&plain).map_err(|_| SealingError::Altered)
    }
}

/// Whether a character is there to be seen: no control, no mark that turns the direction of reading.
fn is_seen(it: char) -> bool {
    !it.is_control()
        && !matches!(it, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Words on one line.
pub(super) fn tidy(text: &str) -> String {
    let seen: String =
        text.chars().map(|it| if it.is_whitespace() { ' ' } else { it }).filter(|it| is_seen(*it)).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The name of a file as a browser sends it: some send the whole path.
pub(super) fn file_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = tidy(last);
    let name = name.trim_start_matches('.');
    if name.is_empty() {
        return "piece".to_owned();
    }
    let (stem, extension) = name.rsplit_once('.').filter(|(_, it)| it.len() <= 5).unwrap_or((name, ""));
    let stem: String = stem.chars().take(LONGEST_FILE_NAME - 6).collect();
    if extension.is_empty() { stem } else { format!("{stem}.{extension}") }
}

/// `Content-Disposition` (RFC 6266): the name for old programs in ASCII, the whole one beside it (RFC 8187). The ending is
/// that of what is kept: a PNG was written anew as a JPEG.
pub(super) fn disposition(how: &str, file: &str, media_type: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let ending = if media_type == "application/pdf" { "pdf" } else { "jpg" };
    let plain: String = stem
        .chars()
        .map(|it| if it.is_ascii_alphanumeric() || matches!(it, ' ' | '-' | '_' | '.') { it } else { '_' })
        .collect();
    let mut whole = String::new();
    for byte in stem.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') {
            whole.push(char::from(byte));
        } else {
            // Writing into a string cannot fail.
            let _ = write!(whole, "%{byte:02X}");
        }
    }
    format!("{how}; filename=\"{plain}.{ending}\"; filename*=UTF-8''{whole}.{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_never_a_path_and_hides_nothing() {
        assert_eq!(file_name("C:\\Users\\Claire\\Licence 2026.pdf"), "Licence 2026.pdf");
        assert_eq!(file_name("../../etc/passwd"), "passwd");
        assert_eq!(file_name("Le Guen-O'Brien.pdf"), "Le Guen-O'Brien.pdf");
        assert_eq!(file_name("fdp.\u{202e}exe\r\nX: y.pdf"), "fdp.exe X: y.pdf");
        assert_eq!(file_name("…/"), "piece");
        assert_eq!(file_name(&format!("{}.pdf", "é".repeat(300))).chars().count(), 118);
    }

    #[test]
    fn the_name_of_a_download_is_read_by_old_and_new_programs() {
        assert_eq!(
            disposition("attachment", "Diplôme Le Guen-O'Brien.png", "image/jpeg"),
            "attachment; filename=\"Dipl_me Le Guen-O_Brien.jpg\"; filename*=UTF-8''Dipl%C3%B4me%20Le%20Guen-O%27Brien.jpg"
        );
        assert!(!disposition("inline", "a\"; x=\"b.pdf", "application/pdf").contains("x=\""));
    }
}
