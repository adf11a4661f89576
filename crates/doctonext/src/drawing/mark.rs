//! The sheet that lies over a page: its words again and again, aslant, and once along the foot. It is a PDF made here, so that
//! the same hand draws both and no other font is needed. Pure.

use std::fmt::Write;

use unicode_normalization::UnicodeNormalization;

/// Steps between two lines of words, in pixels.
const STEP: i32 = 190;
const SIZE: i32 = 26;
/// Characters of the words.
const LONGEST: usize = 120;

/// A sheet of this size, in pixels, with these words.
pub(super) fn sheet(width: u32, height: u32, words: &str) -> Vec<u8> {
    let text = written(words);
    let (wide, high) = (i32::try_from(width).unwrap_or(1), i32::try_from(height).unwrap_or(1));
    let mut drawn = String::from("/G gs 0.25 0.28 0.33 rg\n");
    // Letters are at least a quarter of their height wide, and a line is longer than the page it crosses.
    let longest = (wide + STEP) * 6 / 5;
    let shortest = i32::try_from(words.chars().count().clamp(1, LONGEST)).unwrap_or(1) * SIZE / 4;
    let line =
        format!("{text}   ").repeat(usize::try_from(longest / shortest.max(1) + 1).unwrap_or(1).min(40));
    // Lines rise by 30 degrees and begin left of the page, so that every part of it is crossed.
    let mut foot = -wide;
    while foot < high + wide {
        let _ = writeln!(drawn, "BT /F {SIZE} Tf 0.866 0.5 -0.5 0.866 {} {foot} Tm ({line}) Tj ET", -STEP);
        foot += STEP;
    }
    let small = (wide / 60).clamp(7, 16);
    let _ = writeln!(drawn, "/H gs 0 0 0 rg BT /F {small} Tf 1 0 0 1 {small} {small} Tm ({text}) Tj ET");
    assembled(wide, high, &drawn)
}

fn assembled(wide: i32, high: i32, drawn: &str) -> Vec<u8> {
    let objects = [
        "<</Type /Catalog /Pages 2 0 R>>".to_owned(),
        "<</Type /Pages /Kids [3 0 R] /Count 1>>".to_owned(),
        format!(
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 {wide} {high}] /Contents 4 0 R /Resources <</Font <</F 5 0 R>> /ExtGState <</G 6 0 R /H 7 0 R>>>>>>"
        ),
        format!("<</Length {}>> stream\n{drawn}\nendstream", drawn.len() + 1),
        "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding>>".to_owned(),
        "<</Type /ExtGState /ca 0.2>>".to_owned(),
        "<</Type /ExtGState /ca 0.75>>".to_owned(),
    ];
    let mut file = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (rank, object) in objects.iter().enumerate() {
        places.push(file.len());
        let _ = write!(file, "{} 0 obj\n{object}\nendobj\n", rank + 1);
    }
    let table = file.len();
    let _ = write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        let _ = writeln!(file, "{place:010} 00000 n ");
    }
    let _ = write!(file, "trailer <</Size {} /Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1);
    file.into_bytes()
}

/// Words as a string of a PDF in Windows-1252: letters that it lacks lose their marks, and what is left of others is `?`.
fn written(words: &str) -> String {
    let mut text = String::new();
    for letter in words.nfc().take(LONGEST) {
        let letter = if letter.is_whitespace() { ' ' } else { letter };
        if let Some(code) = code(letter) {
            push(&mut text, code);
            continue;
        }
        let bare: Vec<u8> = std::iter::once(letter).nfd().filter_map(code).collect();
        if bare.is_empty() {
            text.push('?');
        }
        for it in bare {
            push(&mut text, it);
        }
    }
    text
}

/// Whether at least one letter of a name can be written on a sheet.
#[must_use]
pub fn can_be_written(name: &str) -> bool {
    name.nfd().any(|it| it.is_alphabetic() && code(it).is_some())
}

fn code(letter: char) -> Option<u8> {
    let mut bytes = [0; 4];
    let (code, _, is_lost) = encoding_rs::WINDOWS_1252.encode(letter.encode_utf8(&mut bytes));
    match (code.as_ref(), is_lost) {
        (&[code @ (0x20..=0x7e | 0x80..)], false) => Some(code),
        _ => None,
    }
}

fn push(text: &mut String, code: u8) {
    if code.is_ascii_alphanumeric() || code == b' ' {
        text.push(char::from(code));
    } else {
        let _ = write!(text, "\\{code:03o}");
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_keep_their_accents_as_far_as_the_font_has_them() {
        assert_eq!(written("Zoë Lefort"), "Zo\\353 Lefort");
        assert_eq!(written("Łukasz Dvořák"), "?ukasz Dvor\\341k");
        assert_eq!(written("RPPS •••140 — 9\u{202f}h"), "RPPS \\225\\225\\225140 \\227 9 h");
    }

    proptest! {
        #[test]
        fn no_name_breaks_out_of_its_string(words in ".{0,200}") {
            let text = written(&words);
            prop_assert!(text.chars().all(|it| it.is_ascii_alphanumeric() || it == ' ' || it == '\\' || it == '?'));
        }
    }
}
