//! `doctonext import communes-positions FILE`: exact positions of communes from a file as it is published.
//!
//! Reads La Poste's list of postal codes (`;`, `coordonnees_gps` or `_geopoint` holding both numbers) and any table with
//! a code, a latitude and a longitude; columns are known by their headings, in any order. Files in Latin-1 are read too,
//! since only digits matter.

use std::{
    collections::{HashMap, hash_map::Entry},
    io::Read,
};

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use sqlx::PgConnection;

use super::{Gazetteer, store};

/// A position farther than this from the one we know is a mistake of columns, not a better position.
const FARTHEST_KM: f64 = 400.0;

const CODE_HEADINGS: [&str; 9] = [
    "codecommuneinsee",
    "codeinsee",
    "codecommune",
    "code",
    "insee",
    "inseecom",
    "inseecode",
    "com",
    "codegeo",
];
const LATITUDE_HEADINGS: [&str; 5] = ["lat", "latitude", "latitudemairie", "latitudecentre", "y"];
const LONGITUDE_HEADINGS: [&str; 6] =
    ["lng", "lon", "long", "longitude", "longitudemairie", "longitudecentre"];
const BOTH_HEADINGS: [&str; 6] =
    ["coordonneesgps", "geopoint", "geopoint2d", "latlon", "latlng", "coordonnees"];

/// What an import did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Imported {
    /// Lines read, without the headings.
    pub lines: u64,
    /// Communes whose position changed.
    pub changed: u64,
    /// Communes found in the file.
    pub communes: u64,
    /// Lines of communes that we do not know, mostly merged ones.
    pub unknown: u64,
    /// Lines without a position.
    pub without_position: u64,
}

/// Why a file is refused; nothing of it is kept then.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// No heading names this.
    #[error("no column holds the {0}")]
    Heading(&'static str),
    /// A line that is not what its heading announces.
    #[error("line {line}: {reason}")]
    Line {
        /// Counted from 1, with the headings.
        line: u64,
        /// What is wrong with it.
        reason: String,
    },
    /// The file cannot be read.
    #[error("the file cannot be read: {0}")]
    File(#[from] std::io::Error),
    /// The database did not answer.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Reads a file and writes its positions, all or nothing. A running server shows them after its next start.
pub async fn import(
    connection: &mut PgConnection,
    gazetteer: &Gazetteer,
    file: impl Read,
    now: DateTime<Utc>,
) -> Result<Imported, ImportError> {
    let read = read(file, gazetteer)?;
    let changed = store::write_positions(connection, &read.positions, &read.fingerprint, now).await?;
    Ok(Imported { changed, ..read.counts })
}

struct ReadPositions {
    positions: Vec<(String, f64, f64)>,
    counts: Imported,
    fingerprint: String,
}

/// Which columns hold what.
struct Columns {
    code: usize,
    place: Place,
}

enum Place {
    Both(usize),
    Apart(usize, usize),
}

/// Hashes what passes.
struct Hashed<R> {
    inner: R,
    hash: Sha256,
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.hash.update(&buffer[..length]);
        Ok(length)
    }
}

fn read(file: impl Read, gazetteer: &Gazetteer) -> Result<ReadPositions, ImportError> {
    let mut hashed = Hashed { inner: file, hash: Sha256::new() };
    let headings = first_line(&mut hashed)?;
    let columns = Columns::named(&headings)?;
    let mut table = csv::ReaderBuilder::new()
        .has_headers(false)
        .delimiter(delimiter(&headings))
        .flexible(true)
        .from_reader(&mut hashed);
    let mut found: HashMap<String, (f64, f64)> = HashMap::new();
    let mut counts = Imported { lines: 0, changed: 0, communes: 0, unknown: 0, without_position: 0 };
    let mut record = csv::ByteRecord::new();
    loop {
        // The headings were line 1.
        let line = table.position().line() + 1;
        let wrong = |reason: String| ImportError::Line { line, reason };
        if !table.read_byte_record(&mut record).map_err(|error| wrong(error.to_string()))? {
            break;
        }
        counts.lines += 1;
        let code =
            columns.code(&record).ok_or_else(|| wrong("no INSEE code of five characters".to_owned()))?;
        let Some(position) = columns.position(&record).map_err(wrong)? else {
            counts.without_position += 1;
            continue;
        };
        let Some(commune) = gazetteer.by_code(&code) else {
            counts.unknown += 1;
            continue;
        };
        let distance = commune.kilometres_to(position.0, position.1);
        if distance > FARTHEST_KM {
            return Err(wrong(format!("{} would move by {distance:.0} km", commune.label())));
        }
        // A commune with several postal codes has several lines: the first counts.
        if let Entry::Vacant(place) = found.entry(code) {
            place.insert(position);
        }
    }
    drop(table);
    counts.communes = found.len() as u64;
    let mut positions: Vec<(String, f64, f64)> =
        found.into_iter().map(|(code, (lat, lng))| (code, lat, lng)).collect();
    positions.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(ReadPositions { positions, counts, fingerprint: hex::encode(hashed.hash.finalize()) })
}

/// The headings, read byte by byte so that the table begins after them.
fn first_line(file: &mut impl Read) -> Result<String, ImportError> {
    const LONGEST: usize = 10_000;
    let mut line = Vec::new();
    let mut byte = [0];
    while line.len() < LONGEST && file.read(&mut byte)? == 1 && byte[0] != b'\n' {
        line.push(byte[0]);
    }
    let text = String::from_utf8_lossy(&line);
    Ok(text.trim_start_matches('\u{feff}').trim_end().to_owned())
}

fn delimiter(headings: &str) -> u8 {
    let count = |delimiter: u8| headings.bytes().filter(|byte| *byte == delimiter).count();
    [b',', b';', b'\t'].into_iter().max_by_key(|it| count(*it)).unwrap_or(b',')
}

impl Columns {
    fn named(headings: &str) -> Result<Self, ImportError> {
        let separator = char::from(delimiter(headings));
        let names: Vec<String> = headings
            .split(separator)
            .map(|name| search_index::fold(name).chars().filter(char::is_ascii_alphanumeric).collect())
            .collect();
        let column = |known: &[&str]| known.iter().find_map(|it| names.iter().position(|name| name == it));
        let code = column(&CODE_HEADINGS).ok_or(ImportError::Heading("INSEE code"))?;
        let place = match (column(&BOTH_HEADINGS), column(&LATITUDE_HEADINGS), column(&LONGITUDE_HEADINGS)) {
            (Some(both), ..) => Place::Both(both),
            (None, Some(latitude), Some(longitude)) => Place::Apart(latitude, longitude),
            (None, None, _) => return Err(ImportError::Heading("latitude")),
            (None, Some(_), None) => return Err(ImportError::Heading("longitude")),
        };
        Ok(Self { code, place })
    }

    /// The INSEE code; a spreadsheet may have lost its first zero.
    fn code(&self, record: &csv::ByteRecord) -> Option<String> {
        let code = text(record, self.code);
        let code = if code.len() == 4 { format!("0{code}") } else { code.into_owned() };
        (code.len() == 5 && code.bytes().all(|byte| byte.is_ascii_alphanumeric())).then_some(code)
    }

    /// Latitude and longitude; none when the line has none.
    fn position(&self, record: &csv::ByteRecord) -> Result<Option<(f64, f64)>, String> {
        let (latitude, longitude) = match self.place {
            Place::Apart(latitude, longitude) => {
                (text(record, latitude).into_owned(), text(record, longitude).into_owned())
            }
            Place::Both(column) => {
                let both = text(record, column);
                if both.is_empty() {
                    return Ok(None);
                }
                let (latitude, longitude) = both
                    .split_once(',')
                    .ok_or_else(|| format!("« {both} » is not \"latitude, longitude\""))?;
                (latitude.trim().to_owned(), longitude.trim().to_owned())
            }
        };
        if latitude.is_empty() && longitude.is_empty() {
            return Ok(None);
        }
        Ok(Some((degrees(&latitude, 90.0, "latitude")?, degrees(&longitude, 180.0, "longitude")?)))
    }
}

fn text(record: &csv::ByteRecord, column: usize) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(record.get(column).unwrap_or_default().trim_ascii())
}

/// Degrees within ± `limit`; French files write a decimal comma.
fn degrees(text: &str, limit: f64, what: &str) -> Result<f64, String> {
    let number: Option<f64> = text.replace(',', ".").parse().ok();
    number.filter(|it| it.abs() <= limit).ok_or_else(|| format!("« {text} » is not a {what}"))
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::territory::Reference;

    static FRANCE: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::new(Reference::embedded().unwrap()));

    fn reading(file: &str) -> Result<ReadPositions, String> {
        read(file.as_bytes(), &FRANCE).map_err(|error| error.to_string())
    }

    #[test]
    fn the_list_of_la_poste_is_read() {
        let file = "\u{feff}#Code_commune_INSEE;Nom_de_la_commune;Code_postal;Ligne_5;coordonnees_gps\r\n\
                    23096;GUERET;23000;;46.163, 1.871\r\n23096;GUERET;23001;;46.2,1.9\r\n99999;X;1;;1,2\r\n02001;Y;2;;\r\n";
        let read = reading(file).unwrap();
        assert_eq!(read.positions, [("23096".to_owned(), 46.163, 1.871)]);
        let Imported { lines, communes, unknown, without_position, .. } = read.counts;
        assert_eq!((lines, communes, unknown, without_position), (4, 1, 1, 1));
    }

    #[test]
    fn any_table_with_a_code_and_two_numbers_is_read() {
        let file = "nom,code,lng,lat\n\"L'Abergement, le petit\",1001,\"4,92\",46.15\n";
        assert_eq!(reading(file).unwrap().positions, [("01001".to_owned(), 46.15, 4.92)]);
    }

    #[test]
    fn the_first_wrong_line_is_named() {
        let wrong = |file: &str| reading(file).err().unwrap_or_default();
        assert_eq!(
            wrong("code,lat,lng\n23096,46.1,1.8\n23096,north,1.8\n"),
            "line 3: « north » is not a latitude"
        );
        assert_eq!(wrong("code,lat,lng\n?,1,2\n"), "line 2: no INSEE code of five characters");
        assert_eq!(wrong("code,lat,lng\n23096,NaN,2\n"), "line 2: « NaN » is not a latitude");
        assert!(wrong("code,lat,lng\n23096,1.87,46.17\n").starts_with("line 2: Guéret (23) would move by"));
        assert_eq!(wrong("nom,lat,lng\n"), "no column holds the INSEE code");
        assert_eq!(wrong("code,lat\n"), "no column holds the longitude");
        assert_eq!(wrong(""), "no column holds the INSEE code");
    }
}
