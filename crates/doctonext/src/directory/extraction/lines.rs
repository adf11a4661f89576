//! One file of the extraction, line by line.

use std::io::{BufRead, Read};

use super::{
    ExtractionError, Line, Wrong,
    headings::{Field, Headings, Kind},
};
use crate::directory::NationalId;

/// No line of the official files comes near: whoever exceeds it is another file, and must not fill the memory.
const LONGEST: u64 = 64 << 10;
/// How much of a wrong line is shown.
const EXCERPT: usize = 60;

/// Reads a file and shows each line. Gives how many there were, headings left out, and whether it tells know-how.
pub(super) fn read(
    file: &mut dyn BufRead,
    kind: Kind,
    visit: &mut dyn FnMut(&Line<'_>) -> Result<(), ExtractionError>,
) -> Result<(u64, bool), ExtractionError> {
    let mut bytes = Vec::with_capacity(1024);
    next(file, &mut bytes, 1)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| wrong(1, Wrong::Encoding, &bytes))?;
    let headings = Headings::read(text.trim_start_matches('\u{feff}'), kind)?;
    let mut number = 1;
    loop {
        number += 1;
        if !next(file, &mut bytes, number)? {
            break;
        }
        let text = std::str::from_utf8(&bytes).map_err(|_| wrong(number, Wrong::Encoding, &bytes))?;
        let line = understood(&headings, text).map_err(|why| wrong(number, why, &bytes))?;
        visit(&line)?;
    }
    match number - 2 {
        0 => Err(ExtractionError::Empty),
        lines => Ok((lines, headings.has(Field::KnowHow))),
    }
}

fn understood<'a>(headings: &Headings, text: &'a str) -> Result<Line<'a>, Wrong> {
    // No database keeps it, and no file of text has it.
    if text.contains('\0') {
        return Err(Wrong::Binary);
    }
    let fields = headings.cut(text).map_err(|found| Wrong::Width { found, expected: headings.width() })?;
    let number = fields.get(Field::Id);
    let id = match fields.get(Field::IdType) {
        "8" => NationalId::rpps(number),
        "0" => NationalId::adeli(number),
        _ => None,
    };
    let id = id.ok_or(Wrong::Identifier)?;
    let national = fields.get(Field::NationalId);
    if !national.is_empty() && national != id.as_str() {
        return Err(Wrong::Identifier);
    }
    Ok(Line {
        id,
        family: fields.get(Field::Family),
        given: fields.get(Field::Given),
        profession: fields.get(Field::Profession),
        category: fields.get(Field::Category),
        know_how: fields.get(Field::KnowHow),
        mode: fields.get(Field::Mode),
        postal_code: fields.get(Field::PostalCode),
        commune: fields.get(Field::Commune),
        sector: fields.get(Field::Sector),
        finess: fields.get(Field::Finess),
        siret: fields.get(Field::Siret),
        street_number: fields.get(Field::StreetNumber),
        street_kind: fields.get(Field::StreetKind),
        street: fields.get(Field::Street),
    })
}

/// The next line without its end; false after the last one.
fn next(file: &mut dyn BufRead, bytes: &mut Vec<u8>, number: u64) -> Result<bool, ExtractionError> {
    bytes.clear();
    file.take(LONGEST).read_until(b'\n', bytes)?;
    if bytes.len() as u64 == LONGEST && bytes.last() != Some(&b'\n') {
        return Err(wrong(number, Wrong::Length, bytes));
    }
    let read = !bytes.is_empty();
    while matches!(bytes.last(), Some(b'\n' | b'\r')) {
        bytes.pop();
    }
    Ok(read)
}

fn wrong(line: u64, reason: Wrong, bytes: &[u8]) -> ExtractionError {
    ExtractionError::Line { line, reason, excerpt: masked(bytes) }
}

/// The shape of a line without what it says: letters are x, digits 9.
fn masked(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(4 * EXCERPT)]);
    let mask = |it: char| match it {
        '|' | ' ' | '-' | '.' => it,
        it if it.is_alphabetic() => 'x',
        it if it.is_numeric() => '9',
        _ => '?',
    };
    let shown: String = text.chars().take(EXCERPT).map(mask).collect();
    if text.chars().nth(EXCERPT).is_some() { shown + "…" } else { shown }
}
